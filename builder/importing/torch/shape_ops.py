"""Drawing what changes shapes, takes results apart, and puts borders around them."""

from __future__ import annotations

from typing import Any

from builder.importing.common.trace import Op, PerBatch, Sizes, leaves
from builder.importing.torch.constants import port as port_of
from builder.importing.torch.interpreter import Call, Held, Ones
from builder.importing.torch.registry import form
from builder.importing.torch.special_modules import RECURRENT, Memory, Unread
from builder.model.graph import Port

PADS = {"reflect": "ReflectionPad", "replicate": "ReplicationPad", "circular": "CircularPad"}


@form("contiguous", "clone", "to", "float", "type_as", "cpu", "cuda", "alias", "lift_fresh_copy", "requires_grad", "type")
def unchanged(call: Call, x: Any, *_args: Any, **_kwargs: Any) -> Any:
    """What says where or how numbers are kept."""
    seen = call.step.seen[0]
    if isinstance(seen, Sizes) and not seen.real:
        call.refuse("makes whole numbers, for which there is no block")
    return x


@form("reshape", "view", "reshape_as", "view_as", "_unsafe_view")
def reshape(call: Call, x: Any, *shape: Any) -> Any:
    """New axes: a Flatten where one is left."""
    port = port_of(call, x)
    before, after = call.sizes(port), call.seen()
    if before == after:
        return port
    if len(after) == 1:
        return call.block("Flatten", port)
    given = shape[0] if len(shape) == 1 and isinstance(shape[0], tuple) else shape
    rest = tuple(given[1:])
    whole = len(rest) == len(after) and all(isinstance(size, int) for size in rest)
    return call.block("Reshape", port, shape=rest if whole else after)


@form("flatten")
def flatten(call: Call, x: Any, start_dim: int = 0, end_dim: int = -1) -> Any:
    """Axes that become one."""
    if isinstance(x, Memory) and x.way == ("both", "turned") and start_dim == 1:
        return _forgotten(call, x)
    call.seen()
    return call.block("Flatten", port_of(call, x), start_dim=start_dim, end_dim=end_dim)


@form("unflatten")
def unflatten(call: Call, x: Any, dim: int, sizes: Any) -> Any:
    """One axis that becomes several."""
    call.seen()
    return call.block("Unflatten", port_of(call, x), dim=dim, unflattened_size=sizes)


@form("permute")
def permute(call: Call, x: Any, *dims: Any) -> Any:
    """Axes in another order."""
    return call.block("Permute", port_of(call, x), dims=dims[0] if len(dims) == 1 else dims)


@form("transpose", "swapaxes", "swapdims")
def transpose(call: Call, x: Any, dim0: int, dim1: int) -> Any:
    """Two axes that change places."""
    if isinstance(x, Memory) and x.way == ("both",) and {dim0, dim1} == {0, 1}:
        return Memory(x.of, ("both", "turned"))
    port = port_of(call, x)
    order = list(range(len(call.sizes(port)) + 1))
    order[dim0], order[dim1] = order[dim1], order[dim0]
    return _patches(call, port, order) or call.block("Permute", port, dims=tuple(order))


@form("movedim", "moveaxis")
def movedim(call: Call, x: Any, source: Any, destination: Any) -> Any:
    """Axes that move to other places, the others in their order."""
    port = port_of(call, x)
    rank = len(call.sizes(port)) + 1
    froms, tos = ([axis % rank for axis in ([axes] if isinstance(axes, int) else axes)] for axes in (source, destination))
    order = [axis for axis in range(rank) if axis not in froms]
    for place, axis in sorted(zip(tos, froms, strict=True)):
        order.insert(place, axis)
    return call.block("Permute", port, dims=tuple(order))


