"""Handlers of functions that change shapes: reshaping, reordering and indexing axes, splitting, padding, resizing."""

from __future__ import annotations

from typing import Any

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.importing.common.trace import HeldTensor, OnesGate, Op, PerBatch, SeenTensor, leaves
from builder.importing.torch.call import Call
from builder.importing.torch.constants import port_of
from builder.importing.torch.registry import handles
from builder.importing.torch.special_modules import RECURRENT, HiddenState, Undrawable
from builder.model.graph import Port

PADS = {"reflect": "ReflectionPad", "replicate": "ReplicationPad", "circular": "CircularPad"}


@handles("contiguous", "clone", "to", "float", "type_as", "cpu", "cuda", "alias", "lift_fresh_copy", "requires_grad", "type")
def identity(call: Call, x: Any, *_args: Any, **_kwargs: Any) -> Any:
    """What changes only the memory format, the device or the precision."""
    seen = call.step.seen[0]
    if isinstance(seen, SeenTensor) and not seen.real:
        call.refuse(QT_TRANSLATE_NOOP("Import", "{call} makes whole numbers, for which there is no block"))
    return x


@handles("reshape", "view", "reshape_as", "view_as", "_unsafe_view")
def reshape(call: Call, x: Any, *shape: Any) -> Any:
    """Other axes for the same numbers: a Flatten where one axis is left."""
    port = port_of(call, x)
    before, after = call.sizes(port), call.result_sizes()
    if before == after:
        return port
    if len(after) == 1:
        return call.block("Flatten", port)
    given = shape[0] if len(shape) == 1 and isinstance(shape[0], tuple) else shape
    rest = tuple(given[1:])
    whole = len(rest) == len(after) and all(isinstance(size, int) for size in rest)
    return call.block("Reshape", port, shape=rest if whole else after)


@handles("flatten")
def flatten(call: Call, x: Any, start_dim: int = 0, end_dim: int = -1) -> Any:
    """Several axes merged into one."""
    if isinstance(x, HiddenState) and x.changes == ("both", "turned") and start_dim == 1:
        return _only_last_step(call, x)
    call.result_sizes()
    return call.block("Flatten", port_of(call, x), start_dim=start_dim, end_dim=end_dim)


@handles("unflatten")
def unflatten(call: Call, x: Any, dim: int, sizes: Any) -> Any:
    """One axis split into several."""
    call.result_sizes()
    return call.block("Unflatten", port_of(call, x), dim=dim, unflattened_size=sizes)


@handles("permute")
def permute(call: Call, x: Any, *dims: Any) -> Any:
    """Axes in another order."""
    return call.block("Permute", port_of(call, x), dims=dims[0] if len(dims) == 1 else dims)


@handles("transpose", "swapaxes", "swapdims")
def transpose(call: Call, x: Any, dim0: int, dim1: int) -> Any:
    """Two axes exchanged."""
    if isinstance(x, HiddenState) and x.changes == ("both",) and {dim0, dim1} == {0, 1}:
        return HiddenState(x.of, ("both", "turned"))
    port = port_of(call, x)
    order = list(range(len(call.sizes(port)) + 1))
    order[dim0], order[dim1] = order[dim1], order[dim0]
    return _patch_embedding(call, port, order) or call.block("Permute", port, dims=tuple(order))


@handles("movedim", "moveaxis")
def movedim(call: Call, x: Any, source: Any, destination: Any) -> Any:
    """Axes moved to other positions, the rest in their order."""
    port = port_of(call, x)
    rank = len(call.sizes(port)) + 1
    froms, tos = ([axis % rank for axis in ([axes] if isinstance(axes, int) else axes)] for axes in (source, destination))
    order = [axis for axis in range(rank) if axis not in froms]
    for place, axis in sorted(zip(tos, froms, strict=True)):
        order.insert(place, axis)
    return call.block("Permute", port, dims=tuple(order))


