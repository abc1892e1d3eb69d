"""Reading a module of torch back into the layer that makes it: fields are found under their own names."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from builder.common.fields import alternatives
from builder.importing.common.trace import ImportFailed
from builder.layers import LAYERS, make
from builder.layers.base import Layer, Shape, ShapeError

if TYPE_CHECKING:
    from torch import Tensor, nn

SAMPLES = (Shape((4, 8, 8)), Shape((4, 8)), Shape((4,)))
"""Shapes to try a layer with, when all that is wanted is the text of its helper."""


def kind_of(module: nn.Module) -> str | None:
    """The kind of layer that `module` is an object of, or None.

    A class of somebody's own that only changes how a layer of torch is made, and not what it does, counts as that layer.
    """
    for parent in type(module).__mro__:
        if parent.__module__.startswith("torch.nn.modules.") and parent.__name__ in LAYERS:
            same = all(
                getattr(type(module), name, None) is getattr(parent, name, None) for name in ("forward", "_conv_forward")
            )
            return parent.__name__ if same else None
    kind, text = _helpers().get(type(module).__name__, ("", ""))
    return kind if kind and _code(text, type(module).__name__) == _parts(type(module)) else None


@lru_cache(maxsize=1)
def _helpers() -> Mapping[str, tuple[str, str]]:
    """The classes that the source writes for layers that torch does not have: by name, the kind and the text."""
    found: dict[str, tuple[str, str]] = {}
    for kind, layer in LAYERS.items():
        for sample in SAMPLES:
            try:
                call = layer.fresh().call(*[sample] * len(layer.fresh().input_names))
            except (ShapeError, IndexError, ValueError):
                continue
            if call.helper and call.module:
                found[call.module] = kind, call.helper
    return found


def _code(text: str, name: str) -> tuple[object, ...]:
    namespace: dict[str, Any] = {"__name__": "helper"}
    whole = f"import torch\nfrom torch import Tensor, nn\n{text}"  # Python makes other code for names that are not imported
    exec(compile(whole, "<helper>", "exec", dont_inherit=True), namespace)  # noqa: S102 - our own helper's source
    return _parts(namespace[name])


def _parts(kind: type) -> tuple[object, ...]:
    """What tells two forwards apart."""
    code = getattr(getattr(kind, "forward", None), "__code__", None)
    return () if code is None else (code.co_code, code.co_names, code.co_varnames)


def layer_of(module: nn.Module, kind: str, inputs: Sequence[Shape]) -> Layer:
    """The layer that makes a module like `module` for these inputs; raises FieldError, and ImportFailed in words."""
    if module._forward_hooks or module._forward_pre_hooks:
        raise ImportFailed(f"{type(module).__name__} has hooks, which change what it does and cannot be drawn")
    return canonical(make(kind, **_fields(module, LAYERS[kind])), inputs)


def _fields(module: nn.Module, layer: type[Layer]) -> dict[str, Any]:
    values = {name: plain(getattr(module, name), layer.annotation(name)) for name in layer.params() if hasattr(module, name)}
    if layer.__name__ == "Parameter":
        values |= {"shape": tuple(getattr(module, "sizes", ())), **beginning(module.get_parameter("weight"))}
    if values.get("affine", values.get("elementwise_affine", True)) is False:
        values.pop("bias", None)
    return values


def beginning(tensor: Tensor) -> dict[str, Any]:
    """How a tensor that is learned may begin, judged by what it holds: zeros, ones, or numbers about as large."""
    if tensor.is_meta or not tensor.any():
        return {"start": "normal" if tensor.is_meta else "zeros"}
    if bool((tensor == 1).all()):
        return {"start": "ones"}
    size = float(tensor.detach().double().square().mean().sqrt())
    return {"start": "normal", "std": float(f"{size:.0e}") if math.isfinite(size) else 0.02}


def plain(value: Any, annotation: Any) -> Any:
    """A value as fields hold it: sequences as tuples, numbers as numbers, and whether a tensor is there."""
    options = alternatives(annotation)
    if bool in options and type(None) not in options and not isinstance(value, bool | int):
        return value is not None and value is not False
    if isinstance(value, tuple | list):
        inside = int if not any("float" in str(option) for option in options) else float
        return tuple(_number(part, inside) for part in value) or None
    if isinstance(value, float) and float not in options and int in options:
        return _number(value, int)
    return value


def _number(value: Any, kind: type) -> Any:
    if kind is int and isinstance(value, float) and value.is_integer():
        return int(value)
    return float(value) if kind is float and isinstance(value, int) else value


def canonical(layer: Layer, inputs: Sequence[Shape]) -> Layer:
    """The layer with empty fields where torch has filled in what follows from the others."""
    values = layer.values()
    changes: dict[str, Any] = {}
    if values.get("stride") is not None and "stride" in values and values["stride"] == values.get("kernel_size"):
        changes["stride"] = None if type(None) in alternatives(layer.annotation("stride")) else values["stride"]
    x = inputs[0] if inputs else Shape(())
    if "normalized_shape" in values and values["normalized_shape"] == x.sizes:
        changes["normalized_shape"] = None
    if values.get("num_parameters", 1) not in (1, None) and len(x) and values["num_parameters"] == x.channels:
        changes["num_parameters"] = None
    return layer.changed(**changes) if changes else layer