def _patches(call: Call, port: Port, order: list[int]) -> Port | None:
    """Rows made of the maps of a convolution whose step is its window are the patches of an image."""
    drawing = call.drawing
    flat = drawing.layer(port)
    if order != [0, 2, 1] or flat.kind != "Flatten" or flat.values()["start_dim"] != 2 or not call.alone(0):
        return None
    source = drawing.graph.sources(port.block)[0]
    if source is None or drawing.layer(source).kind != "Conv2d" or max(drawing.graph.blocks) != port.block:
        return None
    values = drawing.layer(source).values()
    plain = {"stride": values["kernel_size"], "padding": (0, 0), "dilation": (1, 1), "groups": 1, "padding_mode": "zeros"}
    if any(values[name] != value for name, value in plain.items()) or drawing.graph.successors(source.block) != [port.block]:
        return None
    fields = {"embed_dim": values["out_channels"], "patch_size": values["kernel_size"], "bias": values["bias"]}
    drawing.drop(port.block)
    return drawing.replace(call.step, source.block, call.layer("PatchEmbedding", [], fields), renamed=False)


@form("squeeze")
def squeeze(call: Call, x: Any, dim: Any = None) -> Any:
    """Axes of size 1 that go; all of them where none is named."""
    port = port_of(call, x)
    sizes = (0, *call.sizes(port))
    axes = [place for place, size in enumerate(sizes) if size == 1] if dim is None else [dim] if isinstance(dim, int) else dim
    if len(axes) == 1 and dim is not None:
        return call.block("Squeeze", port, dim=axes[0])
    for axis in sorted((axis % len(sizes) for axis in axes), reverse=True):
        port = call.block("Squeeze", port, dim=axis)
    return port


@form("expand", "expand_as", "broadcast_to")
def expand(call: Call, x: Any, *_sizes: Any) -> Any:
    """Only where nothing is repeated but over the batch: joins repeat axes of size 1 by themselves."""
    if isinstance(x, Held):
        x = port_of(call, x, len(call.seen()))
    port = port_of(call, x)
    if call.seen() != call.sizes(port):
        call.refuse("repeats numbers, for which there is no block")
    return port


@form("pad", "constant_pad_nd")
def pad(call: Call, x: Any, pad: Any, mode: str = "constant", value: Any = None) -> Any:
    """A border: of zeros, of a number, or of what is inside."""
    port, axes = port_of(call, x), len(pad) // 2
    if mode == "constant":
        kind, fields = ("ConstantPad", {"value": float(value)}) if value else ("ZeroPad", {})
    else:
        kind, fields = PADS.get(mode, ""), {}
    return call.block(f"{kind}{axes}d", port, padding=pad, **fields)


@form("getattr")
def attribute(call: Call, x: Any, name: str) -> Any:
    """A result by its name, or the last two axes the other way round."""
    if isinstance(x, tuple) and not isinstance(x, Port) and name in ("values", "indices"):
        return x[name == "indices"]
    if name == "mT" or (name == "T" and len(call.seen()) == 1):
        return transpose(call, x, -2, -1)
    return call.refuse(f"of {name!r} has no block that could stand for it")


@form("getitem")
def getitem(call: Call, x: Any, key: Any) -> Any:
    """One of several results, or an index as it is written in Python."""
    if isinstance(x, tuple | dict) and not isinstance(x, Port):
        return x[key]
    if isinstance(x, Memory):
        return _remembered(call, x, key)
    if isinstance(x, Ones):
        return x
    port = port_of(call, x)
    keys = list(key) if isinstance(key, tuple) else [key]
    if Ellipsis in keys:
        at = keys.index(Ellipsis)
        missing = len(call.sizes(port)) + 1 - sum(part is not None for part in keys) + 1
        keys[at : at + 1] = [slice(None)] * missing
    if not keys or keys[0] != slice(None):
        if _only_measured(call):
            return Unread("some of the samples of a batch")
        call.refuse("takes some of the samples of a batch, which cannot be drawn")
    return _gate(call, port, keys) or _last(call, port, keys) or _crop(call, port, keys) or _indexed(call, port, keys)


def _only_measured(call: Call) -> bool:
    """Whether whoever reads the result asks only for its sizes."""
    index = len(call.walk.values)
    readers = [step for step in call.walk.steps if any(getattr(leaf, "index", None) == index for leaf in leaves(step.args))]
    return (
        bool(readers)
        and not any(isinstance(leaf, Sizes) for step in readers for leaf in leaves(step.seen[0]))
        and all(step.op is Op.FUNCTION for step in readers)
    )


