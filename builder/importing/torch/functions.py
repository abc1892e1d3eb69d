"""Dispatches calls of functions and tensor methods: to a handler, to the layer of the same name, or to an opaque block.

Most functions are found by their name: ``F.leaky_relu`` is a LeakyReLU.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.importing.common.trace import HeldTensor, ImportFailed
from builder.importing.torch import arithmetic, constants, shape_ops, weighted_ops
from builder.importing.torch.call import Call
from builder.importing.torch.opaque_calls import opaque_call
from builder.importing.torch.registry import HANDLERS
from builder.layers import LAYERS
from builder.model.graph import Port

__all__ = ["FAMILIES", "draw_call"]

FAMILIES = (arithmetic, shape_ops, constants, weighted_ops)
"""The modules that register handlers when they are imported."""

KINDS = {kind.lower(): kind for kind in LAYERS} | {"interpolate": "Upsample"}

WITH_INDICES = "_with_indices"
"""The suffix of torch's pooling functions that also give the places of the maxima."""

UNKNOWN_SIGNATURE = QT_TRANSLATE_NOOP("Import", "{call} is called in a way that cannot be drawn")

IGNORED = {"training", "train", "inplace", "_stacklevel", "dtype", "antialias"}
"""Arguments that no field represents."""


def draw_call(call: Call) -> Any:
    """What represents the result of the call: blocks, or the call itself as an opaque block; raises ImportFailed."""
    before = call.builder.graph
    try:
        return _draw(call)
    except ImportFailed as error:
        call.state.roll_back(before)
        results = opaque_call(call, error.reason.text())
        if results is None:
            raise
        template = QT_TRANSLATE_NOOP("Import", "{reason} It stays as it was written.")
        call.builder.note(Message.of(template, reason=error.message))
        return results


def _draw(call: Call) -> Any:
    handler = HANDLERS.get(call.name)
    if handler is not None:
        return _by_handler(call, handler)
    args, kwargs = call.args, dict(call.kwargs)
    if not args and "input" in kwargs:
        args = (kwargs.pop("input"),)
    kind = KINDS.get(call.name.removesuffix(WITH_INDICES).replace("_", ""))
    if kind is None or not args or not isinstance(args[0], Port):
        held = next((value.name for value in args if isinstance(value, HeldTensor)), None)
        if held is not None:
            call.refuse(QT_TRANSLATE_NOOP("Import", "{call} computes with {held}, for which there is no block yet"), held=held)
        call.refuse(QT_TRANSLATE_NOOP("Import", "{call} has no block that could stand for it"))
    return _by_name(call, kind, args, kwargs)


def _by_handler(call: Call, handler: Callable[..., Any]) -> Any:
    """Call a handler; raises ImportFailed where it does not take these arguments.

    Positional arguments are matched with the handler's parameters in order, those that are keyword-only included: torch
    takes positionally what handlers want named.
    """
    kwargs = {"x" if name in ("input", "self") else name: value for name, value in call.kwargs.items()}
    parameters = list(inspect.signature(handler).parameters.values())[1:]
    args = call.args
    if not any(each.kind is each.VAR_POSITIONAL for each in parameters):
        split = sum(each.kind is each.POSITIONAL_OR_KEYWORD for each in parameters)
        names = [each.name for each in parameters[split:] if each.kind is each.KEYWORD_ONLY]
        args, rest = args[:split], args[split:]
        if len(rest) > len(names) or kwargs.keys() & set(names[: len(rest)]):
            call.refuse(UNKNOWN_SIGNATURE)
        kwargs |= dict(zip(names, rest, strict=False))
    try:
        inspect.signature(handler).bind(call, *args, **kwargs)
    except TypeError:
        call.refuse(UNKNOWN_SIGNATURE)
    return handler(call, *args, **kwargs)


def _by_name(call: Call, kind: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
    """The layer that has the name of the function, its fields from the arguments of the same names."""
    layer, x = LAYERS[kind], args[0]
    names = _parameter_names(call.name, kind)
    values = {**dict(zip(names, args[1:], strict=False)), **kwargs}
    unknown = [name for name, value in values.items() if name not in layer.params() and value not in (None, False)]
    strange = [name for name in unknown if name not in IGNORED]
    if strange:
        template = QT_TRANSLATE_NOOP("Import", "{call} is given {names}, which a {kind} does not have")
        call.refuse(template, names=", ".join(strange), kind=kind)
    if len(args) - 1 > len(names):
        call.refuse(QT_TRANSLATE_NOOP("Import", "{call} is given more, which a {kind} does not have"), kind=kind)
    off = values.get("training", values.get("train")) is False
    if off and call.state.training and "p" in layer.params():
        return x
    if "dropout" in call.name and not {"training", "train"} & set(values):
        template = QT_TRANSLATE_NOOP("Import", "{call} at {place} is always on; its block works in training only.")
        call.builder.note(Message.of(template, call=call.name, place=call.step.where))
    fields = {name: value for name, value in values.items() if name in layer.params()}
    if call.name.endswith(WITH_INDICES):
        fields["return_indices"] = True
    if "dim" in fields and fields["dim"] is None and kind in ("Softmax", "LogSoftmax", "Softmin"):
        fields["dim"] = 0 if len(call.sizes(x)) in (0, 2) else 1
    ports = call.blocks(kind, x, **{name: _plain_sizes(value) for name, value in fields.items()})
    return ports[0] if len(ports) == 1 else ports


def _parameter_names(name: str, kind: str) -> list[str]:
    """The parameter names behind the tensor. Functions written in C tell none, but take the fields of their module."""
    import torch.nn.functional as functional

    name = name.removesuffix(WITH_INDICES)
    function = getattr(functional, f"_{name}", getattr(functional, name, None))
    try:
        return list(inspect.signature(function).parameters)[1:] if function is not None else list(LAYERS[kind].params())
    except ValueError:
        return list(LAYERS[kind].params())


def _plain_sizes(value: Any) -> Any:
    """Sizes as plain tuples; torch.export writes an argument that is left out as an empty list."""
    if isinstance(value, tuple):
        return tuple(value) or None
    return value
