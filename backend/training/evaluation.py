"""Measuring a network on data it does not learn from: evaluation mode, no gradients, in chunks that can be paused."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn

from backend.protocol.events import Metrics
from backend.training.learner import Learner, Resident

CHUNK = 500
"""Samples measured at once, unless a batch is larger."""


@contextmanager
def at_rest(module: nn.Module) -> Iterator[None]:
    """`module` in evaluation mode without gradients; its mode is given back."""
    mode = module.training
    module.eval()
    try:
        with torch.inference_mode():
            yield
    finally:
        module.train(mode)


@dataclass(slots=True)
class Measuring:
    """One pass of `learner` over `part`, or over the `chosen` samples of it; `chunks` does the work bit by bit.

    Of several outputs the main one is measured, and its loss counts once, whatever its weight in training.
    With `keep`, the predicted classes and confidences of every sample are kept.
    """

    learner: Learner
    part: Resident
    chosen: Tensor | None = None
    keep: bool = False
    _sums: dict[str, Tensor] = field(default_factory=dict)
    _done: int = 0
    _predictions: list[Tensor] = field(default_factory=list)
    _confidences: list[Tensor] = field(default_factory=list)

    def chunks(self) -> Iterator[int]:
        """Measure, and yield how many samples are done after each chunk."""
        count = len(self.part) if self.chosen is None else len(self.chosen)
        size = max(CHUNK, self.learner.recipe.batch_size)
        for start in range(0, count, size):
            piece = slice(start, min(start + size, count))
            with at_rest(self.learner.module):
                self._measure(*self.part.batch(piece if self.chosen is None else self.chosen[piece]))
            yield self._done

    @property
    def count(self) -> int:
        """How many samples are measured so far."""
        return self._done

    def result(self) -> Metrics:
        """The metrics of the samples that are measured so far; the loss of none is NaN."""
        if not self._done:
            return {self.learner.objective.main_metric: math.nan}
        return {name: float(value.item()) / self._done for name, value in self._sums.items()}

    def predictions(self) -> tuple[Tensor, Tensor]:
        """The class and the confidence of every sample, (n,) each, on the CPU."""
        return torch.cat(self._predictions).cpu(), torch.cat(self._confidences).cpu()

    def _measure(self, images: Tensor, labels: Tensor) -> None:
        outputs = self.learner.main_output(images).float()
        for name, value in self.learner.objective.metrics(outputs, labels).items():
            self._sums[name] = self._sums[name] + value if name in self._sums else value
        self._done += len(labels)
        if self.keep:
            predictions, confidences = self.learner.objective.predict(outputs)
            self._predictions.append(predictions)
            self._confidences.append(confidences)
