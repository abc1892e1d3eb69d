"""The graph while it is drawn: blocks with their names, shapes and weights."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from builder.common.fields import FieldError
from builder.common.names import LONGEST, free_name, name_problem
from builder.emit import EmitError, emit
from builder.groups.expansion import Path, expand
from builder.importing.common.trace import Step
from builder.layers.base import Layer, Shape, ShapeError
from builder.model.graph import Block, Graph, Port
from builder.model.layout.arrange import arranged

if TYPE_CHECKING:
    from torch import Tensor


Held = tuple[Path, str]
"""Where a tensor is: the way of ids to a block, and what the block calls it."""


@dataclass(frozen=True, slots=True)
class Imported(Graph):
    """A module as a graph that remembers what it was drawn from.

    `state` holds its weights under the keys that the compiled graph gives them (the tensors are the module's own, not
    copies), `held` the same by block and name, `notes` what a person should know.
    """

    state: Mapping[str, Tensor] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    held: Mapping[Held, Tensor] = field(default_factory=dict)

    @classmethod
    def drawn(cls, graph: Graph, state: Mapping[str, Tensor], notes: tuple[str, ...], held: Mapping[Held, Tensor]) -> Imported:
        """`graph` with what it was drawn from."""
        return cls(graph.blocks, graph.wires, graph.positions, graph.fanout, graph.definitions, state, notes, held)

    @property
    def graph(self) -> Graph:
        """The graph alone."""
        return Graph(self.blocks, self.wires, self.positions, self.fanout, self.definitions)

    def compiled(self) -> Imported:
        """With the state under the keys of the emitted source, in which runs of blocks have names; as it is without one."""
        try:
            paths = emit(self.graph).paths
        except EmitError:
            return self
        keys: dict[Path, list[str]] = {}
        for key, path in paths.items():
            keys.setdefault(path, []).append(key)
        found: dict[str, Tensor] = {}
        for (path, key), tensor in self.held.items():
            ending = [each for each in keys.get(path, ()) if each.endswith(f".{key}")]
            found |= {min(ending, key=len): tensor} if ending else {}
        return replace(self, state=found)

    def spread(self) -> Imported:
        """Without groups: every block of theirs for itself."""
        expansion = expand(self.graph)
        ids = expansion.ids
        names = {path: expansion.graph.blocks[ids[path]].name for path, _ in self.held}
        state = {f"{names[path]}.{key}": tensor for (path, key), tensor in self.held.items()}
        held: dict[Held, Tensor] = {((ids[path],), key): tensor for (path, key), tensor in self.held.items()}
        return Imported.drawn(expansion.graph, state, self.notes, held).compiled()


@dataclass(frozen=True, slots=True)
class Origin:
    """What a block is named after: the `path` of its module, or its layer (`stem`) behind the path of what calls it."""

    path: str
    stem: str
    own: bool = False


class Names:
    """Gives every block a name of its own: modules that of their path, calls that of their layer."""

    def __init__(self, paths: Sequence[str], runs: Collection[str] = ()) -> None:
        """`runs` are the paths of plain containers: a name given there that nobody else has is used alone."""
        self._runs, self._lasts = runs, Counter(path.rpartition(".")[2] for path in set(paths))
        self._kept = {self._named(path) for path in paths}
        self._taken: set[str] = set()

    def of(self, origin: Origin) -> str:
        """A name for what comes from there."""
        return self.of_module(origin.path, origin.stem) if origin.own else self.of_call(origin.path, origin.stem)

    def of_module(self, path: str, stem: str) -> str:
        """A name after a path, such as layer1_0_conv1; after the layer where the path is only a number."""
        wanted = self._named(path)
        if not wanted:
            return self.of_call("", stem)
        name, number = wanted, 1
        while name in self._taken:
            number += 1
            name = f"{wanted[: LONGEST - 5]}_{number}"
        self._taken.add(name)
        return name

    def of_call(self, scope: str, stem: str) -> str:
        """A name for what has no path: the layer's, behind that of the module that makes the call."""
        wanted = identifier(f"{scope}.{stem}") if identifier(scope) else stem
        taken = self._taken | self._kept
        name = wanted if scope and wanted not in taken else free_name(wanted[: LONGEST - 5], taken)
        self._taken.add(name)
        return name

    def _named(self, path: str) -> str:
        run, _, last = path.rpartition(".")
        return identifier(last if run in self._runs and self._lasts[last] == 1 and identifier(last) else path)

    def take(self, name: str) -> None:
        """The name is not free."""
        self._taken.add(name)

    def release(self, name: str) -> None:
        """The name is free again."""
        self._taken.discard(name)


