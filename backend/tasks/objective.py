"""What a training minimises and measures: the contract between the learner, the evaluation and the kinds of task."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar

from torch import Tensor

from backend.protocol.events import Metrics


class Objective(ABC):
    """Loss, metrics and predictions of one kind of task, for outputs (n, ...) and targets (n, ...) of a batch."""

    main_metric: ClassVar[str] = "loss"
    """The metric of the validation set that says which epoch is the best one."""

    higher_is_better: ClassVar[bool] = False

    @abstractmethod
    def loss(self, outputs: Tensor, targets: Tensor) -> Tensor:
        """The loss, a scalar () float: the mean over the batch, with gradients."""

    @abstractmethod
    def metrics(self, outputs: Tensor, targets: Tensor) -> Mapping[str, Tensor]:
        """Measurements by name, "loss" among them: scalars () on the device of `outputs`, each the sum over the batch.

        Sums over all batches, divided by the number of samples, are the metrics of a data set.
        """

    @abstractmethod
    def predict(self, outputs: Tensor) -> tuple[Tensor, Tensor]:
        """What the outputs (n, ...) mean: predictions of the samples (n, ...) int64, and confidences (n,) float, 0 to 1."""

    def better(self, metrics: Metrics, best: Metrics | None) -> bool:
        """Whether `metrics` is better than the best so far; a value that is not finite never is."""
        value = metrics[self.main_metric]
        if best is None or not math.isfinite(value):
            return math.isfinite(value)
        return value > best[self.main_metric] if self.higher_is_better else value < best[self.main_metric]
