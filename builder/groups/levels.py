"""Analyses and blocks at a path into groups, for the instance that was entered."""

from __future__ import annotations

from dataclasses import replace

from builder.analysis import Analysis, analyse
from builder.groups.errors import BodyError
from builder.groups.group import Group
from builder.model.block_paths import BlockPath, GroupPath
from builder.model.graph import Block, Graph


def analysis_at(graph: Graph, analysis: Analysis, path: GroupPath) -> Analysis:
    """The analysis of the body of the group at the end of `path`; of a repeated group, of its first pass.

    `analysis` is that of `graph`. Where the group's input is unknown, so are the shapes inside. A path through a block
    that is no group gives an empty analysis.
    """
    for id in path:
        layer = graph.blocks[id].layer if id in graph.blocks else None
        if not isinstance(layer, Group):
            return Analysis()
        definition = layer.definition
        try:
            body = layer.body()
        except BodyError:
            body = definition.body
        report = analysis.blocks.get(id)
        if report is not None and report.inside:
            analysis = report.inside[0]
        else:
            given = report.inputs if report else ()
            known = {inlet: given[at] if at < len(given) else None for at, inlet in enumerate(definition.inlets)}
            analysis = analyse(body, given=known, cache=definition.analysis_cache)
        graph = replace(body, definitions=graph.definitions)
    return analysis


def blocks_to(graph: Graph, place: int | BlockPath) -> tuple[Block, ...]:
    """The groups around a block, from outside in, and the block itself; empty where `place` leads to no block.

    `place` is the id of a block of `graph`, or a path.
    """
    rest = [place] if isinstance(place, int) else list(place)
    found: list[Block] = []
    while rest and rest[0] in graph.blocks:
        block = graph.blocks[rest.pop(0)]
        found.append(block)
        if not rest:
            return tuple(found)
        if not isinstance(block.layer, Group) or (block.layer.times > 1 and not 0 <= rest.pop(0) < block.layer.times):
            break
        try:
            graph = block.layer.body()
        except BodyError:
            break
    return ()


def weights_at(graph: Graph, place: int | BlockPath) -> BlockPath:
    """The path to the weights that a block uses, its own or those of another; nothing where `place` leads to no block."""
    given = (place,) if isinstance(place, int) else tuple(place)
    path: list[int] = []
    for block in blocks_to(graph, given):
        path.append(block.id if block.weights_of is None else block.weights_of)
        if isinstance(block.layer, Group) and block.layer.times > 1:
            path += given[len(path) : len(path) + 1]
    return tuple(path)
