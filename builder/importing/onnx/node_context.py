"""How a node of an ONNX file adds blocks and their weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from builder.common.fields import FieldError
from builder.importing.common.graph_builder import Origin, identifier, stem
from builder.importing.common.layers import canonical
from builder.importing.onnx.activation_patterns import Curve
from builder.importing.onnx.node_inputs import Given
from builder.importing.onnx.state import MOST_NAMED, Known, Value
from builder.layers import make
from builder.layers.base import Layer
from builder.model.graph import Port


class Turn(Given):
    """One node while it is drawn."""

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

    # -- from within -----------------------------------------------------------------------------------------------

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
