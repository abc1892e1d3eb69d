"""Going through the nodes of an ONNX file: what each value is, and how a node adds blocks and their weights."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np

from builder.fields import FieldError
from builder.graph import Port
from builder.importing.drawing import Drawing, Names, Origin, identifier, stem
from builder.importing.modules import canonical
from builder.importing.onnx_curves import Curve
from builder.importing.onnx_folding import Work
from builder.importing.onnx_reader import Body, Model, Node
from builder.importing.steps import ImportFailed, Op, Step
from builder.layers import make
from builder.layers.base import Layer

MOST_NAMED = re.compile(r"[^:]*[A-Za-z][^:]*\.(weight|bias|running_mean|running_var|gamma|beta)")
"""What the weights of a module are called: its path and their own name."""


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """Numbers that are known beforehand, for either of two batches; `name` is that of a tensor in the file."""

    first: np.ndarray
    second: np.ndarray
    name: str = ""

    @property
    def fixed(self) -> np.ndarray | None:
        """The numbers, where the batch makes no difference."""
        same = self.first is self.second or (self.first.shape == self.second.shape and np.array_equal(self.first, self.second))
        return self.first if same else None


Value = Port | Known | Curve


class Plan:
    """The network while it is drawn: its values by name, its weights by the id of their block and their key in it."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.batches = (1, 1)
        self.values: dict[str, Value] = {name: Known(array, array, name) for name, array in model.tensors.items()}
        self.readers = Counter(name for node in all_nodes(model.nodes) for name in node.inputs)
        self.readers.update(value.name for value in model.outputs)
        paths = [scope(node) for node in model.nodes]
        self.holders = {path[:at] for path in set(paths) for at, letter in enumerate(path) if letter == "."}
        modules = [path for path in paths if path not in self.holders]
        weighted = [name.rpartition(".")[0] for name in model.tensors if MOST_NAMED.fullmatch(name)]
        self.drawing = Drawing(Names([*modules, *weighted]))
        self.work = Work(sum(array.size for array in model.tensors.values()))
        self.owners: dict[tuple[str, ...], tuple[int, Layer]] = {}
        self.shared: set[int] = set()
        self.read: set[str] = set()
        self.called: dict[Port, list[str]] = {}
        self.weights: dict[int, dict[str, np.ndarray]] = {}

    def turn(self, node: Node) -> Turn:
        """A node with what it reads; raises ImportFailed where nothing has made that."""
        return Turn(self, node)

    def give(self, names: Sequence[str], values: Sequence[Value]) -> None:
        """Remember what stands for some names."""
        for name, value in zip(names, values, strict=False):
            self.values[name] = value
            if isinstance(value, Port):
                self.called.setdefault(value, []).append(name)

    def alone(self, port: Port) -> bool:
        """Whether only one node reads this result; where it passes through others unchanged, each counts for the next."""
        names = self.called.get(port, [])
        return sum(self.readers[name] for name in names) == len(names) and not self.drawing.graph.fanout.get(port.block)


