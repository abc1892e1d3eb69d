"""Interprets a trace: every step becomes blocks, or a value that later steps work with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from builder.common.fields import FieldError
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.importing.common.graph_builder import Origin, identifier
from builder.importing.common.layers import kind_of, layer_of
from builder.importing.common.trace import (
    HeldTensor,
    ImportFailed,
    ModuleCall,
    OnesGate,
    Op,
    PerBatch,
    SeenTensor,
    TraceStep,
    leaves,
    map_leaves,
)
from builder.importing.torch.call import Call
from builder.importing.torch.functions import draw_call
from builder.importing.torch.opaque_calls import opaque_module
from builder.importing.torch.special_modules import module_results, special_layer
from builder.importing.torch.state import THE_MODULE, State
from builder.layers import make
from builder.layers.base import Layer
from builder.model.graph import Port

if TYPE_CHECKING:
    from torch import nn


def interpret(state: State) -> None:
    """Draw all steps of the trace, in order, with `state.builder`; raises ImportFailed."""
    starts, ends = _call_bounds(state)
    for at, step in enumerate(state.steps):
        for call in starts.get(at, ()):
            state.arguments[call.key] = {
                name: [leaf for leaf in leaves(map_leaves(value, state.value)) if isinstance(leaf, Port)]
                for name, value in call.arguments.items()
            }
        state.values.append(_result(state, step))
        if step.in_place:
            _overwrite(state, step)
        for call in ends.get(at, ()):
            state.results[call.key] = map_leaves(call.result, state.value)


def _call_bounds(state: State) -> tuple[dict[int, list[ModuleCall]], dict[int, list[ModuleCall]]]:
    """The module calls by the index of their first step, and by that of their last."""
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for at, step in enumerate(state.steps):
        for key in step.calls:
            first.setdefault(key, at)
            last[key] = at
    starts: dict[int, list[ModuleCall]] = {}
    ends: dict[int, list[ModuleCall]] = {}
    for call in state.calls:
        if call.key in first:
            starts.setdefault(first[call.key], []).append(call)
            ends.setdefault(last[call.key], []).append(call)
    return starts, ends


def _result(state: State, step: TraceStep) -> Any:
    """What represents the result of a step."""
    match step.op:
        case Op.INPUT:
            return _add_input(state, step)
        case Op.TENSOR:
            return _tensor(state, step)
        case Op.MODULE:
            return _add_module(state, step)
        case Op.OUTPUT:
            return _add_outputs(state, step)
    if not any(isinstance(leaf, SeenTensor) for leaf in leaves(step.seen[0])):
        return _constant_or_per_batch(*step.seen)
    return draw_call(Call(state, step))


def _add_input(state: State, step: TraceStep) -> Port:
    shape = step.seen[0].sizes[1:]
    layer = make("Input", shape=shape, holds="numbers" if step.seen[0].real else "indices")
    name = identifier(step.target)
    return state.builder.add(step, layer, [], Origin(name or "", "input", own=bool(name)))[0]


def _tensor(state: State, step: TraceStep) -> Any:
    import torch

    value = step.args[0]
    return HeldTensor(step.target, value, step.target in state.learned) if isinstance(value, torch.Tensor) else value


def _add_outputs(state: State, step: TraceStep) -> None:
    results = [leaf for leaf in leaves(map_leaves(step.args, state.value)) if leaf is not None]
    if not results or not all(isinstance(leaf, Port) for leaf in results):
        raise ImportFailed(QT_TRANSLATE_NOOP("Import", "Its result is not computed from its input."))
    names = _output_names(step.args[0], len(results))
    for leaf, name in zip(results, names, strict=True):
        state.builder.add(step, make("Output"), [leaf], Origin(name, "output", own=bool(name)))


def _output_names(results: Any, count: int) -> list[str]:
    """The names of several results: the keys of a dict; else none."""
    keys = list(results) if isinstance(results, Mapping) else []
    return [identifier(str(key)) for key in keys] if 1 < len(keys) == count else [""] * count


def _constant_or_per_batch(first: Any, second: Any) -> Any:
    """A traced value that is no tensor: as it is, or PerBatch where the batch size makes a difference."""
    if isinstance(first, tuple | list) and isinstance(second, tuple | list) and len(first) == len(second):
        return tuple(_constant_or_per_batch(one, other) for one, other in zip(first, second, strict=True))
    return first if type(first) is type(second) and first == second else PerBatch((first, second))


def _overwrite(state: State, step: TraceStep) -> None:
    """After a call in place: whoever reads its argument from now on reads its result."""
    changed, result = state.value(step.args[0]) if step.args else None, state.values[-1]
    if isinstance(changed, Port):
        for at in state.steps_giving(changed):
            state.values[at] = result


# -- modules -----------------------------------------------------------------------------------------------------------


def _add_module(state: State, step: TraceStep) -> Any:
    module = state.modules[step.target]
    kind, called = kind_of(module), step.target or THE_MODULE
    args = map_leaves(step.args, state.value)
    if kind is None:
        template = QT_TRANSLATE_NOOP("Import", "{called} is a {type}, for which there is no block yet")
        return _add_opaque(state, step, module, Message.of(template, called=called, type=type(module).__name__))
    if kind == "Dropout" and args and isinstance(args[0], OnesGate):
        return OnesGate(args[0].of, float(module.p), step.target)
    try:
        layer, ports = _layer_and_sources(state, step, module, kind)
    except (FieldError, ImportFailed) as error:
        reason = Message.of(QT_TRANSLATE_NOOP("Import", "{called}: {reason}"), called=called, reason=error.message)
        return _add_opaque(state, step, module, reason)
    return module_results(kind, state.add_module(step, module, layer, ports))


def _add_opaque(state: State, step: TraceStep, module: nn.Module, reason: Message) -> Any:
    """A module of torch kept as it is, where no block of another kind can stand for it; raises ImportFailed."""
    sources = [*map_leaves(step.args, state.value), *map_leaves(dict(step.kwargs), state.value).values()]
    results = opaque_module(state, step, module, ports=sources, reason=reason.text())
    if results is None:
        step.refuse(reason)
    template = QT_TRANSLATE_NOOP("Import", "{reason} ({place}). It stays as it was written.")
    state.builder.note(Message.of(template, reason=reason, place=step.where))
    return results


def _layer_and_sources(state: State, step: TraceStep, module: nn.Module, kind: str) -> tuple[Layer, list[Port]]:
    """The layer of a module, and what feeds it; raises FieldError and ImportFailed."""
    args = list(map_leaves(step.args, state.value))
    kwargs = dict(map_leaves(dict(step.kwargs), state.value))
    if kind == "Parameter":
        args = []
    special = special_layer(kind, module, args, kwargs)
    if special is not None:
        return special
    size = kwargs.pop("output_size", None)
    ports = [*args, *kwargs.values()]
    if not all(isinstance(value, Port) for value in ports):
        raise ImportFailed(QT_TRANSLATE_NOOP("Import", "it is called with something that cannot be drawn"))
    layer = layer_of(module, kind, [state.builder.shapes[port] for port in ports])
    return (layer if size is None else layer.with_values(output_size=tuple(size)[-int(kind[-2]) :])), ports
