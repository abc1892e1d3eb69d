"""Pictures from a run that has ended, by its kept weights. Torch is imported when it is called: the window uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from backend.protocol.events import BlockRef, Captured, TrainingError
from builder.common.messages import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from backend.insight.observer import Subject
    from backend.runs.store import RunStore


def observe_saved_run(
    store: RunStore, blocks: frozenset[BlockRef], image: NDArray[np.uint8], *, index: int, label: int
) -> list[Captured]:
    """The pictures of `blocks` for one `image` (C, H, W) uint8 by the best weights of a run.

    `index` and `label` say which sample the image is. Blocks that the run's network does not have are left out. Raises
    JobError for a run that cannot be read, and TrainingError where there are no weights, or others than the network's,
    where memory runs out, and where the network itself fails; it then names the block.
    """
    import torch

    from backend.failures import machine_failures, network_failures
    from backend.insight.observer import Sample
    from backend.insight.registry import observe_blocks

    with machine_failures():
        subject = _load_subject(store)
        pixels = torch.from_numpy(np.array(image[None])).to(torch.float32).div_(255)
        with network_failures(subject.graph, subject.source):
            return list(observe_blocks(subject, Sample(pixels, index, label), blocks))


def _load_subject(store: RunStore) -> Subject:
    """The run's network with the best weights, or the last ones where no epoch was measured."""
    from backend.failures import network_failures
    from backend.insight.observer import Subject
    from backend.runs import checkpoint
    from builder.common.state_dict_keys import rename_keys
    from builder.emit import emit
    from builder.emit.compile import compile_source

    graph = store.job().graph
    source = emit(graph)
    with network_failures(graph, source):
        module = compile_source(source)()
    weights = checkpoint.load(store.best if store.best.is_file() else store.last)
    try:
        module.load_state_dict(rename_keys(weights, source.keys))
    except RuntimeError as error:
        raise TrainingError(
            QT_TRANSLATE_NOOP("Runs", "The weights in {folder} are not those of its network."), folder=store.folder
        ) from error
    return Subject(module, graph, source)