def _patch_embedding(call: Call, port: Port, order: list[int]) -> Port | None:
    """Pattern fusion: Conv2d with stride = kernel size, flattened and transposed, is a PatchEmbedding; else None."""
    builder = call.builder
    flat = builder.layer(port)
    if order != [0, 2, 1] or flat.kind != "Flatten" or flat.values()["start_dim"] != 2 or not call.is_only_reader(0):
        return None
    source = builder.graph.sources(port.block)[0]
    if source is None or builder.layer(source).kind != "Conv2d" or max(builder.graph.blocks) != port.block:
        return None
    values = builder.layer(source).values()
    plain = {"stride": values["kernel_size"], "padding": (0, 0), "dilation": (1, 1), "groups": 1, "padding_mode": "zeros"}
    if any(values[name] != value for name, value in plain.items()) or builder.graph.successors(source.block) != [port.block]:
        return None
    fields = {"embed_dim": values["out_channels"], "patch_size": values["kernel_size"], "bias": values["bias"]}
    builder.remove(port.block)
    return builder.replace_layer(call.step, source.block, call.layer("PatchEmbedding", [], fields), renamed=False)


@handles("squeeze")
def squeeze(call: Call, x: Any, dim: Any = None) -> Any:
    """Axes of size 1 removed; all of them where none is named."""
    port = port_of(call, x)
    sizes = (0, *call.sizes(port))
    axes = [place for place, size in enumerate(sizes) if size == 1] if dim is None else [dim] if isinstance(dim, int) else dim
    if len(axes) == 1 and dim is not None:
        return call.block("Squeeze", port, dim=axes[0])
    for axis in sorted((axis % len(sizes) for axis in axes), reverse=True):
        port = call.block("Squeeze", port, dim=axis)
    return port


@handles("expand", "expand_as", "broadcast_to")
def expand(call: Call, x: Any, *_sizes: Any) -> Any:
    """Only what repeats nothing but over the batch: joins broadcast axes of size 1 by themselves."""
    if isinstance(x, HeldTensor):
        x = port_of(call, x, len(call.result_sizes()))
    port = port_of(call, x)
    if call.result_sizes() != call.sizes(port):
        call.refuse(QT_TRANSLATE_NOOP("Import", "{call} repeats numbers, for which there is no block"))
    return port


@handles("pad", "constant_pad_nd")
def pad(call: Call, x: Any, pad: Any, mode: str = "constant", value: Any = None) -> Any:
    """Padding: with zeros, with a number, or with what is inside."""
    port, axes = port_of(call, x), len(pad) // 2
    if mode == "constant":
        kind, fields = ("ConstantPad", {"value": float(value)}) if value else ("ZeroPad", {})
    else:
        kind, fields = PADS.get(mode, ""), {}
    return call.block(f"{kind}{axes}d", port, padding=pad, **fields)


@handles("getattr")
def attribute(call: Call, x: Any, name: str) -> Any:
    """One of several results by its name (values, indices), or the transposed last two axes (mT, T)."""
    if isinstance(x, tuple) and not isinstance(x, Port) and name in ("values", "indices"):
        return x[name == "indices"]
    if name == "mT" or (name == "T" and len(call.result_sizes()) == 1):
        return transpose(call, x, -2, -1)
    return call.refuse(QT_TRANSLATE_NOOP("Import", "{call} of {name!r} has no block that could stand for it"), name=name)


@handles("getitem")
def getitem(call: Call, x: Any, key: Any) -> Any:
    """One of several results, or an index as Python writes it."""
    if isinstance(x, tuple | dict) and not isinstance(x, Port):
        return x[key]
    if isinstance(x, HiddenState):
        return _index_hidden(call, x, key)
    if isinstance(x, OnesGate):
        return x
    port = port_of(call, x)
    keys = list(key) if isinstance(key, tuple) else [key]
    if Ellipsis in keys:
        at = keys.index(Ellipsis)
        missing = len(call.sizes(port)) + 1 - sum(part is not None for part in keys) + 1
        keys[at : at + 1] = [slice(None)] * missing
    if not keys or keys[0] != slice(None):
        if _only_shape_is_read(call):
            return Undrawable(QT_TRANSLATE_NOOP("Import", "some of the samples of a batch"))
        call.refuse(QT_TRANSLATE_NOOP("Import", "{call} takes some of the samples of a batch, which cannot be drawn"))
    return (
        _ones_gate(call, port, keys)
        or _last_row(call, port, keys)
        or _center_crop(call, port, keys)
        or _index_axes(call, port, keys)
    )


def _only_shape_is_read(call: Call) -> bool:
    """Whether the steps that read the result ask only for its sizes."""
    index = len(call.state.values)
    readers = [step for step in call.state.steps if any(getattr(leaf, "index", None) == index for leaf in leaves(step.args))]
    return (
        bool(readers)
        and not any(isinstance(leaf, SeenTensor) for step in readers for leaf in leaves(step.seen[0]))
        and all(step.op is Op.FUNCTION for step in readers)
    )


