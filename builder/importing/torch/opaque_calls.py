"""Opaque blocks: a call of torch that no layer represents, kept as it was written if it is verified to be per-sample.

Per-sample means: no mixing across the batch axis. It is verified by running the call on a batch and on its samples.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from builder.common.fields import FieldError
from builder.emit.opaque_check import opaque_callable
from builder.importing.common.graph_builder import Origin, identifier
from builder.importing.common.trace import BATCHES, USER_CODE_ERRORS, HeldTensor, PerBatch, SeenTensor, TraceStep
from builder.layers.base import Kind, Shape
from builder.layers.opaque import TENSORS, Opaque, Placeholder, known, shape_words, tensor_words, text_of
from builder.layers.opaque_targets import FUNCTIONS, INDEXING, MODULES
from builder.model.graph import Port

if TYPE_CHECKING:
    from torch import Tensor, nn

    from builder.importing.common.graph_builder import GraphBuilder
    from builder.importing.torch.call import Call
    from builder.importing.torch.state import State

OPERATORS = {
    "truediv": "true_divide",
    "floordiv": "floor_divide",
    "mod": "remainder",
    "and": "logical_and",
    "or": "logical_or",
    "invert": "logical_not",
}
"""What Python's operators are called in torch, where the names differ."""

SAMPLES = 3
"""The batch size of the verification."""


class NotOpaque(Exception):
    """The call cannot become an opaque block."""


def opaque_call(call: Call, reason: str) -> Any:
    """The outputs of an opaque block for a call of a function; None where it cannot be one."""
    try:
        return _add_function(call, reason)
    except (NotOpaque, FieldError):
        return None


def _add_function(call: Call, reason: str) -> Any:
    writer = _ArgumentWriter(call.state)
    args, kwargs = writer.value(call.args), writer.value(call.kwargs)
    tensors = {name: held.tensor for name, held in writer.tensors.items()}
    layer = _verified_layer(call, writer, reason, args=args, kwargs=kwargs)
    ports = call.builder.add(call.step, layer, writer.ports, _origin(call, writer))
    call.state.keep_weights(ports[0].block, tensors, {name: tuple(tensor.shape) for name, tensor in tensors.items()})
    return ports[0] if isinstance(call.step.seen[0], SeenTensor) else tuple(ports)


