"""The objective of classification, compared with torch and computed by hand."""

from __future__ import annotations

import math

import pytest
import torch
from torch.nn import functional

from backend.tasks.classification import Classification
from backend.tasks.objective import Objective
from backend.tasks.registry import OBJECTIVES
from builder.tasks.classification import Classes
from builder.tasks.registry import TARGETS

SCORES = torch.tensor([[0.1, 0.7, 0.2], [2.0, -1.0, 0.0], [0.0, 0.0, 1.0], [1.5, 0.0, 0.0]])
LABELS = torch.tensor([1, 0, 0, 0])


THREE = Classes(("a", "b", "c"))


def test_every_kind_of_task_has_two_halves() -> None:
    assert list(OBJECTIVES) == list(TARGETS)
    for kind, target in TARGETS.items():
        for loss in target.losses:
            objective = OBJECTIVES[kind](loss, target())
            assert isinstance(objective, Objective)
            assert objective.target.kind == kind


def test_losses_are_those_of_torch() -> None:
    assert torch.equal(Classification("Cross entropy", THREE).loss(SCORES, LABELS), functional.cross_entropy(SCORES, LABELS))
    one_hot = torch.eye(3)[LABELS]
    assert torch.equal(Classification("MSE", THREE).loss(SCORES, LABELS), functional.mse_loss(SCORES, one_hot))


def test_metrics_are_means_over_all_batches() -> None:
    measured = Classification("Cross entropy", THREE).measure()
    for part in (slice(0, 3), slice(3, 4)):
        measured.add(SCORES[part], LABELS[part])
    assert measured.result()["accuracy"] == 0.75
    assert measured.result()["loss"] == pytest.approx(functional.cross_entropy(SCORES, LABELS).item())


def test_predictions_and_confidences() -> None:
    kept = Classification("Cross entropy", THREE).keep(SCORES)
    assert kept.predictions.tolist() == [1, 0, 2, 0]
    assert kept.confidences is not None
    assert torch.equal(kept.confidences, SCORES.softmax(1).max(1).values)
    shares = Classification("MSE", THREE).keep(SCORES).confidences
    assert shares is not None
    assert shares.tolist() == pytest.approx([0.7, 1.0, 1.0, 1.0])


def test_better_is_a_lower_loss_and_never_no_number() -> None:
    objective = Classification("Cross entropy", THREE)
    assert objective.better({"loss": 2.0}, None)
    assert objective.better({"loss": 1.0}, {"loss": 2.0})
    assert not objective.better({"loss": 2.0}, {"loss": 2.0})
    for broken in (math.nan, math.inf):
        assert not objective.better({"loss": broken}, None)
        assert not objective.better({"loss": broken}, {"loss": 2.0})
