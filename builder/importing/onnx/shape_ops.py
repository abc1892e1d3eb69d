"""Drawing what lays numbers out anew in an ONNX file: shapes, pieces, borders, sizes of images."""

from __future__ import annotations

from typing import Any

import numpy as np

from builder.importing.onnx.constant_folding import completed, stretches
from builder.importing.onnx.fusion import grouped
from builder.importing.onnx.node_context import Turn
from builder.importing.onnx.registry import operator
from builder.importing.onnx.state import Known
from builder.model.graph import Port

FURTHEST = 2**31
"""An end that lies behind it means "to the end"."""


@operator("Flatten")
def flatten(turn: Turn) -> Any:
    """All axes of a sample as one."""
    port = turn.port()
    rank = len(turn.sizes(port)) + 1
    axis = turn.attribute("axis", 1)
    if axis % rank != 1 and not (axis == 1 == rank):
        turn.refuse(f"joins axes in front of axis {axis}, the batch among them")
    return port if rank == 2 else turn.block("Flatten", port)


@operator("Reshape")
def reshape(turn: Turn) -> Any:
    """New axes for the same numbers: a Flatten where axes are joined."""
    port, wanted = turn.port(), turn.value(1)
    if wanted is None and turn.wholes("shape") is not None:
        sizes = np.array(turn.wholes("shape"), np.int64)
        wanted = Known(sizes, sizes)
    if not isinstance(wanted, Known) or wanted.first.ndim != 1:
        turn.refuse("works out its shape from what comes in, which no block does")
    before, keep = turn.sizes(port), not turn.attribute("allowzero", 0)
    batches = turn.plan.batches
    made = [
        completed([int(size) for size in array], (batch, *before), keep=keep)
        for batch, array in zip(batches, (wanted.first, wanted.second), strict=True)
    ]
    if any(not sizes or sizes[0] != batch for sizes, batch in zip(made, batches, strict=True)) or made[0][1:] != made[1][1:]:
        turn.refuse("mixes the samples of a batch, or leaves the batch out")
    return laid_out(turn, port, made[0][1:])


def laid_out(turn: Turn, port: Port, after: tuple[int, ...]) -> Port:
    """The numbers of a sample in axes of these sizes."""
    before = turn.sizes(port)
    if before == after:
        return port
    if len(after) == 1:
        return turn.block("Flatten", port)
    together = grouped(turn, port, after)
    if together is not None:
        return together
    return turn.block("Reshape", port, shape=after or (1,))


@operator("Transpose")
def transpose(turn: Turn) -> Any:
    """Axes in another order."""
    port = turn.port()
    rank = len(turn.sizes(port)) + 1
    order = turn.wholes("perm", tuple(reversed(range(rank)))) or ()
    if sorted(order) != list(range(rank)):
        turn.refuse(f"orders {rank} axes as {list(order)}")
    if order[0] != 0:
        turn.refuse("puts the batch behind another axis, which no block does")
    return port if order == tuple(range(rank)) else turn.block("Permute", port, dims=order)


@operator("Squeeze")
def squeeze(turn: Turn) -> Any:
    """Axes of size 1 that go."""
    port = turn.port()
    sizes, given = turn.sizes(port), turn.option("axes", 1)
    rank = len(sizes) + 1
    axes = [at for at, size in enumerate(sizes, 1) if size == 1] if given is None else [turn.axis(axis, rank) for axis in given]
    for axis in sorted(axes, reverse=True):
        if sizes[axis - 1] != 1:
            turn.refuse(f"takes axis {axis} away, which has {sizes[axis - 1]} numbers")
        port = turn.block("Squeeze", port, dim=axis)
    return port


@operator("Unsqueeze")
def unsqueeze(turn: Turn) -> Any:
    """New axes of size 1."""
    port, axes = turn.port(), turn.option("axes", 1) or []
    rank = len(turn.sizes(port)) + 1 + len(axes)
    for axis in sorted(turn.axis(axis, rank) for axis in axes):
        port = turn.block("Unsqueeze", port, dim=axis)
    return port


@operator("Concat")
def concat(turn: Turn) -> Any:
    """Results one behind the other."""
    ports = [turn.port(position) for position in range(len(turn.inputs))]
    if len(ports) < 2:
        return turn.port()
    return turn.block("Concat", *ports, dim=turn.axis(turn.attribute("axis", 1), len(turn.sizes(ports[0])) + 1))


