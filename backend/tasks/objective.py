"""What a training minimises and measures: the contract between the learner, the evaluation and the kinds of task."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from torch import Tensor

from backend.metrics.baselines import Targets
from backend.protocol.events import Intervals, Metrics
from backend.protocol.recipe import LOSSES
from builder.tasks.base import Target


class Measurement(ABC):
    """Measures the outputs of a data set batch by batch. What it keeps stays on the device until the result is asked for."""

    @abstractmethod
    def add(self, outputs: Tensor, targets: Tensor) -> None:
        """Add a batch: outputs (n, ...) float32 and targets (n, ...) as the data have them."""

    @abstractmethod
    def result(self) -> Metrics:
        """The metrics of all samples so far; there must be some."""


class SampleSums(Measurement):
    """Metrics that are means over samples: sums over batches, divided by the number of samples."""

    def __init__(self, sums: Callable[[Tensor, Tensor], Mapping[str, Tensor]]) -> None:
        """`sums` gives for a batch the sum of each metric over its samples, scalars () on the device."""
        self._of_batch = sums
        self._sums: dict[str, Tensor] = {}
        self._count = 0

    def add(self, outputs: Tensor, targets: Tensor) -> None:
        """Add the sums of a batch."""
        for name, value in self._of_batch(outputs, targets).items():
            self._sums[name] = self._sums[name] + value if name in self._sums else value
        self._count += len(targets)

    def result(self) -> Metrics:
        """The means."""
        return {name: float(value.item()) / self._count for name, value in self._sums.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of a batch of predictions: `predictions` (n, ...), and where the kind of task has them `confidences` (n,)
    float, 0 to 1, and `scores` (n, k) float32.
    """

    predictions: Tensor
    confidences: Tensor | None = None
    scores: Tensor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What is said at the end of a training besides the metrics of every epoch.

    `metrics` are more metrics of the test set, `baseline` is what can be reached without learning, `intervals` are 95%
    bootstrap intervals over the test samples, of which there must be 30.
    """

    metrics: Metrics = field(default_factory=dict)
    baseline: Metrics = field(default_factory=dict)
    intervals: Intervals = field(default_factory=dict)


class Reporter(ABC):
    """Gathers what the report on a test set needs of each sample, batch by batch, in numpy arrays."""

    @abstractmethod
    def add(self, inputs: Tensor, outputs: Tensor, targets: Tensor) -> None:
        """Add a batch: what the network got (n, C, H, W) float32, outputs (n, ...) float32, targets (n, ...) of the data."""

    @abstractmethod
    def report(self) -> Report:
        """The report on all samples so far."""


class Objective(ABC):
    """Loss, metrics and predictions of one kind of task, for outputs (n, ...) and targets (n, ...) of a batch.

    Targets are as the data have them, see :class:`backend.datasets.base.Images`, on the device of the outputs.
    """

    main_metric: ClassVar[str] = "loss"
    """The metric of the validation set that says which epoch is the best one."""

    higher_is_better: ClassVar[bool] = False

    def __init__(self, loss: str, target: Target) -> None:
        """`loss` is a name in :data:`backend.protocol.recipe.LOSSES`."""
        self.loss_spec, self.target = LOSSES[loss], target
        self.class_weights: Tensor | None = None

    @property
    def corrupts(self) -> bool:
        """Whether the network gets anything but the images of the data."""
        return False

    def corrupt(self, images: Tensor, samples: Tensor, *, seed: int, epoch: int) -> Tensor:
        """What the network gets instead of `images` (n, C, H, W) float32, 0 to 1, which are `samples` (n,) int64 of their set.

        Depends on seed, epoch and sample alone; evaluations use epoch -1, so that they are the same every time.
        """
        del samples, seed, epoch
        return images

    @abstractmethod
    def loss(self, outputs: Tensor, targets: Tensor) -> Tensor:
        """The loss, a scalar () float: the mean over the batch, with gradients."""

    def training_loss(self, outputs: Tensor, targets: Tensor) -> Tensor:
        """What is minimised, a scalar (): the loss, weighted by `class_weights` (classes,) where they are set."""
        return self.loss(outputs, targets)

    @abstractmethod
    def measure(self) -> Measurement:
        """A new measurement; its metrics have "loss" and the main metric among them."""

    @abstractmethod
    def keep(self, outputs: Tensor) -> Kept:
        """What the outputs (n, ...) mean, to be kept and shown."""

    @abstractmethod
    def reporter(self, train_targets: Targets) -> Reporter:
        """A new reporter on a test set; baselines are made of the targets (N, ...) of the training set."""

    def better(self, metrics: Metrics, best: Metrics | None) -> bool:
        """Whether `metrics` is better than the best so far; a value that is not finite never is."""
        value = metrics[self.main_metric]
        if best is None or not math.isfinite(value):
            return math.isfinite(value)
        return value > best[self.main_metric] if self.higher_is_better else value < best[self.main_metric]
