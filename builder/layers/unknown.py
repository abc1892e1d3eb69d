"""The placeholder for a layer that this version does not know."""

from functools import lru_cache
from typing import ClassVar, Self

from pydantic import model_validator

from builder.common.fields import FieldError
from builder.common.json_checks import ProjectError, parse_json
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.layers.base import Category, Layer, Shape, ShapeError, Text, param

MOST_PORTS = 1000
"""The most inputs, and the most outputs, that a file can give it."""


@lru_cache(maxsize=100)
def _port_names(word: str, count: int) -> tuple[str, ...]:
    return (word,) if count == 1 else tuple(f"{word}{port}" for port in range(1, count + 1))


class Unknown(Layer):
    """Placeholder for a kind that this version does not know; keeps its record and its wires."""

    category: ClassVar = Category.UNKNOWN
    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Unknown layer")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Stands for a layer that was saved by another version of the program.\n\n"
        "It keeps everything that was saved about the layer and every wire on it, so nothing is lost when the project is "
        "saved again. It has as many inputs and outputs as wires led to it and away.",
    )
    default_name: ClassVar = "unknown"
    flexible: ClassVar = True

    missing: str = param("", doc=QT_TRANSLATE_NOOP("Layers", "The kind of layer that is missing here."), required=True)
    data: str = param("{}", doc=QT_TRANSLATE_NOOP("Layers", "What was saved about it, as JSON."), advanced=True, required=True)
    takes: int = param(
        1,
        low=1,
        high=MOST_PORTS,
        doc=QT_TRANSLATE_NOOP("Layers", "How many inputs it has."),
        label=QT_TRANSLATE_NOOP("Layers", "Inputs"),
        advanced=True,
    )
    gives: int = param(
        1,
        low=1,
        high=MOST_PORTS,
        doc=QT_TRANSLATE_NOOP("Layers", "How many outputs it has."),
        label=QT_TRANSLATE_NOOP("Layers", "Outputs"),
        advanced=True,
    )

    @model_validator(mode="after")
    def _check_data(self) -> Self:
        try:
            kept = parse_json(self.data)
        except ProjectError:
            kept = None
        if not isinstance(kept, dict):
            raise FieldError(self.kind, "data", self.data, QT_TRANSLATE_NOOP("Layers", "must be a record in JSON, such as {}"))
        return self

    @property
    def input_names(self) -> tuple[str, ...]:
        return _port_names(self.inlets[0], self.takes)

    @property
    def output_names(self) -> tuple[str, ...]:
        return _port_names(self.outlets[0], self.gives)

    def outputs(self, *_inputs: Shape) -> tuple[Shape, ...]:
        """Always raises :class:`ShapeError`, since its shape rule is unknown."""
        raise ShapeError(
            "unknown-layer",
            QT_TRANSLATE_NOOP(
                "Layers", "{block} is a {missing}, a kind of layer that this version of the program does not know."
            ),
            field="missing",
            missing=self.missing or QT_TRANSLATE_NOOP("Layers", "nameless layer"),
        )

    def summary(self) -> Text:
        return self.missing
