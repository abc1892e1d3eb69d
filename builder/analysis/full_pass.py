"""Shapes, costs and problems of a whole network, from its blocks' own rules. Pure, linear, and never raises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from immutables import Map

from builder.analysis.measurement import Measured
from builder.analysis.problem_rules import problems_of
from builder.analysis.result import Analysis, BlockReport, Totals
from builder.analysis.survey import MEASUREMENTS, Survey, first_gap, measured, told
from builder.analysis.topology import LatestPlumbing, Plumbing
from builder.layers.base import Shape
from builder.model.graph import Block, Graph, Port
from builder.model.project import Project
from builder.model.task import Task

_PLUMBING = LatestPlumbing()


def analyse(
    graph: Graph, task: Task | None = None, *, loss: str | None = None, given: Mapping[int, Shape | None] | None = None
) -> Analysis:
    """Work out every block of `graph`; with a task, also whether the network answers it.

    `loss` is the recipe's name for it; cross entropy when nothing is said. A problem is told once, where it arises:
    blocks behind it have unknown shapes and no problem of their own. With `given` the graph is the body of a group:
    it holds the shapes that come in at each GroupInput.
    """
    walk = Walk(graph, given)
    return concluded(walk.survey, counted(walk.survey), task, loss)


def concluded(survey: Survey, sums: Totals, task: Task | None, loss: str | None) -> Analysis:
    """The analysis of what was found."""
    problems = problems_of(survey, task, loss)
    scored = bool(survey.outputs) and all(survey.reports[id].outputs for id in survey.outputs)
    lent = sum(survey.reports[id].parameters for id in lenders(survey))
    return Analysis(survey.reports, problems, sums.parameters + lent, sums.macs, sums.activations, survey.live, scored)


def loose_among(plumbing: Plumbing, *, body: bool) -> frozenset[int]:
    """The blocks that feed nothing though they could; of Inputs only those beside others."""
    ends = plumbing.outputs if len(plumbing.inputs) > 1 and not body else [*plumbing.inputs, *plumbing.outputs]
    return frozenset(plumbing.sources.keys() - {*plumbing.live, *plumbing.consumers, *ends})


def counted(survey: Survey) -> Totals:
    """Parameters, multiply-accumulates and results of the blocks that lead to an Output."""
    reports = [survey.reports[id] for id in survey.live or survey.reports]
    return Totals(
        sum([report.parameters for report in reports]),
        sum([report.macs for report in reports]),
        sum([report.activations for report in reports]),
    )


def lenders(survey: Survey) -> set[int]:
    """Blocks that lead to no Output, but whose weights are used by one that does."""
    live, blocks = survey.live, survey.graph.blocks
    owners = {blocks[id].weights_of for id in survey.borrowed if id in live}
    return {id for id in owners if id is not None and id in blocks and id not in live}


def analyse_project(project: Project) -> Analysis:
    """The analysis of a project's network, with its task and the loss of its recipe."""
    loss = project.recipe.get("loss")
    return analyse(project.graph, project.task, loss=loss if isinstance(loss, str) else None)


class Walk:
    """One walk over a graph, or over the body of a group; what it found is its `survey`."""

    def __init__(self, graph: Graph, entering: Mapping[int, Shape | None] | None = None) -> None:
        self.graph, self.entering = graph, entering
        body = entering is not None
        self.plumbing = pipes = Plumbing.of(graph, body=True) if body else _PLUMBING.of(graph)
        self.survey = Survey(graph, body, pipes.inputs, pipes.outputs, pipes.live, lambda: pipes.depth)
        self.survey.strangers, self.survey.stray, self.survey.looped = pipes.strangers, pipes.stray, pipes.looped
        self.survey.loose = loose_among(pipes, body=body)
        self._outputs: dict[int, tuple[Shape, ...]] = {}
        reports = self._reports()
        self.survey.reports = Map(reports | {id: BlockReport() for id in pipes.sources.keys() - reports.keys()})

    def _reports(self) -> dict[int, BlockReport]:
        """Measure every block after those that feed it, in one loop where nothing more is to be said of them."""
        blocks, sources, outputs = self.graph.blocks, self.plumbing.sources, self._outputs
        reports, at_top, of = dict[int, BlockReport](), self.entering is None, MEASUREMENTS.of
        for id in self.plumbing.depth:
            block, feeding = blocks[id], sources[id]
            given = tuple([None if port is None else _at(outputs.get(port[0], ()), port[1]) for port in feeding])
            known = at_top and given and None not in given
            found = of(id, block.layer, given) if known else None  # type: ignore[arg-type]  # no None in it
            if found is None or found.refusal is not None or found.remarks or block.weights_of is not None:
                found = self._visit(block, feeding, given)
            reports[id] = report = found.report
            outputs[id] = report.outputs
        return reports

    def _visit(self, block: Block, feeding: Sequence[Port | None], given: tuple[Shape | None, ...]) -> Measured:
        survey, missing = self.survey, first_gap(block, feeding)
        found = measured(block, given, missing, self.entering)
        if found.refusal is not None or found.remarks:
            survey.said[block.id] = told(self.graph, block, found, feeding)
        if missing is not None:
            survey.open[block.id] = missing
        if block.weights_of is not None:
            survey.borrowed[block.id] = found.tensors
        return found


def _at(outputs: tuple[Shape, ...], index: int) -> Shape | None:
    return outputs[index] if 0 <= index < len(outputs) else None
