"""Drawing layers with weights, normalisations, and poolings of an ONNX file."""

from __future__ import annotations

from typing import Any

import numpy as np

from builder.importing.onnx.constant_folding import within
from builder.importing.onnx.node_context import Turn
from builder.importing.onnx.registry import operator
from builder.importing.onnx.state import Known
from builder.model.graph import Port

Sizes = tuple[int, ...]


@operator("Conv")
def convolution(turn: Turn) -> Any:
    """A convolution; a border that is not the same on both sides becomes a block of its own."""
    weight = turn.known(1, "weight")
    axes = _axes(turn, weight)
    fields = _window(turn, weight.shape[2:])
    x, padding = _border(turn, turn.port(), fields)
    fields |= {"out_channels": weight.shape[0], "padding": padding, "groups": turn.attribute("group", 1)}
    bias = turn.maybe(2, "bias")
    return turn.weighted(f"Conv{axes}d", x, {"weight": weight, "bias": bias}, bias=bias is not None, **fields)


@operator("ConvTranspose")
def transposed(turn: Turn) -> Any:
    """A transposed convolution."""
    weight, groups = turn.known(1, "weight"), turn.attribute("group", 1)
    axes = _axes(turn, weight)
    fields = _window(turn, weight.shape[2:])
    if turn.wholes("output_shape") is not None or turn.attribute("auto_pad", "NOTSET") not in ("NOTSET", "VALID"):
        turn.refuse("says how large its result is instead of its border, which no block does")
    pads = turn.wholes("pads", (0,) * 2 * axes) or ()
    if pads[:axes] != pads[axes:]:
        turn.refuse(f"takes off a border of {list(pads)}, which is not the same on both sides")
    more = {"padding": pads[:axes], "output_padding": turn.wholes("output_padding", (0,) * axes), "groups": groups}
    bias = turn.maybe(2, "bias")
    held = {"weight": weight, "bias": bias}
    fields |= {"out_channels": weight.shape[1] * groups, "bias": bias is not None}
    return turn.weighted(f"ConvTranspose{axes}d", turn.port(), held, **fields, **more)


def _axes(turn: Turn, weight: np.ndarray) -> int:
    """How many axes an image has that this works on; refuses what is none."""
    axes = weight.ndim - 2
    if not 1 <= axes <= 3 or len(turn.sizes(turn.port())) != axes + 1:
        turn.refuse(f"has a weight of {list(weight.shape)} for samples of {list(turn.sizes(turn.port()))}")
    if not 1 <= turn.attribute("group", 1) <= 2**31:
        turn.refuse(f"has {turn.attribute('group', 1)} groups")
    return axes


def _window(turn: Turn, kernel: Sizes) -> dict[str, Any]:
    """Window, step and spread; refuses those for another number of axes."""
    ones = (1,) * len(kernel)
    fields = {"kernel_size": kernel, "stride": turn.wholes("strides", ones), "dilation": turn.wholes("dilations", ones)}
    if any(len(each or ()) != len(kernel) for each in fields.values()):
        turn.refuse("has a window, steps and spreads for different numbers of axes")
    return fields


def _border(turn: Turn, x: Port, fields: dict[str, Any]) -> tuple[Port, Sizes]:
    """What is convolved, and its border: an uneven one is put around by a block in front."""
    before, after = _pads(turn, turn.sizes(x)[1:], fields)
    if before == after:
        return x, before
    padding = tuple(size for pair in reversed(list(zip(before, after, strict=True))) for size in pair)
    return turn.helper(f"ZeroPad{len(before)}d", x, padding=padding), (0,) * len(before)


