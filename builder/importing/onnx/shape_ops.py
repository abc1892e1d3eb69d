"""Handlers of operators that change shapes: reshaping, reordering and indexing axes, splitting, padding, resizing."""

from __future__ import annotations

from typing import Any

import numpy as np

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.importing.onnx.constant_folding import reshaped_sizes, slice_bounds
from builder.importing.onnx.fusion import fuse_group_norm
from builder.importing.onnx.node_context import NodeContext
from builder.importing.onnx.registry import handles
from builder.importing.onnx.state import KnownArray
from builder.model.graph import Port

TO_THE_END = 2**31
"""An end from here on means "to the end": exporters write the largest int32 or int64."""


@handles("Flatten")
def flatten(node: NodeContext) -> Any:
    """All axes of a sample merged into one."""
    port = node.port()
    rank = len(node.sizes(port)) + 1
    axis = node.inputs.attribute("axis", 1)
    if axis % rank != 1 and not (axis == 1 == rank):
        node.refuse(QT_TRANSLATE_NOOP("Import", "{call} joins axes in front of axis {axis}, the batch among them"), axis=axis)
    return port if rank == 2 else node.block("Flatten", port)


@handles("Reshape")
def reshape(node: NodeContext) -> Any:
    """Other axes for the same numbers: a Flatten where one axis is left."""
    port, wanted = node.port(), node.inputs.value(1)
    if wanted is None and node.inputs.integers("shape") is not None:
        sizes = np.array(node.inputs.integers("shape"), np.int64)
        wanted = KnownArray(sizes, sizes)
    if not isinstance(wanted, KnownArray) or wanted.first.ndim != 1:
        node.refuse(QT_TRANSLATE_NOOP("Import", "{call} works out its shape from what comes in, which no block does"))
    before, keep = node.sizes(port), not node.inputs.attribute("allowzero", 0)
    batches = node.state.batches
    shapes = [
        reshaped_sizes([int(size) for size in array], (batch, *before), keep=keep)
        for batch, array in zip(batches, (wanted.first, wanted.second), strict=True)
    ]
    if (
        any(not sizes or sizes[0] != batch for sizes, batch in zip(shapes, batches, strict=True))
        or shapes[0][1:] != shapes[1][1:]
    ):
        node.refuse(QT_TRANSLATE_NOOP("Import", "{call} mixes the samples of a batch, or leaves the batch out"))
    return reshape_sample(node, port, shapes[0][1:])


def reshape_sample(node: NodeContext, port: Port, after: tuple[int, ...]) -> Port:
    """A result with samples of shape `after`."""
    before = node.sizes(port)
    if before == after:
        return port
    if len(after) == 1:
        return node.block("Flatten", port)
    return fuse_group_norm(node, port, after) or node.block("Reshape", port, shape=after or (1,))


@handles("Transpose")
def transpose(node: NodeContext) -> Any:
    """Axes in another order."""
    port = node.port()
    rank = len(node.sizes(port)) + 1
    order = node.inputs.integers("perm", tuple(reversed(range(rank)))) or ()
    if sorted(order) != list(range(rank)):
        node.refuse(QT_TRANSLATE_NOOP("Import", "{call} orders {rank} axes as {order}"), rank=rank, order=list(order))
    if order[0] != 0:
        node.refuse(QT_TRANSLATE_NOOP("Import", "{call} puts the batch behind another axis, which no block does"))
    return port if order == tuple(range(rank)) else node.block("Permute", port, dims=order)


@handles("Squeeze")
def squeeze(node: NodeContext) -> Any:
    """Axes of size 1 removed."""
    port = node.port()
    sizes, given = node.sizes(port), node.inputs.integers_or_input("axes", 1)
    rank = len(sizes) + 1
    axes = [at for at, size in enumerate(sizes, 1) if size == 1]
    if given is not None:
        axes = [node.inputs.axis(axis, rank) for axis in given]
    for axis in sorted(axes, reverse=True):
        if sizes[axis - 1] != 1:
            template = QT_TRANSLATE_NOOP("Import", "{call} takes axis {axis} away, which has {size} numbers")
            node.refuse(template, axis=axis, size=sizes[axis - 1])
        port = node.block("Squeeze", port, dim=axis)
    return port


@handles("Unsqueeze")
def unsqueeze(node: NodeContext) -> Any:
    """New axes of size 1."""
    port, axes = node.port(), node.inputs.integers_or_input("axes", 1) or []
    rank = len(node.sizes(port)) + 1 + len(axes)
    for axis in sorted(node.inputs.axis(axis, rank) for axis in axes):
        port = node.block("Unsqueeze", port, dim=axis)
    return port


@handles("Concat")
def concat(node: NodeContext) -> Any:
    """A concatenation along one axis."""
    ports = [node.port(position) for position in range(len(node.inputs.values))]
    if len(ports) < 2:
        return node.port()
    axis = node.inputs.axis(node.inputs.attribute("axis", 1), len(node.sizes(ports[0])) + 1)
    return node.block("Concat", *ports, dim=axis)


