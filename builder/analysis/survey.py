"""What a walk over a graph has found of its blocks: all that problems and totals are made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Any

from builder.analysis.measurement import Measured, Measurements, measure
from builder.analysis.result import BlockReport
from builder.layers import Unknown
from builder.layers.base import Advice, Shape
from builder.layers.ports import GroupInput
from builder.model.graph import Block, Graph, Port
from builder.model.problem import Problem, Severity

MEASUREMENTS = Measurements()

Tensors = Mapping[str, tuple[int, ...]]


@dataclass(slots=True)
class Survey:
    """A network, or the `body` of a group, block by block.

    `said` holds what layers said of what they are given, `open` the first input of a block that nothing feeds,
    `loose` blocks that feed nothing though they could, `borrowed` the sizes of all tensors of blocks that use another's
    weights. `depth` is asked for only where problems have to be put in order.
    """

    graph: Graph
    body: bool
    inputs: Sequence[int]
    outputs: Sequence[int]
    live: AbstractSet[int]
    depth: Callable[[], Mapping[int, int]]
    strangers: Sequence[int] = ()
    stray: Sequence[Port] = ()
    looped: Sequence[int] = ()
    reports: Mapping[int, BlockReport] = field(default_factory=dict)
    said: dict[int, tuple[Problem, ...]] = field(default_factory=dict)
    open: dict[int, int] = field(default_factory=dict)
    loose: AbstractSet[int] = frozenset()
    borrowed: dict[int, Tensors] = field(default_factory=dict)

    def rank(self, problem: Problem) -> tuple[bool, int, int, str, int]:
        """Errors before warnings, from the top of the network down."""
        id = problem.block
        place = (-1, 0) if id is None else (self.depth().get(id, len(self.reports)), id)
        return (not problem.is_error, *place, problem.code, problem.port or 0)

    def leads_to(self, output: int) -> set[int]:
        """Every block from which a wire leads, over others or not, to `output`."""
        seen, waiting = {output}, [output]
        while waiting:
            for source in self.graph.predecessors(waiting.pop()):
                if source in self.graph.blocks and source not in seen:
                    seen.add(source)
                    waiting.append(source)
        return seen


def first_gap(block: Block, sources: Sequence[Port | None]) -> int | None:
    """The first input that nothing feeds, where that is a fault."""
    layer = block.layer
    if None in sources:
        return None if isinstance(layer, Unknown) else sources.index(None)
    return 0 if layer.variadic and not sources else None


def measured(
    block: Block, given: tuple[Shape | None, ...], missing: int | None, entering: Mapping[int, Shape | None] | None
) -> Measured:
    """What one block does to the shapes it is given; `missing` is the first input that nothing feeds.

    `entering` holds what comes into the group whose body it is; its blocks have other shapes
    in every group, so that none is the latest.
    """
    layer = block.layer
    if isinstance(layer, Unknown):
        return replace(measure(layer, ()), report=BlockReport(given))
    if entering is not None and isinstance(layer, GroupInput):
        shape = entering.get(block.id)
        return Measured(BlockReport((), () if shape is None else (shape,)))
    if missing is not None or None in given:
        return Measured(BlockReport(given))
    known: tuple[Shape, ...] = given  # type: ignore[assignment]  # no None in it
    borrows = block.weights_of is not None
    if borrows or entering is not None:
        return MEASUREMENTS.alike(layer, known, borrows)
    return MEASUREMENTS.of(block.id, layer, known)


def told(graph: Graph, block: Block, measured: Measured, sources: Sequence[Port | None]) -> tuple[Problem, ...]:
    """The problems in what a layer said."""
    refusal = () if measured.refusal is None else ((measured.refusal, Severity.ERROR),)
    remarks = tuple((remark, Severity.WARNING) for remark in measured.remarks)
    return tuple(
        Problem.of(advice, severity, block.id, _names(graph, block, advice, sources))
        for advice, severity in (*refusal, *remarks)
    )


def _names(graph: Graph, block: Block, advice: Advice, sources: Sequence[Port | None]) -> dict[str, Any]:
    """The names that a layer's sentence speaks of."""
    source = sources[advice.port] if 0 <= advice.port < len(sources) else None
    feeder = graph.blocks.get(source.block) if source is not None else None
    return {"block": block.name, "source": feeder.name if feeder else "its input"}
