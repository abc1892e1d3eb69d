"""Builds a graph block by block: names, output shapes, weights, and where each block came from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from builder.common.fields import FieldError
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.names import LONGEST, free_name, name_problem
from builder.importing.common.trace import ImportFailed, TraceStep
from builder.layers.base import ITS_INPUT, Layer, Shape, ShapeError
from builder.model.graph import Block, Graph, Port
from builder.model.layout.arrange import arrange_positions

if TYPE_CHECKING:
    from torch import Tensor

LONGEST_STEM = LONGEST - 5
"""Letters of a name that leave room for "_" and a number."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a block is named after: its own module's `path`, if `own`; else its layer's `stem`, behind the caller's `path`."""

    path: str
    stem: str
    own: bool = False


class BlockNames:
    """Gives every block a unique name: modules are named after their path, function calls after their layer."""

    def __init__(self, paths: Sequence[str], containers: Collection[str] = ()) -> None:
        """`paths` are those of all modules; a name in one of `containers` (Sequentials) is used without theirs if unique."""
        self._containers, self._last_parts = containers, Counter(path.rpartition(".")[2] for path in set(paths))
        self._reserved = {self._name_from(path) for path in paths}
        self._taken: set[str] = set()

    def of(self, origin: Origin) -> str:
        """A free name for a block of this origin."""
        return self.of_module(origin.path, origin.stem) if origin.own else self.of_call(origin.path, origin.stem)

    def of_module(self, path: str, stem: str) -> str:
        """A name after a path, such as layer1_0_conv1; after the layer where the path is only a number."""
        wanted = self._name_from(path)
        if not wanted:
            return self.of_call("", stem)
        name, number = wanted, 1
        while name in self._taken:
            number += 1
            name = f"{wanted[:LONGEST_STEM]}_{number}"
        self._taken.add(name)
        return name

    def of_call(self, scope: str, stem: str) -> str:
        """A name for a function call: that of its layer, behind the path of the module that makes the call."""
        wanted = identifier(f"{scope}.{stem}") if identifier(scope) else stem
        taken = self._taken | self._reserved
        name = wanted if scope and wanted not in taken else free_name(wanted[:LONGEST_STEM], taken)
        self._taken.add(name)
        return name

    def _name_from(self, path: str) -> str:
        container, _, last = path.rpartition(".")
        alone = container in self._containers and self._last_parts[last] == 1 and identifier(last)
        return identifier(last if alone else path)

    def take(self, name: str) -> None:
        """Mark a name as taken."""
        self._taken.add(name)

    def release(self, name: str) -> None:
        """Mark a name as free."""
        self._taken.discard(name)


def identifier(path: str) -> str:
    """A dotted path as a valid block name; empty where nothing but digits is left."""
    name = re.sub(r"\W+", "_", path, flags=re.ASCII).strip("_")[-LONGEST_STEM:].strip("_")
    if not re.search(r"[A-Za-z]", name):
        return ""
    if name[0].isdigit():
        name = f"block{name}"
    return f"{name}_" if name_problem(name) else name


def stem(layer: Layer) -> str:
    """The beginning of the name of a block that has no module of its own."""
    return layer.default_name or layer.kind.lower()


class GraphBuilder:
    """Adds blocks in topological order: each after those that feed it."""

    def __init__(self, names: BlockNames) -> None:
        self.graph = Graph()
        self.names = names
        self.shapes: dict[Port, Shape] = {}
        self.tensors: dict[tuple[int, str], Tensor] = {}
        self.origins: dict[int, Origin] = {}
        self.calls: dict[int, tuple[str, ...]] = {}
        self.locations: dict[int, tuple[str, int] | None] = {}
        self.notes: list[Message] = []

    def add(
        self, step: TraceStep, layer: Layer, sources: Sequence[Port], origin: Origin | None = None, *, shares: int | None = None
    ) -> tuple[Port, ...]:
        """Add a block and give its outputs. With `shares` it uses the weights of that block.

        Raises ImportFailed where the layer does not take these inputs.
        """
        id = max(self.graph.blocks, default=0) + 1
        origin = origin or Origin(step.scope, stem(layer))
        name = self.names.of(origin)
        graph = self.graph.with_block(Block(id, name, layer, shares))
        for index, source in enumerate(sources):
            graph = graph.with_wire(source, Port(id, index))
        shapes = self._output_shapes(step, name, layer, sources)
        self.graph = graph
        self.origins[id], self.calls[id], self.locations[id] = origin, step.calls, step.location
        ports = tuple(Port(id, index) for index in range(len(shapes)))
        self.shapes.update(zip(ports, shapes, strict=True))
        return ports

    def replace_layer(
        self, step: TraceStep, id: int, layer: Layer, more: Sequence[Port] = (), *, renamed: bool | None = None
    ) -> Port:
        """Give a block whose result nothing reads yet another layer, with the inputs `more` behind its own.

        A layer of another kind gets a new name, unless `renamed` says otherwise. Raises ImportFailed as `add` does.
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
        shapes = self._output_shapes(step, name, layer, [*sources, *more])
        self.graph = graph
        self.shapes[Port(id)] = shapes[0]
        return Port(id)

    def remove(self, id: int) -> None:
        """Remove a block whose result nothing reads."""
        self.names.release(self.graph.blocks[id].name)
        self.graph = self.graph.without_block(id)

    def roll_back(self, before: Graph) -> set[int]:
        """Remove all blocks added since the graph was `before`; gives their ids."""
        new = set(self.graph.blocks) - set(before.blocks)
        for id in new:
            self.names.release(self.graph.blocks[id].name)
        self.graph = before
        self.tensors = {key: tensor for key, tensor in self.tensors.items() if key[0] not in new}
        return new

    def layer(self, port: Port) -> Layer:
        """The layer of the block that a result comes from."""
        return self.graph.blocks[port.block].layer

    def note(self, note: Message) -> None:
        """Tell the person something, once."""
        if note not in self.notes:
            self.notes.append(note)

    def build(self) -> Graph:
        """The pruned graph with a layout."""
        graph = self.pruned_graph()
        return graph.at(arrange_positions(graph))

    def pruned_graph(self) -> Graph:
        """The graph without blocks that lead to no Output; Inputs stay."""
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

    def _output_shapes(self, step: TraceStep, name: str, layer: Layer, sources: Sequence[Port]) -> tuple[Shape, ...]:
        try:
            return layer.outputs(*(self.shapes[source] for source in sources))
        except ShapeError as error:
            feeds = sources[error.advice.port] if error.advice.port < len(sources) else None
            source = self.graph.blocks[feeds.block].name if feeds else ITS_INPUT
            sentence = error.advice.message(name, source)
            template = QT_TRANSLATE_NOOP("Import", "{sentence} It is here: {place}.")
            failed = ImportFailed(template, sentence=sentence, place=step.where)
            failed.reason = sentence
            raise failed from error
        except FieldError as error:
            step.refuse(error.message)
