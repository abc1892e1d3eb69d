"""What an import gives: the graph, its weights, and what a person should know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from builder.common.messages import Message
from builder.emit import EmitError, emit
from builder.model.block_paths import BlockPath
from builder.model.graph import Graph

if TYPE_CHECKING:
    from torch import Tensor

TensorKey = tuple[BlockPath, str]
"""Where a tensor belongs: the ids of the blocks from the top level down, and its name in the innermost."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A module as a graph. The tensors are the module's own, not copies.

    `state` has the weights by the keys of the compiled graph's state_dict, `held` the same tensors by block and name: detached,
    in the shapes of the compiled module's parameters and buffers, with the dtype and device of the imported one. `notes`
    are what a person should know.
    """

    graph: Graph
    state: Mapping[str, Tensor] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()
    held: Mapping[TensorKey, Tensor] = field(default_factory=dict)

    def with_note(self, note: Message) -> Imported:
        """With one more note."""
        return replace(self, notes=(*self.notes, note))

    def with_emitted_keys(self) -> Imported:
        """With `state` under the keys of the emitted source, where runs of blocks have names; unchanged without a source."""
        try:
            paths = emit(self.graph).paths
        except EmitError:
            return self
        keys: dict[BlockPath, list[str]] = {}
        for key, path in paths.items():
            keys.setdefault(path, []).append(key)
        state: dict[str, Tensor] = {}
        for (path, name), tensor in self.held.items():
            matching = [key for key in keys.get(path, ()) if key.endswith(f".{name}")]
            state |= {min(matching, key=len): tensor} if matching else {}
        return replace(self, state=state)


@dataclass(frozen=True, slots=True)
class ImportedGraph(Graph):
    """What ``builder.import_module`` promises: a graph like any other that also has what came with it.

    `state`, `notes` and `held` are those of :class:`Imported`.
    """

    state: Mapping[str, Tensor] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()
    held: Mapping[TensorKey, Tensor] = field(default_factory=dict)

    @classmethod
    def of_import(cls, imported: Imported) -> ImportedGraph:
        """The graph of an import, with its weights and notes."""
        graph = imported.graph
        return cls(
            blocks=graph.blocks,
            wires=graph.wires,
            positions=graph.positions,
            fanout=graph.fanout,
            definitions=graph.definitions,
            state=imported.state,
            notes=imported.notes,
            held=imported.held,
        )

    @property
    def graph(self) -> Graph:
        """The graph alone."""
        return Graph(self.blocks, self.wires, self.positions, self.fanout, self.definitions)
