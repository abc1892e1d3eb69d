"""Intermediate results of one analysis pass over a graph: what problems and totals are computed from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Any

from builder.analysis.measurement import Measurement, Measurements, measure
from builder.analysis.result import BlockReport
from builder.layers import Unknown
from builder.layers.base import ITS_INPUT, Advice, Shape
from builder.layers.ports import GroupInput
from builder.model.graph import Block, Graph, Port
from builder.model.problem import Problem, Severity

Tensors = Mapping[str, tuple[int, ...]]


@dataclass(slots=True, kw_only=True)
class AnalysisState:
    """A network, or the `body` of a group, block by block. The incremental analysis carries it from graph to graph.

    `inputs` and `outputs` are the ends, `misplaced_ends` those that belong to a network in a group or the other way
    round. `live` are the blocks that lead to an Output, `unused_blocks` feed nothing although they could. By block:
    `advice_problems` are what its layer refused or remarked, `open_inputs` its first input without a wire,
    `shared_tensors` the shapes of all tensors of a block that uses the weights of another one. `depth` (the length of
    the longest path to each block) is a function, since it is needed only to sort problems.
    """

    graph: Graph
    body: bool
    inputs: Sequence[int]
    outputs: Sequence[int]
    live: AbstractSet[int]
    depth: Callable[[], Mapping[int, int]]
    misplaced_ends: Sequence[int] = ()
    dangling_wires: Sequence[Port] = ()
    cyclic_blocks: Sequence[int] = ()
    reports: Mapping[int, BlockReport] = field(default_factory=dict)
    advice_problems: dict[int, tuple[Problem, ...]] = field(default_factory=dict)
    open_inputs: dict[int, int] = field(default_factory=dict)
    unused_blocks: AbstractSet[int] = frozenset()
    shared_tensors: dict[int, Tensors] = field(default_factory=dict)

    def rank(self, problem: Problem) -> tuple[bool, int, int, str, int]:
        """The sort key of problems: errors before warnings, from the top of the network down."""
        id = problem.block
        place = (-1, 0) if id is None else (self.depth().get(id, len(self.reports)), id)
        return (not problem.is_error, *place, problem.code, problem.port or 0)

    def ancestors(self, output: int) -> set[int]:
        """`output` and every block from which a path of wires leads to it."""
        seen, waiting = {output}, [output]
        while waiting:
            for source in self.graph.predecessors(waiting.pop()):
                if source in self.graph.blocks and source not in seen:
                    seen.add(source)
                    waiting.append(source)
        return seen


def first_open_input(block: Block, sources: Sequence[Port | None]) -> int | None:
    """The first input without a wire, where that is an error."""
    layer = block.layer
    if None in sources:
        return None if isinstance(layer, Unknown) else sources.index(None)
    return 0 if layer.variadic and not sources else None


def measure_block(
    measurements: Measurements,
    block: Block,
    given: tuple[Shape | None, ...],
    *,
    open_input: int | None,
    entering: Mapping[int, Shape | None] | None,
) -> Measurement:
    """The measurement of one block for its input shapes; with an `open_input` nothing is known of its outputs.

    In the body of a group `entering` holds the shapes at its GroupInputs. Blocks of a body are memoised by layer only:
    each use of the group gives them other shapes, so there is no latest measurement per block.
    """
    layer = block.layer
    if isinstance(layer, Unknown):
        return replace(measure(layer, ()), report=BlockReport(inputs=given))
    if entering is not None and isinstance(layer, GroupInput):
        shape = entering.get(block.id)
        return Measurement(BlockReport(outputs=() if shape is None else (shape,)))
    if open_input is not None or None in given:
        return Measurement(BlockReport(inputs=given))
    known: tuple[Shape, ...] = given  # type: ignore[assignment]  # no None in it
    borrows = block.weights_of is not None
    if borrows or entering is not None:
        return measurements.of_layer(layer, known, borrows=borrows)
    return measurements.of_block(block.id, layer, known)


def problems_from_advice(
    graph: Graph, block: Block, measurement: Measurement, sources: Sequence[Port | None]
) -> tuple[Problem, ...]:
    """What the layer of `block` refused (an error) or remarked (warnings), as problems."""
    refusal = () if measurement.refusal is None else ((measurement.refusal, Severity.ERROR),)
    remarks = tuple((remark, Severity.WARNING) for remark in measurement.remarks)
    return tuple(
        Problem.of(advice, severity, block.id, _names(graph, block, advice, sources))
        for advice, severity in (*refusal, *remarks)
    )


def _names(graph: Graph, block: Block, advice: Advice, sources: Sequence[Port | None]) -> dict[str, Any]:
    """The values of ``{block}`` and ``{source}`` in a layer's template."""
    source = sources[advice.port] if 0 <= advice.port < len(sources) else None
    feeder = graph.blocks.get(source.block) if source is not None else None
    return {"block": block.name, "source": feeder.name if feeder else ITS_INPUT}
