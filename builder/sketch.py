"""Build a network in a few lines of Python."""

from __future__ import annotations

from typing import Any

from builder.graph import Block, Graph, Port
from builder.layers import make
from builder.layout import arranged
from builder.names import free_name, name_problem


class Sketch:
    """A network under construction: call it with a kind, what feeds it, and fields; it gives the new block's id.

    >>> net = Sketch()
    >>> x = net("Input", shape=(1, 28, 28))
    >>> x = net("Conv2d", x, out_channels=6, kernel_size=5)
    """

    def __init__(self) -> None:
        self._graph = Graph()
        self._arranged: Graph | None = None

    def __call__(self, kind: str, *sources: int | tuple[int, int], name: str | None = None, **fields: Any) -> int:
        """Add a block fed by `sources` (ids, or id and output number) in port order; gives its id.

        Raises FieldError for fields that the kind does not take, ValueError for a bad name or source.
        """
        layer = make(kind, **fields)
        id = len(self._graph.blocks) + 1
        graph = self._graph.with_block(Block(id, self._named(name, layer.default_name or kind.lower()), layer))
        if not layer.variadic and len(sources) > len(layer.input_names):
            most = len(layer.input_names)
            raise ValueError(f"{kind} takes {most} input{'' if most == 1 else 's'}, not {len(sources)}.")
        for index, source in enumerate(sources):
            port = Port(source) if isinstance(source, int) else Port(*source)
            if port.block not in self._graph.blocks:
                raise ValueError(f"There is no block {port.block} to feed {kind}.")
            graph = graph.with_wire(port, Port(id, index))
        self._graph, self._arranged = graph, None
        return id

    @property
    def graph(self) -> Graph:
        """The network so far, laid out."""
        if self._arranged is None:
            self._arranged = self._graph.at(arranged(self._graph))
        return self._arranged

    def _named(self, name: str | None, stem: str) -> str:
        taken = self._graph.names()
        if name is None:
            return free_name(stem, taken)
        problem = f"There is already a block called {name}." if name in taken else name_problem(name)
        if problem:
            raise ValueError(problem)
        return name
