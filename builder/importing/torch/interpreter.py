"""Going through the steps of a module and drawing each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from builder.common.fields import FieldError
from builder.importing.common.graph_builder import Drawing, Imported, Names, Origin, identifier, stem
from builder.importing.common.layers import canonical, kind_of, layer_of
from builder.importing.common.trace import ImportFailed, ModuleCall, Op, PerBatch, Ref, Sizes, Step, Trace, leaves, mapped
from builder.importing.torch import special_modules as special
from builder.importing.torch.opaque_calls import opaque_module
from builder.layers import make
from builder.layers.base import Layer
from builder.model.graph import Graph, Port

if TYPE_CHECKING:
    from torch import Tensor, nn


@dataclass(frozen=True, slots=True)
class Held:
    """A tensor that the module holds; `learned` if it is a parameter."""

    path: str
    tensor: Tensor
    learned: bool

    @property
    def name(self) -> str:
        """What its module calls it."""
        return self.path.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Ones:
    """Ones in the shape of a result, or what a dropout makes of them: a gate of one number a sample."""

    of: Port
    p: float | None = None
    path: str = ""


class Walk:
    """Draws the steps of `module`, one after the other; `training` says in which mode it was followed."""

    def __init__(self, module: nn.Module, trace: Trace, *, training: bool) -> None:
        from torch.nn import Sequential

        steps = trace.steps
        self.module, self.steps, self.training = module, steps, training
        self.calls = trace.calls
        self.given: dict[str, dict[str, list[Port]]] = {}
        self.gave: dict[str, Any] = {}
        self.modules = dict(module.named_modules(remove_duplicate=False))
        self.learned = {name for name, _ in module.named_parameters(remove_duplicate=False)}
        runs = {path for path, part in self.modules.items() if isinstance(part, Sequential)}
        self.drawing = Drawing(Names([step.target for step in steps if step.op is Op.MODULE], runs))
        self.values: list[Any] = []
        self.claimed: dict[int, tuple[int, str]] = {}
        self.sources: dict[tuple[str, tuple[str, ...]], Port] = {}
        self.readers = Counter(
            leaf.index for step in steps for leaf in leaves((step.args, dict(step.kwargs))) if isinstance(leaf, Ref)
        )

    def drawn(self) -> Imported:
        """The graph, with what modules call gathered into groups; raises ImportFailed."""
        from builder.importing.grouping.fold import folded

        starts, ends = self._bounds()
        for at, step in enumerate(self.steps):
            for call in starts.get(at, ()):
                self.given[call.key] = {
                    name: [leaf for leaf in leaves(mapped(value, self.value)) if isinstance(leaf, Port)]
                    for name, value in call.given.items()
                }
            self.values.append(self._result(step))
            if step.in_place:
                self._overwrite(step)
            for call in ends.get(at, ()):
                self.gave[call.key] = mapped(call.result, self.value)
        return folded(self)

    def _bounds(self) -> tuple[dict[int, list[ModuleCall]], dict[int, list[ModuleCall]]]:
        """The calls of modules by their first step and by their last."""
        first: dict[str, int] = {}
        last: dict[str, int] = {}
        for at, step in enumerate(self.steps):
            for key in step.calls:
                first.setdefault(key, at)
                last[key] = at
        calls = [call for call in self.calls if call.key in first]
        starts: dict[int, list[ModuleCall]] = {}
        ends: dict[int, list[ModuleCall]] = {}
        for call in calls:
            starts.setdefault(first[call.key], []).append(call)
            ends.setdefault(last[call.key], []).append(call)
        return starts, ends

    def value(self, leaf: Any) -> Any:
        """What stands for an argument."""
        return self.values[leaf.index] if isinstance(leaf, Ref) else leaf

    def holding(self, port: Port) -> list[int]:
        """The steps so far that give the result `port`."""
        return [at for at, value in enumerate(self.values) if isinstance(value, Port) and value == port]

    def owner(self, step: Step, layer: Layer, held: Mapping[str, Tensor]) -> int | None:
        """The block that has all of these tensors already, if there is one; raises ImportFailed where it has only some."""
        owners = {self.claimed.get(id(tensor)) for tensor in held.values()} - {None}
        if not owners:
            return None
        block = min(found[0] for found in owners if found)
        name = self.drawing.graph.blocks[block].name
        if any(self.claimed.get(id(tensor)) != (block, key) for key, tensor in held.items()):
            step.refuse(f"{step.target or 'it'} shares some of its weights with {name}; only all of them can be shared")
        if self.drawing.graph.blocks[block].layer != layer:
            step.refuse(f"{step.target or 'it'} uses the weights of {name} in another way, which cannot be drawn")
        return block

    def keep(self, id_: int, held: Mapping[str, Tensor], shapes: Mapping[str, tuple[int, ...]]) -> None:
        """Take over tensors for a block, in the sizes that it gives them."""
        for key, tensor in held.items():
            self.claimed[id(tensor)] = id_, key
            self.drawing.state[id_, key] = tensor.detach().reshape(shapes[key])

    def undo(self, before: Graph) -> None:
        """Take out what was drawn since the graph was `before`."""
        drawing = self.drawing
        new = set(drawing.graph.blocks) - set(before.blocks)
        for id_ in new:
            drawing.names.release(drawing.graph.blocks[id_].name)
        drawing.graph = before
        drawing.state = {key: tensor for key, tensor in drawing.state.items() if key[0] not in new}
        self.claimed = {tensor: owner for tensor, owner in self.claimed.items() if owner[0] not in new}
        self.sources = {entry: port for entry, port in self.sources.items() if port.block not in new}

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
        from builder.importing.torch.functions import draw

        return draw(Call(self, step))

    def _input(self, step: Step) -> Port:
        shape = step.seen[0].sizes[1:]
        layer = make("Input", shape=shape, holds="numbers" if step.seen[0].real else "indices")
        name = identifier(step.target)
        return self.drawing.add(step, layer, [], Origin(name or "", "input", own=bool(name)))[0]

    def _held(self, step: Step) -> Any:
        import torch

        found = step.args[0]
        return Held(step.target, found, step.target in self.learned) if isinstance(found, torch.Tensor) else found

    def _output(self, step: Step) -> None:
        found = [leaf for leaf in leaves(mapped(step.args, self.value)) if leaf is not None]
        if not found or not all(isinstance(leaf, Port) for leaf in found):
            raise ImportFailed("Its result is not computed from its input.")
        names = _names(step.args[0], len(found))
        for leaf, name in zip(found, names, strict=True):
            self.drawing.add(step, make("Output"), [leaf], Origin(name, "output", own=bool(name)))

    # -- modules ----------------------------------------------------------------------------------------------------

    def _module(self, step: Step) -> Any:
        module = self.modules[step.target]
        kind, called = kind_of(module), step.target or "it"
        args = mapped(step.args, self.value)
        if kind is None:
            return self._opaque(step, module, f"{called} is a {type(module).__name__}, for which there is no block yet")
        if kind == "Dropout" and args and isinstance(args[0], Ones):
            return Ones(args[0].of, float(module.p), step.target)
        try:
            layer, ports = self._read(step, module, kind)
        except (FieldError, ImportFailed) as error:
            return self._opaque(step, module, f"{called}: {error}")
        return special.results(kind, self.placed(step, module, layer, ports))

    def _opaque(self, step: Step, module: nn.Module, reason: str) -> Any:
        """A module of torch as it is, where no block of another kind can stand for it."""
        given = [*mapped(step.args, self.value), *mapped(dict(step.kwargs), self.value).values()]
        found = opaque_module(self, step, module, ports=given, reason=reason)
        if found is None:
            step.refuse(reason)
        self.drawing.note(f"{reason} ({step.where}). It stays as it was written.")
        return found

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

    def placed(self, step: Step, module: nn.Module, layer: Layer, sources: Sequence[Port]) -> list[Port]:
        """The block of a module, with the weights that it holds or shares."""
        held = module.state_dict(keep_vars=True)
        owner = self.owner(step, layer, held)
        ports = self.drawing.add(step, layer, sources, Origin(step.target, stem(layer), own=True), shares=owner)
        inputs = [self.drawing.shapes[source] for source in sources]
        expected = layer.parameter_shapes(*inputs) | layer.buffer_shapes(*inputs)
        found = {key: tuple(tensor.shape) for key, tensor in held.items()}
        if found != expected:
            odd = next(iter(found.items() ^ expected.items()))[0]
            step.refuse(f"{step.target or 'it'} holds other weights than a {layer.kind} has: {odd}")
        if owner is None:
            self.keep(ports[0].block, held, expected)
        return ports

    def _overwrite(self, step: Step) -> None:
        """What worked in place changed its argument: whoever reads that later reads the result."""
        changed, result = self.value(step.args[0]) if step.args else None, self.values[-1]
        if isinstance(changed, Port):
            for at in self.holding(changed):
                self.values[at] = result


def _names(results: Any, count: int) -> list[str]:
    """What several results are called: by the keys of a record; else nothing."""
    named = list(results) if isinstance(results, Mapping) else []
    return [identifier(str(name)) for name in named] if 1 < len(named) == count else [""] * count


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
        ports = self.drawing.add(self.step, self.layer(kind, sources, fields), sources)
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
        shapes = layer.parameter_shapes(self.drawing.shapes[x]) | layer.buffer_shapes(self.drawing.shapes[x])
        for key, value in kept.items():
            if tuple(value.tensor.shape) != shapes.get(key):
                self.refuse(f"has a {key} of another size than a {kind} has")
        return self.holding(layer, [x], {key: value.tensor for key, value in kept.items()}, Origin(path, layer.default_name))

    def holding(self, layer: Layer, sources: Sequence[Port], held: Mapping[str, Tensor], origin: Origin) -> Port:
        """Add a block of one output that has these tensors, or shares them with the block that has them."""
        owner = self.walk.owner(self.step, layer, held)
        port = self.drawing.add(self.step, layer, sources, origin, shares=owner)[0]
        if owner is None:
            inputs = [self.drawing.shapes[source] for source in sources]
            self.walk.keep(port.block, held, layer.parameter_shapes(*inputs) | layer.buffer_shapes(*inputs))
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
        from builder.importing.common.trace import BATCHES

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
