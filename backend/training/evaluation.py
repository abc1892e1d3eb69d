"""Evaluation on data that the network does not learn from: no gradients, in chunks between which it can be paused."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import KW_ONLY, dataclass, field

import torch
from torch import Tensor

from backend.protocol.events import Metrics
from backend.torch_utils import eval_mode
from backend.training.learner import DeviceDataset, Learner

CHUNK = 500
"""Samples per chunk, unless a batch is larger."""


@dataclass(slots=True)
class Evaluation:
    """One pass over `part`, or over its samples `chosen` (n,) int64; `chunks` does the work bit by bit.

    Of several outputs the main one is evaluated, and its loss counts once, whatever its weight in training.
    With `keep`, the predictions and confidences of every sample are kept.
    """

    learner: Learner
    part: DeviceDataset
    _: KW_ONLY
    chosen: Tensor | None = None
    keep: bool = False
    _sums: dict[str, Tensor] = field(default_factory=dict)
    _done: int = 0
    _predictions: list[Tensor] = field(default_factory=list)
    _confidences: list[Tensor] = field(default_factory=list)

    def chunks(self) -> Iterator[int]:
        """Evaluate, and yield after each chunk how many samples are done."""
        count = len(self.part) if self.chosen is None else len(self.chosen)
        size = max(CHUNK, self.learner.recipe.batch_size)
        for start in range(0, count, size):
            piece = slice(start, min(start + size, count))
            with eval_mode(self.learner.module):
                self._evaluate_chunk(*self.part.batch(piece if self.chosen is None else self.chosen[piece]))
            yield self._done

    @property
    def count(self) -> int:
        """How many samples are done."""
        return self._done

    def result(self) -> Metrics:
        """The metrics of the samples that are done; without samples the main metric is NaN."""
        if not self._done:
            return {self.learner.objective.main_metric: math.nan}
        return {name: float(value.item()) / self._done for name, value in self._sums.items()}

    def predictions(self) -> tuple[Tensor, Tensor]:
        """The prediction (n, ...) and the confidence (n,) float32 of every sample, on the CPU."""
        return torch.cat(self._predictions).cpu(), torch.cat(self._confidences).cpu()

    def _evaluate_chunk(self, images: Tensor, labels: Tensor) -> None:
        outputs = self.learner.main_output(images).float()
        # The sums stay on the device: reading one per chunk would wait for it each time.
        for name, value in self.learner.objective.metrics(outputs, labels).items():
            self._sums[name] = self._sums[name] + value if name in self._sums else value
        self._done += len(labels)
        if self.keep:
            predictions, confidences = self.learner.objective.predict(outputs)
            self._predictions.append(predictions)
            self._confidences.append(confidences)
