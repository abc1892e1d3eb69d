"""Handlers of functions that are given their weights: ``F.conv2d(x, self.weight)``.

Parameters are named and ordered as in torch.nn.functional; those behind the weights are matched in this order too, see
:func:`builder.importing.torch.functions.draw_call`.
"""

from __future__ import annotations

from typing import Any

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.importing.common.trace import HeldTensor
from builder.importing.torch.call import Call
from builder.importing.torch.registry import handles
from builder.model.graph import Port


@handles("conv1d", "conv2d", "conv3d")
def convolution(
    call: Call,
    x: Any,
    weight: Any,
    bias: Any = None,
    *,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
    groups: int = 1,
) -> Any:
    """A convolution; `weight` is (out_channels, in_channels / groups, *kernel_size)."""
    shape = _weight_shape(call, weight)
    fields = {"out_channels": shape[0], "kernel_size": shape[2:], "stride": stride, "padding": padding, "dilation": dilation}
    weights = {"weight": weight, "bias": bias}
    return call.weighted_block(call.name.capitalize(), x, weights, groups=groups, bias=bias is not None, **fields)


@handles("conv_transpose1d", "conv_transpose2d", "conv_transpose3d")
def transposed_convolution(
    call: Call,
    x: Any,
    weight: Any,
    bias: Any = None,
    *,
    stride: Any = 1,
    padding: Any = 0,
    output_padding: Any = 0,
    groups: int = 1,
    dilation: Any = 1,
) -> Any:
    """A transposed convolution; `weight` is (in_channels, out_channels / groups, *kernel_size)."""
    shape = _weight_shape(call, weight)
    fields = {"out_channels": shape[1] * groups, "kernel_size": shape[2:], "stride": stride, "padding": padding}
    more = {"output_padding": output_padding, "dilation": dilation, "groups": groups, "bias": bias is not None}
    kind = f"ConvTranspose{call.name[-2:]}"
    return call.weighted_block(kind, x, {"weight": weight, "bias": bias}, **fields, **more)


@handles("linear")
def linear(call: Call, x: Any, weight: Any, bias: Any = None) -> Any:
    """A fully connected layer; `weight` is (out_features, in_features)."""
    fields = {"out_features": _weight_shape(call, weight)[0], "bias": bias is not None}
    return call.weighted_block("Linear", x, {"weight": weight, "bias": bias}, **fields)


@handles("layer_norm")
def layer_norm(call: Call, x: Any, normalized_shape: Any, weight: Any = None, *, bias: Any = None, eps: float = 1e-5) -> Any:
    """A layer normalisation."""
    return _scale_and_shift(
        call, "LayerNorm", x, weight=weight, bias=bias, fields={"normalized_shape": normalized_shape, "eps": eps}
    )


@handles("group_norm")
def group_norm(call: Call, x: Any, num_groups: int, weight: Any = None, *, bias: Any = None, eps: float = 1e-5) -> Any:
    """A group normalisation."""
    return _scale_and_shift(call, "GroupNorm", x, weight=weight, bias=bias, fields={"num_groups": num_groups, "eps": eps})


@handles("rms_norm")
def rms_norm(call: Call, x: Any, normalized_shape: Any, weight: Any = None, eps: float | None = None) -> Any:
    """A normalisation by the root mean square."""
    fields = {"normalized_shape": normalized_shape, "eps": eps}
    if weight is None:
        return call.block("RMSNorm", x, elementwise_affine=False, **fields)
    return call.weighted_block("RMSNorm", x, {"weight": weight}, **fields)


@handles("instance_norm")
def instance_norm(
    call: Call,
    x: Any,
    running_mean: Any = None,
    running_var: Any = None,
    *,
    weight: Any = None,
    bias: Any = None,
    use_input_stats: bool = True,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> Any:
    """An instance normalisation: each channel of each sample by its own mean and variance."""
    if running_mean is not None or running_var is not None or not use_input_stats:
        call.refuse(QT_TRANSLATE_NOOP("Import", "{call} keeps averages that it works with later, for which there is no block"))
    kind = f"InstanceNorm{len(call.sizes(x)) - 1}d"
    if weight is None or bias is None:
        return call.block(kind, x, eps=eps, momentum=momentum)
    return call.weighted_block(kind, x, {"weight": weight, "bias": bias}, eps=eps, momentum=momentum, affine=True)


@handles("batch_norm")
def batch_norm(
    call: Call,
    x: Any,
    running_mean: Any,
    running_var: Any,
    *,
    weight: Any = None,
    bias: Any = None,
    training: bool = False,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> Any:
    """A batch normalisation that updates its running averages in training."""
    import torch

    kind = f"BatchNorm{max(1, len(call.sizes(x)) - 1)}d"
    if call.state.training and not training:
        call.refuse(
            QT_TRANSLATE_NOOP("Import", "{call} never follows the averages that it works with, for which there is no block")
        )
    # the function has no counter of batches, but the layer has a buffer for it
    count = HeldTensor(f"{getattr(running_mean, 'path', '')}.count", torch.tensor(0), False)
    weights = {"weight": weight, "bias": bias, "running_mean": running_mean, "running_var": running_var}
    fields = {"affine": weight is not None, "momentum": momentum, "eps": eps}
    return call.weighted_block(kind, x, {**weights, "num_batches_tracked": count}, **fields)


@handles("embedding")
def embedding(call: Call, indices: Any, weight: Any, padding_idx: int | None = None, *rest: Any, **more: Any) -> Any:
    """A row of `weight` (num_embeddings, embedding_dim) per index; torch.export gives the weight first."""
    if isinstance(indices, HeldTensor):
        indices, weight = weight, indices
    if any(value not in (None, False, 2.0) for value in (*rest, *more.values())):
        call.refuse(QT_TRANSLATE_NOOP("Import", "{call} is given more than an Embedding has"))
    rows, width = _weight_shape(call, weight)
    padding = None if padding_idx is None or padding_idx < 0 else padding_idx
    fields = {"num_embeddings": rows, "embedding_dim": width, "padding_idx": padding}
    return call.weighted_block("Embedding", indices, {"weight": weight}, **fields)


@handles("prelu")
def prelu(call: Call, x: Any, weight: Any) -> Any:
    """A ReLU with learned slopes; `weight` is (1,) or (channels,)."""
    return call.weighted_block("PReLU", x, {"weight": weight}, num_parameters=_weight_shape(call, weight)[0])


def _scale_and_shift(call: Call, kind: str, x: Any, *, weight: Any, bias: Any, fields: dict[str, Any]) -> Port:
    """A normalisation with or without weights of its own."""
    if weight is None:
        if bias is not None:
            call.refuse(QT_TRANSLATE_NOOP("Import", "{call} has a shift without a scale"))
        affine = "affine" if kind == "GroupNorm" else "elementwise_affine"
        return call.block(kind, x, **{affine: False}, **fields)
    return call.weighted_block(kind, x, {"weight": weight, "bias": bias}, bias=bias is not None, **fields)


def _weight_shape(call: Call, weight: Any) -> tuple[int, ...]:
    if not isinstance(weight, HeldTensor):
        call.refuse(QT_TRANSLATE_NOOP("Import", "{call} computes its weight each time instead of holding it"))
    return tuple(weight.tensor.shape)
