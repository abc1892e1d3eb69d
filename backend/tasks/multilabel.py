"""Several labels: each of them holds or does not; the sigmoid of an output is its probability."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from backend.metrics.baselines import Targets, label_shares
from backend.metrics.bootstrap import Statistics, intervals, weighted_means
from backend.metrics.confusion import Counts, Floats, mean_of_present
from backend.metrics.label_metrics import exact_match, hamming_loss, label_accuracy, label_counts, label_rankings
from backend.metrics.ranking import Rankings
from backend.protocol.events import Array, Metrics
from backend.tasks.gathering import RANKING_COST, RANKING_DRAWS, Rows, finite, of_classes
from backend.tasks.objective import Kept, Measurement, Objective, Report, Reporter, SampleSums


class MultiLabel(Objective):
    """Outputs (n, labels) float are scores, above 0 where a label holds; targets (n, labels) uint8 are 0 or 1."""

    def loss(self, outputs: Tensor, targets: Tensor) -> Tensor:
        """The mean over samples and labels; MSE compares the sigmoid of the scores."""
        function: Callable[[Tensor, Tensor], Tensor] = getattr(functional, self.loss_spec.torch_name)
        given = outputs if self.loss_spec.applies_sigmoid else outputs.sigmoid()
        return function(given, targets.to(outputs.dtype))

    def measure(self) -> Measurement:
        """Loss, the shares of right labels and of samples with no wrong one, and the mean F1 of the labels that occur."""
        return _LabelSums(self._sums)

    def keep(self, outputs: Tensor) -> Kept:
        """The labels that hold (n, labels) uint8, and the scores."""
        return Kept(predictions=(outputs > 0).byte(), scores=outputs)

    def reporter(self, train_targets: Targets) -> Reporter:
        """Precision, recall, F1 and average precision as means over the labels that occur, and the Hamming loss.

        The baseline says of each label what holds most often in the training set.
        """
        return _LabelReport(label_shares(train_targets[:]))

    def _sums(self, outputs: Tensor, targets: Tensor) -> Mapping[str, Tensor]:
        right = (outputs > 0) == targets.bool()
        return {
            "loss": self.loss(outputs, targets).double() * len(targets),
            "accuracy": right.double().mean(1).sum(),
            "exact_match": right.all(1).sum(),
        }


class _LabelSums(SampleSums):
    """As its base, and counts hits, truths and predictions of each label."""

    def __init__(self, sums: Callable[[Tensor, Tensor], Mapping[str, Tensor]]) -> None:
        super().__init__(sums)
        self._counts: Tensor | None = None

    def add(self, outputs: Tensor, targets: Tensor) -> None:
        super().add(outputs, targets)
        actual, predicted = targets.bool(), outputs > 0
        counts = torch.stack([(actual & predicted).sum(0), actual.sum(0), predicted.sum(0)])
        self._counts = counts if self._counts is None else self._counts + counts

    def result(self) -> Metrics:
        assert self._counts is not None
        f1 = float(mean_of_present(Counts(*self._counts.cpu().numpy()).f1()))
        return {**super().result(), **finite({"f1": f1})}


class _LabelReport(Reporter):
    """Keeps the scores and the labels (n, labels) of all samples."""

    def __init__(self, train_shares: Floats) -> None:
        self._train_shares = train_shares
        self._scores, self._targets = Rows(train_shares.shape), Rows(train_shares.shape)

    def add(self, inputs: Tensor, outputs: Tensor, targets: Tensor) -> None:
        del inputs
        self._scores.add(outputs)
        self._targets.add(targets)

    def report(self) -> Report:
        scores, targets = self._scores.joined(), self._targets.joined()
        counts = label_counts(targets, scores > 0)
        measured = _measure(targets, scores)
        known = ("accuracy", "exact_match", "f1")  # every epoch measures them
        each = of_classes("f1", counts.f1()) | of_classes("average_precision", label_rankings(targets, scores)[1])
        constant = np.broadcast_to(self._train_shares - 0.5, scores.shape)
        return Report(
            metrics={name: value for name, value in measured.items() if name not in known} | each,
            baseline=_measure(targets, constant),
            intervals=_intervals(targets, scores),
        )


def _measure(targets: Array, scores: Array) -> Metrics:
    given = scores > 0
    return finite(
        {
            "accuracy": label_accuracy(targets, given),
            "exact_match": exact_match(targets, given),
            "hamming_loss": hamming_loss(targets, given),
            **label_counts(targets, given).averaged(),
            "average_precision": float(mean_of_present(label_rankings(targets, scores)[1])),
        }
    )


def _intervals(targets: Array, scores: Array) -> dict[str, tuple[float, float]]:
    actual, given = targets.astype(bool), scores > 0
    right = actual == given
    samples, labels = scores.shape
    means = {"accuracy": right.mean(1), "exact_match": right.all(1), "hamming_loss": 1 - right.mean(1)}
    terms = [part.astype(np.float64) for part in (actual & given, actual, given)]

    def averages(weights: Floats) -> Mapping[str, Array]:
        return Counts(*(weights @ part for part in terms)).averaged()

    found = intervals(weighted_means(means), samples) | intervals(averages, samples, cost=1 + labels)
    ranked, cost = _ranking_statistics(targets, scores), RANKING_COST * labels
    return found | intervals(ranked, samples, cost=cost, most=RANKING_DRAWS)


def _ranking_statistics(targets: Array, scores: Array) -> Statistics:
    rankings = Rankings.of(targets, scores)
    return lambda weights: {"average_precision": mean_of_present(rankings.measure(weights)[1])}
