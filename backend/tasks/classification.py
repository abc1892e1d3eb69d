"""Classification: one of several classes per image; the largest output is the prediction."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from torch import Tensor
from torch.nn import functional

from backend.metrics.baselines import Targets, class_shares
from backend.metrics.bootstrap import Statistics, intervals, resampled_counts, weighted_means
from backend.metrics.class_metrics import (
    accuracy,
    class_counts,
    class_rankings,
    macro_ranking,
    softmax,
    target_ranks,
    top_k_accuracy,
)
from backend.metrics.confusion import Floats
from backend.metrics.ranking import mean_ranking
from backend.protocol.events import Array
from backend.tasks.gathering import MOST_RANKED, RANKING_COST, RANKING_DRAWS, Rows, finite, of_classes
from backend.tasks.objective import Kept, Measurement, Objective, Report, Reporter, SampleSums
from builder.tasks.base import Target


class Classification(Objective):
    """Outputs (n, classes) float are one score per class; targets (n,) int64 are class numbers."""

    def __init__(self, loss: str, target: Target) -> None:
        """`loss` is a name in :data:`backend.protocol.recipe.LOSSES`."""
        super().__init__(loss, target)
        self._one_hot, self._classes = self.loss_spec.one_hot, len(target.names)
        self._function: Callable[..., Tensor] = getattr(functional, self.loss_spec.torch_name)

    def loss(self, outputs: Tensor, targets: Tensor) -> Tensor:
        """The mean loss of the batch, a scalar (); losses for numbers compare the scores (n, classes) with one-hot classes."""
        if self._one_hot:
            targets = functional.one_hot(targets, self._classes).to(outputs.dtype)
        return self._function(outputs, targets)

    def training_loss(self, outputs: Tensor, targets: Tensor) -> Tensor:
        """The mean over the batch, weighted by `class_weights` (classes,) where they are set: sum of w l by sum of w."""
        if self.class_weights is None:
            return self.loss(outputs, targets)
        weights = self.class_weights[targets]
        goal = functional.one_hot(targets, self._classes).to(outputs.dtype) if self._one_hot else targets
        losses = self._function(outputs, goal, reduction="none")
        return (losses.flatten(1).mean(1) if self._one_hot else losses).mul(weights).sum() / weights.sum()

    def measure(self) -> Measurement:
        """Loss, and the share of right predictions."""
        return SampleSums(self._sums)

    def keep(self, outputs: Tensor) -> Kept:
        """The class with the largest score (n,) int64, its softmax (n,) float, and the scores.

        For one-hot losses the confidence is the score itself, clamped to 0 to 1.
        """
        predicted = outputs.argmax(1)
        shares = outputs.clamp(0, 1) if self._one_hot else outputs.softmax(1)
        return Kept(predictions=predicted, confidences=shares.gather(1, predicted[:, None])[:, 0], scores=outputs)

    def reporter(self, train_targets: Targets) -> Reporter:
        """Top-5 accuracy with more than five classes, precision, recall and F1, ROC AUC and average precision one against the
        rest: means over the classes that occur. The baseline always gives the most frequent class of the training set.
        """
        return _ClassReport(self._classes, class_shares(train_targets[:], self._classes), shares=not self._one_hot)

    def _sums(self, outputs: Tensor, targets: Tensor) -> Mapping[str, Tensor]:
        return {
            "loss": self.loss(outputs, targets).double() * len(targets),
            "accuracy": (outputs.argmax(1) == targets).sum(),
        }


_TOP = 5
"""Classes among which the true one counts as found by the top-5 accuracy."""


class _ClassReport(Reporter):
    """Keeps the scores (n, classes) and the classes (n,) of all samples."""

    def __init__(self, classes: int, train_shares: Floats, *, shares: bool) -> None:
        """`shares`: the scores become comparable between samples by softmax."""
        self._classes, self._train_shares, self._shares = classes, train_shares, shares
        self._scores, self._targets = Rows((classes,)), Rows()

    def add(self, inputs: Tensor, outputs: Tensor, targets: Tensor) -> None:
        del inputs
        self._scores.add(outputs)
        self._targets.add(targets)

    def report(self) -> Report:
        scores, targets = self._scores.joined(), self._targets.joined().astype(np.int64)
        metrics = self._measure(targets, scores)
        baseline = self._measure(targets, np.broadcast_to(self._train_shares, scores.shape))
        found = self._intervals(targets, scores)
        present = len(np.unique(targets))
        if present > 1 and scores.size <= MOST_RANKED:
            shares = softmax(scores) if self._shares else scores
            auc, precision = macro_ranking(targets, shares)
            metrics |= finite({"roc_auc": auc, "average_precision": precision})
            # Of scores that are the same for all samples the precision is the share of the class: a mean of 1 / classes.
            baseline |= {"roc_auc": 0.5, "average_precision": 1 / present}
            ranked, cost = _ranking_statistics(targets, shares), RANKING_COST * self._classes
            found |= intervals(ranked, len(targets), cost=cost, most=RANKING_DRAWS)
        each = class_counts(targets, scores.argmax(1), self._classes).f1()
        return Report(metrics=metrics | of_classes("f1", each), baseline=baseline, intervals=found)

    def _measure(self, targets: Array, scores: Array) -> dict[str, float]:
        predictions = scores.argmax(1)
        top = {"top5": top_k_accuracy(targets, scores, _TOP)} if self._classes > _TOP else {}
        averages = class_counts(targets, predictions, self._classes).averaged()
        return finite({"accuracy": accuracy(targets, predictions), **top, **averages})

    def _intervals(self, targets: Array, scores: Array) -> dict[str, tuple[float, float]]:
        predictions, samples = scores.argmax(1), len(targets)
        means = {"accuracy": predictions == targets}
        if self._classes > _TOP:
            means["top5"] = target_ranks(targets, scores) < _TOP
        counts_of = resampled_counts(targets, predictions, self._classes)
        return intervals(weighted_means(means), samples) | intervals(lambda each: counts_of(each).averaged(), samples, cost=3)


def _ranking_statistics(targets: Array, shares: Array) -> Statistics:
    rankings = class_rankings(targets, shares)

    def measure(weights: Floats) -> Mapping[str, Array]:
        auc, precision = mean_ranking(rankings, weights)
        return {"roc_auc": auc, "average_precision": precision}

    return measure
