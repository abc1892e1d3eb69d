"""The analysis of a network that is edited step by step: each time only what an edit touched, and what follows from it."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from typing import Any

from immutables import Map, MapMutation

from builder.analysis.dynamic_order import LoopError, Ordering, Place
from builder.analysis.full_pass import Walk, concluded, counted
from builder.analysis.graph_changes import Change, Tracker
from builder.analysis.result import Analysis, BlockReport, Totals
from builder.analysis.survey import first_gap, measured, told
from builder.analysis.topology import ENDS, sort_of_end
from builder.layers.base import Shape
from builder.model.graph import Graph, Port
from builder.model.project import Project
from builder.model.task import Task

NOTHING = BlockReport()

FEW = 100
"""So many depths are put right at once after an edit."""


class Analyser:
    """Gives for each graph what :func:`builder.analysis.analyse` gives, quickly where the last one was nearly the same."""

    def __init__(self) -> None:
        self.state: Following | None = None

    def analyse(self, graph: Graph, task: Task | None = None, *, loss: str | None = None) -> Analysis:
        """The analysis of `graph`; takes as long as what has changed since the last call needs."""
        following = self.state
        if following is None or not following.follow(graph):
            walk = Walk(graph)
            damaged = walk.survey.stray or walk.survey.looped
            self.state = following = None if damaged else Following(walk)
            if following is None:
                return concluded(walk.survey, counted(walk.survey), task, loss)
        return following.result(task, loss)

    def analyse_project(self, project: Project) -> Analysis:
        """The analysis of a project's network, with its task and the loss of its recipe."""
        loss = project.recipe.get("loss")
        return self.analyse(project.graph, project.task, loss=loss if isinstance(loss, str) else None)


class Following:
    """A survey that is brought from one graph to the next. It holds only graphs whose wires all begin and end somewhere."""

    def __init__(self, walk: Walk) -> None:
        pipes, survey = walk.plumbing, walk.survey
        self.survey = survey
        self.tracker = Tracker(walk.graph, pipes.sources)
        self.order = Ordering({id: _feeding(pipes.sources[id]) for id in pipes.depth})
        self.live, self.loose = set(pipes.live), set(survey.loose)
        self.reports: Map[int, BlockReport] = Map(survey.reports)
        self.all, self.led = _Sums(self.reports.values()), _Sums(self.reports[id] for id in self.live)
        self._depth: dict[int, int] | None = dict(pipes.depth)
        survey.loose, survey.depth = self.loose, self.depth

    def result(self, task: Task | None, loss: str | None) -> Analysis:
        """The analysis of the graph as it is now."""
        return concluded(self.survey, (self.led if self.live else self.all).totals(), task, loss)

    def follow(self, graph: Graph) -> bool:
        """Go on to `graph`; False where it has to be begun anew, and this is of no use any more."""
        if graph.blocks is self.survey.graph.blocks and graph.wires is self.survey.graph.wires:
            return True
        change = self.tracker.change_to(graph)
        if change is None:
            return False
        try:
            turned = self._rewire(graph, change)
        except LoopError:
            return False
        names = self.survey.graph.blocks
        renamed = [id for id in change.changed if graph.blocks[id].name != names[id].name]
        self.tracker.take(graph, change)
        self.survey.graph = graph
        self._forget(change.removed)
        self._enliven(turned | self._enlist(change))
        heard = {below for id in renamed for below in self.order.below[id] if below in self.survey.said}
        self._measure({*change.added, *change.changed, *change.sources, *heard})
        return True

    def depth(self) -> dict[int, int]:
        """The length of the longest way to each block, worked out again only when it is asked for."""
        if self._depth is None:
            self._depth = _depths(self.order.above)
        return self._depth

    def _rewire(self, graph: Graph, change: Change) -> set[int]:
        """Put the order right; gives the blocks that have other wires now, on either side."""
        order, turned = self.order, {*change.added, *change.sources}
        feeding = {id: _feeding(sources) for id, sources in change.sources.items()}
        for id in (*feeding, *change.removed):
            for source in order.above.get(id, set()) - feeding.get(id, set()):
                order.cut(source, id)
                turned.add(source)
        for id in change.removed:
            order.remove(id)
        for id in change.added:
            order.add(id, feeding[id], {port.block for port in graph.fanout.get(id, ())})
        for id, above in feeding.items():
            for source in above - order.above[id]:
                order.lead(source, id)
                turned.add(source)
        turned.difference_update(change.removed)
        self._deepen(turned, change.removed)
        return turned

    def _deepen(self, turned: set[int], removed: list[int]) -> None:
        """Keep the depths where few of them change; else they are worked out when they are asked for."""
        depth, above, place = self._depth, self.order.above, self.order.place
        if depth is None or len(removed) > FEW:
            self._depth = None
            return
        for id in removed:
            del depth[id]
        waiting = [(place[id], id) for id in turned]
        heapq.heapify(waiting)
        for _ in range(FEW):
            if not waiting:
                return
            id = heapq.heappop(waiting)[1]
            rows = max([depth[source] for source in above[id]], default=-1) + 1
            if depth.get(id) != rows:
                depth[id] = rows
                for below in self.order.below[id]:
                    heapq.heappush(waiting, (place[below], below))
        self._depth = None

    def _forget(self, removed: list[int]) -> None:
        survey = self.survey
        for id in removed:
            report = self.reports[id]
            self.reports = self.reports.delete(id)
            self.all.add(report, -1)
            if id in self.live:
                self.live.discard(id)
                self.led.add(report, -1)
            self.loose.discard(id)
            for known in (survey.said, survey.open, survey.borrowed):
                known.pop(id, None)

    def _enlist(self, change: Change) -> set[int]:
        """Keep the lists of ends; gives the blocks that may have become something else by it."""
        survey, blocks = self.survey, self.survey.graph.blocks
        touched = {*change.added, *change.changed, *change.removed}
        ends = {id for id in touched if id in blocks and isinstance(blocks[id].layer, ENDS)}
        before = touched.intersection((*survey.inputs, *survey.outputs, *survey.strangers))
        if not ends and not before:
            return set()
        ends |= {id for id in (*survey.inputs, *survey.outputs, *survey.strangers) if id not in touched}
        sorts = {id: sort_of_end(blocks[id].layer, body=False) for id in sorted(ends)}
        survey.inputs, survey.outputs, survey.strangers = (
            [id for id, sort in sorts.items() if sort == which] for which in ("inputs", "outputs", "strangers")
        )
        return {*before.difference(change.removed), *ends}

    def _enliven(self, turned: set[int]) -> None:
        """Find out which blocks lead to an Output now, from the bottom up."""
        survey, order, changed = self.survey, self.order, False
        outputs = {id for id in survey.outputs if self.tracker.sources[id][0] is not None}
        waiting = [(-order.place[id][0], -order.place[id][1], id) for id in turned]
        heapq.heapify(waiting)
        while waiting:
            id = heapq.heappop(waiting)[-1]
            alive = id in outputs or not self.live.isdisjoint(order.below[id])
            if alive is not (id in self.live):
                changed = True
                (self.live.add if alive else self.live.discard)(id)
                self.led.add(self.reports.get(id, NOTHING), 1 if alive else -1)
                for source in order.above[id]:
                    heapq.heappush(waiting, (-order.place[source][0], -order.place[source][1], source))
            end = id in survey.outputs or (id in survey.inputs and len(survey.inputs) == 1)
            (self.loose.discard if alive or end or order.below[id] else self.loose.add)(id)
        if changed or len(survey.live) != len(self.live):
            survey.live = frozenset(self.live)

    def _measure(self, ids: set[int]) -> None:
        """Measure the blocks again, and what is behind them as far as shapes change."""
        place, waiting, reports = self.order.place, list[tuple[Place, int]](), self.reports.mutate()
        for id in ids:
            heapq.heappush(waiting, (place[id], id))
        while waiting:
            id = heapq.heappop(waiting)[1]
            if id in ids:
                ids.discard(id)
                for below in self._visit(id, reports) - ids:
                    ids.add(below)
                    heapq.heappush(waiting, (place[below], below))
        self.reports = self.survey.reports = reports.finish()

    def _visit(self, id: int, reports: MapMutation[int, BlockReport]) -> set[int]:
        """Measure one block; gives the blocks behind it when what comes out is something else."""
        survey, sources = self.survey, self.tracker.sources[id]
        block, before = survey.graph.blocks[id], reports.get(id, NOTHING)
        missing = first_gap(block, sources)
        found = measured(block, _given(reports, sources), missing, None)
        _keep(survey.said, id, told(survey.graph, block, found, sources) or None)
        _keep(survey.open, id, missing)
        _keep(survey.borrowed, id, found.tensors if block.weights_of is not None else None)
        if found.report != before:
            self.all.add(before, -1)
            self.all.add(found.report)
            if id in self.live:
                self.led.add(before, -1)
                self.led.add(found.report)
        if found.report != before or id not in reports:
            reports[id] = found.report
        return self.order.below[id] if found.report.outputs != before.outputs else set()


