"""Shapes, costs and problems of a whole network, from its blocks' own rules. Pure, linear, and never raises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from builder import findings
from builder.graph import Graph
from builder.layers import Unknown
from builder.layers.base import Advice, Shape
from builder.measure import BlockReport, Measured, Measurements, measure
from builder.plumbing import LatestPlumbing, Plumbing
from builder.problems import Problem, Severity

if TYPE_CHECKING:
    from builder.project import Project
    from builder.task import Task

__all__ = ["Analysis", "BlockReport", "analyse", "analyse_project"]

_MEASUREMENTS = Measurements()
_PLUMBING = LatestPlumbing()

FLATTEN_ADVICE = "linear-needs-flatten"
"""A remark that becomes the error itself when the task wants a plain list of scores and does not get one."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """What is known of a network. Totals count the blocks that lead to the Output (all, while there is no such way).

    `activations` is the numbers that one sample makes on its way. `problems` come errors first, from the top down.
    `live` holds the blocks that lead to the Output; `scored` says whether what reaches it is known.
    """

    blocks: Mapping[int, BlockReport] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    parameters: int = 0
    macs: int = 0
    activations: int = 0
    live: frozenset[int] = frozenset()
    scored: bool = False

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep the network from training."""
        return tuple(problem for problem in self.problems if problem.is_error)

    @property
    def ok(self) -> bool:
        """Whether the network can be trained."""
        return not self.errors

    def of(self, block: int) -> tuple[Problem, ...]:
        """The problems of one block."""
        return tuple(problem for problem in self.problems if problem.block == block)


def analyse(
    graph: Graph, task: Task | None = None, *, loss: str | None = None, given: Mapping[int, Shape | None] | None = None
) -> Analysis:
    """Work out every block of `graph`; with a task, also whether the network answers it.

    `loss` is the recipe's name for it; cross entropy when nothing is said. A problem is told once, where it arises:
    blocks behind it have unknown shapes and no problem of their own. With `given` the graph is the body of a group:
    it holds the shapes that come in at each GroupInput.
    """
    return _Pass(graph, given).result(task, loss)


def analyse_project(project: Project) -> Analysis:
    """The analysis of a project's network, with its task and the loss of its recipe."""
    loss = project.recipe.get("loss")
    return analyse(project.graph, project.task, loss=loss if isinstance(loss, str) else None)


