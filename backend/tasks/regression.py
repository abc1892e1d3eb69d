"""Regression: one or several numbers for each image."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional

from backend.protocol.events import Metrics
from backend.tasks.objective import Kept, Measurement, Objective


class Regression(Objective):
    """Outputs and targets (n, numbers) float32 are the numbers themselves."""

    def loss(self, outputs: Tensor, targets: Tensor) -> Tensor:
        """The mean over samples and numbers."""
        function: Callable[[Tensor, Tensor], Tensor] = getattr(functional, self.loss_spec.torch_name)
        return function(outputs, targets)

    def measure(self) -> Measurement:
        """Loss, mean absolute error, and the share of the variance that is explained (R2), means over the numbers."""
        return _Errors(self)

    def keep(self, outputs: Tensor) -> Kept:
        """The numbers (n, numbers) float32."""
        return Kept(predictions=outputs, scores=outputs)


class _Errors(Measurement):
    """Sums over the samples, for each number: of errors, squared errors, values and squared values."""

    def __init__(self, objective: Regression) -> None:
        self._objective = objective
        self._sums: Tensor | None = None
        self._loss: Tensor | None = None
        self._count = 0

    def add(self, outputs: Tensor, targets: Tensor) -> None:
        error, values = (outputs - targets).double(), targets.double()
        sums = torch.stack([error.abs().sum(0), (error * error).sum(0), values.sum(0), (values * values).sum(0)])
        loss = self._objective.loss(outputs, targets).double() * len(targets)
        self._sums = sums if self._sums is None else self._sums + sums
        self._loss = loss if self._loss is None else self._loss + loss
        self._count += len(targets)

    def result(self) -> Metrics:
        assert self._sums is not None
        assert self._loss is not None
        errors, squared, values, squares = self._sums.cpu()
        spread = squares - values * values / self._count
        found = {"loss": float(self._loss.item()) / self._count, "mae": float((errors / self._count).mean())}
        varied = spread > 1e-12 * squares.clamp(min=1e-300)
        return found | ({"r2": float((1 - squared[varied] / spread[varied]).mean())} if varied.any() else {})