def _gate(call: Call, port: Port, keys: list[Any]) -> Ones | None:
    """The first number of each sample, where only its shape is asked for."""
    first = all(part == slice(None, 1) for part in keys[1:]) and len(keys) == len(call.sizes(port)) + 1
    index = len(call.walk.values)
    readers = [step for step in call.walk.steps if any(getattr(arg, "index", None) == index for arg in step.args)]
    return Ones(port) if first and readers and all(step.target == "ones_like" for step in readers) else None


def _last(call: Call, port: Port, keys: list[Any]) -> Port | None:
    """The last row of what a recurrent layer gives, where nothing else of it is read."""
    layer = call.drawing.layer(port)
    if keys != [slice(None), -1] or layer.kind not in RECURRENT or layer.values()["bidirectional"] or not call.alone(0):
        return None
    return call.drawing.replace(call.step, port.block, layer.changed(result="last"))


def _remembered(call: Call, memory: Memory, key: Any) -> Any:
    """The memory of the last layer, in one direction or both."""
    layer = call.drawing.layer(memory.of)
    ways = layer.values()["bidirectional"]
    if ways and key == slice(-2, None) and not memory.way:
        return Memory(memory.of, ("both",))
    if ways or key != -1:
        call.refuse("reads the memory of a recurrent layer in a way for which there is no block")
    return _forgotten(call, memory)


def _forgotten(call: Call, memory: Memory) -> Port:
    """The layer with its memory as its only result."""
    if call.drawing.graph.fanout.get(memory.of.block) or _rows_read(call, memory.of):
        call.refuse("reads the memory of a recurrent layer beside its rows, for which there is no block")
    layer = call.drawing.layer(memory.of)
    return call.drawing.replace(call.step, memory.of.block, layer.changed(result="last"))


def _rows_read(call: Call, port: Port) -> bool:
    """Whether some step reads the rows of a recurrent layer."""
    values, steps, readers = call.walk.values, call.walk.steps, call.walk.readers
    whole = {at for at, value in enumerate(values) if type(value) is tuple and value[:1] == (port,)}
    later = [step for step in steps[len(values) :] if step.target == "getitem" and step.args[0].index in whole]
    return any(step.args[1] == 0 for step in later) or any(readers[at] for at in call.walk.holding(port))


def _crop(call: Call, port: Port, keys: list[Any]) -> Port | None:
    """The middle of an image."""
    sizes = call.sizes(port)
    if len(sizes) != 3 or len(keys) != 4 or keys[:2] != [slice(None)] * 2:
        return None
    if not all(isinstance(part, slice) and part.step in (None, 1) for part in keys[2:]):
        return None
    wanted = []
    for part, old in zip(keys[2:], sizes[1:], strict=True):
        if isinstance(part.start, PerBatch) or isinstance(part.stop, PerBatch):
            return None
        start, end, _ = part.indices(old)
        if part == slice(None) or start != (old - (end - start)) // 2:
            return None
        wanted.append(end - start)
    return call.block("CenterCrop", port, size=tuple(wanted))  # type: ignore[no-any-return]  # one output


def _indexed(call: Call, port: Port, keys: list[Any]) -> Port:
    """Axis by axis: stretches, single places, and new axes."""
    axis = 0
    for part in keys:
        if part is None:
            port = call.block("Unsqueeze", port, dim=axis)
        elif isinstance(part, int) and not isinstance(part, bool):
            port = _place(call, port, axis, part)
            continue
        elif isinstance(part, slice):
            port = _stretch(call, port, axis, part)
        else:
            call.refuse("picks places in a way for which there is no block")
        axis += 1
    return port


def _stretch(call: Call, port: Port, axis: int, part: slice) -> Port:
    start, end, step = part.start or 0, part.stop, part.step or 1
    if any(isinstance(bound, PerBatch) for bound in (start, end, step)):
        call.refuse("depends on how large the batch is")
    if (start, end, step) == (0, None, 1):
        return port
    return call.block("Slice", port, dim=axis, start=start, end=end, step=step)  # type: ignore[no-any-return]


