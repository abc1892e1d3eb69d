"""The placeholder for a layer that this version does not know."""

from typing import ClassVar

from builder.layers.base import Category, Layer, Shape, ShapeError, param


class Unknown(Layer):
    """Stands for a layer that was saved by another version of the program.

    It keeps everything that was saved about the layer, so nothing is lost when the project is saved again.
    """

    category: ClassVar = Category.UNKNOWN
    title: ClassVar = "Unknown layer"
    default_name: ClassVar = "unknown"
    variadic: ClassVar = True

    missing: str = param("", doc="The kind of layer that is missing here.", required=True)
    data: str = param("", doc="What was saved about it, as JSON.", advanced=True, required=True)

    def outputs(self, *_inputs: Shape) -> tuple[Shape, ...]:
        """Nothing is known of what comes out: always raises :class:`ShapeError`."""
        raise ShapeError(
            "unknown-layer",
            "{block} is a {missing}, a kind of layer that this version of the program does not know.",
            field="missing",
            missing=self.missing or "nameless layer",
        )

    def summary(self) -> str:
        return self.missing
