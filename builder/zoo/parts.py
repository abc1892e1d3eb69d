"""Parts that several networks share. Each function adds blocks behind the block `x` and returns the id of the last."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from builder.sketch import Sketch

IMAGENET = (3, 224, 224)
"""The size of the images that most of these networks were made for."""

CLASSES = 1000
"""How many classes ImageNet has."""


def conv(net: Sketch, x: int, name: str, filters: int | str, kernel: int | tuple[int, int] = 1, **fields: Any) -> int:
    """A convolution; padded so that it keeps height and width, unless `fields` say otherwise."""
    sides = (kernel, kernel) if isinstance(kernel, int) else kernel
    fields.setdefault("padding", tuple(side // 2 for side in sides))
    return net("Conv2d", x, name=name, out_channels=filters, kernel_size=kernel, **fields)


def conv_relu(net: Sketch, x: int, name: str, filters: int | str, kernel: int | tuple[int, int] = 1, **fields: Any) -> int:
    """A convolution with bias, then ReLU."""
    return net("ReLU", conv(net, x, name, filters, kernel, **fields), name=f"{name}_relu")


def conv_bn(
    net: Sketch,
    x: int,
    name: str,
    filters: int | str,
    kernel: int | tuple[int, int] = 1,
    *,
    activation: str | None = "ReLU",
    eps: float = 1e-5,
    **fields: Any,
) -> int:
    """A convolution without bias, batch normalisation, and an activation where one is named."""
    x = conv(net, x, f"{name}_conv", filters, kernel, bias=False, **fields)
    x = net("BatchNorm2d", x, name=f"{name}_bn", eps=eps)
    return x if activation is None else net(activation, x, name=f"{name}_act")


def global_average(net: Sketch, x: int) -> int:
    """Global average pooling, flattened: (C, H, W) to (C,)."""
    x = net("AdaptiveAvgPool2d", x, name="avgpool", output_size=1)
    return net("Flatten", x, name="flatten")


def scores(net: Sketch, x: int, classes: int = CLASSES, *, name: str = "fc") -> None:
    """The last Linear, one score per class, and the Output."""
    net("Output", net("Linear", x, name=name, out_features=classes), name="scores")


def wide_head(net: Sketch, x: int, *, dropout_first: bool = False) -> None:
    """The three fully connected layers of AlexNet and VGG, on the flattened maps."""
    x = net("Flatten", x, name="flatten")
    for place in ("fc6", "fc7"):
        x = net("Dropout", x, name=f"{place}_drop") if dropout_first else x
        x = net("Linear", x, name=place, out_features=4096)
        x = net("ReLU", x, name=f"{place}_relu")
        x = x if dropout_first else net("Dropout", x, name=f"{place}_drop")
    scores(net, x, name="fc8")


def channels_last(net: Sketch, x: int, name: str, kinds: Iterable[tuple[str, dict[str, Any]]]) -> int:
    """Run blocks that work on the last axis with the channels last: (C, H, W) to (H, W, C) and back."""
    x = net("Permute", x, name=f"{name}_last", dims=(0, 2, 3, 1))
    for kind, fields in kinds:
        x = net(kind, x, **fields)
    return net("Permute", x, name=f"{name}_first", dims=(0, 3, 1, 2))
