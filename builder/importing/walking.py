"""Going through the steps of a module and drawing each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from builder.fields import FieldError
from builder.graph import Port
from builder.importing import special
from builder.importing.drawing import Drawing, Imported, Names
from builder.importing.modules import canonical, kind_of, layer_of
from builder.importing.steps import ImportFailed, Op, PerBatch, Ref, Sizes, Step, leaves, mapped
from builder.layers import make
from builder.layers.base import Layer

if TYPE_CHECKING:
    from torch import Tensor, nn


@dataclass(frozen=True, slots=True)
class Held:
    """A tensor that the module holds; `learned` if it is a parameter."""

    path: str
    tensor: Tensor
    learned: bool


@dataclass(frozen=True, slots=True)
class Ones:
    """Ones in the shape of a result, or what a dropout makes of them: a gate of one number a sample."""

    of: Port
    p: float | None = None
    path: str = ""


class Walk:
    """Draws the steps of `module`, one after the other; `training` says in which mode it was followed."""

    def __init__(self, module: nn.Module, steps: Sequence[Step], *, training: bool) -> None:
        self.module, self.steps, self.training = module, steps, training
        self.modules = dict(module.named_modules(remove_duplicate=False))
        self.learned = {name for name, _ in module.named_parameters(remove_duplicate=False)}
        self.drawing = Drawing(Names([step.target for step in steps if step.op is Op.MODULE]))
        self.values: list[Any] = []
        self.claimed: dict[int, str] = {}
        self.sources: dict[str, Port] = {}
        self.readers = Counter(
            leaf.index for step in steps for leaf in leaves((step.args, dict(step.kwargs))) if isinstance(leaf, Ref)
        )

    def drawn(self) -> Imported:
        """The graph; raises ImportFailed."""
        for step in self.steps:
            self.values.append(self._result(step))
            if step.in_place:
                self._overwrite(step)
        return self.drawing.finished()

    def value(self, leaf: Any) -> Any:
        """What stands for an argument."""
        return self.values[leaf.index] if isinstance(leaf, Ref) else leaf

    def holding(self, port: Port) -> list[int]:
        """The steps so far that give the result `port`."""
        return [at for at, value in enumerate(self.values) if isinstance(value, Port) and value == port]

    def claim(self, step: Step, tensor: Tensor, name: str) -> None:
        """Remember that a block has this tensor; raises ImportFailed where another has it already."""
        if self.claimed.setdefault(id(tensor), name) != name:
            step.refuse(f"{name} shares its weights with {self.claimed[id(tensor)]}, which cannot be drawn yet")

    def _result(self, step: Step) -> Any:
        match step.op:
            case Op.INPUT:
                return self._input(step)
            case Op.TENSOR:
                return self._held(step)
            case Op.MODULE:
                return self._module(step)
            case Op.OUTPUT:
                return self._output(step)
        if not any(isinstance(leaf, Sizes) for leaf in leaves(step.seen[0])):
            return _same(*step.seen)
        from builder.importing.forms import draw

        return draw(Call(self, step))

    def _input(self, step: Step) -> Port:
        shape = step.seen[0].sizes[1:]
        return self._add(step, make("Input", shape=shape), [], self.drawing.names.of_call("", "input"))[0]

    def _held(self, step: Step) -> Any:
        import torch

        found = step.args[0]
        return Held(step.target, found, step.target in self.learned) if isinstance(found, torch.Tensor) else found

    def _output(self, step: Step) -> None:
        found = [leaf for leaf in leaves(mapped(step.args, self.value)) if leaf is not None]
        if len(found) > 1:
            raise ImportFailed(f"It gives {len(found)} results; so far a network can have only one.")
        if not found or not isinstance(found[0], Port):
            raise ImportFailed("Its result is not computed from its input.")
        self._add(step, make("Output"), found, self.drawing.names.of_call("", "output"))

    # -- modules ----------------------------------------------------------------------------------------------------

    def _module(self, step: Step) -> Any:
        module = self.modules[step.target]
        kind, called = kind_of(module), step.target or "it"
        args = mapped(step.args, self.value)
        if kind is None:
            step.refuse(f"{called} is a {type(module).__name__}, for which there is no block yet")
        if kind == "Dropout" and args and isinstance(args[0], Ones):
            return Ones(args[0].of, float(module.p), step.target)
        try:
            layer, ports = self._read(step, module, kind)
        except (FieldError, ImportFailed) as error:
            step.refuse(f"{called}: {error}")
        name = self.drawing.names.of_module(step.target, layer.default_name or kind.lower())
        ports = self._add(step, layer, ports, name)
        self._keep(step, module, layer, name)
        return special.results(kind, ports)

    def _read(self, step: Step, module: nn.Module, kind: str) -> tuple[Layer, list[Port]]:
        """The layer of a module, and what feeds it; raises FieldError and ImportFailed."""
        args = list(mapped(step.args, self.value))
        kwargs = dict(mapped(dict(step.kwargs), self.value))
        if kind == "Parameter":
            args = []
        found = special.read(kind, module, args, kwargs)
        if found is not None:
            return found
        size = kwargs.pop("output_size", None)
        ports = [*args, *kwargs.values()]
        if not all(isinstance(value, Port) for value in ports):
            raise ImportFailed("it is called with something that cannot be drawn")
        layer = layer_of(module, kind, [self.drawing.shapes[port] for port in ports])
        return (layer if size is None else layer.changed(output_size=tuple(size)[-int(kind[-2]) :])), ports

    def _keep(self, step: Step, module: nn.Module, layer: Layer, name: str) -> None:
        """Take over the weights of a module."""
        held = module.state_dict(keep_vars=True)
        for key, tensor in held.items():
            if self.claimed.setdefault(id(tensor), name) != name:
                other = self.claimed[id(tensor)]
                again = "is called more than once" if identical(other, name) else f"shares its weights with {other}"
                step.refuse(f"The module {step.target} {again}; blocks that share weights cannot be drawn yet")
            self.drawing.state[f"{name}.{key}"] = tensor.detach()
        graph = self.drawing.graph
        inputs = [self.drawing.shapes[source] for source in graph.sources(max(graph.blocks)) if source is not None]
        expected = layer.parameter_shapes(*inputs) | layer.buffer_shapes(*inputs)
        found = {key: tuple(tensor.shape) for key, tensor in held.items()}
        if found != expected:
            odd = next(iter(found.items() ^ expected.items()))[0]
            step.refuse(f"{step.target or 'it'} holds other weights than a {layer.kind} has: {odd}")

    def _add(self, step: Step, layer: Layer, sources: Sequence[Port], name: str) -> list[Port]:
        return self.drawing.add(step, layer, sources, name)

    def _overwrite(self, step: Step) -> None:
        """What worked in place changed its argument: whoever reads that later reads the result."""
        changed, result = self.value(step.args[0]) if step.args else None, self.values[-1]
        if isinstance(changed, Port):
            for at in self.holding(changed):
                self.values[at] = result


def identical(one: str, other: str) -> bool:
    """Whether two names are those of the same module, called twice."""
    return other.rpartition("_")[0] == one


def _same(first: Any, second: Any) -> Any:
    """What was seen for both batches: as it is, or marked where the batch makes a difference."""
    if isinstance(first, tuple | list) and isinstance(second, tuple | list) and len(first) == len(second):
        return tuple(_same(one, other) for one, other in zip(first, second, strict=True))
    return first if type(first) is type(second) and first == second else PerBatch((first, second))


class Call:
    """One call of a function, while it is drawn."""

    def __init__(self, walk: Walk, step: Step) -> None:
        self.walk, self.step, self.drawing = walk, step, walk.drawing
        self.name = step.target
        self.args: tuple[Any, ...] = mapped(step.args, walk.value)
        self.kwargs: dict[str, Any] = mapped(dict(step.kwargs), walk.value)

    def block(self, kind: str, *sources: Port, **fields: Any) -> Any:
        """Add a block named after its layer; gives its only output, or all."""
        layer = self.layer(kind, sources, fields)
        name = self.drawing.names.of_call(self.step.scope, layer.default_name or kind.lower())
        ports = self.drawing.add(self.step, layer, sources, name)
        return ports[0] if len(ports) == 1 else tuple(ports)

    def layer(self, kind: str, sources: Sequence[Port], fields: Mapping[str, Any]) -> Layer:
        """A layer with these fields; refuses what it does not take."""
        if any(isinstance(leaf, PerBatch) for leaf in leaves(fields)):
            self.refuse("depends on how large the batch is")
        try:
            return canonical(make(kind, **fields), [self.drawing.shapes[source] for source in sources])
        except FieldError as error:
            self.step.refuse(str(error))

    def weighted(self, kind: str, x: Port, held: Mapping[str, Any], **fields: Any) -> Port:
        """Add a block whose weights are tensors that the module holds, under their keys in the block."""
        kept = {key: value for key, value in held.items() if value is not None}
        for key, value in kept.items():
            if not isinstance(value, Held):
                self.refuse(f"computes its {key} each time instead of holding it")
        path = next(iter(kept.values())).path.rpartition(".")[0]
        layer = self.layer(kind, [x], fields)
        name = self.drawing.names.of_call(path, layer.default_name)
        port = self.drawing.add(self.step, layer, [x], name)[0]
        shapes = layer.parameter_shapes(self.drawing.shapes[x]) | layer.buffer_shapes(self.drawing.shapes[x])
        for key, value in kept.items():
            self.walk.claim(self.step, value.tensor, name)
            if tuple(value.tensor.shape) != shapes.get(key):
                self.refuse(f"has a {key} of another size than a {kind} has")
            self.drawing.state[f"{name}.{key}"] = value.tensor.detach()
        return port

    def sizes(self, port: Port) -> tuple[int, ...]:
        """The sizes of a result, without the batch."""
        return self.drawing.shapes[port].sizes

    def seen(self) -> tuple[int, ...]:
        """The sizes of the result as it was seen, without the batch; refuses a result that mixes samples."""
        first, second = self.step.seen
        if not isinstance(first, Sizes) or not first.sizes or self.mixes(first, second):
            self.refuse("mixes the samples of a batch, or leaves the batch out")
        sizes: tuple[int, ...] = first.sizes[1:]
        return sizes

    def mixes(self, first: Sizes, second: Sizes) -> bool:
        """Whether a result does not hold one part a sample."""
        from builder.importing.steps import BATCHES

        return (first.sizes[0], second.sizes[0]) != BATCHES or first.sizes[1:] != second.sizes[1:]

    def alone(self, position: int) -> bool:
        """Whether nothing else reads the argument at `position`."""
        value = self.args[position] if position < len(self.args) else None
        return isinstance(value, Port) and all(self.walk.readers[at] == 1 for at in self.walk.holding(value))

    def together(self, port: Port) -> bool:
        """Whether this call stands in the line that made `port`, so that both are one expression."""
        places = [self.walk.steps[at].place for at in self.walk.holding(port)]
        return places[-1:] == [self.step.place] and self.step.place is not None

    def refuse(self, words: str) -> Any:
        """Raise ImportFailed: the name of the call, what is wrong, and where."""
        self.step.refuse(f"{self.name} {words}")