class _Pass:
    """One walk over a graph, or over the body of a group."""

    def __init__(self, graph: Graph, given: Mapping[int, Shape | None] | None) -> None:
        self.graph, self.given = graph, given
        self.plumbing = _PLUMBING.of(graph) if given is None else Plumbing.of(graph)
        self.reports: dict[int, BlockReport] = {}
        self.shapes: dict[tuple[int, int] | None, Shape] = {}
        self.problems: list[Problem] = []
        self.open: list[tuple[int, int]] = []
        self.live = self.plumbing.live

    def result(self, task: Task | None, loss: str | None) -> Analysis:
        """The analysis, put together."""
        for id in self.plumbing.depth:
            self.visit(id)
        for id in self.plumbing.sources.keys() - self.reports.keys():
            self.reports[id] = BlockReport()
        if self.given is None:
            self.problems += findings.of_ends(self.graph, self.plumbing.inputs, self.plumbing.outputs)
        self.problems += findings.of_wiring(self.graph, self.plumbing.stray, self.plumbing.looped)
        self.tell_unconnected()
        if task is not None:
            self.tell_task(task, loss)
        counted = [self.reports[id] for id in self.live or self.reports]
        return Analysis(
            self.reports,
            tuple(sorted(self.problems, key=self.rank)),
            sum(report.parameters for report in counted),
            sum(report.macs for report in counted),
            sum(report.activations for report in counted),
            self.live,
            any(self.reports[id].outputs for id in self.plumbing.outputs),
        )

    def visit(self, id: int) -> None:
        """Measure one block; those that feed it have been measured."""
        block = self.graph.blocks[id]
        layer = block.layer
        sources = self.plumbing.sources[id]
        given = tuple([self.shapes.get(source) for source in sources])
        missing = sources.index(None) if None in sources else None
        if layer.variadic and not sources:
            missing = 0
        if isinstance(layer, Unknown):
            self.record(id, replace(measure(layer, ()), report=BlockReport(given)))
        elif block.kind == "GroupInput" and self.given is not None:
            shape = self.given.get(id)
            self.record(id, Measured(layer, BlockReport((), () if shape is None else (shape,))))
        elif missing is not None:
            self.open.append((id, missing))
            self.reports[id] = BlockReport(given)
        elif None in given:
            self.reports[id] = BlockReport(given)
        else:
            measured = _MEASUREMENTS.of(id, layer, given) if self.given is None else measure(layer, given)  # type: ignore[arg-type]
            self.record(id, measured)

    def record(self, id: int, measured: Measured) -> None:
        """Keep a measurement, and what the layer had to say."""
        report = self.reports[id] = measured.report
        for index, shape in enumerate(report.outputs):
            self.shapes[(id, index)] = shape
        if measured.refusal is not None:
            self.problems.append(Problem.of(measured.refusal, Severity.ERROR, id, self.names(id, measured.refusal)))
        for remark in measured.remarks:
            self.problems.append(Problem.of(remark, Severity.WARNING, id, self.names(id, remark)))

    def names(self, id: int, advice: Advice) -> dict[str, Any]:
        """The names that a layer's sentence speaks of."""
        sources = self.plumbing.sources[id]
        source = sources[advice.port] if 0 <= advice.port < len(sources) else None
        feeder = self.graph.blocks.get(source.block) if source is not None else None
        return {"block": self.graph.blocks[id].name, "source": feeder.name if feeder else "its input"}

    def tell_unconnected(self) -> None:
        """Inputs that nothing feeds; where all are fed, branches that lead nowhere.

        Without any Input, a single free input is the same trouble and is not told twice.
        """
        stray = {(port.block, port.index) for port in self.plumbing.stray}
        told = [(id, port) for id, port in self.open if (id, port) not in stray and (not self.live or id in self.live)]
        if len(told) != 1 or self.plumbing.inputs or self.graph.blocks[told[0][0]].kind == "Output":
            self.problems += [findings.unconnected(self.graph, id, port) for id, port in told]
        if self.live and not told:
            told_already = {*self.live, *self.plumbing.consumers, *self.plumbing.inputs, *self.plumbing.outputs}
            self.problems += [findings.unused(self.graph, id) for id in self.reports.keys() - told_already]

    def tell_task(self, task: Task, loss: str | None) -> None:
        """How the network answers the task; a Linear on an image is then the cause, not the odd scores at the end."""
        found = list(findings.of_task(self.graph, self.reports, task, loss))
        misshapen = any(problem.code == "output-shape" for problem in found)
        culprits = [p for p in self.problems if p.code == FLATTEN_ADVICE and p.block in self.live] if misshapen else []
        if culprits:
            first = min(culprits, key=self.rank)
            behind = [p for p in culprits if p is not first and self.graph.reaches(first.block, p.block)]  # type: ignore[arg-type]
            self.problems = [problem for problem in self.problems if problem not in behind]
            self.problems[self.problems.index(first)] = replace(first, severity=Severity.ERROR)
            found = [problem for problem in found if problem.code != "output-shape"]
        self.problems = list(chain(self.problems, found))

    def rank(self, problem: Problem) -> tuple[bool, int, int, str, int]:
        """Errors before warnings, from the top of the network down."""
        place = (-1, 0) if problem.block is None else (self.plumbing.depth.get(problem.block, len(self.reports)), problem.block)
        return (not problem.is_error, *place, problem.code, problem.port or 0)
