"""From a job to a network that can learn: checked against its data and the machine, then built from its source."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn

from backend.datasets.base import Splits
from backend.events import TrainingError
from backend.job import TrainingJob
from builder.analysis import Analysis, analyse
from builder.compile import compile_source
from builder.emit import EmitError, Source, emit
from builder.graph import Graph
from builder.layers import Shape
from builder.memory import TooLarge, guard
from builder.task import Task


@dataclass(frozen=True, slots=True)
class Network:
    """A network as trained: its source, and what is known of it."""

    source: Source
    analysis: Analysis


def image_size(graph: Graph) -> tuple[int, ...]:
    """The sizes (channels, height, width) that the Input block takes; raises TrainingError where there is not one."""
    inputs = graph.of_kind("Input")
    if len(inputs) != 1:
        raise TrainingError(f"A network needs one Input block, and this one has {len(inputs)}.")
    size: tuple[int, ...] = graph.blocks[inputs[0]].layer.values()["shape"]
    return size


def checked(job: TrainingJob, splits: Splits, device: torch.device) -> Network:
    """The job's network, sound for these data and small enough for this machine; raises TrainingError in words."""
    classes = tuple(splits.info.classes)
    analysis = analyse(job.graph, Task("classification", input_shape=splits.shape, classes=classes), loss=job.recipe.loss)
    if not analysis.ok:
        first = analysis.errors[0]
        raise TrainingError(first.text(), first.block)
    _check_outputs(job.graph, analysis, classes, splits.info.title)
    size = min(job.recipe.batch_size, len(splits.train))
    free = torch.cuda.mem_get_info(device)[0] if device.type == "cuda" else None
    try:
        guard(analysis, job.recipe.optimizer_slots, size, free)
        return Network(emit(job.graph), analysis)
    except (TooLarge, EmitError) as error:
        raise TrainingError(str(error)) from error


def built(network: Network, seed: int) -> nn.Module:
    """The module with the first weights that `seed` gives; uses torch's default generator."""
    torch.manual_seed(seed)
    return compile_source(network.source)()


def _check_outputs(graph: Graph, analysis: Analysis, classes: tuple[str, ...], title: str) -> None:
    end = graph.of_kind("Output")[0]
    shape = analysis.blocks[end].inputs[0]
    if shape is None or shape != Shape((len(classes),)):
        raise TrainingError(f"{title} has {len(classes)} classes, but the network gives {shape} for each image.", end)