def _ones_gate(call: Call, port: Port, keys: list[Any]) -> OnesGate | None:
    """The gate of stochastic depth: the first number of each sample, of which only the shape is read."""
    first = all(part == slice(None, 1) for part in keys[1:]) and len(keys) == len(call.sizes(port)) + 1
    index = len(call.state.values)
    readers = [step for step in call.state.steps if any(getattr(arg, "index", None) == index for arg in step.args)]
    return OnesGate(port) if first and readers and all(step.target == "ones_like" for step in readers) else None


def _last_row(call: Call, port: Port, keys: list[Any]) -> Port | None:
    """The last step of a recurrent layer, where nothing else of it is read."""
    layer = call.builder.layer(port)
    if (
        keys != [slice(None), -1]
        or layer.kind not in RECURRENT
        or layer.values()["bidirectional"]
        or not call.is_only_reader(0)
    ):
        return None
    return call.builder.replace_layer(call.step, port.block, layer.with_values(result="last"))


def _index_hidden(call: Call, hidden: HiddenState, key: Any) -> Any:
    """The hidden state of the last layer, in one direction or both."""
    layer = call.builder.layer(hidden.of)
    two_directions = layer.values()["bidirectional"]
    if two_directions and key == slice(-2, None) and not hidden.changes:
        return HiddenState(hidden.of, ("both",))
    if two_directions or key != -1:
        call.refuse(
            QT_TRANSLATE_NOOP("Import", "{call} reads the memory of a recurrent layer in a way for which there is no block")
        )
    return _only_last_step(call, hidden)


def _only_last_step(call: Call, hidden: HiddenState) -> Port:
    """The recurrent layer with its last hidden state as its only result."""
    if call.builder.graph.fanout.get(hidden.of.block) or _rows_read(call, hidden.of):
        call.refuse(
            QT_TRANSLATE_NOOP(
                "Import", "{call} reads the memory of a recurrent layer beside its rows, for which there is no block"
            )
        )
    layer = call.builder.layer(hidden.of)
    return call.builder.replace_layer(call.step, hidden.of.block, layer.with_values(result="last"))


def _rows_read(call: Call, port: Port) -> bool:
    """Whether some step reads the outputs of all steps of a recurrent layer."""
    values, steps, readers = call.state.values, call.state.steps, call.state.readers
    whole = {at for at, value in enumerate(values) if type(value) is tuple and value[:1] == (port,)}
    later = [step for step in steps[len(values) :] if step.target == "getitem" and step.args[0].index in whole]
    return any(step.args[1] == 0 for step in later) or any(readers[at] for at in call.state.steps_giving(port))


def _center_crop(call: Call, port: Port, keys: list[Any]) -> Port | None:
    """A CenterCrop, where both spatial axes are cut evenly on both sides."""
    sizes = call.sizes(port)
    if len(sizes) != 3 or len(keys) != 4 or keys[:2] != [slice(None)] * 2:
        return None
    if not all(isinstance(part, slice) and part.step in (None, 1) for part in keys[2:]):
        return None
    cropped = []
    for part, old in zip(keys[2:], sizes[1:], strict=True):
        if isinstance(part.start, PerBatch) or isinstance(part.stop, PerBatch):
            return None
        start, end, _ = part.indices(old)
        if part == slice(None) or start != (old - (end - start)) // 2:
            return None
        cropped.append(end - start)
    return call.block("CenterCrop", port, size=tuple(cropped))


def _index_axes(call: Call, port: Port, keys: list[Any]) -> Port:
    """Axis by axis: slices, single positions, and new axes."""
    axis = 0
    for part in keys:
        if part is None:
            port = call.block("Unsqueeze", port, dim=axis)
        elif isinstance(part, int) and not isinstance(part, bool):
            port = _select_position(call, port, axis, part)
            continue
        elif isinstance(part, slice):
            port = _slice_axis(call, port, axis, part)
        else:
            call.refuse(QT_TRANSLATE_NOOP("Import", "{call} picks places in a way for which there is no block"))
        axis += 1
    return port


