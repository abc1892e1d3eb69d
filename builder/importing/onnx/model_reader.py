"""Files of ONNX as plain values: nodes, tensors, and what goes in and out. Reads the format itself, with numpy alone.

The numbers of the fields are those of ``onnx.proto``, version 3. Whatever is wrong is an :class:`ImportFailed`.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from builder.common.files import in_words
from builder.importing.common.trace import ImportFailed
from builder.importing.onnx.protobuf import Budget, Damaged, Message, as_text, message
from builder.importing.onnx.tensor_reader import TYPES, Beside, tensor, whole_file

LARGEST_FILE = 2 * 2**30
"""How many bytes a file may have: protocol buffers know no larger ones."""

MOST_NODES = 20_000
MOST_WORDS = 600
DEEPEST = 4
"""How deep networks may lie inside of nodes."""

OWN_DOMAINS = ("", "ai.onnx")


@dataclass(frozen=True, slots=True)
class Node:
    """One call of an operator: the names of what goes in and out, "" for what is left out, and its attributes."""

    op: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    name: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """One branch of an If: what it does, and the names of what comes out."""

    nodes: tuple[Node, ...]
    tensors: Mapping[str, np.ndarray]
    outputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """What goes in or comes out: its name, the name of its type, and its sizes, None where one is not fixed.

    `sizes` is None where nothing is known of them.
    """

    name: str
    type: str | None = None
    sizes: tuple[int | None, ...] | None = None


@dataclass(frozen=True, slots=True)
class Model:
    """A network as it is written: nodes in order, tensors by name; `opset` is the version of the operators."""

    nodes: tuple[Node, ...]
    tensors: Mapping[str, np.ndarray]
    inputs: tuple[Value, ...]
    outputs: tuple[Value, ...]
    opset: int
    producer: str = ""


def read_model(path: Path) -> Model:
    """The network in a file; raises ImportFailed in words. Tensors may lie in files beside it, nowhere else."""
    data = _bytes(path)
    try:
        return _model(data, Beside(path.parent))
    except Damaged as error:
        raise ImportFailed(f"{path.name} is no file of ONNX, or is damaged: {spoken(str(error))}.") from None
    except ImportFailed as error:
        raise ImportFailed(f"{path.name} cannot be read: {spoken(str(error))}") from None


def spoken(words: str) -> str:
    """Words with names from a file in them, as they can be shown: printable, and no longer than a person reads."""
    clean = "".join(letter if letter.isprintable() else "?" for letter in words)
    return clean if len(clean) <= MOST_WORDS else f"{clean[: MOST_WORDS // 2]} … {clean[-MOST_WORDS // 2 :]}"


def _bytes(path: Path) -> memoryview:
    try:
        return whole_file(path, LARGEST_FILE)
    except OSError as error:
        raise ImportFailed(f"{path} cannot be opened: {in_words(error)}.") from None
    except ValueError as error:
        raise ImportFailed(f"{str(path)!r} cannot be opened: {error}.") from None


def _model(data: memoryview, beside: Beside) -> Model:
    budget = Budget()
    whole = message(data, budget)
    if not whole.several(7):
        raise Damaged("it holds no network")
    graph = message(whole.bytes(7), budget)
    if len(graph.several(1)) > MOST_NODES:
        raise ImportFailed(f"it has {len(graph.several(1)):,} nodes; at most {MOST_NODES:,} can be read.")
    if graph.several(15):
        raise ImportFailed("it keeps tensors as lists of what is not 0, which cannot be read yet.")
    tensors = dict(tensor(message(part, budget), beside) for part in graph.several(5))
    inputs = [_value(message(part, budget), budget) for part in graph.several(11)]
    return Model(
        tuple(_node(message(part, budget), budget, beside) for part in graph.several(1)),
        tensors,
        tuple(value for value in inputs if value.name not in tensors),
        tuple(_value(message(part, budget), budget) for part in graph.several(12)),
        _opset([message(part, budget) for part in whole.several(8)]),
        whole.text(2),
    )


def _opset(sets: list[Message]) -> int:
    own = [each.number(2) for each in sets if each.text(1) in OWN_DOMAINS]
    if not own or not 1 <= own[-1] < 1000:
        raise Damaged("it does not say which version of the operators it uses")
    return own[-1]


def _node(read: Message, budget: Budget, beside: Beside, depth: int = 0) -> Node:
    attributes = dict(_attribute(message(part, budget), budget, beside, depth) for part in read.several(5))
    inputs, outputs = (tuple(as_text(part) for part in read.several(at)) for at in (1, 2))
    return Node(read.text(4), inputs, outputs, read.text(3), attributes, read.text(7))


def _body(read: Message, budget: Budget, beside: Beside, depth: int) -> Body:
    if depth > DEEPEST:
        raise Damaged(f"it has networks inside of nodes, more than {DEEPEST} deep")
    tensors = dict(tensor(message(part, budget), beside) for part in read.several(5))
    nodes = tuple(_node(message(part, budget), budget, beside, depth) for part in read.several(1))
    return Body(nodes, tensors, tuple(message(part, budget).text(1) for part in read.several(12)))


def _attribute(read: Message, budget: Budget, beside: Beside, depth: int) -> tuple[str, Any]:
    """The name and the value of an attribute; None for what no operator that can be drawn has."""
    name, kind = read.text(1), read.number(20)
    if not kind:
        # files of the first version do not say the kind; only one field is there then
        kind = next((kind for kind, at in _FIELDS.items() if read.several(at) or at in read.numbers), 0)
    match kind:
        case 1:
            return name, short(struct.unpack("<f", _four(read.bytes(2)))[0])
        case 2:
            return name, read.number(3)
        case 3:
            return name, as_text(read.bytes(4), 100_000)
        case 4:
            return name, tensor(message(read.bytes(5), budget), beside)[1]
        case 5:
            return name, _body(message(read.bytes(6), budget), budget, beside, depth + 1)
        case 6:
            return name, tuple(map(short, read.floats(7).tolist()))
        case 7:
            return name, tuple(read.wholes(8).tolist())
        case 8:
            return name, tuple(as_text(part) for part in read.several(9))
    return name, None


_FIELDS = {1: 2, 2: 3, 3: 4, 4: 5, 5: 6, 6: 7, 7: 8, 8: 9}
"""By the kind of an attribute: the number of the field that holds its value."""


def short(value: float) -> float:
    """A number of 32 bits as people write it: 1e-05, not 9.999999747378752e-06."""
    return float(str(np.float32(value)))


def _four(view: memoryview) -> memoryview:
    if len(view) not in (0, 4):
        raise Damaged(f"a number has {len(view)} bytes instead of 4")
    return view if len(view) else memoryview(bytes(4))


def _value(read: Message, budget: Budget) -> Value:
    name = read.text(1)
    of_tensor = message(message(read.bytes(2), budget).bytes(1), budget)
    kind = TYPES.get(of_tensor.number(1))
    if not of_tensor.several(2):
        return Value(name, kind)
    sizes: list[int | None] = []
    for part in message(of_tensor.bytes(2), budget).several(1):
        size = message(part, budget)
        sizes.append(size.number(1) if 1 in size.numbers and size.number(1) > 0 else None)
    return Value(name, kind, tuple(sizes))