def identifier(path: str) -> str:
    """A path as a name that a block may have; empty where nothing but numbers is left."""
    name = re.sub(r"\W+", "_", path, flags=re.ASCII).strip("_")[-LONGEST + 5 :].strip("_")
    if not re.search(r"[A-Za-z]", name):
        return ""
    if name[0].isdigit():
        name = f"block{name}"
    return f"{name}_" if name_problem(name) else name


def stem(layer: Layer) -> str:
    """How the name of a block begins that nobody has named."""
    return layer.default_name or layer.kind.lower()


class Drawing:
    """Adds blocks one by one, each behind those that feed it."""

    def __init__(self, names: Names) -> None:
        self.graph = Graph()
        self.names = names
        self.shapes: dict[Port, Shape] = {}
        self.state: dict[tuple[int, str], Tensor] = {}
        self.origins: dict[int, Origin] = {}
        self.calls: dict[int, tuple[str, ...]] = {}
        self.places: dict[int, tuple[str, int] | None] = {}
        self.notes: list[str] = []

    def add(
        self, step: Step, layer: Layer, sources: Sequence[Port], origin: Origin | None = None, *, shares: int | None = None
    ) -> list[Port]:
        """Add a block, which uses the weights of the block `shares`; gives its outputs. Refuses what cannot stand there."""
        id = max(self.graph.blocks, default=0) + 1
        origin = origin or Origin(step.scope, stem(layer))
        name = self.names.of(origin)
        graph = self.graph.with_block(Block(id, name, layer, shares))
        for index, source in enumerate(sources):
            graph = graph.with_wire(source, Port(id, index))
        shapes = self._outputs(step, name, layer, sources)
        self.graph = graph
        self.origins[id], self.calls[id], self.places[id] = origin, step.calls, step.place
        ports = [Port(id, index) for index in range(len(shapes))]
        self.shapes.update(zip(ports, shapes, strict=True))
        return ports

    def replace(self, step: Step, id: int, layer: Layer, more: Sequence[Port] = (), *, renamed: bool | None = None) -> Port:
        """Put another layer in the place of one whose result nobody has read yet, with more inputs behind the others.

        A layer of another kind gets a name of its own, unless it is not to be `renamed`.
        """
        block = self.graph.blocks[id]
        name = block.name
        sources = [source for source in self.graph.sources(id) if source is not None]
        if layer.kind != block.kind if renamed is None else renamed:
            self.names.release(name)
            self.origins[id] = Origin(step.scope, stem(layer))
            name = self.names.of(self.origins[id])
        graph = self.graph.with_block(Block(id, name, layer))
        for index, source in enumerate(more, len(sources)):
            graph = graph.with_wire(source, Port(id, index))
        shapes = self._outputs(step, name, layer, [*sources, *more])
        self.graph = graph
        self.shapes[Port(id)] = shapes[0]
        return Port(id)

    def drop(self, id: int) -> None:
        """Take a block out whose result nobody has read yet."""
        self.names.release(self.graph.blocks[id].name)
        self.graph = self.graph.without_block(id)

    def layer(self, port: Port) -> Layer:
        """The layer of the block that a result comes from."""
        return self.graph.blocks[port.block].layer

    def note(self, words: str) -> None:
        """Say something to the person, once."""
        if words not in self.notes:
            self.notes.append(words)

    def finished(self) -> Imported:
        """The network without what leads nowhere, laid out."""
        graph = self.needed()
        held: dict[Held, Tensor] = {((id,), key): each for (id, key), each in self.state.items() if id in graph.blocks}
        state = {f"{graph.blocks[way[-1]].name}.{key}": tensor for (way, key), tensor in held.items()}
        return Imported.drawn(graph.at(arranged(graph)), state, tuple(self.notes), held)

    def needed(self) -> Graph:
        """The graph without what leads nowhere."""
        graph, ends = self.graph, self.graph.of_kind("Output")
        needed, waiting = set(ends), list(ends)
        while waiting:
            for id in graph.predecessors(waiting.pop()):
                if id not in needed:
                    needed.add(id)
                    waiting.append(id)
        for id in graph.ids():
            if id not in needed and graph.blocks[id].kind != "Input":
                graph = graph.without_block(id)
        return graph

    def _outputs(self, step: Step, name: str, layer: Layer, sources: Sequence[Port]) -> tuple[Shape, ...]:
        try:
            return layer.outputs(*(self.shapes[source] for source in sources))
        except ShapeError as error:
            feeds = sources[error.advice.port] if error.advice.port < len(sources) else None
            text = error.advice.text(name, self.graph.blocks[feeds.block].name if feeds else "its input")
            step.refuse(text.removesuffix("."))
        except FieldError as error:
            step.refuse(str(error))