def _place(call: Call, port: Port, axis: int, place: int) -> Port:
    end = place + 1 or None
    one = call.block("Slice", port, dim=axis, start=place, end=end)
    return call.block("Squeeze", one, dim=axis)  # type: ignore[no-any-return]  # both have one output


@form("slice")
def stretch(call: Call, x: Any, dim: int = 0, start: Any = None, end: Any = None, step: int = 1) -> Any:
    """A stretch along one axis, as torch writes it down itself."""
    port = port_of(call, x)
    end = None if end is not None and end >= 2**62 else end
    return _stretch(call, port, dim, slice(start, end, step))


@form("narrow")
def narrow(call: Call, x: Any, dim: int, start: int, length: int) -> Any:
    """A stretch of a given length."""
    return _stretch(call, port_of(call, x), dim, slice(start, start + length or None, 1))


@form("select")
def select(call: Call, x: Any, dim: int, index: int) -> Any:
    """One place along an axis."""
    port = port_of(call, x)
    return _place(call, port, dim % (len(call.sizes(port)) + 1), index)


@form("unbind")
def unbind(call: Call, x: Any, dim: int = 0) -> Any:
    """All places along an axis."""
    port = port_of(call, x)
    axis = dim % (len(call.sizes(port)) + 1)
    if axis == 0:
        call.refuse("takes the samples of a batch apart, which cannot be drawn")
    return tuple(_place(call, port, axis, place) for place in range(call.sizes(port)[axis - 1]))


@form("chunk")
def chunk(call: Call, x: Any, chunks: int, dim: int = 0) -> Any:
    """Equal pieces; pieces of given sizes where there are fewer than asked for."""
    pieces = _pieces(call, dim)
    if len(pieces) != chunks:
        return _several(call.block("Split", port_of(call, x), split_size_or_sections=pieces, dim=dim))
    return _several(call.block("Chunk", port_of(call, x), chunks=chunks, dim=dim))


@form("split", "split_with_sizes", "tensor_split", "unsafe_split", "unsafe_chunk")
def split(call: Call, x: Any, _sizes: Any = None, dim: int = 0, **_named: Any) -> Any:
    """Pieces of given sizes."""
    pieces = _pieces(call, dim)
    return _several(call.block("Split", port_of(call, x), split_size_or_sections=pieces, dim=dim))


def _pieces(call: Call, dim: int) -> tuple[int, ...]:
    """How large the pieces are that were seen."""
    return tuple(piece.sizes[dim] for piece in call.step.seen[0])


def _several(result: Any) -> tuple[Port, ...]:
    """Torch gives pieces together, also a single one."""
    return result if isinstance(result[0], tuple) else (result,)


@form("channel_shuffle")
def channel_shuffle(call: Call, x: Any, groups: int) -> Any:
    """Channels of all groups by turns."""
    port = port_of(call, x)
    channels, *rest = call.sizes(port)
    port = call.block("Reshape", port, shape=(groups, channels // groups, *rest))
    port = call.block("Permute", port, dims=(0, 2, 1, *range(3, len(rest) + 3)))
    return call.block("Reshape", port, shape=(channels, *rest))


@form("upsample_nearest1d", "upsample_nearest2d", "upsample_nearest3d")
def upsample_nearest(call: Call, x: Any, size: Any = None, factors: Any = None) -> Any:
    """Resizing by repeating, as torch writes it down itself."""
    return call.block("Upsample", port_of(call, x), size=size, scale_factor=factors)


@form("upsample_linear1d", "upsample_bilinear2d", "upsample_bicubic2d", "upsample_trilinear3d")
def upsample_smooth(call: Call, x: Any, size: Any, align_corners: bool, factors: Any = None) -> Any:
    """Resizing by blending, as torch writes it down itself."""
    mode = call.name.removeprefix("upsample_")[:-2]
    return call.block("Upsample", port_of(call, x), size=size, scale_factor=factors, mode=mode, align_corners=align_corners)
