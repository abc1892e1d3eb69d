"""Levels: the network, and the nested groups that are entered; what is shown of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.analysis import Analysis, analyse
from builder.analysis.result import BlockReport
from builder.groups.errors import GroupError
from builder.groups.group import Group
from builder.layers.base import ShapeError
from builder.model.block_paths import GroupPath
from builder.model.graph import Block, Graph
from builder.model.problem import Problem


@dataclass(frozen=True, slots=True)
class EnteredGroup:
    """One group that was entered: its block, and which of its passes is shown, counted from 0."""

    block: Block
    number: int = 0

    @property
    def layer(self) -> Group:
        """The group with its values."""
        layer = self.block.layer
        assert isinstance(layer, Group)
        return layer


@dataclass(frozen=True, slots=True)
class Level:
    """What is shown: the network where `steps` is empty, else the blocks of the last group of `steps`."""

    graph: Graph
    analysis: Analysis
    steps: tuple[EnteredGroup, ...] = ()

    @property
    def way(self) -> GroupPath:
        """The group blocks that were entered."""
        return tuple(step.block.id for step in self.steps)


def level_at(network: Graph, analysis: Analysis, way: Sequence[int], numbers: Sequence[int] = ()) -> Level:
    """The level at the end of `way`, or at the last group on it that can still be entered.

    `analysis` is that of the network; `numbers` says which pass of each group is shown, the first where it is too short.
    """
    level = Level(network, analysis)
    for at, id in enumerate(way):
        inner = _enter_group(level, id, numbers[at] if at < len(numbers) else 0)
        if inner is None:
            break
        level = inner
    return level


def _enter_group(level: Level, id: int, number: int) -> Level | None:
    block = level.graph.blocks.get(id)
    if block is None or not isinstance(block.layer, Group):
        return None
    try:
        body = replace(block.layer.body(), definitions=level.graph.definitions)
    except GroupError:
        return None
    number = max(0, min(number, block.layer.times - 1))
    analysis = _inside(block.layer, level.analysis.blocks.get(id, BlockReport()), number)
    return Level(body, analysis, (*level.steps, EnteredGroup(block, number)))


def passes_of(layer: Group, report: BlockReport) -> tuple[Analysis, ...]:
    """The analysis of the blocks of a group, one per pass; the last may hold errors, and there may be none."""
    if report.inside:
        return report.inside
    if len(report.inputs) != len(layer.input_names):
        return ()
    known = [shape for shape in report.inputs if shape is not None]
    try:
        return layer.passes(*known) if len(known) == len(report.inputs) else ()
    except ShapeError:
        return ()


def _inside(layer: Group, report: BlockReport, number: int) -> Analysis:
    passes = passes_of(layer, report)
    if passes:
        return passes[min(number, len(passes) - 1)]
    inlets = layer.definition.inlets
    shapes = report.inputs if len(report.inputs) == len(inlets) else (None,) * len(inlets)
    return analyse(layer.body(), given=dict(zip(inlets, shapes, strict=True)), cache=layer.definition.analysis_cache)


def cause_of(level: Level, problem: Problem) -> tuple[tuple[EnteredGroup, ...], int | None]:
    """Where a problem of `level` really is: the groups to enter from there, and the block.

    A group reports the first error of its blocks, and all their remarks in its first pass.
    """
    id = problem.block
    here = level.graph.blocks.get(id) if id is not None else None
    if id is None or here is None or not isinstance(here.layer, Group):
        return (), id
    passes = passes_of(here.layer, level.analysis.blocks.get(id, BlockReport()))
    number = len(passes) - 1 if problem.is_error else 0
    inner = _enter_group(level, id, number) if passes else None
    inside = problem.values.get("inner")
    found = None if inner is None else next((one for one in inner.analysis.problems if one.message == inside), None)
    if inner is None or found is None:
        return (), id
    steps, block = cause_of(inner, found)
    return (EnteredGroup(here, number), *steps), block


def path_to_group(network: Graph, name: str) -> GroupPath | None:
    """The shortest path (breadth first) to a block that is the group `name`; None where there is none."""
    waiting: list[tuple[GroupPath, Graph]] = [((), network)]
    seen: set[str] = set()
    for way, graph in waiting:
        for id in graph.ids():
            layer = graph.blocks[id].layer
            if not isinstance(layer, Group) or layer.kind in seen:
                continue
            if layer.kind == name:
                return (*way, id)
            seen.add(layer.kind)
            waiting.append(((*way, id), layer.definition.body))
    return None


def count_uses(network: Graph, name: str) -> int:
    """How many blocks of the whole network are the group `name`; those inside another group count once per use of it."""
    known: dict[str, int] = {}

    def within(graph: Graph) -> int:
        found = 0
        for block in graph.blocks.values():
            if not isinstance(block.layer, Group):
                continue
            kind = block.kind
            if kind not in known:
                known[kind] = within(block.layer.definition.body)
            found += (kind == name) + known[kind]
        return found

    return within(network)