@handles("Split")
def split(node: NodeContext) -> Any:
    """Pieces along one axis."""
    port, count = node.port(), len(node.raw.outputs)
    sizes = node.sizes(port)
    axis = node.inputs.axis(node.inputs.attribute("axis", 0), len(sizes) + 1)
    size = sizes[axis - 1]
    each = -(-size // count)
    pieces = node.inputs.integers_or_input("split", 1) or [each] * (count - 1) + [size - each * (count - 1)]
    if len(pieces) != count or sum(pieces) != size or min(pieces) < 1:
        template = QT_TRANSLATE_NOOP("Import", "{call} makes {count} pieces of {pieces} from {size}")
        node.refuse(template, count=count, pieces=pieces, size=size)
    if count == 1:
        return port
    if len(set(pieces)) == 1:
        return node.blocks("Chunk", port, chunks=count, dim=axis)
    return node.blocks("Split", port, split_size_or_sections=tuple(pieces), dim=axis)


@handles("Slice")
def slice_axes(node: NodeContext) -> Any:
    """Slices along axes."""
    port = node.port()
    sizes = node.sizes(port)
    numbers = [None, *(node.inputs.optional_array(position, "range") for position in range(1, len(node.inputs.values)))]
    for axis, start, end, step in slice_bounds(node.raw, numbers, len(sizes) + 1):
        port = _slice_axis(node, port, axis, slice(start, end, step))
    return port


def _slice_axis(node: NodeContext, port: Port, axis: int, part: slice) -> Port:
    start, end, step = part.start, part.stop, part.step
    whole = (start, step) == (0, 1) and end >= TO_THE_END
    if axis == 0:
        if not whole:
            node.refuse(QT_TRANSLATE_NOOP("Import", "{call} takes some of the samples of a batch, which no block does"))
        return port
    if whole or ((start, step) == (0, 1) and end == node.sizes(port)[axis - 1]):
        return port
    if step < 1:
        node.refuse(QT_TRANSLATE_NOOP("Import", "{call} takes numbers backwards, for which there is no block"))
    return node.block("Slice", port, dim=axis, start=start, end=None if end >= TO_THE_END else end, step=step)


@handles("Gather")
def gather(node: NodeContext) -> Any:
    """One position along an axis, or a slice of consecutive ones."""
    port, places = node.port(), node.inputs.array(1, "indices")
    axis = node.inputs.axis(node.inputs.attribute("axis", 0), len(node.sizes(port)) + 1)
    size = node.sizes(port)[axis - 1]
    flat = [int(place) for place in places.reshape(-1)]
    if places.ndim > 1 or not flat or flat != list(range(flat[0], flat[0] + len(flat))) or not -size <= flat[0] < size:
        node.refuse(QT_TRANSLATE_NOOP("Import", "{call} picks places in a way for which there is no block"))
    end = flat[-1] + 1 or TO_THE_END
    one = _slice_axis(node, port, axis, slice(flat[0], end, 1))
    return one if places.ndim else node.extra_block("Squeeze", one, dim=axis)


@handles("Expand")
def expand(node: NodeContext) -> Any:
    """Only what repeats nothing: joins broadcast axes of size 1 by themselves."""
    port, wanted = node.port(), node.inputs.value(1)
    if not isinstance(wanted, KnownArray) or wanted.first.ndim != 1:
        node.refuse(QT_TRANSLATE_NOOP("Import", "{call} works out its shape from what comes in, which no block does"))
    for batch, array in zip(node.state.batches, (wanted.first, wanted.second), strict=True):
        sizes = (batch, *node.sizes(port))
        asked = [int(size) for size in array]
        if len(asked) > len(sizes) or any(
            size not in (1, own) for size, own in zip(reversed(asked), reversed(sizes), strict=False)
        ):
            node.refuse(QT_TRANSLATE_NOOP("Import", "{call} repeats numbers, for which there is no block"))
    return port


PADS = {"reflect": "ReflectionPad", "edge": "ReplicationPad", "wrap": "CircularPad"}


@handles("Pad")
def pad(node: NodeContext) -> Any:
    """Padding: with zeros, with a number, or with what is inside."""
    port, mode = node.port(), node.inputs.attribute("mode", "constant")
    rank = len(node.sizes(port)) + 1
    given, chosen = node.inputs.integers_or_input("pads", 1) or [], node.inputs.integers_or_input("axes", 3)
    axes = list(range(rank)) if chosen is None else [axis % rank for axis in chosen]
    if len(given) != 2 * len(axes) or len(set(axes)) != len(axes):
        node.refuse(QT_TRANSLATE_NOOP("Import", "{call} has a border of {given} for {axes} axes"), given=given, axes=len(axes))
    before, after = dict(zip(axes, given, strict=False)), dict(zip(axes, given[len(axes) :], strict=True))
    padded = [axis for axis in axes if before[axis] or after[axis]]
    if not padded:
        return port
    if 0 in padded:
        node.refuse(QT_TRANSLATE_NOOP("Import", "{call} puts a border around the batch, which no block does"))
    count = rank - min(padded)
    value = node.inputs.optional_array(2, "constant_value")
    number = float(node.inputs.attribute("value", 0.0)) if value is None or not value.size else float(value.reshape(-1)[0])
    kind = PADS.get(mode) or ("ConstantPad" if number else "ZeroPad")
    if (mode not in PADS and mode != "constant") or count > 3:
        template = QT_TRANSLATE_NOOP(
            "Import", "{call} makes a border of the kind {mode!r} around {count} axes, for which there is no block"
        )
        node.refuse(template, mode=mode, count=count)
    padding = tuple(
        size for axis in range(rank - 1, rank - 1 - count, -1) for size in (before.get(axis, 0), after.get(axis, 0))
    )
    fields = {"value": number} if kind == "ConstantPad" else {}
    return node.block(f"{kind}{count}d", port, padding=padding, **fields)


@handles("Resize", "Upsample")
def resize(node: NodeContext) -> Any:
    """Resizing images."""
    port, newer = node.port(), node.op == "Resize" and node.state.model.opset > 10
    rank = len(node.sizes(port)) + 1
    scales, sizes = node.inputs.optional_array(2 if newer else 1, "scales"), node.inputs.value(3) if newer else None
    if scales is None and node.raw.attributes.get("scales") is not None:
        scales = np.array(node.raw.attributes["scales"], np.float32)
    fields = _interpolation(node, rank - 2, newer)
    if isinstance(sizes, KnownArray) and sizes.first.size:
        wanted = [int(size) for size in sizes.first.reshape(-1)]
        if len(wanted) != rank or wanted[0] != node.state.batches[0] or wanted[1] != node.sizes(port)[0]:
            template = QT_TRANSLATE_NOOP("Import", "{call} makes {wanted} of {sizes}: only heights and widths can change")
            node.refuse(template, wanted=wanted, sizes=list(node.sizes(port)))
        return node.block("Upsample", port, size=tuple(wanted[2:]), **fields)
    factors = [] if scales is None else [float(str(factor)) for factor in scales.reshape(-1)]
    if len(factors) != rank or factors[:2] != [1.0, 1.0]:
        template = QT_TRANSLATE_NOOP(
            "Import", "{call} is given the factors {factors} for {rank} axes: only heights and widths can change"
        )
        node.refuse(template, factors=factors, rank=rank)
    factor: Any = factors[2] if len(set(factors[2:])) == 1 else tuple(factors[2:])
    return node.block("Upsample", port, scale_factor=factor, **fields)


SMOOTH = {("linear", 1): "linear", ("linear", 2): "bilinear", ("linear", 3): "trilinear", ("cubic", 2): "bicubic"}


def _interpolation(node: NodeContext, axes: int, newer: bool) -> dict[str, Any]:
    """The fields `mode` and `align_corners` of an Upsample."""
    mode = node.inputs.attribute("mode", "nearest")
    where = node.inputs.attribute("coordinate_transformation_mode", "half_pixel" if newer else "asymmetric")
    if mode == "nearest":
        rounding = node.inputs.attribute("nearest_mode", "round_prefer_floor" if newer else "floor")
        if (where, rounding) == ("asymmetric", "floor"):
            return {"mode": "nearest"}
        if where in ("half_pixel", "pytorch_half_pixel") and rounding in ("floor", "round_prefer_ceil", "round_prefer_floor"):
            return {"mode": "nearest-exact"}
    elif (mode, axes) in SMOOTH and where in ("half_pixel", "pytorch_half_pixel", "align_corners"):
        cube = node.inputs.attribute("cubic_coeff_a", -0.75)
        if mode != "cubic" or abs(cube + 0.75) < 1e-6:
            return {"mode": SMOOTH[mode, axes], "align_corners": where == "align_corners"}
    template = QT_TRANSLATE_NOOP("Import", "{call} makes new pixels by {mode!r} with {where!r}, for which there is no block")
    return node.refuse(template, mode=mode, where=where)


@handles("DepthToSpace", "SpaceToDepth")
def pixel_shuffle(node: NodeContext) -> Any:
    """Channels rearranged into larger images; torch orders them as CRD does (column, row, depth)."""
    size = node.inputs.attribute("blocksize", 1)
    if node.op == "SpaceToDepth" or node.inputs.attribute("mode", "DCR") != "CRD":
        node.refuse(QT_TRANSLATE_NOOP("Import", "{call} orders channels in a way that torch does not"))
    return node.block("PixelShuffle", node.port(), upscale_factor=size)
