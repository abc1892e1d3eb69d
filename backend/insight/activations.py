"""Pictures from inside a network: what blocks make of one sample, and the filters they have learned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import torch
from torch import Tensor, nn
from torch.nn import functional

from backend.protocol.events import Array, Capture, Captured, Place, frozen
from backend.training.build import Network
from backend.training.evaluation import at_rest
from backend.training.learner import Learner
from builder.emit import Source
from builder.emit.compile import observe
from builder.groups.expansion import Path
from builder.groups.levels import weights_at

MOST_MAPS = 256
MOST_PIXELS = 64
"""Maps larger than this on a side are made smaller before they are handed over."""
MOST_NUMBERS = 1024
"""Of a vector, so many numbers are shown."""


def pictures(learner: Learner, network: Network, wanted: Capture) -> Iterator[Captured]:
    """The maps of the wanted blocks for one validation sample, and the filters of those that have some.

    Everything is copied; neither the mode of the network nor any random generator is changed.
    """
    sample = min(max(wanted.sample, 0), len(learner.val_set) - 1)
    images, labels = learner.val_set.batch(slice(sample, sample + 1))
    with at_rest(learner.module):
        values = observe(learner.module, network.source, (images,) * learner.inputs, wanted.blocks)
    place = (learner.progress.epoch + 1, learner.progress.step)
    label = int(labels[0].item())
    for block in in_order(wanted.blocks):
        if block in values:
            maps = shown(values[block][0])
            yield Captured(block, "maps", *place, maps, sample, label, values[block].shape[1] if values[block].dim() > 1 else 1)
        weights = filters_of(learner.module, network.source, weights_at(network.graph, block))
        if weights is not None:
            tiles = weights.flatten(0, 1)
            yield Captured(block, "filters", *place, as_array(tiles[:MOST_MAPS]), sample, label, len(tiles))


def in_order(places: Iterable[Place]) -> list[Place]:
    """The blocks by their ids, those inside of a group behind it."""
    return sorted(places, key=lambda place: place if isinstance(place, tuple) else (place,))


def filters_of(module: nn.Module, source: Source, path: Path) -> Tensor | None:
    """The weights (out, in, h, w) of the block at the end of `path`, which has them and slides them over images, or None."""
    keys = [key for key, owner in source.paths.items() if owner == path and key.rpartition(".")[2] == "weight"]
    weight = module.get_parameter(keys[0]).detach() if keys else None
    return weight if weight is not None and weight.dim() == 4 else None


def shown(value: Tensor) -> Array:
    """The value of one sample as maps (n, h, w), or as a vector (n,), cut to what can be looked at."""
    if value.dim() <= 1:
        return as_array(value.reshape(-1)[:MOST_NUMBERS])
    maps = (value[None] if value.dim() == 2 else value.flatten(0, -3))[:MOST_MAPS].float()
    scale = max(maps.shape[-2:]) / MOST_PIXELS
    if scale > 1:
        size = [max(1, round(side / scale)) for side in maps.shape[-2:]]
        maps = functional.interpolate(maps[None], size=size, mode="area")[0]
    return as_array(maps)


def as_array(value: Tensor) -> Array:
    """A float32 copy that nobody writes to."""
    return frozen(value.detach().to("cpu", torch.float32, copy=True).contiguous().numpy())