def _slice_axis(call: Call, port: Port, axis: int, part: slice) -> Port:
    start, end, step = part.start or 0, part.stop, part.step or 1
    if any(isinstance(bound, PerBatch) for bound in (start, end, step)):
        call.refuse(QT_TRANSLATE_NOOP("Import", "{call} depends on how large the batch is"))
    if (start, end, step) == (0, None, 1):
        return port
    return call.block("Slice", port, dim=axis, start=start, end=end, step=step)


def _select_position(call: Call, port: Port, axis: int, position: int) -> Port:
    end = position + 1 or None
    one = call.block("Slice", port, dim=axis, start=position, end=end)
    return call.block("Squeeze", one, dim=axis)


@handles("slice")
def slice_axis(call: Call, x: Any, dim: int = 0, start: Any = None, *, end: Any = None, step: int = 1) -> Any:
    """A slice along one axis, as torch.export writes it."""
    port = port_of(call, x)
    end = None if end is not None and end >= 2**62 else end  # torch writes "to the end" as the largest int64
    return _slice_axis(call, port, dim, slice(start, end, step))


@handles("narrow")
def narrow(call: Call, x: Any, dim: int, start: int, length: int) -> Any:
    """A slice of a given length."""
    return _slice_axis(call, port_of(call, x), dim, slice(start, start + length or None, 1))


@handles("select")
def select(call: Call, x: Any, dim: int, index: int) -> Any:
    """One position along an axis."""
    port = port_of(call, x)
    return _select_position(call, port, dim % (len(call.sizes(port)) + 1), index)


@handles("unbind")
def unbind(call: Call, x: Any, dim: int = 0) -> Any:
    """All positions along an axis, one result each."""
    port = port_of(call, x)
    axis = dim % (len(call.sizes(port)) + 1)
    if axis == 0:
        call.refuse(QT_TRANSLATE_NOOP("Import", "{call} takes the samples of a batch apart, which cannot be drawn"))
    return tuple(_select_position(call, port, axis, position) for position in range(call.sizes(port)[axis - 1]))


@handles("chunk")
def chunk(call: Call, x: Any, chunks: int, dim: int = 0) -> Any:
    """Equal pieces; torch may give fewer than `chunks`, which are then pieces of given sizes."""
    pieces = _piece_sizes(call, dim)
    if len(pieces) != chunks:
        return call.blocks("Split", port_of(call, x), split_size_or_sections=pieces, dim=dim)
    return call.blocks("Chunk", port_of(call, x), chunks=chunks, dim=dim)


@handles("split", "split_with_sizes", "tensor_split", "unsafe_split", "unsafe_chunk")
def split(call: Call, x: Any, _sizes: Any = None, dim: int = 0, **_named: Any) -> Any:
    """Pieces of given sizes."""
    pieces = _piece_sizes(call, dim)
    return call.blocks("Split", port_of(call, x), split_size_or_sections=pieces, dim=dim)


def _piece_sizes(call: Call, dim: int) -> tuple[int, ...]:
    """The traced sizes of the pieces along an axis."""
    return tuple(piece.sizes[dim] for piece in call.step.seen[0])


@handles("channel_shuffle")
def channel_shuffle(call: Call, x: Any, groups: int) -> Any:
    """Channels interleaved from all groups."""
    port = port_of(call, x)
    channels, *rest = call.sizes(port)
    port = call.block("Reshape", port, shape=(groups, channels // groups, *rest))
    port = call.block("Permute", port, dims=(0, 2, 1, *range(3, len(rest) + 3)))
    return call.block("Reshape", port, shape=(channels, *rest))


@handles("upsample_nearest1d", "upsample_nearest2d", "upsample_nearest3d")
def upsample_nearest(call: Call, x: Any, size: Any = None, factors: Any = None) -> Any:
    """Resizing by nearest neighbours, as torch.export writes it."""
    return call.block("Upsample", port_of(call, x), size=size, scale_factor=factors)


@handles("upsample_linear1d", "upsample_bilinear2d", "upsample_bicubic2d", "upsample_trilinear3d")
def upsample_smooth(call: Call, x: Any, size: Any, align_corners: bool, factors: Any = None) -> Any:
    """Resizing by interpolation, as torch.export writes it."""
    mode = call.name.removeprefix("upsample_")[:-2]
    return call.block("Upsample", port_of(call, x), size=size, scale_factor=factors, mode=mode, align_corners=align_corners)
