"""Handlers of operators with weights, and of normalisations and poolings."""

from __future__ import annotations

from typing import Any

import numpy as np

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.importing.onnx.constant_folding import normalized_axis
from builder.importing.onnx.node_context import NodeContext
from builder.importing.onnx.registry import handles
from builder.importing.onnx.state import KnownArray
from builder.model.graph import Port

Sizes = tuple[int, ...]
"""One number per spatial axis."""


@handles("Conv")
def convolution(context: NodeContext) -> Any:
    """A convolution; uneven padding becomes a block of its own. The weight is (out, in / groups, *kernel), as in torch."""
    weight = context.inputs.array(1, "weight")
    axes = _axes(context, weight)
    fields = _window(context, weight.shape[2:])
    x, padding = _even_padding(context, context.port(), fields)
    fields |= {"out_channels": weight.shape[0], "padding": padding, "groups": context.inputs.attribute("group", 1)}
    bias = context.inputs.optional_array(2, "bias")
    return context.weighted_block(f"Conv{axes}d", x, {"weight": weight, "bias": bias}, bias=bias is not None, **fields)


@handles("ConvTranspose")
def transposed_convolution(context: NodeContext) -> Any:
    """A transposed convolution; the weight is (in, out / groups, *kernel), as in torch."""
    weight, groups = context.inputs.array(1, "weight"), context.inputs.attribute("group", 1)
    axes = _axes(context, weight)
    fields = _window(context, weight.shape[2:])
    if context.inputs.integers("output_shape") is not None or context.inputs.attribute("auto_pad", "NOTSET") not in (
        "NOTSET",
        "VALID",
    ):
        context.refuse(
            QT_TRANSLATE_NOOP("Import", "{call} says how large its result is instead of its border, which no block does")
        )
    pads = context.inputs.integers("pads", (0,) * 2 * axes) or ()
    if pads[:axes] != pads[axes:]:
        context.refuse(
            QT_TRANSLATE_NOOP("Import", "{call} takes off a border of {pads}, which is not the same on both sides"),
            pads=list(pads),
        )
    more = {"padding": pads[:axes], "output_padding": context.inputs.integers("output_padding", (0,) * axes), "groups": groups}
    bias = context.inputs.optional_array(2, "bias")
    held = {"weight": weight, "bias": bias}
    fields |= {"out_channels": weight.shape[1] * groups, "bias": bias is not None}
    return context.weighted_block(f"ConvTranspose{axes}d", context.port(), held, **fields, **more)


def _axes(context: NodeContext, weight: np.ndarray) -> int:
    """The number of spatial axes, 1 to 3; raises ImportFailed where weight and input do not agree."""
    axes = weight.ndim - 2
    if not 1 <= axes <= 3 or len(context.sizes(context.port())) != axes + 1:
        context.refuse(
            QT_TRANSLATE_NOOP("Import", "{call} has a weight of {shape} for samples of {sizes}"),
            shape=list(weight.shape),
            sizes=list(context.sizes(context.port())),
        )
    if not 1 <= context.inputs.attribute("group", 1) <= 2**31:
        context.refuse(QT_TRANSLATE_NOOP("Import", "{call} has {count} groups"), count=context.inputs.attribute("group", 1))
    return axes


def _window(context: NodeContext, kernel: Sizes) -> dict[str, Any]:
    """Kernel size, stride and dilation; raises ImportFailed where they have different numbers of axes."""
    ones = (1,) * len(kernel)
    fields = {
        "kernel_size": kernel,
        "stride": context.inputs.integers("strides", ones),
        "dilation": context.inputs.integers("dilations", ones),
    }
    if any(len(each or ()) != len(kernel) for each in fields.values()):
        context.refuse(QT_TRANSLATE_NOOP("Import", "{call} has a window, steps and spreads for different numbers of axes"))
    return fields


def _even_padding(context: NodeContext, x: Port, fields: dict[str, Any]) -> tuple[Port, Sizes]:
    """What is convolved, and its padding: uneven padding is done by a block in front."""
    before, after = _padding(context, context.sizes(x)[1:], fields)
    if before == after:
        return x, before
    padding = tuple(size for pair in reversed(list(zip(before, after, strict=True))) for size in pair)
    return context.extra_block(f"ZeroPad{len(before)}d", x, padding=padding), (0,) * len(before)


