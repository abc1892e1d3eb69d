"""All layer calls of a network in topological order, those inside its groups included."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass

from builder.analysis import Analysis
from builder.analysis.result import BlockReport
from builder.groups.group import Group
from builder.layers.base import Layer
from builder.layers.ports import GroupInput, GroupOutput
from builder.model.block_paths import BlockPath
from builder.model.graph import Graph, Port

TensorRef = tuple[BlockPath, int]
"""A result: the path of its block, and the number of the output."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerCall:
    """One call of a layer: its inputs, its report, and the path of the block whose weights it uses."""

    path: BlockPath
    layer: Layer
    report: BlockReport
    inputs: tuple[TensorRef, ...]
    weights: BlockPath

    @property
    def outputs(self) -> tuple[TensorRef, ...]:
        """Its results."""
        return tuple((self.path, index) for index in range(len(self.report.outputs)))


@dataclass(frozen=True, slots=True)
class GroupCall:
    """The end of a group: its outputs are results of its inner blocks."""

    path: BlockPath
    outputs: tuple[TensorRef, ...]


def calls(graph: Graph, analysis: Analysis) -> Iterator[LayerCall | GroupCall]:
    """The calls of layers whose shapes are known; layers that lead to no Output are left out where others do."""
    return _calls_of_level(graph, analysis, (), ())


_Calls = Generator[LayerCall | GroupCall, None, tuple[TensorRef, ...]]


def _calls_of_level(graph: Graph, analysis: Analysis, path: BlockPath, given: Sequence[TensorRef]) -> _Calls:
    """The calls of one level; returns the values at the group's outputs, in the order of their ids."""
    values: dict[Port, TensorRef] = {}
    entering = iter(given)
    leaving: dict[int, TensorRef] = {}
    live = analysis.live or analysis.blocks.keys()
    inlets = sorted(id for id, block in graph.blocks.items() if isinstance(block.layer, GroupInput))
    values.update(zip(map(Port, inlets), entering, strict=False))
    for id in graph.order():
        layer, report = graph.blocks[id].layer, analysis.blocks[id]
        sources = [values.get(source) for source in graph.sources(id) if source is not None]
        known = tuple(value for value in sources if value is not None)
        if isinstance(layer, GroupInput) or id not in live or not report.outputs or len(known) < len(report.inputs):
            continue
        if isinstance(layer, GroupOutput):
            leaving[id] = known[0]
        elif isinstance(layer, Group):
            known = yield from _calls_of_passes(layer, report, (*path, id), known)
            yield GroupCall((*path, id), known)
            values.update((Port(id, index), value) for index, value in enumerate(known))
        else:
            call = LayerCall(
                path=(*path, id), layer=layer, report=report, inputs=known, weights=(*path, graph.blocks[id].weights_of or id)
            )
            yield call
            values.update((Port(id, index), value) for index, value in enumerate(call.outputs))
    return tuple(leaving[id] for id in sorted(leaving))


def _calls_of_passes(group: Group, report: BlockReport, path: BlockPath, given: tuple[TensorRef, ...]) -> _Calls:
    """The calls inside a group; each pass takes the results of the previous one."""
    body = group.body()
    for number, analysis in enumerate(report.inside):
        here = (*path, number) if len(report.inside) > 1 else path
        given = yield from _calls_of_level(body, analysis, here, given)
    return given
