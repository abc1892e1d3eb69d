"""Drawing functions that are handed their weights: ``F.conv2d(x, self.weight)``."""

from __future__ import annotations

from typing import Any

from builder.importing.torch.interpreter import Call, Held
from builder.importing.torch.registry import form
from builder.model.graph import Port


@form("conv1d", "conv2d", "conv3d")
def convolution(
    call: Call,
    x: Any,
    weight: Any,
    bias: Any = None,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
    groups: int = 1,
) -> Any:
    """A convolution."""
    shape = _shape(call, weight)
    kind = call.name.capitalize()
    fields = {"out_channels": shape[0], "kernel_size": shape[2:], "stride": stride, "padding": padding, "dilation": dilation}
    return call.weighted(kind, x, {"weight": weight, "bias": bias}, groups=groups, bias=bias is not None, **fields)


@form("conv_transpose1d", "conv_transpose2d", "conv_transpose3d")
def transposed(
    call: Call,
    x: Any,
    weight: Any,
    bias: Any = None,
    stride: Any = 1,
    padding: Any = 0,
    output_padding: Any = 0,
    groups: int = 1,
    dilation: Any = 1,
) -> Any:
    """A transposed convolution."""
    shape = _shape(call, weight)
    kind = "ConvTranspose" + call.name[-2:]
    fields = {"out_channels": shape[1] * groups, "kernel_size": shape[2:], "stride": stride, "padding": padding}
    more = {"output_padding": output_padding, "dilation": dilation, "groups": groups, "bias": bias is not None}
    return call.weighted(kind, x, {"weight": weight, "bias": bias}, **fields, **more)


@form("linear")
def linear(call: Call, x: Any, weight: Any, bias: Any = None) -> Any:
    """A fully connected layer."""
    fields = {"out_features": _shape(call, weight)[0], "bias": bias is not None}
    return call.weighted("Linear", x, {"weight": weight, "bias": bias}, **fields)


@form("layer_norm")
def layer_norm(call: Call, x: Any, normalized_shape: Any, weight: Any = None, bias: Any = None, eps: float = 1e-5) -> Any:
    """A layer normalisation."""
    return _normalised(call, "LayerNorm", x, weight, bias, {"normalized_shape": normalized_shape, "eps": eps})


@form("group_norm")
def group_norm(call: Call, x: Any, num_groups: int, weight: Any = None, bias: Any = None, eps: float = 1e-5) -> Any:
    """A group normalisation."""
    return _normalised(call, "GroupNorm", x, weight, bias, {"num_groups": num_groups, "eps": eps})


@form("rms_norm")
def rms_norm(call: Call, x: Any, normalized_shape: Any, weight: Any = None, eps: float | None = None) -> Any:
    """A normalisation by the root mean square."""
    fields = {"normalized_shape": normalized_shape, "eps": eps}
    if weight is None:
        return call.block("RMSNorm", x, elementwise_affine=False, **fields)
    return call.weighted("RMSNorm", x, {"weight": weight}, **fields)


@form("instance_norm")
def instance_norm(
    call: Call,
    x: Any,
    running_mean: Any = None,
    running_var: Any = None,
    weight: Any = None,
    bias: Any = None,
    use_input_stats: bool = True,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> Any:
    """A normalisation of each channel of each sample."""
    if running_mean is not None or running_var is not None or not use_input_stats:
        call.refuse("keeps averages that it works with later, for which there is no block")
    kind = f"InstanceNorm{len(call.sizes(x)) - 1}d"
    if weight is None or bias is None:
        return call.block(kind, x, eps=eps, momentum=momentum)
    return call.weighted(kind, x, {"weight": weight, "bias": bias}, eps=eps, momentum=momentum, affine=True)


@form("batch_norm")
def batch_norm(
    call: Call,
    x: Any,
    running_mean: Any,
    running_var: Any,
    weight: Any = None,
    bias: Any = None,
    training: bool = False,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> Any:
    """A normalisation over the batch, which learns its averages where it is followed as it learns."""
    import torch

    kind = f"BatchNorm{max(1, len(call.sizes(x)) - 1)}d"
    if call.walk.training and not training:
        call.refuse("never follows the averages that it works with, for which there is no block")
    count = Held(f"{getattr(running_mean, 'path', '')}.count", torch.tensor(0), False)
    held = {"weight": weight, "bias": bias, "running_mean": running_mean, "running_var": running_var}
    return call.weighted(kind, x, {**held, "num_batches_tracked": count}, affine=weight is not None, momentum=momentum, eps=eps)


@form("embedding")
def embedding(call: Call, indices: Any, weight: Any, padding_idx: int | None = None, *rest: Any, **more: Any) -> Any:
    """A row of numbers for each index; torch.export hands the weight over first."""
    if isinstance(indices, Held):
        indices, weight = weight, indices
    if any(value not in (None, False, 2.0) for value in (*rest, *more.values())):
        call.refuse("is given more than an Embedding has")
    rows, width = _shape(call, weight)
    padding = None if padding_idx is None or padding_idx < 0 else padding_idx
    return call.weighted(
        "Embedding", indices, {"weight": weight}, num_embeddings=rows, embedding_dim=width, padding_idx=padding
    )


@form("prelu")
def prelu(call: Call, x: Any, weight: Any) -> Any:
    """A ReLU with learned slopes."""
    return call.weighted("PReLU", x, {"weight": weight}, num_parameters=_shape(call, weight)[0])


def _normalised(call: Call, kind: str, x: Any, weight: Any, bias: Any, fields: dict[str, Any]) -> Port:
    scale = "affine" if kind == "GroupNorm" else "elementwise_affine"
    if weight is None:
        if bias is not None:
            call.refuse("has a shift without a scale")
        return call.block(kind, x, **{scale: False}, **fields)  # type: ignore[no-any-return]  # one output
    return call.weighted(kind, x, {"weight": weight, "bias": bias}, bias=bias is not None, **fields)


def _shape(call: Call, weight: Any) -> tuple[int, ...]:
    if not isinstance(weight, Held):
        call.refuse("computes its weight each time instead of holding it")
    return tuple(weight.tensor.shape)