class _Sums:
    """Totals that are kept by adding and taking off."""

    def __init__(self, reports: Iterable[BlockReport]) -> None:
        self.parameters = self.macs = self.activations = 0
        for report in reports:
            self.add(report)

    def add(self, report: BlockReport, times: int = 1) -> None:
        """Count a report, or with -1 no longer."""
        self.parameters += times * report.parameters
        self.macs += times * report.macs
        self.activations += times * report.activations

    def totals(self) -> Totals:
        """The sums as they are now."""
        return Totals(self.parameters, self.macs, self.activations)


def _depths(above: Mapping[int, Iterable[int]]) -> dict[int, int]:
    """The length of the longest way to each block; quick where most stand behind those that feed them already."""
    depth: dict[int, int] = {}
    for start in above:
        waiting = [start] if start not in depth else []
        while waiting:
            here = waiting[-1]
            unknown = [source for source in above[here] if source not in depth]
            if unknown:
                waiting += unknown
            else:
                depth[here] = max([depth[source] for source in above[here]], default=-1) + 1
                waiting.pop()
    return depth


def _feeding(sources: Iterable[Port | None]) -> set[int]:
    return {source.block for source in sources if source is not None}


def _given(reports: MapMutation[int, BlockReport], sources: Iterable[Port | None]) -> tuple[Shape | None, ...]:
    """The shapes that arrive."""
    return tuple([_shape(reports[source.block], source.index) if source is not None else None for source in sources])


def _shape(report: BlockReport, index: int) -> Shape | None:
    return report.outputs[index] if index < len(report.outputs) else None


def _keep(known: dict[int, Any], id: int, value: object) -> None:
    """Keep the value of the block, or nothing where there is none."""
    if value is None:
        known.pop(id, None)
    else:
        known[id] = value
