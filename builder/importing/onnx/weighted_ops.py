"""Handlers of operators with weights, and of normalisations and poolings."""

from __future__ import annotations

from typing import Any

import numpy as np

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.importing.onnx.node_context import NodeContext
from builder.importing.onnx.registry import handles
from builder.importing.onnx.state import KnownArray
from builder.model.graph import Port

Sizes = tuple[int, ...]
"""One number per spatial axis."""


@handles("Conv")
def convolution(node: NodeContext) -> Any:
    """A convolution; uneven padding becomes a block of its own. The weight is (out, in / groups, *kernel), as in torch."""
    weight = node.inputs.array(1, "weight")
    axes = _axes(node, weight)
    fields = _window(node, weight.shape[2:])
    x, padding = _even_padding(node, node.port(), fields)
    fields |= {"out_channels": weight.shape[0], "padding": padding, "groups": node.inputs.attribute("group", 1)}
    bias = node.inputs.optional_array(2, "bias")
    return node.weighted_block(f"Conv{axes}d", x, {"weight": weight, "bias": bias}, bias=bias is not None, **fields)


@handles("ConvTranspose")
def transposed_convolution(node: NodeContext) -> Any:
    """A transposed convolution; the weight is (in, out / groups, *kernel), as in torch."""
    weight, groups = node.inputs.array(1, "weight"), node.inputs.attribute("group", 1)
    axes = _axes(node, weight)
    fields = _window(node, weight.shape[2:])
    auto_pad = node.inputs.attribute("auto_pad", "NOTSET")
    if node.inputs.integers("output_shape") is not None or auto_pad not in ("NOTSET", "VALID"):
        node.refuse(
            QT_TRANSLATE_NOOP("Import", "{call} says how large its result is instead of its border, which no block does")
        )
    pads = node.inputs.integers("pads", (0,) * 2 * axes) or ()
    if pads[:axes] != pads[axes:]:
        template = QT_TRANSLATE_NOOP("Import", "{call} takes off a border of {pads}, which is not the same on both sides")
        node.refuse(template, pads=list(pads))
    more = {"padding": pads[:axes], "output_padding": node.inputs.integers("output_padding", (0,) * axes), "groups": groups}
    bias = node.inputs.optional_array(2, "bias")
    held = {"weight": weight, "bias": bias}
    fields |= {"out_channels": weight.shape[1] * groups, "bias": bias is not None}
    return node.weighted_block(f"ConvTranspose{axes}d", node.port(), held, **fields, **more)


def _axes(node: NodeContext, weight: np.ndarray) -> int:
    """The number of spatial axes, 1 to 3; raises ImportFailed where weight and input do not agree."""
    axes = weight.ndim - 2
    if not 1 <= axes <= 3 or len(node.sizes(node.port())) != axes + 1:
        template = QT_TRANSLATE_NOOP("Import", "{call} has a weight of {shape} for samples of {sizes}")
        node.refuse(template, shape=list(weight.shape), sizes=list(node.sizes(node.port())))
    groups = node.inputs.attribute("group", 1)
    if not 1 <= groups <= 2**31:
        node.refuse(QT_TRANSLATE_NOOP("Import", "{call} has {count} groups"), count=groups)
    return axes


def _window(node: NodeContext, kernel: Sizes) -> dict[str, Any]:
    """Kernel size, stride and dilation; raises ImportFailed where they have different numbers of axes."""
    ones = (1,) * len(kernel)
    fields = {
        "kernel_size": kernel,
        "stride": node.inputs.integers("strides", ones),
        "dilation": node.inputs.integers("dilations", ones),
    }
    if any(len(each or ()) != len(kernel) for each in fields.values()):
        node.refuse(QT_TRANSLATE_NOOP("Import", "{call} has a window, steps and spreads for different numbers of axes"))
    return fields


def _even_padding(node: NodeContext, x: Port, fields: dict[str, Any]) -> tuple[Port, Sizes]:
    """What is convolved, and its padding: uneven padding is done by a block in front."""
    before, after = _padding(node, node.sizes(x)[1:], fields)
    return (x, before) if before == after else _zero_pad(node, x, before, after)