def _padding(context: NodeContext, sizes: Sizes, fields: dict[str, Any]) -> tuple[Sizes, Sizes]:
    """The padding before and after each axis, for samples with these spatial sizes."""
    axes, auto = len(sizes), context.inputs.attribute("auto_pad", "NOTSET")
    given = context.inputs.integers("pads")
    if auto in ("NOTSET", "VALID"):
        pads = (given or ()) if auto == "NOTSET" and given else (0,) * 2 * axes
        if len(pads) != 2 * axes or min(pads) < 0:
            context.refuse(
                QT_TRANSLATE_NOOP("Import", "{call} has a border of {pads}, which cannot be around {axes} axes"),
                pads=list(pads),
                axes=axes,
            )
        return pads[:axes], pads[axes:]
    if auto not in ("SAME_UPPER", "SAME_LOWER"):
        context.refuse(QT_TRANSLATE_NOOP("Import", "{call} has a border of the kind {auto!r}, which does not exist"), auto=auto)
    totals = []
    for size, kernel, stride, dilation in zip(
        sizes, *(fields[name] for name in ("kernel_size", "stride", "dilation")), strict=True
    ):
        steps = -(-size // max(1, stride))
        totals.append(max(0, (steps - 1) * stride + (kernel - 1) * dilation + 1 - size))
    less, more = tuple(total // 2 for total in totals), tuple(total - total // 2 for total in totals)
    return (less, more) if auto == "SAME_UPPER" else (more, less)


@handles("Gemm")
def gemm(context: NodeContext) -> Any:
    """A fully connected layer; the factors alpha and beta are multiplied into its weights."""
    if context.inputs.attribute("transA", 0):
        context.refuse(QT_TRANSLATE_NOOP("Import", "{call} turns its input round, which no block does"))
    weight, bias = context.inputs.array(1, "weight"), context.inputs.optional_array(2, "bias")
    if weight.ndim != 2:
        context.refuse(QT_TRANSLATE_NOOP("Import", "{call} has a weight of {shape}"), shape=list(weight.shape))
    weight = weight if context.inputs.attribute("transB", 0) else weight.T
    alpha, beta = context.inputs.attribute("alpha", 1.0), context.inputs.attribute("beta", 1.0)
    if bias is not None:
        bias = _bias(context, bias, weight.shape[0])
    return _linear(
        context,
        weight if alpha == 1 else weight * np.float32(alpha),
        bias if beta == 1 or bias is None else bias * np.float32(beta),
    )


def _bias(context: NodeContext, bias: np.ndarray, features: int) -> np.ndarray:
    """A bias as (features,): files may write one number, or axes of size 1."""
    if bias.size not in (1, features) or max(bias.shape, default=1) != bias.size:
        context.refuse(
            QT_TRANSLATE_NOOP("Import", "{call} has a bias of {shape} for {features} features"),
            shape=list(bias.shape),
            features=features,
        )
    return np.broadcast_to(bias.reshape(-1), (features,))


@handles("MatMul")
def matmul(context: NodeContext) -> Any:
    """A matrix product: a fully connected layer where the second factor is in the file, else a join."""
    value = context.inputs.value(1)
    if not isinstance(value, KnownArray) or value.fixed is None or value.fixed.ndim != 2:
        return context.block("MatMul", context.port(0), context.port(1))
    return _linear(context, value.fixed.T, None)


def _linear(context: NodeContext, weight: np.ndarray, bias: np.ndarray | None) -> Port:
    fields = {"out_features": weight.shape[0], "bias": bias is not None}
    return context.weighted_block("Linear", context.port(), {"weight": weight, "bias": bias}, **fields)


@handles("BatchNormalization")
def batch_norm(context: NodeContext) -> Any:
    """A batch normalisation; its further outputs are for training."""
    held = {
        name: context.inputs.array(at, name) for at, name in enumerate(("weight", "bias", "running_mean", "running_var"), 1)
    }
    momentum = round(1 - context.inputs.attribute("momentum", 0.9), 6)
    fields = {"eps": float(context.inputs.attribute("epsilon", 1e-5)), "momentum": momentum}
    return context.weighted_block(f"BatchNorm{_image_axes(context)}d", context.port(), held, **fields)


@handles("InstanceNormalization")
def instance_norm(context: NodeContext) -> Any:
    """An instance normalisation; without weights where they would change nothing."""
    weight, bias = context.inputs.array(1, "weight"), context.inputs.array(2, "bias")
    plain = bool((weight == 1).all() and (bias == 0).all())
    held = {} if plain else {"weight": weight, "bias": bias}
    kind, eps = f"InstanceNorm{_image_axes(context)}d", float(context.inputs.attribute("epsilon", 1e-5))
    return context.weighted_block(kind, context.port(), held, eps=eps, affine=not plain)


def _image_axes(context: NodeContext) -> int:
    """The number of axes behind the channels, 1 to 3."""
    axes = len(context.sizes(context.port())) - 1
    return (
        max(1, axes)
        if axes <= 3
        else context.refuse(QT_TRANSLATE_NOOP("Import", "{call} works on more axes than an image has"))
    )


@handles("GroupNormalization")
def group_norm(context: NodeContext) -> Any:
    """A group normalisation."""
    weight, bias = context.inputs.array(1, "weight"), context.inputs.array(2, "bias")
    groups, channels = context.inputs.attribute("num_groups", 1), context.sizes(context.port())[0]
    if weight.shape == (groups,) != (channels,) and channels % max(1, groups) == 0:
        weight, bias = (np.repeat(each, channels // groups) for each in (weight, bias))
    fields = {"num_groups": groups, "eps": float(context.inputs.attribute("epsilon", 1e-5))}
    return context.weighted_block("GroupNorm", context.port(), {"weight": weight, "bias": bias}, **fields)


@handles("LayerNormalization", "RMSNormalization", "SimplifiedLayerNormalization")
def layer_norm(context: NodeContext) -> Any:
    """A layer normalisation, or one by the root mean square, over the last axes."""
    sizes = context.sizes(context.port())
    axis = context.inputs.axis(context.inputs.attribute("axis", -1), len(sizes) + 1)
    weight, bias = context.inputs.array(1, "weight"), context.inputs.optional_array(2, "bias")
    fields: dict[str, Any] = {"normalized_shape": sizes[axis - 1 :], "eps": float(context.inputs.attribute("epsilon", 1e-5))}
    if context.node.op != "LayerNormalization":
        return context.weighted_block("RMSNorm", context.port(), {"weight": weight}, **fields)
    return context.weighted_block(
        "LayerNorm", context.port(), {"weight": weight, "bias": bias}, bias=bias is not None, **fields
    )


@handles("LRN")
def local_response(context: NodeContext) -> Any:
    """A local response normalisation."""
    fields = {"alpha": float(context.inputs.attribute("alpha", 1e-4)), "beta": float(context.inputs.attribute("beta", 0.75))}
    return context.block(
        "LocalResponseNorm",
        context.port(),
        size=context.inputs.attribute("size", 1),
        k=float(context.inputs.attribute("bias", 1.0)),
        **fields,
    )


@handles("PRelu")
def prelu(context: NodeContext) -> Any:
    """A ReLU with learned slopes: one, or one per channel."""
    slope, sizes = context.inputs.array(1, "slope"), context.sizes(context.port())
    if slope.size not in (1, sizes[0]) or max(slope.shape, default=1) != slope.size:
        context.refuse(
            QT_TRANSLATE_NOOP("Import", "{call} has slopes of {shape}; there is a block for one, or one a channel"),
            shape=list(slope.shape),
        )
    return context.weighted_block("PReLU", context.port(), {"weight": slope.reshape(-1)}, num_parameters=slope.size)


@handles("Dropout")
def dropout(context: NodeContext) -> Any:
    """A dropout; its mask output is not supported."""
    ratio = context.inputs.optional_array(1, "ratio")
    p = (
        context.inputs.attribute("ratio", 0.5)
        if ratio is None
        else float(str(ratio.reshape(-1)[0]))
        if ratio.size == 1
        else -1.0
    )
    return context.block("Dropout", context.port(), p=float(p))


@handles("Softmax", "LogSoftmax")
def softmax(context: NodeContext) -> Any:
    """A softmax or its logarithm; before opset 13 it worked over all axes from `axis` on."""
    rank, old = len(context.sizes(context.port())) + 1, context.state.model.opset < 13
    axis = context.inputs.axis(context.inputs.attribute("axis", 1 if old else -1), rank)
    if old and axis != rank - 1:
        context.refuse(
            QT_TRANSLATE_NOOP("Import", "{call} works over several axes at once, as files of before 2020 do; no block does")
        )
    return context.block({"Softmax": "Softmax", "LogSoftmax": "LogSoftmax"}[context.node.op], context.port(), dim=axis)


# -- poolings ----------------------------------------------------------------------------------------------------------


@handles("MaxPool", "AveragePool")
def pool(context: NodeContext) -> Any:
    """A max or average pooling."""
    kernel = context.inputs.integers("kernel_shape") or ()
    x = context.port()
    if not 1 <= len(kernel) <= 3 or len(context.sizes(x)) != len(kernel) + 1:
        context.refuse(
            QT_TRANSLATE_NOOP("Import", "{call} has a window of {kernel} for samples of {sizes}"),
            kernel=list(kernel),
            sizes=list(context.sizes(x)),
        )
    fields = _window(context, kernel)
    before, after = _padding(context, context.sizes(x)[1:], fields)
    largest = context.node.op == "MaxPool"
    if largest and len([name for name in context.node.outputs if name and context.state.readers[name]]) > 1:
        context.refuse(
            QT_TRANSLATE_NOOP("Import", "{call} tells where the largest numbers were, counted in a way that torch does not")
        )
    counted = bool(context.inputs.attribute("count_include_pad", 0))
    if not largest and len(set(fields.pop("dilation"))) and set(context.inputs.integers("dilations", (1,)) or ()) != {1}:
        context.refuse(QT_TRANSLATE_NOOP("Import", "{call} leaves out numbers in its windows, for which there is no block"))
    up = bool(context.inputs.attribute("ceil_mode", 0)) or (
        largest and before != after and _is_ceil_mode(context, x, before, after)
    )
    if before != after and not up:
        x, before = _pad_first(context, x, before, after, allowed=counted)
    fields |= {"padding": before, "ceil_mode": up}
    if not largest:
        fields["count_include_pad"] = counted or not any(before)
    return context.block(f"{'Max' if largest else 'Avg'}Pool{len(kernel)}d", x, **fields)


def _is_ceil_mode(context: NodeContext, x: Port, before: Sizes, after: Sizes) -> bool:
    """Whether the extra padding at the end only makes room for the windows that torch's ceil_mode adds."""
    kernel = context.inputs.integers("kernel_shape") or ()
    fields = _window(context, kernel)
    sizes = context.sizes(x)[1:]
    layer = context.layer(f"MaxPool{len(kernel)}d", [x], fields | {"padding": before, "ceil_mode": True})
    spans = [(window - 1) * spread + 1 for window, spread in zip(kernel, fields["dilation"], strict=True)]
    wanted = [
        (size + first + last - span) // step + 1
        for size, first, last, span, step in zip(sizes, before, after, spans, fields["stride"], strict=True)
    ]
    return layer.outputs(context.builder.shapes[x])[0].spatial == tuple(wanted)


def _pad_first(context: NodeContext, x: Port, before: Sizes, after: Sizes, *, allowed: bool) -> tuple[Port, Sizes]:
    """Pad by a block in front, where zeros count as values."""
    if not allowed:
        context.refuse(
            QT_TRANSLATE_NOOP("Import", "{call} has a border of {border}, which is not the same on both sides"),
            border=[*before, *after],
        )
    padding = tuple(size for pair in reversed(list(zip(before, after, strict=True))) for size in pair)
    return context.extra_block(f"ZeroPad{len(before)}d", x, padding=padding), (0,) * len(before)


@handles("GlobalAveragePool", "GlobalMaxPool")
def global_pool(context: NodeContext) -> Any:
    """A pooling over all spatial axes."""
    axes = len(context.sizes(context.port())) - 1
    family = "Avg" if context.node.op == "GlobalAveragePool" else "Max"
    return context.block(f"Adaptive{family}Pool{axes}d", context.port(), output_size=(1,) * axes)


@handles("ReduceMean", "ReduceMax")
def reduce(context: NodeContext) -> Any:
    """The mean or maximum over axes behind the channels: adaptive pooling to size 1."""
    port = context.port()
    rank, given = len(context.sizes(port)) + 1, context.inputs.integers_or_input("axes", 1)
    axes = sorted({normalized_axis(axis, rank) for axis in (range(rank) if given is None else given)})
    keep = bool(context.inputs.attribute("keepdims", 1))
    if not axes and context.inputs.attribute("noop_with_empty_axes", 0):
        return port
    if rank == 3 and axes == [1] and not keep:
        port, axes = context.extra_block("Permute", port, dims=(0, 2, 1)), [2]
    if not 3 <= rank <= 5 or min(axes, default=0) < 2:
        context.refuse(QT_TRANSLATE_NOOP("Import", "{call} works over the axes {axes}, for which there is no block"), axes=axes)
    family = "Avg" if context.node.op == "ReduceMean" else "Max"
    port = context.block(
        f"Adaptive{family}Pool{rank - 2}d", port, output_size=tuple(1 if at in axes else None for at in range(2, rank))
    )
    if keep:
        return port
    if len(axes) == rank - 2:
        return context.extra_block("Flatten", port)
    for axis in reversed(axes):
        port = context.extra_block("Squeeze", port, dim=axis)
    return port
