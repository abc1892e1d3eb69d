"""What a node of an ONNX file is given, read with care: any of it may be missing or of another kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn

import numpy as np

from builder.importing.common.trace import ImportFailed, Op, Step
from builder.importing.onnx.model_reader import Node
from builder.importing.onnx.state import Known, Plan, Value, scope
from builder.model.graph import Port

_LIKE: dict[type, Any] = {float: (int, float)}


class Given:
    """What one node is given: values and attributes, each refused in words where it is not what it should be."""

    def __init__(self, plan: Plan, node: Node) -> None:
        self.plan, self.node, self.drawing = plan, node, plan.drawing
        self.path = scope(node)
        self.step = Step(Op.FUNCTION, node.op, scope=f"the node {node.name}" if node.name else "a node without a name")
        self.inputs = [self._input(name) for name in node.inputs]

    def value(self, position: int = 0) -> Value | None:
        """What it reads at `position`; None where that is left out."""
        return self.inputs[position] if position < len(self.inputs) else None

    def known(self, position: int, what: str) -> np.ndarray:
        """Numbers that do not depend on what comes in; refuses others."""
        found = self.maybe(position, what)
        return self.refuse(f"is not given its {what}") if found is None else found

    def maybe(self, position: int, what: str) -> np.ndarray | None:
        """Like `known`, or None where it is left out."""
        value = self.value(position)
        if value is None:
            return None
        if not isinstance(value, Known):
            self.refuse(f"computes its {what} each time, which no block does")
        return value.fixed if value.fixed is not None else self.refuse(f"has a {what} that depends on how large the batch is")

    def attribute(self, name: str, default: Any = None) -> Any:
        """An attribute of the node, of the type that `default` has; refuses another."""
        value = self.node.attributes.get(name, default)
        if default is not None and value is not default and not isinstance(value, _LIKE.get(type(default), type(default))):
            self.refuse(f"has something odd as its {name}")
        return value

    def wholes(self, name: str, default: Sequence[int] | None = None) -> tuple[int, ...] | None:
        """Whole numbers that are an attribute."""
        value = self.node.attributes.get(name, default)
        if value is not None and (not isinstance(value, tuple | list) or not all(isinstance(each, int) for each in value)):
            self.refuse(f"has something odd as its {name}")
        return None if value is None else tuple(value)

    def option(self, name: str, position: int) -> list[int] | None:
        """Whole numbers that older files hold as an attribute and newer ones as an input."""
        given = self.maybe(position, name)
        if given is not None:
            return [int(number) for number in given.reshape(-1)]
        found = self.node.attributes.get(name)
        if isinstance(found, int):
            return [found]
        return None if found is None else list(self.wholes(name) or ())

    def sizes(self, port: Port) -> tuple[int, ...]:
        """The sizes of a result, without the batch."""
        return self.drawing.shapes[port].sizes

    def axis(self, axis: int, rank: int) -> int:
        """An axis of `rank`, the batch included, counted from the front; refuses the batch."""
        if not -rank <= axis < rank:
            self.refuse(f"is about axis {axis} of {rank}")
        return axis % rank or self.refuse("works on the axis of the batch")

    def refuse(self, words: str, end: str = ".") -> NoReturn:
        """Raise ImportFailed: the operator, the words, and which node it is."""
        raise ImportFailed(f"{self.node.op} {words.removesuffix('.')} ({self.step.where}){end or '.'}")

    def _input(self, name: str) -> Value | None:
        if name and name not in self.plan.values:
            self.refuse(f"reads {name[:100]!r}, which nothing before it makes")
        return self.plan.values[name] if name else None