def _pads(turn: Turn, sizes: Sizes, fields: dict[str, Any]) -> tuple[Sizes, Sizes]:
    """The border in front of and behind each axis."""
    axes, auto = len(sizes), turn.attribute("auto_pad", "NOTSET")
    given = turn.wholes("pads")
    if auto in ("NOTSET", "VALID"):
        pads = (given or ()) if auto == "NOTSET" and given else (0,) * 2 * axes
        if len(pads) != 2 * axes or min(pads) < 0:
            turn.refuse(f"has a border of {list(pads)}, which cannot be around {axes} axes")
        return pads[:axes], pads[axes:]
    if auto not in ("SAME_UPPER", "SAME_LOWER"):
        turn.refuse(f"has a border of the kind {auto!r}, which does not exist")
    totals = []
    for size, kernel, stride, dilation in zip(
        sizes, *(fields[name] for name in ("kernel_size", "stride", "dilation")), strict=True
    ):
        steps = -(-size // max(1, stride))
        totals.append(max(0, (steps - 1) * stride + (kernel - 1) * dilation + 1 - size))
    less, more = tuple(total // 2 for total in totals), tuple(total - total // 2 for total in totals)
    return (less, more) if auto == "SAME_UPPER" else (more, less)


@operator("Gemm")
def gemm(turn: Turn) -> Any:
    """A fully connected layer; factors go into its weights."""
    if turn.attribute("transA", 0):
        turn.refuse("turns its input round, which no block does")
    weight, bias = turn.known(1, "weight"), turn.maybe(2, "bias")
    if weight.ndim != 2:
        turn.refuse(f"has a weight of {list(weight.shape)}")
    weight = weight if turn.attribute("transB", 0) else weight.T
    alpha, beta = turn.attribute("alpha", 1.0), turn.attribute("beta", 1.0)
    if bias is not None:
        bias = _bias(turn, bias, weight.shape[0])
    return _linear(
        turn,
        weight if alpha == 1 else weight * np.float32(alpha),
        bias if beta == 1 or bias is None else bias * np.float32(beta),
    )


def _bias(turn: Turn, bias: np.ndarray, features: int) -> np.ndarray:
    """A bias (features,), whatever axes of 1 it is written with."""
    if bias.size not in (1, features) or max(bias.shape, default=1) != bias.size:
        turn.refuse(f"has a bias of {list(bias.shape)} for {features} features")
    return np.broadcast_to(bias.reshape(-1), (features,))


@operator("MatMul")
def matmul(turn: Turn) -> Any:
    """A matrix product: with a matrix of the file a fully connected layer, else a join."""
    value = turn.value(1)
    if not isinstance(value, Known) or value.fixed is None or value.fixed.ndim != 2:
        return turn.block("MatMul", turn.port(0), turn.port(1))
    return _linear(turn, value.fixed.T, None)


def _linear(turn: Turn, weight: np.ndarray, bias: np.ndarray | None) -> Port:
    fields = {"out_features": weight.shape[0], "bias": bias is not None}
    return turn.weighted("Linear", turn.port(), {"weight": weight, "bias": bias}, **fields)


@operator("BatchNormalization")
def batch_norm(turn: Turn) -> Any:
    """A batch normalisation; what it gives beside its result is for training."""
    held = {name: turn.known(at, name) for at, name in enumerate(("weight", "bias", "running_mean", "running_var"), 1)}
    momentum = round(1 - turn.attribute("momentum", 0.9), 6)
    fields = {"eps": float(turn.attribute("epsilon", 1e-5)), "momentum": momentum}
    return turn.weighted(f"BatchNorm{_image_axes(turn)}d", turn.port(), held, **fields)


@operator("InstanceNormalization")
def instance_norm(turn: Turn) -> Any:
    """An instance normalisation; without weights where they would change nothing."""
    weight, bias = turn.known(1, "weight"), turn.known(2, "bias")
    plain = bool((weight == 1).all() and (bias == 0).all())
    held = {} if plain else {"weight": weight, "bias": bias}
    kind, eps = f"InstanceNorm{_image_axes(turn)}d", float(turn.attribute("epsilon", 1e-5))
    return turn.weighted(kind, turn.port(), held, eps=eps, affine=not plain)


def _image_axes(turn: Turn) -> int:
    """How many axes lie behind the channels, at least 1."""
    axes = len(turn.sizes(turn.port())) - 1
    return max(1, axes) if axes <= 3 else turn.refuse("works on more axes than an image has")


@operator("GroupNormalization")
def group_norm(turn: Turn) -> Any:
    """A group normalisation."""
    weight, bias = turn.known(1, "weight"), turn.known(2, "bias")
    groups, channels = turn.attribute("num_groups", 1), turn.sizes(turn.port())[0]
    if weight.shape == (groups,) != (channels,) and channels % max(1, groups) == 0:
        weight, bias = (np.repeat(each, channels // groups) for each in (weight, bias))
    fields = {"num_groups": groups, "eps": float(turn.attribute("epsilon", 1e-5))}
    return turn.weighted("GroupNorm", turn.port(), {"weight": weight, "bias": bias}, **fields)


@operator("LayerNormalization", "RMSNormalization", "SimplifiedLayerNormalization")
def layer_norm(turn: Turn) -> Any:
    """A layer normalisation, or one by the root mean square, over the last axes."""
    sizes = turn.sizes(turn.port())
    axis = turn.axis(turn.attribute("axis", -1), len(sizes) + 1)
    weight, bias = turn.known(1, "weight"), turn.maybe(2, "bias")
    fields: dict[str, Any] = {"normalized_shape": sizes[axis - 1 :], "eps": float(turn.attribute("epsilon", 1e-5))}
    if turn.node.op != "LayerNormalization":
        return turn.weighted("RMSNorm", turn.port(), {"weight": weight}, **fields)
    return turn.weighted("LayerNorm", turn.port(), {"weight": weight, "bias": bias}, bias=bias is not None, **fields)


@operator("LRN")
def local_response(turn: Turn) -> Any:
    """A local response normalisation."""
    fields = {"alpha": float(turn.attribute("alpha", 1e-4)), "beta": float(turn.attribute("beta", 0.75))}
    return turn.block(
        "LocalResponseNorm", turn.port(), size=turn.attribute("size", 1), k=float(turn.attribute("bias", 1.0)), **fields
    )


@operator("PRelu")
def prelu(turn: Turn) -> Any:
    """A ReLU with learned slopes: one, or one a channel."""
    slope, sizes = turn.known(1, "slope"), turn.sizes(turn.port())
    if slope.size not in (1, sizes[0]) or max(slope.shape, default=1) != slope.size:
        turn.refuse(f"has slopes of {list(slope.shape)}; there is a block for one, or one a channel")
    return turn.weighted("PReLU", turn.port(), {"weight": slope.reshape(-1)}, num_parameters=slope.size)


@operator("Dropout")
def dropout(turn: Turn) -> Any:
    """A dropout; which numbers it dropped is asked by nobody."""
    ratio = turn.maybe(1, "ratio")
    p = turn.attribute("ratio", 0.5) if ratio is None else float(str(ratio.reshape(-1)[0])) if ratio.size == 1 else -1.0
    return turn.block("Dropout", turn.port(), p=float(p))


@operator("Softmax", "LogSoftmax")
def softmax(turn: Turn) -> Any:
    """Shares that add up to 1, or their logarithms."""
    rank, old = len(turn.sizes(turn.port())) + 1, turn.plan.model.opset < 13
    axis = turn.axis(turn.attribute("axis", 1 if old else -1), rank)
    if old and axis != rank - 1:
        turn.refuse("works over several axes at once, as files of before 2020 do; no block does")
    return turn.block({"Softmax": "Softmax", "LogSoftmax": "LogSoftmax"}[turn.node.op], turn.port(), dim=axis)


# -- poolings ----------------------------------------------------------------------------------------------------------


@operator("MaxPool", "AveragePool")
def pooled(turn: Turn) -> Any:
    """The largest or the mean of each window."""
    kernel = turn.wholes("kernel_shape") or ()
    x = turn.port()
    if not 1 <= len(kernel) <= 3 or len(turn.sizes(x)) != len(kernel) + 1:
        turn.refuse(f"has a window of {list(kernel)} for samples of {list(turn.sizes(x))}")
    fields = _window(turn, kernel)
    before, after = _pads(turn, turn.sizes(x)[1:], fields)
    largest = turn.node.op == "MaxPool"
    if largest and len([name for name in turn.node.outputs if name and turn.plan.readers[name]]) > 1:
        turn.refuse("tells where the largest numbers were, counted in a way that torch does not")
    counted = bool(turn.attribute("count_include_pad", 0))
    if not largest and len(set(fields.pop("dilation"))) and set(turn.wholes("dilations", (1,)) or ()) != {1}:
        turn.refuse("leaves out numbers in its windows, for which there is no block")
    up = bool(turn.attribute("ceil_mode", 0)) or (largest and before != after and _same_rounded_up(turn, x, before, after))
    if before != after and not up:
        x, before = _uneven(turn, x, before, after, allowed=counted)
    fields |= {"padding": before, "ceil_mode": up}
    if not largest:
        fields["count_include_pad"] = counted or not any(before)
    return turn.block(f"{'Max' if largest else 'Avg'}Pool{len(kernel)}d", x, **fields)


def _same_rounded_up(turn: Turn, x: Port, before: Sizes, after: Sizes) -> bool:
    """Whether the border behind only makes room for windows that torch adds when it rounds up."""
    kernel = turn.wholes("kernel_shape") or ()
    fields = _window(turn, kernel)
    sizes = turn.sizes(x)[1:]
    layer = turn.layer(f"MaxPool{len(kernel)}d", [x], fields | {"padding": before, "ceil_mode": True})
    spans = [(window - 1) * spread + 1 for window, spread in zip(kernel, fields["dilation"], strict=True)]
    wanted = [
        (size + first + last - span) // step + 1
        for size, first, last, span, step in zip(sizes, before, after, spans, fields["stride"], strict=True)
    ]
    return layer.outputs(turn.drawing.shapes[x])[0].spatial == tuple(wanted)


def _uneven(turn: Turn, x: Port, before: Sizes, after: Sizes, *, allowed: bool) -> tuple[Port, Sizes]:
    """A border of zeros in front, where zeros count."""
    if not allowed:
        turn.refuse(f"has a border of {[*before, *after]}, which is not the same on both sides")
    padding = tuple(size for pair in reversed(list(zip(before, after, strict=True))) for size in pair)
    return turn.helper(f"ZeroPad{len(before)}d", x, padding=padding), (0,) * len(before)


@operator("GlobalAveragePool", "GlobalMaxPool")
def whole_pool(turn: Turn) -> Any:
    """One number for each whole map."""
    axes = len(turn.sizes(turn.port())) - 1
    family = "Avg" if turn.node.op == "GlobalAveragePool" else "Max"
    return turn.block(f"Adaptive{family}Pool{axes}d", turn.port(), output_size=(1,) * axes)


@operator("ReduceMean", "ReduceMax")
def reduced(turn: Turn) -> Any:
    """The mean or the largest over axes behind the channels: adaptive pooling to one number."""
    port = turn.port()
    rank, given = len(turn.sizes(port)) + 1, turn.option("axes", 1)
    axes = sorted({within(axis, rank) for axis in (range(rank) if given is None else given)})
    keep = bool(turn.attribute("keepdims", 1))
    if not axes and turn.attribute("noop_with_empty_axes", 0):
        return port
    if rank == 3 and axes == [1] and not keep:
        port, axes = turn.helper("Permute", port, dims=(0, 2, 1)), [2]
    if not 3 <= rank <= 5 or min(axes, default=0) < 2:
        turn.refuse(f"works over the axes {axes}, for which there is no block")
    family = "Avg" if turn.node.op == "ReduceMean" else "Max"
    port = turn.block(
        f"Adaptive{family}Pool{rank - 2}d", port, output_size=tuple(1 if at in axes else None for at in range(2, rank))
    )
    if keep:
        return port
    if len(axes) == rank - 2:
        return turn.helper("Flatten", port)
    for axis in reversed(axes):
        port = turn.helper("Squeeze", port, dim=axis)
    return port
