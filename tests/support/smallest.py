"""The smallest images that a network takes, found by trying sizes with the analysis."""

from __future__ import annotations

import math
from dataclasses import replace

from builder.analysis import analyse_project
from builder.groups.expansion import expand
from builder.model.project import Project

SIDE = 16
"""The smallest side in pixels of an image of shapes in which a figure can be seen."""

FEW = 4
"""Batch normalisation of so many numbers per channel and sample, or of more, keeps gradients finite in small batches."""


def smallest_project(project: Project) -> Project:
    """The project with the smallest square Input at which the analysis finds no error and the data still show something.

    Batch normalisation gets :data:`FEW` numbers per channel, where it gets so many at the network's own size.
    """
    (start,) = project.graph.of_kind("Input")
    own: int = project.graph.blocks[start].layer.values()["shape"][1]
    enough = min(FEW, _normalised_numbers(project))
    for side in [*range(1, SIDE), *range(SIDE, own, 4)]:
        smaller = _resized(project, start, side)
        assert smaller.task is not None
        if min(smaller.task.target.data_size((1, side, side))[1:]) < SIDE or analyse_project(smaller).errors:
            continue
        if _normalised_numbers(smaller) >= enough:
            return smaller
    return project


def _resized(project: Project, start: int, side: int) -> Project:
    block = project.graph.blocks[start]
    values = block.layer.values()
    layer = block.layer.with_values(shape=(values["shape"][0], side, side))
    return replace(project, graph=project.graph.with_block(replace(block, layer=layer)))


def _normalised_numbers(project: Project) -> int:
    """The fewest numbers per channel and sample of any batch normalisation."""
    graph = expand(project.graph).graph
    report = analyse_project(replace(project, graph=graph))
    shapes = [report.blocks[id].outputs[0] for id in graph.blocks if graph.blocks[id].kind.startswith("BatchNorm")]
    return min((math.prod(shape.spatial) for shape in shapes if shape is not None), default=FEW)