def _padding(node: NodeContext, sizes: Sizes, fields: dict[str, Any]) -> tuple[Sizes, Sizes]:
    """The padding before and after each axis, for samples with these spatial sizes."""
    axes, auto = len(sizes), node.inputs.attribute("auto_pad", "NOTSET")
    declared = node.inputs.integers("pads")
    if auto in ("NOTSET", "VALID"):
        pads = declared if auto == "NOTSET" and declared else (0,) * 2 * axes
        if len(pads) != 2 * axes or min(pads) < 0:
            template = QT_TRANSLATE_NOOP("Import", "{call} has a border of {pads}, which cannot be around {axes} axes")
            node.refuse(template, pads=list(pads), axes=axes)
        return pads[:axes], pads[axes:]
    if auto not in ("SAME_UPPER", "SAME_LOWER"):
        node.refuse(QT_TRANSLATE_NOOP("Import", "{call} has a border of the kind {auto!r}, which does not exist"), auto=auto)
    totals = []
    for size, kernel, stride, dilation in zip(
        sizes, *(fields[name] for name in ("kernel_size", "stride", "dilation")), strict=True
    ):
        steps = -(-size // max(1, stride))
        totals.append(max(0, (steps - 1) * stride + (kernel - 1) * dilation + 1 - size))
    less, more = tuple(total // 2 for total in totals), tuple(total - total // 2 for total in totals)
    return (less, more) if auto == "SAME_UPPER" else (more, less)


@handles("Gemm")
def gemm(node: NodeContext) -> Any:
    """A fully connected layer; the factors alpha and beta are multiplied into its weights."""
    if node.inputs.attribute("transA", 0):
        node.refuse(QT_TRANSLATE_NOOP("Import", "{call} turns its input round, which no block does"))
    weight, bias = node.inputs.array(1, "weight"), node.inputs.optional_array(2, "bias")
    if weight.ndim != 2:
        node.refuse(QT_TRANSLATE_NOOP("Import", "{call} has a weight of {shape}"), shape=list(weight.shape))
    weight = weight if node.inputs.attribute("transB", 0) else weight.T
    alpha, beta = node.inputs.attribute("alpha", 1.0), node.inputs.attribute("beta", 1.0)
    if bias is not None:
        bias = _bias(node, bias, weight.shape[0])
    return _linear(
        node,
        weight if alpha == 1 else weight * np.float32(alpha),
        bias if beta == 1 or bias is None else bias * np.float32(beta),
    )


def _bias(node: NodeContext, bias: np.ndarray, features: int) -> np.ndarray:
    """A bias as (features,): files may write one number, or axes of size 1."""
    if bias.size not in (1, features) or max(bias.shape, default=1) != bias.size:
        node.refuse(
            QT_TRANSLATE_NOOP("Import", "{call} has a bias of {shape} for {features} features"),
            shape=list(bias.shape),
            features=features,
        )
    return np.broadcast_to(bias.reshape(-1), (features,))


@handles("MatMul")
def matmul(node: NodeContext) -> Any:
    """A matrix product: a fully connected layer where the second factor is in the file, else a join."""
    value = node.inputs.value(1)
    if not isinstance(value, KnownArray) or value.fixed is None or value.fixed.ndim != 2:
        return node.block("MatMul", node.port(0), node.port(1))
    return _linear(node, value.fixed.T, None)


def _linear(node: NodeContext, weight: np.ndarray, bias: np.ndarray | None) -> Port:
    fields = {"out_features": weight.shape[0], "bias": bias is not None}
    return node.weighted_block("Linear", node.port(), {"weight": weight, "bias": bias}, **fields)


@handles("BatchNormalization")
def batch_norm(node: NodeContext) -> Any:
    """A batch normalisation; its further outputs are for training."""
    held = {name: node.inputs.array(at, name) for at, name in enumerate(("weight", "bias", "running_mean", "running_var"), 1)}
    momentum = round(1 - node.inputs.attribute("momentum", 0.9), 6)
    fields = {"eps": float(node.inputs.attribute("epsilon", 1e-5)), "momentum": momentum}
    return node.weighted_block(f"BatchNorm{_image_axes(node)}d", node.port(), held, **fields)


@handles("InstanceNormalization")
def instance_norm(node: NodeContext) -> Any:
    """An instance normalisation; without weights where they would change nothing."""
    weight, bias = node.inputs.array(1, "weight"), node.inputs.array(2, "bias")
    plain = bool((weight == 1).all() and (bias == 0).all())
    weights = {} if plain else {"weight": weight, "bias": bias}
    kind, eps = f"InstanceNorm{_image_axes(node)}d", float(node.inputs.attribute("epsilon", 1e-5))
    return node.weighted_block(kind, node.port(), weights, eps=eps, affine=not plain)


def _image_axes(node: NodeContext) -> int:
    """The number of axes behind the channels, 1 to 3."""
    axes = len(node.sizes(node.port())) - 1
    if axes > 3:
        node.refuse(QT_TRANSLATE_NOOP("Import", "{call} works on more axes than an image has"))
    return max(1, axes)


@handles("GroupNormalization")
def group_norm(node: NodeContext) -> Any:
    """A group normalisation."""
    weight, bias = node.inputs.array(1, "weight"), node.inputs.array(2, "bias")
    groups, channels = node.inputs.attribute("num_groups", 1), node.sizes(node.port())[0]
    if weight.shape == (groups,) != (channels,) and channels % max(1, groups) == 0:
        weight, bias = (np.repeat(each, channels // groups) for each in (weight, bias))
    fields = {"num_groups": groups, "eps": float(node.inputs.attribute("epsilon", 1e-5))}
    return node.weighted_block("GroupNorm", node.port(), {"weight": weight, "bias": bias}, **fields)


@handles("LayerNormalization", "RMSNormalization", "SimplifiedLayerNormalization")
def layer_norm(node: NodeContext) -> Any:
    """A layer normalisation, or one by the root mean square, over the last axes."""
    sizes = node.sizes(node.port())
    axis = node.inputs.axis(node.inputs.attribute("axis", -1), len(sizes) + 1)
    weight, bias = node.inputs.array(1, "weight"), node.inputs.optional_array(2, "bias")
    fields: dict[str, Any] = {"normalized_shape": sizes[axis - 1 :], "eps": float(node.inputs.attribute("epsilon", 1e-5))}
    if node.op != "LayerNormalization":
        return node.weighted_block("RMSNorm", node.port(), {"weight": weight}, **fields)
    return node.weighted_block("LayerNorm", node.port(), {"weight": weight, "bias": bias}, bias=bias is not None, **fields)


@handles("LRN")
def local_response(node: NodeContext) -> Any:
    """A local response normalisation."""
    fields = {"alpha": float(node.inputs.attribute("alpha", 1e-4)), "beta": float(node.inputs.attribute("beta", 0.75))}
    return node.block(
        "LocalResponseNorm",
        node.port(),
        size=node.inputs.attribute("size", 1),
        k=float(node.inputs.attribute("bias", 1.0)),
        **fields,
    )


@handles("PRelu")
def prelu(node: NodeContext) -> Any:
    """A ReLU with learned slopes: one, or one per channel."""
    slope, sizes = node.inputs.array(1, "slope"), node.sizes(node.port())
    if slope.size not in (1, sizes[0]) or max(slope.shape, default=1) != slope.size:
        template = QT_TRANSLATE_NOOP("Import", "{call} has slopes of {shape}; there is a block for one, or one a channel")
        node.refuse(template, shape=list(slope.shape))
    return node.weighted_block("PReLU", node.port(), {"weight": slope.reshape(-1)}, num_parameters=slope.size)


@handles("Dropout")
def dropout(node: NodeContext) -> Any:
    """A dropout; its mask output is not supported."""
    ratio = node.inputs.optional_array(1, "ratio")
    if ratio is None:
        return node.block("Dropout", node.port(), p=float(node.inputs.attribute("ratio", 0.5)))
    if ratio.size != 1:
        node.refuse(QT_TRANSLATE_NOOP("Import", "{call} has several numbers as its {name}"), name="ratio")
    return node.block("Dropout", node.port(), p=float(str(ratio.reshape(-1)[0])))


@handles("Softmax", "LogSoftmax")
def softmax(node: NodeContext) -> Any:
    """A softmax or its logarithm; before opset 13 it worked over all axes from `axis` on."""
    rank, old = len(node.sizes(node.port())) + 1, node.state.model.opset < 13
    axis = node.inputs.axis(node.inputs.attribute("axis", 1 if old else -1), rank)
    if old and axis != rank - 1:
        node.refuse(
            QT_TRANSLATE_NOOP("Import", "{call} works over several axes at once, as files of before 2020 do; no block does")
        )
    return node.block(node.op, node.port(), dim=axis)


# -- poolings ----------------------------------------------------------------------------------------------------------


@handles("MaxPool", "AveragePool")
def pool(node: NodeContext) -> Any:
    """A max or average pooling."""
    kernel = node.inputs.integers("kernel_shape") or ()
    x = node.port()
    if not 1 <= len(kernel) <= 3 or len(node.sizes(x)) != len(kernel) + 1:
        template = QT_TRANSLATE_NOOP("Import", "{call} has a window of {kernel} for samples of {sizes}")
        node.refuse(template, kernel=list(kernel), sizes=list(node.sizes(x)))
    fields = _window(node, kernel)
    before, after = _padding(node, node.sizes(x)[1:], fields)
    largest = node.op == "MaxPool"
    if largest and len([name for name in node.raw.outputs if name and node.state.readers[name]]) > 1:
        node.refuse(
            QT_TRANSLATE_NOOP("Import", "{call} tells where the largest numbers were, counted in a way that torch does not")
        )
    counted = bool(node.inputs.attribute("count_include_pad", 0))
    if not largest and set(fields.pop("dilation")) != {1}:
        node.refuse(QT_TRANSLATE_NOOP("Import", "{call} leaves out numbers in its windows, for which there is no block"))
    up = bool(node.inputs.attribute("ceil_mode", 0)) or (largest and before != after and _is_ceil_mode(node, x, before, after))
    if before != after and not up:
        x, before = _pad_first(node, x, before, after, allowed=counted)
    fields |= {"padding": before, "ceil_mode": up}
    if not largest:
        fields["count_include_pad"] = counted or not any(before)
    return node.block(f"{'Max' if largest else 'Avg'}Pool{len(kernel)}d", x, **fields)


def _is_ceil_mode(node: NodeContext, x: Port, before: Sizes, after: Sizes) -> bool:
    """Whether the extra padding at the end only makes room for the windows that torch's ceil_mode adds."""
    kernel = node.inputs.integers("kernel_shape") or ()
    fields = _window(node, kernel)
    sizes = node.sizes(x)[1:]
    layer = node.layer(f"MaxPool{len(kernel)}d", [x], fields | {"padding": before, "ceil_mode": True})
    spans = [(window - 1) * spread + 1 for window, spread in zip(kernel, fields["dilation"], strict=True)]
    wanted = [
        (size + first + last - span) // step + 1
        for size, first, last, span, step in zip(sizes, before, after, spans, fields["stride"], strict=True)
    ]
    return layer.outputs(node.builder.shapes[x])[0].spatial == tuple(wanted)


def _pad_first(node: NodeContext, x: Port, before: Sizes, after: Sizes, *, allowed: bool) -> tuple[Port, Sizes]:
    """Pad by a block in front, where zeros count as values."""
    if not allowed:
        template = QT_TRANSLATE_NOOP("Import", "{call} has a border of {border}, which is not the same on both sides")
        node.refuse(template, border=[*before, *after])
    return _zero_pad(node, x, before, after)


def _zero_pad(node: NodeContext, x: Port, before: Sizes, after: Sizes) -> tuple[Port, Sizes]:
    """A block that pads `x`, and the padding that is left: none. torch lists the last axis first."""
    padding = tuple(size for pair in reversed(list(zip(before, after, strict=True))) for size in pair)
    return node.extra_block(f"ZeroPad{len(before)}d", x, padding=padding), (0,) * len(before)


@handles("GlobalAveragePool", "GlobalMaxPool")
def global_pool(node: NodeContext) -> Any:
    """A pooling over all spatial axes."""
    axes = len(node.sizes(node.port())) - 1
    family = "Avg" if node.op == "GlobalAveragePool" else "Max"
    return node.block(f"Adaptive{family}Pool{axes}d", node.port(), output_size=(1,) * axes)
