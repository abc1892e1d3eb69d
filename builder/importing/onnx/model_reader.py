"""Reads an ONNX file as plain values: nodes, tensors, inputs and outputs. Decodes the format itself, with numpy alone.

Source: ``onnx.proto`` (ModelProto, GraphProto, NodeProto ... of IR version 3 on); the field numbers below are from there.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from builder.common.messages import QT_TRANSLATE_NOOP, Message, Template
from builder.importing.common.trace import ImportFailed
from builder.importing.onnx.protobuf import Budget, Damaged, WireFields, as_text, parse_fields
from builder.importing.onnx.tensor_reader import TYPES, ExternalData, Unreadable, read_file, read_tensor

LARGEST_FILE = 2 * 2**30
"""How many bytes a file may have: the limit of protocol buffers."""

MOST_NODES = 20_000
"""As many nodes a network may have; more would not be laid out in reasonable time. The largest of the zoo have 1,500."""

LONGEST_VALUE = 150
"""As many letters of a name or text from the file are shown."""

DEEPEST = 4
"""How deep branches may lie inside of nodes; exporters write one level."""

OWN_DOMAINS = ("", "ai.onnx")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One call of an operator (NodeProto): the names of inputs and outputs, "" for those left out, and attributes."""

    op: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    name: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """One branch of an If (a GraphProto inside of an attribute): its nodes, tensors by name, and the names of its results.

    Tensors are arrays as :func:`read_tensor` gives them.
    """

    nodes: tuple[Node, ...]
    tensors: Mapping[str, np.ndarray]
    outputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ValueInfo:
    """An input or output (ValueInfoProto): its name, element type and shape, batch axis included.

    `sizes` is None where nothing is known of them, and has None for a size that is open.
    """

    name: str
    type: str | None = None
    sizes: tuple[int | None, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A network as it is written: nodes in topological order, tensors by name; `opset` is the version of the operators.

    Tensors have the shape that the file says, and a dtype of :data:`builder.importing.onnx.tensor_reader.READABLE`.
    """

    nodes: tuple[Node, ...]
    tensors: Mapping[str, np.ndarray]
    inputs: tuple[ValueInfo, ...]
    outputs: tuple[ValueInfo, ...]
    opset: int
    producer: str = ""


def read_model(path: Path) -> Model:
    """The network in a file; raises ImportFailed. Tensors may be in files in the same folder, nowhere else."""
    try:
        data = read_file(path, LARGEST_FILE)
    except Unreadable as error:
        template = QT_TRANSLATE_NOOP("Import", "{path} cannot be opened: {reason}.")
        raise ImportFailed(template, path=printable_text(str(path)), reason=error.message) from error
    try:
        return _Reader(ExternalData(path.parent)).model(data)
    except Damaged as error:
        template = QT_TRANSLATE_NOOP("Import", "{file} is no file of ONNX, or is damaged: {reason}.")
        raise ImportFailed(template, file=path.name, reason=printable(error.message)) from error
    except ImportFailed as error:
        template = QT_TRANSLATE_NOOP("Import", "{file} cannot be read: {reason}")
        raise ImportFailed(template, file=path.name, reason=printable(error.message)) from error


def printable(message: Message) -> Message:
    """A message with values from a file, made safe to show: no control characters, and not too long."""
    return Message(message.context, message.template, {name: _printable_value(each) for name, each in message.values.items()})


def printable_text(text: str) -> str:
    """A text from a file without control characters, and with its middle left out if it is long."""
    clean = "".join(letter if letter.isprintable() else "?" for letter in text)
    half = LONGEST_VALUE // 2
    return clean if len(clean) <= LONGEST_VALUE else f"{clean[:half]} … {clean[-half:]}"


def _printable_value(value: Any) -> Any:
    if isinstance(value, Message):
        return printable(value)
    if isinstance(value, Template | int | float):
        return value
    return printable_text(str(value))


class _Reader:
    """Reads one file; all messages in it share a budget of fields. Methods raise Damaged and ImportFailed."""

    def __init__(self, external: ExternalData) -> None:
        self.budget, self.external = Budget(), external

    def model(self, data: memoryview) -> Model:
        """A ModelProto."""
        model = self._fields(data)
        if not model.all_bytes(7):
            raise Damaged(QT_TRANSLATE_NOOP("Import", "it holds no network"))
        graph = self._fields(model.bytes(7))
        if len(graph.all_bytes(1)) > MOST_NODES:
            template = QT_TRANSLATE_NOOP("Import", "it has {count:,} nodes; at most {most:,} can be read.")
            raise ImportFailed(template, count=len(graph.all_bytes(1)), most=MOST_NODES)
        if graph.all_bytes(15):
            raise ImportFailed(
                QT_TRANSLATE_NOOP("Import", "it keeps tensors as lists of what is not 0, which cannot be read yet.")
            )
        tensors = dict(self._tensor(part) for part in graph.all_bytes(5))
        inputs = [self._value_info(part) for part in graph.all_bytes(11)]
        return Model(
            nodes=tuple(self._node(part) for part in graph.all_bytes(1)),
            tensors=tensors,
            inputs=tuple(value for value in inputs if value.name not in tensors),  # IR version 3 lists tensors as inputs too
            outputs=tuple(self._value_info(part) for part in graph.all_bytes(12)),
            opset=_opset([self._fields(part) for part in model.all_bytes(8)]),
            producer=model.text(2),
        )

    def _fields(self, data: memoryview) -> WireFields:
        return parse_fields(data, self.budget)

    def _tensor(self, data: memoryview) -> tuple[str, np.ndarray]:
        return read_tensor(self._fields(data), self.external)

    def _node(self, data: memoryview, depth: int = 0) -> Node:
        """A NodeProto; `depth` counts the branches around it."""
        node = self._fields(data)
        return Node(
            op=node.text(4),
            inputs=tuple(as_text(part) for part in node.all_bytes(1)),
            outputs=tuple(as_text(part) for part in node.all_bytes(2)),
            name=node.text(3),
            attributes=dict(self._attribute(part, depth) for part in node.all_bytes(5)),
            domain=node.text(7),
        )

    def _body(self, data: memoryview, depth: int) -> Body:
        """A GraphProto inside of an attribute."""
        if depth > DEEPEST:
            template = QT_TRANSLATE_NOOP("Import", "it has networks inside of nodes, more than {deepest} deep")
            raise Damaged(template, deepest=DEEPEST)
        graph = self._fields(data)
        tensors = dict(self._tensor(part) for part in graph.all_bytes(5))
        nodes = tuple(self._node(part, depth) for part in graph.all_bytes(1))
        return Body(nodes, tensors, tuple(self._fields(part).text(1) for part in graph.all_bytes(12)))

    def _attribute(self, data: memoryview, depth: int) -> tuple[str, Any]:
        """The name and value of an AttributeProto; the value is None for types that no operator here has."""
        attribute = self._fields(data)
        name, kind = attribute.text(1), attribute.number(20)
        if not kind:
            # files of IR version 1 do not have the type; only one of the value fields is there then
            kind = next((kind for kind, at in _VALUE_FIELDS.items() if attribute.all_bytes(at) or at in attribute.numbers), 0)
        match kind:
            case 1:
                return name, _shortest_float(struct.unpack("<f", _four_bytes(attribute.bytes(2)))[0])
            case 2:
                return name, attribute.number(3)
            case 3:
                return name, as_text(attribute.bytes(4), 100_000)
            case 4:
                return name, self._tensor(attribute.bytes(5))[1]
            case 5:
                return name, self._body(attribute.bytes(6), depth + 1)
            case 6:
                return name, tuple(map(_shortest_float, attribute.floats(7).tolist()))
            case 7:
                return name, tuple(attribute.integers(8).tolist())
            case 8:
                return name, tuple(as_text(part) for part in attribute.all_bytes(9))
        return name, None

    def _value_info(self, data: memoryview) -> ValueInfo:
        """A ValueInfoProto: TypeProto (2) → Tensor (1) → elem_type (1) and TensorShapeProto (2)."""
        value = self._fields(data)
        tensor_type = self._fields(self._fields(value.bytes(2)).bytes(1))
        type_name = TYPES.get(tensor_type.number(1))
        if not tensor_type.all_bytes(2):
            return ValueInfo(value.text(1), type_name)
        sizes: list[int | None] = []
        for part in self._fields(tensor_type.bytes(2)).all_bytes(1):
            size = self._fields(part)
            sizes.append(size.number(1) if 1 in size.numbers and size.number(1) > 0 else None)
        return ValueInfo(value.text(1), type_name, tuple(sizes))


_VALUE_FIELDS = {1: 2, 2: 3, 3: 4, 4: 5, 5: 6, 6: 7, 7: 8, 8: 9}
"""By AttributeType: the number of the field that holds the value."""


def _opset(imports: list[WireFields]) -> int:
    """The version of the standard operators, from the OperatorSetIdProtos."""
    own = [each.number(2) for each in imports if each.text(1) in OWN_DOMAINS]
    if not own or not 1 <= own[-1] < 1000:
        raise Damaged(QT_TRANSLATE_NOOP("Import", "it does not say which version of the operators it uses"))
    return own[-1]


def _shortest_float(value: float) -> float:
    """A float32 as the shortest decimal that gives it: 1e-05, not 9.999999747378752e-06."""
    return float(str(np.float32(value)))


def _four_bytes(view: memoryview) -> memoryview:
    if len(view) not in (0, 4):
        raise Damaged(QT_TRANSLATE_NOOP("Import", "a number has {count} bytes instead of 4"), count=len(view))
    return view if len(view) else memoryview(bytes(4))