class Turn:
    """One node while it is drawn."""

    def __init__(self, plan: Plan, node: Node) -> None:
        self.plan, self.node, self.drawing = plan, node, plan.drawing
        self.path = scope(node)
        self.step = Step(Op.FUNCTION, node.op, scope=f"the node {node.name}" if node.name else "a node without a name")
        self.inputs = [self._input(name) for name in node.inputs]

    # -- what it is given ------------------------------------------------------------------------------------------

    def value(self, position: int = 0) -> Value | None:
        """What it reads at `position`; None where that is left out."""
        return self.inputs[position] if position < len(self.inputs) else None

    def port(self, position: int = 0) -> Port:
        """What it reads as the result of a block; refuses what is missing."""
        return self.drawn(self.value(position))

    def drawn(self, value: Value | None) -> Port:
        """A value as the result of a block: tensors of the file become blocks of their own."""
        if isinstance(value, Curve):
            return value.drawn()
        if isinstance(value, Known):
            return tensor_block(self, value)
        return self.refuse("is given nothing to work on") if value is None else value

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

    # -- what it adds ----------------------------------------------------------------------------------------------

    def block(self, kind: str, *sources: Port, **fields: Any) -> Port:
        """Add a block; gives its first result."""
        return self.blocks(kind, *sources, **fields)[0]

    def blocks(self, kind: str, *sources: Port, **fields: Any) -> list[Port]:
        """Add a block; gives all its results."""
        layer = self.layer(kind, sources, fields)
        return self.drawing.add(self.step, layer, sources, self._origin(self.path, layer, self.path in self.plan.holders))

    def helper(self, kind: str, *sources: Port, **fields: Any) -> Port:
        """Add a block beside the one that the node is about, such as a border; gives its result."""
        layer = self.layer(kind, sources, fields)
        return self.drawing.add(self.step, layer, sources, self._origin(self.path, layer, True))[0]

    def weighted(self, kind: str, x: Port, weights: Mapping[str, np.ndarray | None], path: str = "", **fields: Any) -> Port:
        """Add a block with these weights by their keys in it; those that are None are left out."""
        layer = self.layer(kind, [x], fields)
        origin = self._origin(path or self._weight_path(), layer, False)
        owner = self._owner(layer, weights)
        port = self.drawing.add(self.step, layer, [x], origin, shares=owner)[0]
        if owner is None:
            self.keep(port, weights)
        return port

    def keep(self, port: Port, weights: Mapping[str, np.ndarray | None]) -> None:
        """Note the weights of a block; refuses those that do not fit it."""
        block = self.drawing.graph.blocks[port.block]
        inputs = [self.drawing.shapes[source] for source in self.drawing.graph.sources(port.block) if source is not None]
        shapes = {**block.layer.parameter_shapes(*inputs), **block.layer.buffer_shapes(*inputs)}
        kept = {key: value for key, value in weights.items() if value is not None}
        kept |= {"num_batches_tracked": np.zeros((), np.int64)} if "num_batches_tracked" in shapes else {}
        for key, shape in shapes.items():
            found = kept[key].shape if key in kept else None
            if found != shape:
                got = "none" if found is None else f"one of {list(found)}"
                self.refuse(f"would need a {key} of {list(shape)} as a {block.kind}, but is given {got}")
        if shapes:
            self.plan.weights[port.block] = {key: kept[key] for key in shapes}

    def layer(self, kind: str, sources: Sequence[Port], fields: Mapping[str, Any]) -> Layer:
        """A layer with these fields; refuses what it does not take."""
        try:
            return canonical(make(kind, **fields), [self.drawing.shapes[source] for source in sources])
        except FieldError as error:
            self.refuse(f"cannot be drawn: {error}", end="")

    def refuse(self, words: str, end: str = ".") -> NoReturn:
        """Raise ImportFailed: the operator, the words, and which node it is."""
        raise ImportFailed(f"{self.node.op} {words.removesuffix('.')} ({self.step.where}){end or '.'}")

    # -- from within -----------------------------------------------------------------------------------------------

    def _input(self, name: str) -> Value | None:
        if name and name not in self.plan.values:
            self.refuse(f"reads {name[:100]!r}, which nothing before it makes")
        return self.plan.values[name] if name else None

    def _weight_path(self) -> str:
        if self.path and self.path not in self.plan.holders:
            return self.path
        named = (value.name for value in self.inputs if isinstance(value, Known) and MOST_NAMED.fullmatch(value.name))
        return next(named, "").rpartition(".")[0] or self.path

    def _owner(self, layer: Layer, weights: Mapping[str, np.ndarray | None]) -> int | None:
        """The block that is made of the same tensors, so that this one uses its weights; None for the first.

        Exporters write equal tensors once. Only numbers that differ among themselves are surely meant to be the same.
        """
        kept = [value for value in weights.values() if value is not None]
        if not any(value.ndim > 1 and (value != value.flat[0]).any() for value in kept):
            return None
        held = (value for value in self.inputs if isinstance(value, Known))
        key = (self.node.op, *(value.name or str(id(value)) for value in held))
        id_, same = self.plan.owners.setdefault(key, (max(self.drawing.graph.blocks) + 1, layer))
        block = self.drawing.graph.blocks.get(id_)
        if block is not None and same == layer == block.layer and id_ in self.plan.weights:
            self.plan.shared.add(id_)
            return id_
        self._note_copies(key)
        return None

    def _note_copies(self, names: Sequence[str]) -> None:
        """Say that blocks which cannot share their weights as blocks do have their own from now on."""
        for name in names[1:]:
            array = self.plan.model.tensors.get(name)
            if array is not None and array.ndim > 1 and name in self.plan.read:
                self.drawing.note(f"{name} is used in several places; here each has a copy of its own, and learns by itself.")
        self.plan.read.update(names[1:])

    def _origin(self, path: str, layer: Layer, inside: bool) -> Origin:
        return Origin(path, stem(layer), own=not inside and bool(identifier(path)))


