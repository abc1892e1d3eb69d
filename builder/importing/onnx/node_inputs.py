"""The inputs and attributes of one ONNX node, checked: any of them may be missing or of another type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

import numpy as np

from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.importing.common.trace import ImportFailed
from builder.importing.onnx.model_reader import Node
from builder.importing.onnx.state import KnownArray, NodeValue

_ACCEPTED: dict[type, Any] = {float: (int, float)}
"""By the type of a default: what an attribute may be instead."""


class NodeInputs:
    """What a node is given. Methods raise ImportFailed where it is not what the operator needs."""

    def __init__(self, node: Node, known: Mapping[str, NodeValue]) -> None:
        self.node = node
        self.values = [self._value_of(name, known) for name in node.inputs]

    @property
    def where(self) -> Message:
        """The place of the node in the file, for people."""
        if self.node.name:
            return Message.of(QT_TRANSLATE_NOOP("Import", "in the node {name}"), name=self.node.name)
        return Message.of(QT_TRANSLATE_NOOP("Import", "in a node without a name"))

    def value(self, position: int = 0) -> NodeValue | None:
        """The input at `position`; None where it is left out."""
        return self.values[position] if position < len(self.values) else None

    def array(self, position: int, what: str) -> np.ndarray:
        """An input that is known and does not depend on the batch size, of any shape and dtype; `what` names it in errors."""
        found = self.optional_array(position, what)
        return self.refuse(QT_TRANSLATE_NOOP("Import", "{call} is not given its {what}"), what=what) if found is None else found

    def optional_array(self, position: int, what: str) -> np.ndarray | None:
        """Like `array`; None where it is left out."""
        value = self.value(position)
        if value is None:
            return None
        if not isinstance(value, KnownArray):
            self.refuse(QT_TRANSLATE_NOOP("Import", "{call} computes its {what} each time, which no block does"), what=what)
        if value.fixed is None:
            self.refuse(QT_TRANSLATE_NOOP("Import", "{call} has a {what} that depends on how large the batch is"), what=what)
        return value.fixed

    def attribute(self, name: str, default: Any = None) -> Any:
        """An attribute, of the type of `default`."""
        value = self.node.attributes.get(name, default)
        accepted = _ACCEPTED.get(type(default), type(default))
        if default is not None and value is not default and not isinstance(value, accepted):
            self._refuse_attribute(name)
        return value

    def integers(self, name: str, default: Sequence[int] | None = None) -> tuple[int, ...] | None:
        """An attribute that is a list of integers."""
        value = self.node.attributes.get(name, default)
        if value is not None and (not isinstance(value, tuple | list) or not all(isinstance(each, int) for each in value)):
            self._refuse_attribute(name)
        return None if value is None else tuple(value)

    def integers_or_input(self, name: str, position: int) -> list[int] | None:
        """Integers that old operator versions have as an attribute, new ones as an input (n,); None where both are missing."""
        given = self.optional_array(position, name)
        if given is not None:
            return [int(number) for number in given.reshape(-1)]
        value = self.node.attributes.get(name)
        if isinstance(value, int):
            return [value]
        return None if value is None else list(self.integers(name) or ())

    def axis(self, axis: int, rank: int) -> int:
        """An axis of a tensor of `rank` (batch axis included), counted from the front; never the batch axis."""
        if not -rank <= axis < rank:
            self.refuse(QT_TRANSLATE_NOOP("Import", "{call} is about axis {axis} of {rank}"), axis=axis, rank=rank)
        return axis % rank or self.refuse(QT_TRANSLATE_NOOP("Import", "{call} works on the axis of the batch"))

    def refuse(self, template: str, /, **values: Any) -> NoReturn:
        """Raise ImportFailed; `template` is a clause about ``{call}``, the operator. The place is added."""
        raise ImportFailed.at(self.where, Message.of(template, call=self.node.op, **values))

    def _refuse_attribute(self, name: str) -> NoReturn:
        self.refuse(QT_TRANSLATE_NOOP("Import", "{call} has something odd as its {name}"), name=name)

    def _value_of(self, name: str, known: Mapping[str, NodeValue]) -> NodeValue | None:
        if name and name not in known:
            self.refuse(QT_TRANSLATE_NOOP("Import", "{call} reads {name!r}, which nothing before it makes"), name=name[:100])
        return known[name] if name else None
