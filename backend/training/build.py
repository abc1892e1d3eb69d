"""From a job to a module: the network is checked against its data and the machine, then built from its source."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn

from backend.datasets.base import Splits
from backend.protocol.events import TrainingError
from backend.protocol.job import TrainingJob
from backend.protocol.network_io import Ends, inputs_of
from backend.protocol.recipe import why_not_balanced
from builder.analysis import Analysis, analyse
from builder.common.error_messages import message_of
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.cost.memory_guard import TooLarge, guard
from builder.emit import EmitError, Source, emit
from builder.emit.compile import compile_source
from builder.emit.opaque_check import check_opaque
from builder.layers import Shape
from builder.model.graph import Graph
from builder.model.task import Task


@dataclass(frozen=True, slots=True)
class Network:
    """A checked network: its graph, source and analysis, and its inputs and outputs."""

    graph: Graph
    source: Source
    analysis: Analysis
    ends: Ends


def image_size(graph: Graph) -> tuple[int, ...]:
    """The sizes (channels, height, width) that the Input block takes, or all of them; raises TrainingError.

    All Inputs get the same images, so they must take the same size.
    """
    sizes = {id: graph.blocks[id].layer.values()["shape"] for id in inputs_of(graph) or graph.of_kind("Input")}
    if not sizes:
        raise TrainingError(QT_TRANSLATE_NOOP("Training", "A network needs an Input block, and this one has none."))
    first, *others = sizes
    for id in others:
        if sizes[id] != sizes[first]:
            raise TrainingError(
                QT_TRANSLATE_NOOP(
                    "Training",
                    "{first} takes {first_size} and {other} takes {other_size}, but every Input gets the same images: "
                    "give both one size.",
                ),
                block=id,
                first=graph.blocks[first].name,
                first_size=Shape(sizes[first]),
                other=graph.blocks[id].name,
                other_size=Shape(sizes[id]),
            )
    size: tuple[int, ...] = sizes[first]
    return size


def check_network(job: TrainingJob, splits: Splits, device: torch.device) -> Network:
    """The job's network; raises TrainingError where it does not fit the data, or the memory of `device`."""
    shape = splits.target.data_size(splits.shape)
    analysis = analyse(job.graph, Task.of(splits.target, shape), loss=job.recipe.loss)
    if not analysis.ok:
        first = analysis.errors[0]
        raise TrainingError(first.message, block=first.block)
    unbalanced = why_not_balanced(job.recipe, splits.target)
    if unbalanced is not None:
        raise TrainingError(unbalanced)
    ends = Ends.of(job.graph)
    size = min(job.recipe.batch_size, len(splits.train))
    free = torch.cuda.mem_get_info(device)[0] if device.type == "cuda" else None
    try:
        check_opaque(job.graph)
        guard(job.graph, analysis, optimiser_slots=job.recipe.optimizer_slots, batch_size=size, available=free)
        return Network(job.graph, emit(job.graph), analysis, ends)
    except (TooLarge, EmitError) as error:
        raise TrainingError(message_of(error) or Message.verbatim(str(error))) from error


def build_module(network: Network, seed: int) -> nn.Module:
    """The module with the initial weights of `seed`; sets the seed of torch's default generator."""
    torch.manual_seed(seed)
    return compile_source(network.source)()
