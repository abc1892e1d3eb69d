"""Finds the layer of a torch module: its kind by class, its fields as attributes of the same names."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from builder.common.fields import alternatives
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.importing.common.trace import ImportFailed
from builder.layers import LAYERS, make
from builder.layers.base import Layer, Shape, ShapeError

if TYPE_CHECKING:
    from torch import Tensor, nn

SAMPLE_SHAPES = (Shape((4, 8, 8)), Shape((4, 8)), Shape((4,)))
"""Shapes to try a layer with, one of which every layer takes: only the text of its helper class is needed."""


def kind_of(module: nn.Module) -> str | None:
    """The kind of layer that `module` is an instance of, or None.

    A user class that inherits from a layer of torch and keeps its forward counts as that layer.
    """
    for parent in type(module).__mro__:
        if parent.__module__.startswith("torch.nn.modules.") and parent.__name__ in LAYERS:
            same = all(
                getattr(type(module), name, None) is getattr(parent, name, None) for name in ("forward", "_conv_forward")
            )
            return parent.__name__ if same else None
    kind, text = _helper_classes().get(type(module).__name__, ("", ""))
    return kind if kind and _compiled_forward(text, type(module).__name__) == _forward_code(type(module)) else None


@lru_cache(maxsize=1)
def _helper_classes() -> Mapping[str, tuple[str, str]]:
    """The classes that emitted source defines for layers that torch does not have: by name, the kind and the text."""
    helpers: dict[str, tuple[str, str]] = {}
    for kind, layer in LAYERS.items():
        for sample in SAMPLE_SHAPES:
            try:
                call = layer.fresh().call(*[sample] * len(layer.fresh().input_names))
            except (ShapeError, IndexError, ValueError):
                continue
            if call.helper and call.module:
                helpers[call.module] = kind, call.helper
    return helpers


def _compiled_forward(text: str, name: str) -> tuple[object, ...]:
    namespace: dict[str, Any] = {"__name__": "helper"}
    whole = f"import torch\nfrom torch import Tensor, nn\n{text}"  # as in emitted modules: bytecode depends on what is imported
    exec(compile(whole, "<helper>", "exec", dont_inherit=True), namespace)  # noqa: S102 - our own helper's source
    return _forward_code(namespace[name])


def _forward_code(kind: type) -> tuple[object, ...]:
    """The bytecode of a class's forward and the names in it: equal for classes that compute the same way."""
    code = getattr(getattr(kind, "forward", None), "__code__", None)
    return () if code is None else (code.co_code, code.co_names, code.co_varnames)


def layer_of(module: nn.Module, kind: str, inputs: Sequence[Shape]) -> Layer:
    """The layer of `module` for inputs of these shapes; raises FieldError, and ImportFailed for a module with hooks."""
    if module._forward_hooks or module._forward_pre_hooks:
        raise ImportFailed(
            QT_TRANSLATE_NOOP("Import", "{name} has hooks, which change what it does and cannot be drawn"),
            name=type(module).__name__,
        )
    return canonical(make(kind, **_fields(module, LAYERS[kind])), inputs)


def _fields(module: nn.Module, layer: type[Layer]) -> dict[str, Any]:
    values = {
        name: field_value(getattr(module, name), layer.annotation(name)) for name in layer.params() if hasattr(module, name)
    }
    if layer.__name__ == "Parameter":
        values |= {"shape": tuple(getattr(module, "sizes", ())), **initial_values(module.get_parameter("weight"))}
    if values.get("affine", values.get("elementwise_affine", True)) is False:
        values.pop("bias", None)
    return values


def initial_values(tensor: Tensor) -> dict[str, Any]:
    """The fields for initial values of a Parameter, guessed from a trained tensor of any shape: zeros, ones, or normal.

    The deviation is the root mean square of the tensor, to one digit.
    """
    if tensor.is_meta or not tensor.any():
        return {"start": "normal" if tensor.is_meta else "zeros"}
    if bool((tensor == 1).all()):
        return {"start": "ones"}
    size = float(tensor.detach().double().square().mean().sqrt())
    return {"start": "normal", "std": float(f"{size:.0e}") if math.isfinite(size) else 0.02}


def field_value(value: Any, annotation: Any) -> Any:
    """An attribute of a module as a field of type `annotation` holds it: lists as tuples, a tensor as True (it is there)."""
    options = alternatives(annotation)
    if bool in options and type(None) not in options and not isinstance(value, bool | int):
        return value is not None and value is not False
    if isinstance(value, tuple | list):
        inside = int if not any("float" in str(option) for option in options) else float
        return tuple(_to_number(part, inside) for part in value) or None
    if isinstance(value, float) and float not in options and int in options:
        return _to_number(value, int)
    return value


def _to_number(value: Any, kind: type) -> Any:
    if kind is int and isinstance(value, float) and value.is_integer():
        return int(value)
    return float(value) if kind is float and isinstance(value, int) else value


def canonical(layer: Layer, inputs: Sequence[Shape]) -> Layer:
    """The layer with fields left empty that torch fills in from others or from the input, such as stride = kernel_size."""
    values = layer.values()
    changes: dict[str, Any] = {}
    if values.get("stride") is not None and "stride" in values and values["stride"] == values.get("kernel_size"):
        changes["stride"] = None if type(None) in alternatives(layer.annotation("stride")) else values["stride"]
    x = inputs[0] if inputs else Shape(())
    if "normalized_shape" in values and values["normalized_shape"] == x.sizes:
        changes["normalized_shape"] = None
    if values.get("num_parameters", 1) not in (1, None) and len(x) and values["num_parameters"] == x.channels:
        changes["num_parameters"] = None
    return layer.with_values(**changes) if changes else layer
