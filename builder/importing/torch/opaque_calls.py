"""What has no block of its own: one call of torch, kept as it was written, if it can be shown to treat samples alone."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from builder.common.fields import FieldError
from builder.emit.opaque_check import calling
from builder.importing.common.graph_builder import Origin, identifier
from builder.importing.common.trace import BATCHES, FOREIGN, PerBatch, Sizes, Step
from builder.layers.base import Kind, Shape
from builder.layers.opaque import TENSORS, Opaque, Placeholder, known, shape_words, tensor_words, text_of
from builder.layers.opaque_targets import FUNCTIONS, INDEXING, MODULES
from builder.model.graph import Port

if TYPE_CHECKING:
    from torch import Tensor, nn

    from builder.importing.common.graph_builder import Drawing
    from builder.importing.torch.interpreter import Call, Walk

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
"""How many samples the proof runs with."""


class Unfit(Exception):
    """This call cannot be kept as it is."""


def opaque_call(call: Call, reason: str) -> Any:
    """The results of a call of a function as an opaque block, or None where it cannot be one."""
    try:
        return _function(call, reason)
    except (Unfit, FieldError):
        return None


def _function(call: Call, reason: str) -> Any:
    writer = _Writer(call.walk)
    args, kwargs = writer.value(call.args), writer.value(call.kwargs)
    tensors = {name: held.tensor for name, held in writer.held.items()}
    layer = _proven(call, writer, reason, args=args, kwargs=kwargs)
    ports = call.drawing.add(call.step, layer, writer.ports, _origin(call, writer))
    call.walk.keep(ports[0].block, tensors, {name: tuple(tensor.shape) for name, tensor in tensors.items()})
    return ports[0] if isinstance(call.step.seen[0], Sizes) else tuple(ports)


def _proven(call: Call, writer: _Writer, reason: str, *, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Opaque:
    """The layer of a call that treats samples alone; raises Unfit."""
    if call.name == "getitem":
        keys = args[1] if isinstance(args[1], tuple) and isinstance(call.args[1], tuple) else (args[1],)
        args = (args[0], *keys)
    if not writer.ports:
        raise Unfit
    held = writer.held
    fields = {
        "target": _target(call.name),
        "arguments": text_of(args, kwargs),
        "learned": tuple(tensor_words(name, each.tensor.shape) for name, each in held.items() if each.learned),
        "fixed": tuple(tensor_words(name, each.tensor.shape) for name, each in held.items() if not each.learned),
    }
    layer = _layer(call.drawing, call.step, ports=writer.ports, reason=reason, fields=fields)
    tensors = {name: each.tensor for name, each in held.items()}
    run = calling(layer, {name: _on_hand(tensor) for name, tensor in tensors.items()})
    try:
        _prove(run, call.drawing, writer.ports)
    except Unfit:
        numbers = args[1:]
        if not numbers or not all(type(number) is int for number in numbers):
            raise
        return _proven(call, writer, reason, args=(args[0], numbers), kwargs=kwargs)  # a method takes numbers one by one
    return layer


def _origin(call: Call, writer: _Writer) -> Origin:
    """Named after what holds its tensors, where that does nothing else; else after the function."""
    holders = {held.path.rpartition(".")[0] for held in writer.held.values()}
    holder = min(holders, default="")
    if len(holders) == 1 and type(call.walk.modules.get(holder)).__name__ == TENSORS:
        return Origin(holder, call.name, own=True)
    return Origin(call.step.scope, identifier(call.name) or "opaque")


def opaque_module(walk: Walk, step: Step, module: nn.Module, *, ports: Sequence[Any], reason: str) -> Any:
    """The results of a module of torch as an opaque block, or None where it cannot be one."""
    name = type(module).__name__
    hooked = module._forward_hooks or module._forward_pre_hooks
    if name not in MODULES or not type(module).__module__.startswith("torch.nn.") or hooked:
        return None
    if not ports or not all(isinstance(port, Port) for port in ports):
        return None
    try:
        fields = {"target": f"nn.{name}", "arguments": text_of((), _made_with(module)), **_held_by(module)}
        layer = _layer(walk.drawing, step, ports=ports, reason=reason, fields=fields)
        if not any(tensor.is_meta for tensor in module.state_dict().values()):
            _prove(module, walk.drawing, ports)
        found = walk.placed(step, module, layer, list(ports))
    except (Unfit, FieldError):
        return None
    return found[0] if isinstance(step.seen[0], Sizes) else tuple(found)


def _target(name: str) -> str:
    """The name of the function among those that may be called; raises Unfit."""
    name = OPERATORS.get(name, name)
    if name == "getitem":
        return INDEXING
    family = "torch" if name in FUNCTIONS else "F" if known(f"F.{name}") else "Tensor"
    if not known(f"{family}.{name}"):
        raise Unfit
    return f"{family}.{name}"


class _Writer:
    """Writes down the arguments of a call: results as places, numbers as they are."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.ports: list[Port] = []
        self.held: dict[str, Any] = {}

    def value(self, value: Any) -> Any:
        """What stands for an argument; raises Unfit."""
        if isinstance(value, tuple | list) and not isinstance(value, Port):
            return tuple(map(self.value, value))
        if isinstance(value, Mapping):
            return {name: self.value(part) for name, part in value.items()}
        if isinstance(value, slice):
            return Placeholder("slice", (value.start, value.stop, value.step))
        return self._leaf(value)

    def _leaf(self, value: Any) -> Any:
        from builder.importing.torch.interpreter import Held

        if isinstance(value, Port):
            if value not in self.ports:
                self.ports.append(value)
            return Placeholder("input", self.ports.index(value))
        if isinstance(value, Held):
            return self._tensor(value)
        if isinstance(value, PerBatch):
            return _per_batch(value)
        if value is Ellipsis:
            return Placeholder("rest", True)
        if value is None or isinstance(value, bool | int | float | str):
            return value
        raise Unfit

    def _tensor(self, value: Any) -> Placeholder:
        name = identifier(value.name)
        if not name or id(value.tensor) in self.walk.claimed or self.held.setdefault(name, value) is not value:
            raise Unfit
        return Placeholder("weight", name)


