"""The incremental analysis of a network under edit: only changed blocks and what depends on them are measured again."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from typing import Any

from immutables import Map, MapMutation

from builder.analysis.cache import AnalysisCache
from builder.analysis.dynamic_order import DynamicOrder, LoopError, OrderKey
from builder.analysis.full_pass import FullPass, build_analysis, sum_reports
from builder.analysis.graph_changes import Change, GraphTracker
from builder.analysis.result import Analysis, BlockReport, Totals
from builder.analysis.state import first_open_input, measure_block, problems_from_advice
from builder.analysis.topology import ENDS, end_role
from builder.layers.base import Shape
from builder.model.graph import Graph, Port
from builder.model.project import Project
from builder.model.task import Task

NOTHING = BlockReport()

FEW = 100
"""How many depths are updated after an edit; beyond that all are computed again, when they are needed."""


class Analyser:
    """Gives for each graph what :func:`builder.analysis.analyse` gives, quickly where the last one was nearly the same."""

    def __init__(self) -> None:
        self.cache = AnalysisCache()
        self.followed: FollowedGraph | None = None
        """The graph of the last call; None before the first, and after a graph that cannot be followed."""

    def analyse(self, graph: Graph, task: Task | None = None, *, loss: str | None = None) -> Analysis:
        """The analysis of `graph`; the time depends on what has changed since the last call."""
        followed = self.followed
        if followed is None or not followed.follow(graph):
            full = FullPass(graph, cache=self.cache)
            # Without a topological order there is nothing to keep up to date; such graphs are rare, and a full pass does.
            damaged = full.state.dangling_wires or full.state.cyclic_blocks
            self.followed = followed = None if damaged else FollowedGraph(full)
            if followed is None:
                return build_analysis(full.state, sum_reports(full.state), task, loss)
        return followed.result(task, loss)

    def analyse_project(self, project: Project) -> Analysis:
        """The analysis of a project's network, with its task and the loss of its recipe."""
        loss = project.recipe.get("loss")
        return self.analyse(project.graph, project.task, loss=loss if isinstance(loss, str) else None)