LEARNED = "{0} became learned numbers: a file does not tell them from fixed ones."


def tensor_block(turn: Turn, value: Known, beside: int | None = None) -> Port:
    """Numbers of the file as a block: a constant where all are equal, else learned; `beside` counts a sample's axes."""
    numbers = _for_each_sample(turn, value)
    if numbers is None:
        turn.refuse("reads numbers that depend on how large the batch is")
    if not np.issubdtype(numbers.dtype, np.floating) or not numbers.size:
        turn.refuse("reads numbers that are not real ones as if they were a result")
    if not np.isfinite(numbers).all():
        turn.refuse("reads numbers that are not finite")
    sizes = _sample_sizes(turn, numbers.shape, beside)
    flat = numbers.reshape(-1)
    if (flat == flat[0]).all():
        return turn.helper("Constant", shape=sizes, value=float(str(np.float32(flat[0]))))
    known = turn.plan.values.get(value.name)
    if isinstance(known, Known) and value.name:
        turn.drawing.note(LEARNED.format(value.name))
    size = float(np.sqrt(np.mean(np.square(flat, dtype=np.float64))))
    layer = turn.layer("Parameter", [], {"shape": sizes, "std": float(f"{size:.0e}")})
    path = value.name if value.name and "::" not in value.name and not value.name.startswith("/") else ""
    origin = Origin(path or turn.path, stem(layer), own=bool(path))
    port = turn.drawing.add(turn.step, layer, [], origin)[0]
    turn.keep(port, {"weight": numbers.reshape(1, *sizes)})
    return port


def _for_each_sample(turn: Turn, value: Known) -> np.ndarray | None:
    """The numbers without the axis of the batch, where they are the same for all of its samples."""
    pairs = list(zip((value.first, value.second), turn.plan.batches, strict=True))
    if all(array.ndim > 1 and array.shape[0] == batch and (array == array[:1]).all() for array, batch in pairs):
        return value.first[:1] if np.array_equal(value.first[:1], value.second[:1]) else None
    return value.fixed


def _sample_sizes(turn: Turn, shape: tuple[int, ...], beside: int | None) -> tuple[int, ...]:
    """The sizes of a tensor for one sample: without the 1 that stands for the batch."""
    if beside is not None and len(shape) <= beside:
        return (1,) * (beside - len(shape)) + shape
    if len(shape) > 1 and shape[0] == 1:
        return shape[1:]
    if beside is None and len(shape) == 1:
        return shape
    return turn.refuse(f"reads a tensor of {list(shape)}, which holds something else for every sample of a batch")


_LIKE: dict[type, Any] = {float: (int, float)}


def all_nodes(nodes: Sequence[Node]) -> list[Node]:
    """These nodes and those inside of them."""
    inner = [
        each for node in nodes for body in node.attributes.values() if isinstance(body, Body) for each in all_nodes(body.nodes)
    ]
    return [*nodes, *inner]


def scope(node: Node) -> str:
    """The path of the module that a node comes from, as torch writes it into the name: /layer1/layer1.0/conv1/Conv."""
    parts = node.name.split("/")
    if len(parts) < 3 or parts[0]:
        return ""
    path: list[str] = []
    for part in parts[1:-1]:
        if path and part.startswith(f"{path[-1]}."):
            path.pop()
        path.append(part)
    return ".".join(path)
