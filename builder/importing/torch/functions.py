"""Functions and methods of tensors -> blocks. Most are found by their name: ``F.leaky_relu`` is a LeakyReLU."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from builder.importing.common.trace import ImportFailed
from builder.importing.torch import arithmetic
from builder.importing.torch import constants as tensors
from builder.importing.torch import shape_ops as shaping
from builder.importing.torch import weighted_ops as weighted
from builder.importing.torch.interpreter import Call, Held
from builder.importing.torch.opaque_calls import opaque_call
from builder.importing.torch.registry import FORMS
from builder.layers import LAYERS
from builder.model.graph import Port

__all__ = ["FORMS", "draw"]

FAMILIES = (arithmetic, shaping, tensors, weighted)
"""The modules whose functions are in FORMS."""

KINDS = {kind.lower(): kind for kind in LAYERS} | {"interpolate": "Upsample"}

WITH_INDICES = "_with_indices"
"""How torch's functions end that also say where they found what they give."""

UNSEEN = {"training", "train", "inplace", "_stacklevel", "dtype", "antialias"}
"""Arguments that no field answers to."""


def draw(call: Call) -> Any:
    """The value that stands for what the call gives: blocks, or the call as it is; raises ImportFailed."""
    before = call.drawing.graph
    try:
        return _drawn(call)
    except ImportFailed as reason:
        call.walk.undo(before)
        found = opaque_call(call, reason.words)
        if found is None:
            raise
        call.drawing.note(f"{str(reason).removesuffix('.')}. It stays as it was written.")
        return found


def _drawn(call: Call) -> Any:
    form = FORMS.get(call.name)
    if form is not None:
        return _bound(call, form)
    if not call.args and "input" in call.kwargs:
        call.args = (call.kwargs.pop("input"),)
    kind = KINDS.get(call.name.removesuffix(WITH_INDICES).replace("_", ""))
    if kind is None or not call.args or not isinstance(call.args[0], Port):
        held = next((value.name for value in call.args if isinstance(value, Held)), None)
        if held is not None:
            call.refuse(f"computes with {held}, for which there is no block yet")
        call.refuse("has no block that could stand for it")
    return _by_name(call, str(kind))


def _bound(call: Call, form: Callable[..., Any]) -> Any:
    kwargs = {"x" if name in ("input", "self") else name: value for name, value in call.kwargs.items()}
    try:
        inspect.signature(form).bind(call, *call.args, **kwargs)
    except TypeError:
        call.refuse("is called in a way that cannot be drawn")
    return form(call, *call.args, **kwargs)


def _by_name(call: Call, kind: str) -> Any:
    layer = LAYERS[kind]
    names = _parameters(call.name, kind)
    values = dict(zip(names, call.args[1:], strict=False)) | call.kwargs
    unknown = [name for name, value in values.items() if name not in layer.params() and value not in (None, False)]
    strange = [name for name in unknown if name not in UNSEEN]
    if strange or len(call.args) - 1 > len(names):
        call.refuse(f"is given {', '.join(strange) or 'more'}, which a {kind} does not have")
    off = values.get("training", values.get("train")) is False
    if off and call.walk.training and "p" in layer.params():
        return call.args[0]
    if "dropout" in call.name and not {"training", "train"} & set(values):
        call.drawing.note(f"{call.name} at {call.step.where} is always on; its block works in training only.")
    fields = {name: value for name, value in values.items() if name in layer.params()}
    if call.name.endswith(WITH_INDICES):
        fields["return_indices"] = True
    if "dim" in fields and fields["dim"] is None and kind in ("Softmax", "LogSoftmax", "Softmin"):
        fields["dim"] = 0 if len(call.sizes(call.args[0])) in (0, 2) else 1
    return call.block(kind, call.args[0], **{name: _tidy(value) for name, value in fields.items()})


def _parameters(name: str, kind: str) -> list[str]:
    """What the arguments behind the tensor are called; torch's own functions in C tell no names, but follow its modules."""
    import torch.nn.functional as functional

    name = name.removesuffix(WITH_INDICES)
    function = getattr(functional, f"_{name}", getattr(functional, name, None))
    try:
        return list(inspect.signature(function).parameters)[1:] if function is not None else list(LAYERS[kind].params())
    except ValueError:
        return list(LAYERS[kind].params())


def _tidy(value: Any) -> Any:
    """Sizes as plain tuples; an empty list is how torch writes that nothing is given."""
    if isinstance(value, tuple):
        return tuple(value) or None
    return value
