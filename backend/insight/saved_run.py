"""Pictures from a run that has ended: what its kept weights make of one sample. Torch is imported when it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from backend.protocol.events import Captured, Place
from builder.groups.levels import blocks_to, weights_at

if TYPE_CHECKING:
    from torch import nn

    from backend.runs.store import RunStore
    from builder.emit import Source


def stills(store: RunStore, blocks: frozenset[Place], image: NDArray[np.uint8], sample: int, label: int) -> list[Captured]:
    """The maps of `blocks` for one `image` (C, H, W) by the best weights of a run, and their filters.

    Blocks that the run's network has not are left out. Raises TrainingError where there are no weights to read.
    """
    import torch

    from backend.insight.activations import as_array, filters_of, in_order, shown
    from backend.training.evaluation import at_rest
    from builder.emit.compile import observe

    module, source = _kept(store)
    trained = store.job().graph
    known = [block for block in in_order(blocks) if blocks_to(trained, block)]
    pixels = torch.from_numpy(np.array(image[None])).to(torch.float32).div_(255)
    with at_rest(module):
        values = observe(module, source, (pixels,) * len(source.inputs), known)
    taken = []
    for block in known:
        if block in values:
            value = values[block][0]
            count = value.shape[0] if value.dim() else 1
            taken.append(Captured(block, "maps", 0, 0, shown(value), sample, label, count))
        weights = filters_of(module, source, weights_at(trained, block))
        if weights is not None:
            tiles = weights.flatten(0, 1)
            taken.append(Captured(block, "filters", 0, 0, as_array(tiles[:256]), sample, label, len(tiles)))
    return taken


def _kept(store: RunStore) -> tuple[nn.Module, Source]:
    """The run's network with the best weights, or the last where no epoch was measured."""
    from backend.runs import checkpoint
    from builder.common.state_dict_keys import fitted
    from builder.emit import emit
    from builder.emit.compile import compile_source

    source = emit(store.job().graph)
    module = compile_source(source)()
    module.load_state_dict(fitted(checkpoint.load(store.best if store.best.is_file() else store.last), source.keys))
    return module, source
