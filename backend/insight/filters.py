"""The observer of filters: the weights that convolutions slide over images."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from torch import Tensor, nn

from backend.insight.observer import Observer, Sample, Subject, as_array
from backend.protocol.events import BlockRef, Captured
from builder.emit import Source
from builder.groups.levels import weights_at
from builder.model.block_paths import BlockPath

MOST_FILTERS = 256


def observe_filters(subject: Subject, sample: Sample, places: Sequence[BlockRef]) -> Iterator[Captured]:
    """The filters of each block that has some, one tile (h, w) per pair of output and input channel."""
    for place in places:
        weights = _filters_at(subject.module, subject.source, weights_at(subject.graph, place))
        if weights is not None:
            tiles = weights.flatten(0, 1)
            yield Captured(
                block=place,
                kind=OBSERVER.kind,
                epoch=sample.epoch,
                step=sample.step,
                array=as_array(tiles[:MOST_FILTERS]),
                sample=sample.index,
                label=sample.label,
                total=len(tiles),
            )


def _filters_at(module: nn.Module, source: Source, path: BlockPath) -> Tensor | None:
    """The weights (out, in, h, w) of the block at `path`; None where it has none, or others than filters."""
    keys = [key for key, owner in source.paths.items() if owner == path and key.rpartition(".")[2] == "weight"]
    weight = module.get_parameter(keys[0]).detach() if keys else None
    return weight if weight is not None and weight.dim() == 4 else None


OBSERVER = Observer("filters", observe_filters)
