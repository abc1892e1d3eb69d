"""Regression: one or several numbers for each image."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from backend.metrics.baselines import Targets, mean_numbers
from backend.metrics.bootstrap import intervals
from backend.metrics.confusion import Floats
from backend.metrics.number_metrics import error_sums, mean_errors, sample_errors, sums_of
from backend.protocol.events import Metrics
from backend.tasks.gathering import Rows, finite, of_classes
from backend.tasks.objective import Kept, Measurement, Objective, Report, Reporter


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

    def reporter(self, train_targets: Targets) -> Reporter:
        """The root of the mean squared error, and all errors of each number; the baseline is the mean of the training set."""
        return _NumberReport(mean_numbers(train_targets[:]))


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


class _NumberReport(Reporter):
    """Keeps outputs and targets (n, numbers) of all samples."""

    def __init__(self, train_mean: Floats) -> None:
        self._train_mean = train_mean
        self._outputs, self._targets = Rows(train_mean.shape), Rows(train_mean.shape)

    def add(self, inputs: Tensor, outputs: Tensor, targets: Tensor) -> None:
        del inputs
        self._outputs.add(outputs)
        self._targets.add(targets)

    def report(self) -> Report:
        outputs, targets = self._outputs.joined(), self._targets.joined()
        samples, numbers = targets.shape
        sums, each = error_sums(targets, outputs), sample_errors(targets, outputs)
        apart = {}
        if numbers > 1:
            apart = {**of_classes("mae", sums.mae()), **of_classes("rmse", sums.rmse()), **of_classes("r2", sums.r2())}
        constant = error_sums(targets, np.broadcast_to(self._train_mean, targets.shape))
        return Report(
            metrics={**finite({"rmse": float(sums.rmse().mean())}), **apart},
            baseline=finite(mean_errors(constant)),
            intervals=intervals(lambda weights: mean_errors(sums_of(each, weights)), samples, cost=1 + numbers),
        )
