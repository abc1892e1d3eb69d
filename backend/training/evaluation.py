"""Evaluation on data that the network does not learn from: no gradients, in chunks between which it can be paused."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import KW_ONLY, dataclass, field
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from backend.datasets.base import Images, LazyImages
from backend.protocol.events import Array, Metrics, Predicted, frozen
from backend.tasks.objective import Kept, Measurement, Reporter
from backend.torch_utils import eval_mode
from backend.training.learner import EVALUATION, Learner
from backend.training.samples.device_dataset import Dataset

CHUNK = 500
"""Samples per chunk, unless a batch is larger."""

CHUNK_PIXELS = CHUNK * 32 * 32
"""Pixels per channel in a chunk of large images: they need more memory and time, and commands wait for a chunk to end."""

FEWEST = 32
"""So many samples are measured or predicted however slow the network is."""

KEPT_BYTES = 64 << 20
"""Memory for the pictures that are kept of a test set."""


@dataclass(slots=True)
class Evaluation:
    """One pass over `part`, or over its samples `chosen` (n,) int64; `chunks` does the work bit by bit.

    Of several outputs the main one is evaluated, and its loss counts once, whatever its weight in training.
    With `keep`, the predictions of so many samples, evenly spaced, are kept; `reporter` is told of all of them.
    """

    learner: Learner
    part: Dataset
    _: KW_ONLY
    chosen: Tensor | None = None
    keep: int = 0
    reporter: Reporter | None = None
    _measurement: Measurement = field(init=False)
    _done: int = 0
    _kept: list[Kept] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._measurement = self.learner.objective.measure()

    def chunks(self) -> Iterator[int]:
        """Evaluate, and yield after each chunk how many samples are done."""
        count = len(self.part) if self.chosen is None else len(self.chosen)
        size = max(chunk_size(self.learner.image_size), self.learner.recipe.batch_size)
        self.part.read_ahead(self._samples(slice(0, count)))
        for start in range(0, count, size):
            piece = slice(start, min(start + size, count))
            with eval_mode(self.learner.module):
                self._evaluate_chunk(piece)
            yield self._done

    @property
    def count(self) -> int:
        """How many samples are done."""
        return self._done

    def result(self) -> Metrics:
        """The metrics of the samples that are done; without samples the main metric is NaN."""
        if not self._done:
            return {self.learner.objective.main_metric: math.nan}
        return self._measurement.result()

    @property
    def kept_samples(self) -> NDArray[np.int64]:
        """Which of the samples that are done are kept, (k,) ascending: all, or evenly spaced ones."""
        total = len(self.part) if self.chosen is None else len(self.chosen)
        count = min(self.keep, total)
        places = (np.arange(count, dtype=np.int64) * total) // max(1, count)
        return places[places < self._done]

    def kept(self) -> Kept:
        """What is kept of the samples `kept_samples`, on the CPU; there must be some."""

        def joined(name: str) -> Tensor | None:
            parts = [getattr(each, name) for each in self._kept]
            return torch.cat(parts).cpu() if parts[0] is not None else None

        predictions = joined("predictions")
        assert predictions is not None
        return Kept(predictions=predictions, confidences=joined("confidences"), scores=joined("scores"))

    def _samples(self, piece: slice) -> Tensor:
        """The numbers (n,) int64 of the samples of a chunk."""
        if self.chosen is not None:
            return self.chosen[piece]
        return torch.arange(piece.start, piece.stop, device=self.learner.device)

    def _evaluate_chunk(self, piece: slice) -> None:
        images, targets = self.part.batch(piece if self.chosen is None else self.chosen[piece])
        inputs = self.learner.inputs_of(images, self._samples(piece), training=False)
        outputs = self.learner.main_output(inputs).float()
        self._measurement.add(outputs, targets)
        if self.reporter is not None:
            self.reporter.add(inputs[0], outputs, targets)
        before, self._done = self._done, self._done + len(targets)
        if self.keep:
            wanted = self.kept_samples
            chosen = torch.from_numpy(wanted[wanted >= before] - before).to(outputs.device)
            if len(chosen):
                self._kept.append(self.learner.objective.keep(outputs[chosen]))


def chunk_size(image: tuple[int, ...]) -> int:
    """How many images (C, H, W) are evaluated at a time."""
    return max(1, min(CHUNK, CHUNK_PIXELS // math.prod(image[1:])))


def spread_samples(total: int, count: int, device: torch.device) -> Tensor | None:
    """The numbers (count,) int64, ascending, of evenly spaced samples out of `total`; None where that is all of them."""
    return None if count >= total else (torch.arange(count, device=device) * total) // count


def kept_count(part: Images) -> int:
    """How many predictions of a data set are kept: all, or as many as their images and targets fit into KEPT_BYTES."""
    if not len(part):
        return 0
    pictures, lazy = part.targets.ndim > 2, isinstance(part.images, LazyImages)
    each = math.prod(part.images.shape[1:]) + (2 * math.prod(part.targets.shape[1:]) if pictures else 0)
    return min(len(part), max(1, KEPT_BYTES // each)) if pictures or lazy else len(part)


def predictions_of(evaluation: Evaluation, part: Images, *, name: str, epoch: int = 0, step: int = 0) -> Predicted:
    """What an evaluation of `part` has kept, with the images as the network got them and their targets.

    `name` is that of the part, `epoch` and `step` are those of the weights.
    """
    learner, places = evaluation.learner, evaluation.kept_samples
    chosen = places if evaluation.chosen is None else evaluation.chosen.cpu().numpy()[places]
    images, kept = _chosen_of(part.images, chosen), evaluation.kept()
    targets = images if part.targets is part.images else _chosen_of(part.targets, chosen)
    return Predicted(
        images=frozen(_as_given(learner, images, chosen)),
        targets=frozen(targets),
        predictions=frozen(kept.predictions.numpy()),
        confidences=_array(kept.confidences),
        scores=_array(kept.scores),
        kind=learner.objective.target.kind,
        part=name,
        total=evaluation.count,
        epoch=epoch,
        step=step,
    )


def _chosen_of(values: NDArray[Any] | LazyImages, chosen: NDArray[np.int64]) -> NDArray[Any]:
    """Those of `values` (N, ...) with the numbers `chosen` (n,), the very array where they are all; lazy ones are read."""
    return values if len(chosen) == len(values) and not isinstance(values, LazyImages) else values[chosen]


def _as_given(learner: Learner, images: NDArray[np.uint8], samples: NDArray[np.int64]) -> NDArray[np.uint8]:
    """The images as the network got them: with their noise."""
    if not learner.objective.corrupts:
        return images
    made = np.empty_like(images)
    for start in range(0, len(images), CHUNK):
        piece = slice(start, start + CHUNK)
        pixels = torch.from_numpy(np.array(images[piece])).float().div_(255)
        numbers = torch.from_numpy(samples[piece])
        given = learner.objective.corrupt(pixels, numbers, seed=learner.recipe.seed, epoch=EVALUATION)
        made[piece] = given.mul(255).round().byte().numpy()
    return made


def _array(values: Tensor | None) -> Array:
    return frozen(np.zeros(0, np.float32) if values is None else values.float().numpy())
