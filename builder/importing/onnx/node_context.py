"""One ONNX node while it is turned into blocks: what its handler works with. Named as the torch wing's `Call` is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

import numpy as np

from builder.common.fields import FieldError
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.importing.common.graph_builder import Origin, identifier, stem
from builder.importing.common.layers import canonical
from builder.importing.common.trace import Op, TraceStep
from builder.importing.onnx.activation_patterns import Curve
from builder.importing.onnx.model_reader import Node
from builder.importing.onnx.node_inputs import NodeInputs
from builder.importing.onnx.state import WEIGHT_NAME, KnownArray, NodeValue, SquaredLength, State, module_path
from builder.layers import make
from builder.layers.base import Layer
from builder.model.graph import Port


class NodeContext:
    """One node: `inputs` is what it is given, the methods add blocks for it."""

    def __init__(self, state: State, node: Node) -> None:
        self.state, self.raw, self.op, self.builder = state, node, node.op, state.builder
        self.inputs = NodeInputs(node, state.values)
        self.path = module_path(node)
        self.step = TraceStep(op=Op.FUNCTION, target=node.op, described=self.inputs.where)

    def port(self, position: int = 0) -> Port:
        """The input at `position` as the result of a block; raises ImportFailed where it is missing."""
        return self.port_of(self.inputs.value(position))

    def port_of(self, value: NodeValue | None) -> Port:
        """A value as the result of a block: arrays become blocks of their own. Raises ImportFailed for None."""
        if isinstance(value, Curve):
            return value.port()
        if isinstance(value, KnownArray):
            return tensor_block(self, value)
        if isinstance(value, SquaredLength):
            value.refuse()
        if value is None:
            self.refuse(QT_TRANSLATE_NOOP("Import", "{call} is given nothing to work on"))
        return value

    def block(self, kind: str, *sources: Port, **fields: Any) -> Port:
        """Add a block; gives its first output."""
        return self.blocks(kind, *sources, **fields)[0]

    def blocks(self, kind: str, *sources: Port, **fields: Any) -> tuple[Port, ...]:
        """Add a block; gives all its outputs."""
        layer = self.layer(kind, sources, fields)
        return self.builder.add(self.step, layer, sources, self._origin(self.path, layer, self.path in self.state.containers))

    def extra_block(self, kind: str, *sources: Port, **fields: Any) -> Port:
        """Add a block next to the one that the node is about, such as padding; gives its first output."""
        layer = self.layer(kind, sources, fields)
        return self.builder.add(self.step, layer, sources, self._origin(self.path, layer, True))[0]

    def weighted_block(
        self, kind: str, x: Port, weights: Mapping[str, np.ndarray | None], *, path: str = "", **fields: Any
    ) -> Port:
        """Add a block with these weights by their names in it, in the shapes of its layer; None leaves one out."""
        layer = self.layer(kind, [x], fields)
        origin = self._origin(path or self._weight_path(), layer, False)
        owner = self._find_owner(layer, weights)
        port = self.builder.add(self.step, layer, [x], origin, shares=owner)[0]
        if owner is None:
            self.keep_weights(port, weights)
        return port

    def keep_weights(self, port: Port, weights: Mapping[str, np.ndarray | None]) -> None:
        """Give weights to a block; raises ImportFailed where their shapes are not those of its layer."""
        block = self.builder.graph.blocks[port.block]
        inputs = [self.builder.shapes[source] for source in self.builder.graph.sources(port.block) if source is not None]
        shapes = {**block.layer.parameter_shapes(*inputs), **block.layer.buffer_shapes(*inputs)}
        kept = {key: value for key, value in weights.items() if value is not None}
        kept |= {"num_batches_tracked": np.zeros((), np.int64)} if "num_batches_tracked" in shapes else {}
        for key, shape in shapes.items():
            if key not in kept:
                template = QT_TRANSLATE_NOOP("Import", "{call} would need a {key} of {shape} as a {kind}, but is given none")
                self.refuse(template, key=key, shape=list(shape), kind=block.kind)
            if kept[key].shape != shape:
                template = QT_TRANSLATE_NOOP(
                    "Import", "{call} would need a {key} of {shape} as a {kind}, but is given one of {found}"
                )
                self.refuse(template, key=key, shape=list(shape), kind=block.kind, found=list(kept[key].shape))
        if shapes:
            self.state.weights[port.block] = {key: kept[key] for key in shapes}

    def layer(self, kind: str, sources: Sequence[Port], fields: Mapping[str, Any]) -> Layer:
        """A layer with these fields; raises ImportFailed where it does not take them."""
        try:
            return canonical(make(kind, **fields), [self.builder.shapes[source] for source in sources])
        except FieldError as error:
            template = QT_TRANSLATE_NOOP("Import", "{call} cannot be drawn: {error}")
            self.refuse(template, error=error.message)

    def sizes(self, port: Port) -> tuple[int, ...]:
        """The shape of a result without the batch axis."""
        return self.builder.shapes[port].sizes

    def refuse(self, template: str, /, **values: Any) -> NoReturn:
        """Raise ImportFailed; `template` is a clause about ``{call}``, the operator."""
        self.inputs.refuse(template, **values)

    # -- from within -----------------------------------------------------------------------------------------------

    def _weight_path(self) -> str:
        """The path of the module that has the weights of this node."""
        if self.path and self.path not in self.state.containers:
            return self.path
        arrays = (value for value in self.inputs.values if isinstance(value, KnownArray))
        named = (array.name for array in arrays if WEIGHT_NAME.fullmatch(array.name))
        return next(named, "").rpartition(".")[0] or self.path

    def _find_owner(self, layer: Layer, weights: Mapping[str, np.ndarray | None]) -> int | None:
        """The block that is made of the same tensors, so that this one uses its weights; None for the first.

        Exporters write equal tensors once, so one name need not mean shared weights. Only tensors whose numbers differ
        among themselves (no fresh zeros or ones) are taken for shared.
        """
        kept = [value for value in weights.values() if value is not None]
        if not any(value.ndim > 1 and (value != value.flat[0]).any() for value in kept):
            return None
        arrays = (value for value in self.inputs.values if isinstance(value, KnownArray))
        key = (self.op, *(array.name or str(id(array)) for array in arrays))
        id_, first = self.state.owners.setdefault(key, (max(self.builder.graph.blocks) + 1, layer))
        block = self.builder.graph.blocks.get(id_)
        if block is not None and first == layer == block.layer and id_ in self.state.weights:
            self.state.shared.add(id_)
            return id_
        self._note_copies(key[1:])
        return None

    def _note_copies(self, names: Sequence[str]) -> None:
        """Note tensors of which several blocks now have a copy each, because the blocks differ."""
        for name in names:
            array = self.state.model.tensors.get(name)
            if array is not None and array.ndim > 1 and name in self.state.used_tensors:
                template = QT_TRANSLATE_NOOP(
                    "Import", "{name} is used in several places; here each has a copy of its own, and learns by itself."
                )
                self.builder.note(Message.of(template, name=name))
        self.state.used_tensors.update(names)

    def _origin(self, path: str, layer: Layer, inside: bool) -> Origin:
        return Origin(path, stem(layer), own=not inside and bool(identifier(path)))


def tensor_block(node: NodeContext, value: KnownArray, rank: int | None = None) -> Port:
    """An array of the file as a block: a Constant where all numbers are equal, else a learned Parameter.

    The array is (1, ...) or (...) for one sample, or (batch, ...) where all samples are equal. `rank` is the number of axes of
    the sample that it is combined with: missing axes are put in front. Raises ImportFailed for integers,
    for numbers that are not finite, and for what differs between the samples of a batch.
    """
    numbers = _without_batch(node, value)
    if numbers is None:
        node.refuse(QT_TRANSLATE_NOOP("Import", "{call} reads numbers that depend on how large the batch is"))
    if not np.issubdtype(numbers.dtype, np.floating) or not numbers.size:
        node.refuse(QT_TRANSLATE_NOOP("Import", "{call} reads numbers that are not real ones as if they were a result"))
    if not np.isfinite(numbers).all():
        node.refuse(QT_TRANSLATE_NOOP("Import", "{call} reads numbers that are not finite"))
    sizes = _sample_sizes(node, numbers.shape, rank)
    flat = numbers.reshape(-1)
    if (flat == flat[0]).all():
        return node.extra_block("Constant", shape=sizes, value=float(str(np.float32(flat[0]))))
    if value.name and isinstance(node.state.values.get(value.name), KnownArray):
        template = QT_TRANSLATE_NOOP("Import", "{name} became learned numbers: a file does not tell them from fixed ones.")
        node.builder.note(Message.of(template, name=value.name))
    size = float(np.sqrt(np.mean(np.square(flat, dtype=np.float64))))
    layer = node.layer("Parameter", [], {"shape": sizes, "std": float(f"{size:.0e}")})
    path = value.name if value.name and "::" not in value.name and not value.name.startswith("/") else ""
    origin = Origin(path or node.path, stem(layer), own=bool(path))
    port = node.builder.add(node.step, layer, [], origin)[0]
    node.keep_weights(port, {"weight": numbers.reshape(1, *sizes)})
    return port


def _without_batch(node: NodeContext, value: KnownArray) -> np.ndarray | None:
    """The array as (1, ...), where it is (batch, ...) and repeats one sample; as it is otherwise. None where batches differ."""
    pairs = list(zip((value.first, value.second), node.state.batches, strict=True))
    if all(array.ndim > 1 and array.shape[0] == batch and (array == array[:1]).all() for array, batch in pairs):
        return value.first[:1] if np.array_equal(value.first[:1], value.second[:1]) else None
    return value.fixed


def _sample_sizes(node: NodeContext, shape: tuple[int, ...], rank: int | None) -> tuple[int, ...]:
    """The shape of an array for one sample: without the 1 of the batch axis."""
    if rank is not None and len(shape) <= rank:
        return (1,) * (rank - len(shape)) + shape
    if len(shape) > 1 and shape[0] == 1:
        return shape[1:]
    if rank is None and len(shape) == 1:
        return shape
    template = QT_TRANSLATE_NOOP(
        "Import", "{call} reads a tensor of {shape}, which holds something else for every sample of a batch"
    )
    return node.refuse(template, shape=list(shape))