@operator("Split")
def split(turn: Turn) -> Any:
    """Pieces along one axis."""
    port, count = turn.port(), len(turn.node.outputs)
    sizes = turn.sizes(port)
    axis = turn.axis(turn.attribute("axis", 0), len(sizes) + 1)
    size = sizes[axis - 1]
    each = -(-size // count)
    pieces = turn.option("split", 1) or [each] * (count - 1) + [size - each * (count - 1)]
    if len(pieces) != count or sum(pieces) != size or min(pieces) < 1:
        turn.refuse(f"makes {count} pieces of {pieces} from {size}")
    if count == 1:
        return port
    if len(set(pieces)) == 1:
        return turn.blocks("Chunk", port, chunks=count, dim=axis)
    return turn.blocks("Split", port, split_size_or_sections=tuple(pieces), dim=axis)


@operator("Slice")
def slices(turn: Turn) -> Any:
    """Stretches along axes."""
    port = turn.port()
    sizes = turn.sizes(port)
    numbers = [None, *(turn.maybe(position, "range") for position in range(1, len(turn.inputs)))]
    for axis, start, end, step in stretches(turn.node, numbers, len(sizes) + 1):
        port = _stretch(turn, port, axis, slice(start, end, step))
    return port


def _stretch(turn: Turn, port: Port, axis: int, part: slice) -> Port:
    start, end, step = part.start, part.stop, part.step
    whole = (start, step) == (0, 1) and end >= FURTHEST
    if axis == 0:
        return port if whole else turn.refuse("takes some of the samples of a batch, which no block does")
    if whole or ((start, step) == (0, 1) and end == turn.sizes(port)[axis - 1]):
        return port
    if step < 1:
        turn.refuse("takes numbers backwards, for which there is no block")
    return turn.block("Slice", port, dim=axis, start=start, end=None if end >= FURTHEST else end, step=step)


@operator("Gather")
def gather(turn: Turn) -> Any:
    """One place along an axis, or a stretch of places."""
    port, places = turn.port(), turn.known(1, "places")
    axis = turn.axis(turn.attribute("axis", 0), len(turn.sizes(port)) + 1)
    size = turn.sizes(port)[axis - 1]
    flat = [int(place) for place in places.reshape(-1)]
    if places.ndim > 1 or not flat or flat != list(range(flat[0], flat[0] + len(flat))) or not -size <= flat[0] < size:
        turn.refuse("picks places in a way for which there is no block")
    end = flat[-1] + 1 or FURTHEST
    one = _stretch(turn, port, axis, slice(flat[0], end, 1))
    return one if places.ndim else turn.helper("Squeeze", one, dim=axis)


@operator("Expand")
def expand(turn: Turn) -> Any:
    """Only where nothing is repeated: joins repeat axes of size 1 by themselves."""
    port, wanted = turn.port(), turn.value(1)
    if not isinstance(wanted, Known) or wanted.first.ndim != 1:
        turn.refuse("works out its shape from what comes in, which no block does")
    for batch, array in zip(turn.plan.batches, (wanted.first, wanted.second), strict=True):
        sizes = (batch, *turn.sizes(port))
        asked = [int(size) for size in array]
        if len(asked) > len(sizes) or any(
            size not in (1, own) for size, own in zip(reversed(asked), reversed(sizes), strict=False)
        ):
            turn.refuse("repeats numbers, for which there is no block")
    return port


PADS = {"reflect": "ReflectionPad", "edge": "ReplicationPad", "wrap": "CircularPad"}


@operator("Pad")
def pad(turn: Turn) -> Any:
    """A border: of zeros, of a number, or of what is inside."""
    port, mode = turn.port(), turn.attribute("mode", "constant")
    rank = len(turn.sizes(port)) + 1
    given, chosen = turn.option("pads", 1) or [], turn.option("axes", 3)
    axes = list(range(rank)) if chosen is None else [axis % rank for axis in chosen]
    if len(given) != 2 * len(axes) or len(set(axes)) != len(axes):
        turn.refuse(f"has a border of {given} for {len(axes)} axes")
    before, after = dict(zip(axes, given, strict=False)), dict(zip(axes, given[len(axes) :], strict=True))
    padded = [axis for axis in axes if before[axis] or after[axis]]
    if not padded:
        return port
    if 0 in padded:
        turn.refuse("puts a border around the batch, which no block does")
    count = rank - min(padded)
    value = turn.maybe(2, "number in the border")
    number = float(turn.attribute("value", 0.0)) if value is None or not value.size else float(value.reshape(-1)[0])
    kind = PADS.get(mode) or ("ConstantPad" if number else "ZeroPad")
    if (mode not in PADS and mode != "constant") or count > 3:
        turn.refuse(f"makes a border of the kind {mode!r} around {count} axes, for which there is no block")
    padding = tuple(
        size for axis in range(rank - 1, rank - 1 - count, -1) for size in (before.get(axis, 0), after.get(axis, 0))
    )
    fields = {"value": number} if kind == "ConstantPad" else {}
    return turn.block(f"{kind}{count}d", port, padding=padding, **fields)


@operator("Resize", "Upsample")
def resize(turn: Turn) -> Any:
    """Images made larger or smaller."""
    port, newer = turn.port(), turn.node.op == "Resize" and turn.plan.model.opset > 10
    rank = len(turn.sizes(port)) + 1
    scales, sizes = turn.maybe(2 if newer else 1, "scales"), turn.value(3) if newer else None
    if scales is None and turn.node.attributes.get("scales") is not None:
        scales = np.array(turn.node.attributes["scales"], np.float32)
    fields = _way(turn, rank - 2, newer)
    if isinstance(sizes, Known) and sizes.first.size:
        wanted = [int(size) for size in sizes.first.reshape(-1)]
        if len(wanted) != rank or wanted[0] != turn.plan.batches[0] or wanted[1] != turn.sizes(port)[0]:
            turn.refuse(f"makes {wanted} of {list(turn.sizes(port))}: only heights and widths can change")
        return turn.block("Upsample", port, size=tuple(wanted[2:]), **fields)
    factors = [] if scales is None else [float(str(factor)) for factor in scales.reshape(-1)]
    if len(factors) != rank or factors[:2] != [1.0, 1.0]:
        turn.refuse(f"is given the factors {factors} for {rank} axes: only heights and widths can change")
    factor: Any = factors[2] if len(set(factors[2:])) == 1 else tuple(factors[2:])
    return turn.block("Upsample", port, scale_factor=factor, **fields)


SMOOTH = {("linear", 1): "linear", ("linear", 2): "bilinear", ("linear", 3): "trilinear", ("cubic", 2): "bicubic"}


def _way(turn: Turn, axes: int, newer: bool) -> dict[str, Any]:
    """How new pixels are made, in torch's words."""
    mode = turn.attribute("mode", "nearest")
    where = turn.attribute("coordinate_transformation_mode", "half_pixel" if newer else "asymmetric")
    if mode == "nearest":
        rounding = turn.attribute("nearest_mode", "round_prefer_floor" if newer else "floor")
        if (where, rounding) == ("asymmetric", "floor"):
            return {"mode": "nearest"}
        if where in ("half_pixel", "pytorch_half_pixel") and rounding in ("floor", "round_prefer_ceil", "round_prefer_floor"):
            return {"mode": "nearest-exact"}
    elif (mode, axes) in SMOOTH and where in ("half_pixel", "pytorch_half_pixel", "align_corners"):
        cube = turn.attribute("cubic_coeff_a", -0.75)
        if mode != "cubic" or abs(cube + 0.75) < 1e-6:
            return {"mode": SMOOTH[mode, axes], "align_corners": where == "align_corners"}
    return turn.refuse(f"makes new pixels by {mode!r} with {where!r}, for which there is no block")


@operator("DepthToSpace", "SpaceToDepth")
def shuffled(turn: Turn) -> Any:
    """Channels laid out as larger images, or the other way round."""
    size = turn.attribute("blocksize", 1)
    if turn.node.op == "SpaceToDepth" or turn.attribute("mode", "DCR") != "CRD":
        turn.refuse("orders channels in a way that torch does not")
    return turn.block("PixelShuffle", turn.port(), upscale_factor=size)
