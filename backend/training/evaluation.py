"""Measuring a network on data it does not learn from: evaluation mode, no gradients, in chunks that can be paused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn

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
class Measure:
    """The mean loss and the accuracy (0 to 1) of the main output on `count` samples."""

    loss: float
    accuracy: float
    count: int


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
    _loss: Tensor | None = None
    _right: Tensor | None = None
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

    def result(self) -> Measure:
        """What was measured so far."""
        if self._loss is None or self._right is None:
            return Measure(float("nan"), float("nan"), 0)
        return Measure(float(self._loss.item()) / self._done, float(self._right.item()) / self._done, self._done)

    def predictions(self) -> tuple[Tensor, Tensor]:
        """The class and the confidence of every sample, (n,) each, on the CPU."""
        return torch.cat(self._predictions).cpu(), torch.cat(self._confidences).cpu()

    def _measure(self, images: Tensor, labels: Tensor) -> None:
        outputs = self.learner.scores(images).float()
        loss = self.learner.loss(outputs, labels).double() * len(labels)
        predicted = outputs.argmax(1)
        right = (predicted == labels).sum()
        self._loss = loss if self._loss is None else self._loss + loss
        self._right = right if self._right is None else self._right + right
        self._done += len(labels)
        if self.keep:
            self._predictions.append(predicted)
            self._confidences.append(self.learner.confidences(outputs).gather(1, predicted[:, None])[:, 0])
