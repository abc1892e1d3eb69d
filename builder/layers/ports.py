"""The ends of a group: GroupInput and GroupOutput, which exist only inside of groups."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.layers.base import Call, Category, Layer, Shape, ShapeError
from builder.layers.traits import VIEW


class GroupInput(Layer):
    """An argument of a group's forward."""

    category: ClassVar = Category.ENDS
    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Group input")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Where a group is entered: what is connected to the group's block comes in here.\n\n"
        "Its name is the name of the connector outside. A group may have several; they stand in the order they were made.",
    )
    common: ClassVar = True
    keywords: ClassVar = ("port", "entrance", "inlet", "connector")
    catalogued: ClassVar = False
    default_name: ClassVar = "input"
    inlets: ClassVar = ()
    saves: ClassVar = VIEW

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        """The input of the group; raises :class:`ShapeError` outside of a group."""
        if not inputs:
            raise ShapeError(
                "port-outside", QT_TRANSLATE_NOOP("Layers", "{block} is the entrance of a group, but stands in none.")
            )
        return (inputs[0],)

    def call(self, *_inputs: Shape) -> Call:
        """The input unchanged."""
        return Call(expression="{0}")


class GroupOutput(Layer):
    """A result of a group's forward."""

    category: ClassVar = Category.ENDS
    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Group output")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Where a group is left: what is connected here comes out of the group's block.\n\n"
        "Its name is the name of the connector outside. A group may have several; they stand in the order they were made.",
    )
    common: ClassVar = True
    keywords: ClassVar = ("port", "exit", "outlet", "connector", "return")
    catalogued: ClassVar = False
    default_name: ClassVar = "output"
    outlets: ClassVar = ()
    saves: ClassVar = VIEW

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        return (inputs[0],)

    def call(self, *_inputs: Shape) -> Call:
        """The input unchanged."""
        return Call(expression="{0}")


PORTS: Mapping[str, type[Layer]] = MappingProxyType({"GroupInput": GroupInput, "GroupOutput": GroupOutput})
"""The kinds that exist only inside of groups, by name."""
