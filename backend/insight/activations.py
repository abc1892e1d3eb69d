"""The observer of activations: what blocks give for one sample, as maps or as a vector."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from torch import Tensor
from torch.nn import functional

from backend.insight.observer import Observer, Sample, Subject, as_array
from backend.protocol.events import Array, BlockRef, Captured
from backend.torch_utils import eval_mode
from builder.emit.observe import observe

MOST_MAPS = 256
MOST_PIXELS = 64
"""Maps larger than this on a side are made smaller before they are handed over."""
MOST_NUMBERS = 1024
"""Of a vector, so many numbers are shown."""


def observe_activations(subject: Subject, sample: Sample, places: Sequence[BlockRef]) -> Iterator[Captured]:
    """The first output of each block in evaluation mode; every Input gets the same image."""
    inputs = len(subject.source.inputs)
    with eval_mode(subject.module):
        values = observe(subject.module, subject.source, (sample.images,) * inputs, places)
    for place in places:
        if place in values:
            value = values[place]
            yield Captured(
                block=place,
                kind=OBSERVER.kind,
                epoch=sample.epoch,
                step=sample.step,
                array=reduced_maps(value[0]),
                sample=sample.index,
                label=sample.label,
                total=value.shape[1] if value.dim() > 1 else 1,
            )


def reduced_maps(value: Tensor) -> Array:
    """The value (...) of one sample as maps (n, h, w) float32, or as a vector (n,), cut to what can be shown."""
    if value.dim() <= 1:
        return as_array(value.reshape(-1)[:MOST_NUMBERS])
    maps = (value[None] if value.dim() == 2 else value.flatten(0, -3))[:MOST_MAPS].float()
    scale = max(maps.shape[-2:]) / MOST_PIXELS
    if scale > 1:
        size = [max(1, round(side / scale)) for side in maps.shape[-2:]]
        maps = functional.interpolate(maps[None], size=size, mode="area")[0]
    return as_array(maps)


OBSERVER = Observer("maps", observe_activations)