def _verified_layer(
    call: Call, writer: _ArgumentWriter, reason: str, *, args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> Opaque:
    """The layer of a call that is per-sample; raises NotOpaque."""
    if call.name == "getitem":
        keys = args[1] if isinstance(args[1], tuple) and isinstance(call.args[1], tuple) else (args[1],)
        args = (args[0], *keys)
    if not writer.ports:
        raise NotOpaque
    held = writer.tensors
    fields = {
        "target": _target(call.name),
        "arguments": text_of(args, kwargs),
        "learned": tuple(tensor_words(name, each.tensor.shape) for name, each in held.items() if each.learned),
        "fixed": tuple(tensor_words(name, each.tensor.shape) for name, each in held.items() if not each.learned),
    }
    layer = _layer(call.builder, call.step, ports=writer.ports, reason=reason, fields=fields)
    tensors = {name: each.tensor for name, each in held.items()}
    run = opaque_callable(layer, {name: _real_tensor(tensor) for name, tensor in tensors.items()})
    try:
        _check_per_sample(run, call.builder, writer.ports)
    except NotOpaque:
        numbers = args[1:]
        if not numbers or not all(type(number) is int for number in numbers):
            raise
        return _verified_layer(
            call, writer, reason, args=(args[0], numbers), kwargs=kwargs
        )  # a method takes numbers one by one
    return layer


def _origin(call: Call, writer: _ArgumentWriter) -> Origin:
    """The module that holds its tensors, where that is an emitted container of tensors; else the function."""
    holders = {held.path.rpartition(".")[0] for held in writer.tensors.values()}
    holder = min(holders, default="")
    if len(holders) == 1 and type(call.state.modules.get(holder)).__name__ == TENSORS:
        return Origin(holder, call.name, own=True)
    return Origin(call.step.scope, identifier(call.name) or "opaque")


def opaque_module(state: State, step: TraceStep, module: nn.Module, *, ports: Sequence[Any], reason: str) -> Any:
    """The outputs of an opaque block for a module of torch; None where it cannot be one."""
    name = type(module).__name__
    hooked = module._forward_hooks or module._forward_pre_hooks
    if name not in MODULES or not type(module).__module__.startswith("torch.nn.") or hooked:
        return None
    if not ports or not all(isinstance(port, Port) for port in ports):
        return None
    try:
        fields = {"target": f"nn.{name}", "arguments": text_of((), _constructor_arguments(module)), **_tensor_fields(module)}
        layer = _layer(state.builder, step, ports=ports, reason=reason, fields=fields)
        if not any(tensor.is_meta for tensor in module.state_dict().values()):
            _check_per_sample(module, state.builder, ports)
        found = state.add_module(step, module, layer, list(ports))
    except (NotOpaque, FieldError):
        return None
    return found[0] if isinstance(step.seen[0], SeenTensor) else tuple(found)


def _target(name: str) -> str:
    """The qualified name of a function that opaque blocks may call; raises NotOpaque."""
    name = OPERATORS.get(name, name)
    if name == "getitem":
        return INDEXING
    family = "torch" if name in FUNCTIONS else "F" if known(f"F.{name}") else "Tensor"
    if not known(f"{family}.{name}"):
        raise NotOpaque
    return f"{family}.{name}"


class _ArgumentWriter:
    """Writes the arguments of a call as the fields of an opaque block: results and tensors as slots, numbers as they are."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.ports: list[Port] = []
        self.tensors: dict[str, Any] = {}

    def value(self, value: Any) -> Any:
        """An argument as it is written; raises NotOpaque."""
        if isinstance(value, tuple | list) and not isinstance(value, Port):
            return tuple(map(self.value, value))
        if isinstance(value, Mapping):
            return {name: self.value(part) for name, part in value.items()}
        if isinstance(value, slice):
            return Placeholder("slice", (value.start, value.stop, value.step))
        return self._leaf(value)

    def _leaf(self, value: Any) -> Any:
        if isinstance(value, Port):
            if value not in self.ports:
                self.ports.append(value)
            return Placeholder("input", self.ports.index(value))
        if isinstance(value, HeldTensor):
            return self._tensor(value)
        if isinstance(value, PerBatch):
            return _per_batch(value)
        if value is Ellipsis:
            return Placeholder("rest", True)
        if value is None or isinstance(value, bool | int | float | str):
            return value
        raise NotOpaque

    def _tensor(self, value: Any) -> Placeholder:
        name = identifier(value.name)
        if not name or id(value.tensor) in self.state.owners or self.tensors.setdefault(name, value) is not value:
            raise NotOpaque
        return Placeholder("weight", name)


def _per_batch(value: PerBatch) -> Placeholder:
    """A number that is a multiple of the batch size; raises NotOpaque for any other."""
    first, second = value.seen
    times = first // BATCHES[0] if isinstance(first, int) and isinstance(second, int) else 0
    if times < 1 or (first, second) != (times * BATCHES[0], times * BATCHES[1]):
        raise NotOpaque
    return Placeholder("batch", times)


def _layer(builder: GraphBuilder, step: TraceStep, *, ports: Sequence[Port], reason: str, fields: Mapping[str, Any]) -> Opaque:
    takes = tuple(shape_words(builder.shapes[port]) for port in ports)
    line = "".join(letter if letter.isprintable() else " " for letter in reason)[:500]
    return Opaque(takes=takes, gives=tuple(map(shape_words, _result_shapes(step))), reason=line, **fields)


def _result_shapes(step: TraceStep) -> list[Shape]:
    """The shapes of the results without the batch axis; raises NotOpaque where a result is not per sample."""
    several = isinstance(step.seen[0], tuple)
    first, second = (list(seen) if several else [seen] for seen in step.seen)
    found = []
    for one, other in zip(first, second, strict=True):
        if not isinstance(one, SeenTensor) or not one.sizes or (one.sizes[0], other.sizes[0]) != BATCHES:
            raise NotOpaque
        if one.sizes[1:] != other.sizes[1:]:
            raise NotOpaque
        found.append(Shape(one.sizes[1:], Kind.FLOAT if one.real else Kind.INDEX))
    return found


def _check_per_sample(run: Callable[..., Any], builder: GraphBuilder, ports: Sequence[Port]) -> None:
    """Raise NotOpaque unless the call gives for a batch what it gives for its samples one by one.

    Inputs that are no floating-point numbers may be indices or truth values: both types are tried.
    """
    import torch

    generator = torch.Generator().manual_seed(0)
    shapes = [builder.shapes[port] for port in ports]
    training = getattr(run, "training", False)
    for whole in (torch.int64, torch.bool):
        inputs = [
            torch.rand(SAMPLES, *shape.sizes, generator=generator)
            if shape.kind is Kind.FLOAT
            else torch.zeros(SAMPLES, *shape.sizes, dtype=whole)
            for shape in shapes
        ]
        try:
            with torch.no_grad():
                run.eval() if hasattr(run, "eval") else None
                together = _tensors(run(*inputs))
                alone = [_tensors(run(*(x[at : at + 1] for x in inputs))) for at in range(SAMPLES)]
        except USER_CODE_ERRORS:
            continue
        finally:
            run.train(training) if hasattr(run, "train") else None
        for at, results in enumerate(together):
            joined = torch.cat([each[at] for each in alone])
            if joined.shape != results.shape or not torch.allclose(joined, results, rtol=1e-4, atol=1e-5, equal_nan=True):
                raise NotOpaque
        return
    raise NotOpaque


def _real_tensor(tensor: Tensor) -> Tensor:
    """The tensor, or zeros of its shape where it is on the meta device."""
    import torch

    return torch.zeros(tensor.shape) if tensor.is_meta else tensor.detach()


def _tensors(result: Any) -> list[Tensor]:
    return list(result) if isinstance(result, tuple | list) else [result]


def _constructor_arguments(module: nn.Module) -> dict[str, Any]:
    """The arguments that construct an equal module, read from its attributes; raises NotOpaque."""
    import torch

    arguments: dict[str, Any] = {}
    for name, parameter in inspect.signature(type(module).__init__).parameters.items():
        if name in ("self", "device", "dtype") or not hasattr(module, name):
            continue
        value = getattr(module, name)
        if parameter.annotation in (bool, "bool") and value is not None and not isinstance(value, bool):
            value = True
        elif isinstance(value, tuple | list):
            value = tuple(value)
        if name == "bias" and value is None:
            value = False
        if value != parameter.default:
            arguments[name] = value
    try:
        with torch.device("meta"):
            again = type(module)(**arguments)
    except USER_CODE_ERRORS as error:
        raise NotOpaque from error
    if repr(again) != repr(module) or _tensor_shapes(again) != _tensor_shapes(module):
        raise NotOpaque
    return arguments


def _tensor_shapes(module: nn.Module) -> dict[str, tuple[int, ...]]:
    return {name: tuple(tensor.shape) for name, tensor in module.state_dict().items()}


def _tensor_fields(module: nn.Module) -> dict[str, tuple[str, ...]]:
    """The tensors of a module as the fields `learned` and `fixed` of an opaque block."""
    learned = {name for name, _ in module.named_parameters()}
    sizes = _tensor_shapes(module)
    return {
        "learned": tuple(tensor_words(name, shape) for name, shape in sizes.items() if name in learned),
        "fixed": tuple(tensor_words(name, shape) for name, shape in sizes.items() if name not in learned),
    }
