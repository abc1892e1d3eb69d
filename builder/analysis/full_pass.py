"""The analysis of a whole network: shapes, costs and problems from its blocks' own rules. Pure, linear, never raises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from immutables import Map

from builder.analysis.cache import AnalysisCache
from builder.analysis.measurement import Measurement
from builder.analysis.problem_rules import all_problems
from builder.analysis.result import Analysis, BlockReport, Totals
from builder.analysis.state import AnalysisState, first_open_input, measure_block, problems_from_advice
from builder.analysis.topology import Topology
from builder.layers.base import Shape
from builder.model.graph import Block, Graph, Port
from builder.model.project import Project
from builder.model.task import Task


def analyse(
    graph: Graph,
    task: Task | None = None,
    *,
    loss: str | None = None,
    given: Mapping[int, Shape | None] | None = None,
    cache: AnalysisCache | None = None,
) -> Analysis:
    """Analyse every block of `graph`; with a task, also whether the network answers it.

    `loss` is the recipe's name for the loss; cross entropy by default. A problem is reported once, where it arises:
    blocks behind it have unknown shapes and no problem of their own. With `given` the graph is the body of a group, and
    `given` holds the shape at each GroupInput. Calls that share a `cache` measure equal layers once.
    """
    full = FullPass(graph, given, cache=cache)
    return build_analysis(full.state, sum_reports(full.state), task, loss)


def build_analysis(state: AnalysisState, sums: Totals, task: Task | None, loss: str | None) -> Analysis:
    """The analysis for the final state of a pass; `sums` are the totals without weights lent by unused blocks."""
    scored = bool(state.outputs) and all(state.reports[id].outputs for id in state.outputs)
    lent = sum(state.reports[id].parameters for id in lending_blocks(state))
    return Analysis(
        blocks=state.reports,
        problems=all_problems(state, task, loss),
        parameters=sums.parameters + lent,
        macs=sums.macs,
        activations=sums.activations,
        live=state.live,
        scored=scored,
    )


def unused_blocks(topology: Topology, *, body: bool) -> frozenset[int]:
    """The blocks that feed nothing although they could; an Input only where there are others."""
    ends = topology.outputs if len(topology.inputs) > 1 and not body else [*topology.inputs, *topology.outputs]
    return frozenset(topology.sources.keys() - {*topology.live, *topology.consumers, *ends})


def sum_reports(state: AnalysisState) -> Totals:
    """Parameters, multiply-accumulates and results of the blocks that lead to an Output."""
    reports = [state.reports[id] for id in state.live or state.reports]
    return Totals(
        sum([report.parameters for report in reports]),
        sum([report.macs for report in reports]),
        sum([report.activations for report in reports]),
    )


def lending_blocks(state: AnalysisState) -> set[int]:
    """Blocks that lead to no Output, but whose weights are used by one that does."""
    live, blocks = state.live, state.graph.blocks
    owners = {blocks[id].weights_of for id in state.shared_tensors if id in live}
    return {id for id in owners if id is not None and id in blocks and id not in live}


def analyse_project(project: Project) -> Analysis:
    """The analysis of a project's network, with its task and the loss of its recipe."""
    loss = project.recipe.get("loss")
    return analyse(project.graph, project.task, loss=loss if isinstance(loss, str) else None)


class FullPass:
    """One pass over a graph, or over the body of a group, in topological order; its result is `state`."""

    def __init__(
        self, graph: Graph, entering: Mapping[int, Shape | None] | None = None, *, cache: AnalysisCache | None = None
    ) -> None:
        cache = cache or AnalysisCache()
        self.graph, self.entering, self.measurements = graph, entering, cache.measurements
        body = entering is not None
        self.topology = topology = Topology.of(graph, body=True) if body else cache.topologies.of(graph)
        self.state = AnalysisState(
            graph=graph,
            body=body,
            inputs=topology.inputs,
            outputs=topology.outputs,
            live=topology.live,
            depth=lambda: topology.depth,
            misplaced_ends=topology.misplaced_ends,
            dangling_wires=topology.dangling_wires,
            cyclic_blocks=topology.cyclic_blocks,
            unused_blocks=unused_blocks(topology, body=body),
        )
        self._outputs: dict[int, tuple[Shape, ...]] = {}
        reports = self._reports()
        self.state.reports = Map(reports | {id: BlockReport() for id in topology.sources.keys() - reports.keys()})

    def _reports(self) -> dict[int, BlockReport]:
        """Measure every block after those that feed it.

        The loop takes the common case (all inputs known, nothing remarked, own weights) without a call of
        :meth:`_visit`: that is a third of the time of a pass over 10,000 blocks.
        """
        blocks, sources, outputs = self.graph.blocks, self.topology.sources, self._outputs
        reports, at_top, of_block = dict[int, BlockReport](), self.entering is None, self.measurements.of_block
        for id in self.topology.depth:
            block, feeding = blocks[id], sources[id]
            given = tuple([None if port is None else _shape_at(outputs.get(port[0], ()), port[1]) for port in feeding])
            known = at_top and given and None not in given
            found = of_block(id, block.layer, given) if known else None  # type: ignore[arg-type]  # no None in it
            if found is None or found.refusal is not None or found.remarks or block.weights_of is not None:
                found = self._visit(block, feeding, given)
            reports[id] = report = found.report
            outputs[id] = report.outputs
        return reports

    def _visit(self, block: Block, feeding: Sequence[Port | None], given: tuple[Shape | None, ...]) -> Measurement:
        """Measure one block and note its problems in the state."""
        state, open_input = self.state, first_open_input(block, feeding)
        found = measure_block(self.measurements, block, given, open_input=open_input, entering=self.entering)
        if found.refusal is not None or found.remarks:
            state.advice_problems[block.id] = problems_from_advice(self.graph, block, found, feeding)
        if open_input is not None:
            state.open_inputs[block.id] = open_input
        if block.weights_of is not None:
            state.shared_tensors[block.id] = found.tensors
        return found


def _shape_at(outputs: tuple[Shape, ...], index: int) -> Shape | None:
    return outputs[index] if 0 <= index < len(outputs) else None