def _per_batch(value: PerBatch) -> Placeholder:
    """So many times the size of the batch."""
    first, second = value.seen
    times = first // BATCHES[0] if isinstance(first, int) and isinstance(second, int) else 0
    if times < 1 or (first, second) != (times * BATCHES[0], times * BATCHES[1]):
        raise Unfit
    return Placeholder("batch", times)


def _layer(drawing: Drawing, step: Step, *, ports: Sequence[Port], reason: str, fields: Mapping[str, Any]) -> Opaque:
    takes = tuple(shape_words(drawing.shapes[port]) for port in ports)
    line = "".join(letter if letter.isprintable() else " " for letter in reason)[:500]
    return Opaque(takes=takes, gives=tuple(map(shape_words, _results(step))), reason=line, **fields)


def _results(step: Step) -> list[Shape]:
    """The shapes of the results without the batch; raises Unfit where a result is none of a sample's own."""
    several = isinstance(step.seen[0], tuple)
    first, second = (list(seen) if several else [seen] for seen in step.seen)
    found = []
    for one, other in zip(first, second, strict=True):
        if not isinstance(one, Sizes) or not one.sizes or (one.sizes[0], other.sizes[0]) != BATCHES:
            raise Unfit
        if one.sizes[1:] != other.sizes[1:]:
            raise Unfit
        found.append(Shape(one.sizes[1:], Kind.FLOAT if one.real else Kind.INDEX))
    return found


def _prove(run: Callable[..., Any], drawing: Drawing, ports: Sequence[Port]) -> None:
    """Raise Unfit unless the call gives for samples together what it gives for each alone."""
    import torch

    generator = torch.Generator().manual_seed(0)
    shapes = [drawing.shapes[port] for port in ports]
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
        except FOREIGN:
            continue
        finally:
            run.train(training) if hasattr(run, "train") else None
        for at, results in enumerate(together):
            joined = torch.cat([each[at] for each in alone])
            if joined.shape != results.shape or not torch.allclose(joined, results, rtol=1e-4, atol=1e-5, equal_nan=True):
                raise Unfit
        return
    raise Unfit


def _on_hand(tensor: Tensor) -> Tensor:
    """A tensor to reckon with, also where there is only its shape."""
    import torch

    return torch.zeros(tensor.shape) if tensor.is_meta else tensor.detach()


def _tensors(result: Any) -> list[Tensor]:
    return list(result) if isinstance(result, tuple | list) else [result]


def _made_with(module: nn.Module) -> dict[str, Any]:
    """The arguments that make such a module again; raises Unfit."""
    import torch

    given: dict[str, Any] = {}
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
            given[name] = value
    try:
        with torch.device("meta"):
            again = type(module)(**given)
    except FOREIGN as error:
        raise Unfit from error
    if repr(again) != repr(module) or _sizes_in(again) != _sizes_in(module):
        raise Unfit
    return given


def _sizes_in(module: nn.Module) -> dict[str, tuple[int, ...]]:
    return {name: tuple(tensor.shape) for name, tensor in module.state_dict().items()}


def _held_by(module: nn.Module) -> dict[str, tuple[str, ...]]:
    """The tensors of a module, in words."""
    learned = {name for name, _ in module.named_parameters()}
    sizes = _sizes_in(module)
    return {
        "learned": tuple(tensor_words(name, shape) for name, shape in sizes.items() if name in learned),
        "fixed": tuple(tensor_words(name, shape) for name, shape in sizes.items() if name not in learned),
    }