class FollowedGraph:
    """The state of a pass, carried from one graph to the next. Only for graphs without cycles and dangling wires."""

    def __init__(self, full: FullPass) -> None:
        topology, state = full.topology, full.state
        self.state, self.measurements = state, full.measurements
        self.tracker = GraphTracker(full.graph, topology.sources)
        self.order = DynamicOrder({id: _feeding(topology.sources[id]) for id in topology.depth})
        self.live, self.unused = set(topology.live), set(state.unused_blocks)
        self.reports: Map[int, BlockReport] = Map(state.reports)
        self.all_sums, self.live_sums = _Sums(self.reports.values()), _Sums(self.reports[id] for id in self.live)
        self._depth: dict[int, int] | None = dict(topology.depth)
        state.unused_blocks, state.depth = self.unused, self.depth

    def result(self, task: Task | None, loss: str | None) -> Analysis:
        """The analysis of the current graph."""
        return build_analysis(self.state, (self.live_sums if self.live else self.all_sums).totals(), task, loss)

    def follow(self, graph: Graph) -> bool:
        """Go on to `graph`; False where a full pass is needed, after which this object is not used any more."""
        # A drag changes positions only: the persistent maps of blocks and wires are still the same objects.
        if graph.blocks is self.state.graph.blocks and graph.wires is self.state.graph.wires:
            return True
        change = self.tracker.change_to(graph)
        if change is None:
            return False
        try:
            rewired = self._rewire(graph, change)
        except LoopError:
            return False
        names = self.state.graph.blocks
        renamed = [id for id in change.changed if graph.blocks[id].name != names[id].name]
        self.tracker.remember(graph, change)
        self.state.graph = graph
        self._forget(change.removed)
        self._update_live(rewired | self._update_ends(change))
        named = {below for id in renamed for below in self.order.below[id] if below in self.state.advice_problems}
        self._measure({*change.added, *change.changed, *change.sources, *named})
        return True

    def depth(self) -> dict[int, int]:
        """The length of the longest path to each block; computed again only when it is needed."""
        if self._depth is None:
            self._depth = _depths(self.order.above)
        return self._depth

    def _rewire(self, graph: Graph, change: Change) -> set[int]:
        """Update the topological order; returns the blocks whose wires changed, on either side."""
        order, rewired = self.order, {*change.added, *change.sources}
        feeding = {id: _feeding(sources) for id, sources in change.sources.items()}
        # First the edges that go, then those that come: a wire that is turned around is no cycle.
        for id in (*feeding, *change.removed):
            for source in order.above.get(id, set()) - feeding.get(id, set()):
                order.remove_edge(source, id)
                rewired.add(source)
        for id in change.removed:
            order.remove_block(id)
        for id in change.added:
            order.add_block(id, feeding[id], {port.block for port in graph.fanout.get(id, ())})
        for id, above in feeding.items():
            for source in above - order.above[id]:
                order.add_edge(source, id)
                rewired.add(source)
        rewired.difference_update(change.removed)
        self._update_depths(rewired, change.removed)
        return rewired

    def _update_depths(self, rewired: set[int], removed: list[int]) -> None:
        """Update the depths where few of them change; otherwise drop them until they are needed."""
        depth, above, keys = self._depth, self.order.above, self.order.keys
        if depth is None or len(removed) > FEW:
            self._depth = None
            return
        for id in removed:
            del depth[id]
        waiting = [(keys[id], id) for id in rewired]
        heapq.heapify(waiting)
        for _ in range(FEW):
            if not waiting:
                return
            id = heapq.heappop(waiting)[1]
            rows = max([depth[source] for source in above[id]], default=-1) + 1
            if depth.get(id) != rows:
                depth[id] = rows
                for below in self.order.below[id]:
                    heapq.heappush(waiting, (keys[below], below))
        self._depth = None

    def _forget(self, removed: list[int]) -> None:
        state = self.state
        for id in removed:
            report = self.reports[id]
            self.reports = self.reports.delete(id)
            self.all_sums.add(report, -1)
            if id in self.live:
                self.live.discard(id)
                self.live_sums.add(report, -1)
            self.unused.discard(id)
            for known in (state.advice_problems, state.open_inputs, state.shared_tensors):
                known.pop(id, None)

    def _update_ends(self, change: Change) -> set[int]:
        """Update the lists of ends; returns the blocks whose role may have changed by it."""
        state, blocks = self.state, self.state.graph.blocks
        touched = {*change.added, *change.changed, *change.removed}
        ends = {id for id in touched if id in blocks and isinstance(blocks[id].layer, ENDS)}
        before = touched.intersection((*state.inputs, *state.outputs, *state.misplaced_ends))
        if not ends and not before:
            return set()
        ends |= {id for id in (*state.inputs, *state.outputs, *state.misplaced_ends) if id not in touched}
        roles = {id: end_role(blocks[id].layer, body=False) for id in sorted(ends)}
        state.inputs, state.outputs, state.misplaced_ends = (
            [id for id, role in roles.items() if role == which] for which in ("input", "output", "misplaced")
        )
        return {*before.difference(change.removed), *ends}

    def _update_live(self, changed_ids: set[int]) -> None:
        """Update which blocks lead to an Output, from the bottom up."""
        state, order, changed = self.state, self.order, False
        outputs = {id for id in state.outputs if self.tracker.sources[id][0] is not None}
        # Negated keys make the smallest-first heap visit blocks from the bottom up.
        waiting = [(-order.keys[id][0], -order.keys[id][1], id) for id in changed_ids]
        heapq.heapify(waiting)
        while waiting:
            id = heapq.heappop(waiting)[-1]
            alive = id in outputs or not self.live.isdisjoint(order.below[id])
            if alive is not (id in self.live):
                changed = True
                (self.live.add if alive else self.live.discard)(id)
                self.live_sums.add(self.reports.get(id, NOTHING), 1 if alive else -1)
                for source in order.above[id]:
                    heapq.heappush(waiting, (-order.keys[source][0], -order.keys[source][1], source))
            end = id in state.outputs or (id in state.inputs and len(state.inputs) == 1)
            (self.unused.discard if alive or end or order.below[id] else self.unused.add)(id)
        if changed or len(state.live) != len(self.live):
            state.live = frozenset(self.live)

    def _measure(self, ids: set[int]) -> None:
        """Measure the blocks again, and those behind them as far as shapes change."""
        keys, waiting, reports = self.order.keys, list[tuple[OrderKey, int]](), self.reports.mutate()
        for id in ids:
            heapq.heappush(waiting, (keys[id], id))
        while waiting:
            id = heapq.heappop(waiting)[1]
            if id in ids:
                ids.discard(id)
                # Keys ascend along wires, so that no block comes twice: all that feeds it has been measured before.
                for below in self._visit(id, reports) - ids:
                    ids.add(below)
                    heapq.heappush(waiting, (keys[below], below))
        self.reports = self.state.reports = reports.finish()

    def _visit(self, id: int, reports: MapMutation[int, BlockReport]) -> set[int]:
        """Measure one block; returns the blocks that it feeds where its output shapes changed."""
        state, sources = self.state, self.tracker.sources[id]
        block, before = state.graph.blocks[id], reports.get(id, NOTHING)
        open_input, given = first_open_input(block, sources), _input_shapes(reports, sources)
        found = measure_block(self.measurements, block, given, open_input=open_input, entering=None)
        _keep(state.advice_problems, id, problems_from_advice(state.graph, block, found, sources) or None)
        _keep(state.open_inputs, id, open_input)
        _keep(state.shared_tensors, id, found.tensors if block.weights_of is not None else None)
        if found.report != before:
            self.all_sums.add(before, -1)
            self.all_sums.add(found.report)
            if id in self.live:
                self.live_sums.add(before, -1)
                self.live_sums.add(found.report)
        if found.report != before or id not in reports:
            reports[id] = found.report
        return self.order.below[id] if found.report.outputs != before.outputs else set()


class _Sums:
    """Totals that are updated by adding and subtracting reports."""

    def __init__(self, reports: Iterable[BlockReport]) -> None:
        self.parameters = self.macs = self.activations = 0
        for report in reports:
            self.add(report)

    def add(self, report: BlockReport, times: int = 1) -> None:
        """Add a report, or with -1 subtract it."""
        self.parameters += times * report.parameters
        self.macs += times * report.macs
        self.activations += times * report.activations

    def totals(self) -> Totals:
        """The sums as they are now."""
        return Totals(self.parameters, self.macs, self.activations)


def _depths(above: Mapping[int, Iterable[int]]) -> dict[int, int]:
    """The length of the longest path to each block; quick where most come after those that feed them already."""
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


def _input_shapes(reports: MapMutation[int, BlockReport], sources: Iterable[Port | None]) -> tuple[Shape | None, ...]:
    """The input shapes."""
    return tuple([_shape(reports[source.block], source.index) if source is not None else None for source in sources])


def _shape(report: BlockReport, index: int) -> Shape | None:
    return report.outputs[index] if index < len(report.outputs) else None


def _keep(known: dict[int, Any], id: int, value: object) -> None:
    """Set the value of the block, or delete it where it is None."""
    if value is None:
        known.pop(id, None)
    else:
        known[id] = value
