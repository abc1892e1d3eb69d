"""The objective of classification, compared with torch and computed by hand."""

from __future__ import annotations

import math

import pytest
import torch
from torch.nn import functional

from backend.tasks.classification import Classification
from backend.tasks.objective import Objective
from backend.tasks.registry import OBJECTIVES
from builder.model.task import KINDS

SCORES = torch.tensor([[0.1, 0.7, 0.2], [2.0, -1.0, 0.0], [0.0, 0.0, 1.0], [1.5, 0.0, 0.0]])
LABELS = torch.tensor([1, 0, 0, 0])


def test_every_kind_of_task_has_an_objective() -> None:
    assert set(OBJECTIVES) == set(KINDS)
    for kind in KINDS:
        assert isinstance(OBJECTIVES[kind]("Cross entropy", 3), Objective)


def test_losses_are_those_of_torch() -> None:
    assert torch.equal(Classification("Cross entropy", 3).loss(SCORES, LABELS), functional.cross_entropy(SCORES, LABELS))
    one_hot = torch.eye(3)[LABELS]
    assert torch.equal(Classification("MSE", 3).loss(SCORES, LABELS), functional.mse_loss(SCORES, one_hot))


def test_metrics_are_sums_over_the_batch() -> None:
    measured = Classification("Cross entropy", 3).metrics(SCORES, LABELS)
    assert measured["accuracy"].item() == 3
    assert measured["loss"].item() == pytest.approx(4 * functional.cross_entropy(SCORES, LABELS).item())


def test_predictions_and_confidences() -> None:
    predicted, sure = Classification("Cross entropy", 3).predict(SCORES)
    assert predicted.tolist() == [1, 0, 2, 0]
    assert torch.equal(sure, SCORES.softmax(1).max(1).values)
    assert Classification("MSE", 3).predict(SCORES)[1].tolist() == pytest.approx([0.7, 1.0, 1.0, 1.0])


def test_better_is_a_lower_loss_and_never_no_number() -> None:
    objective = Classification("Cross entropy", 3)
    assert objective.better({"loss": 2.0}, None)
    assert objective.better({"loss": 1.0}, {"loss": 2.0})
    assert not objective.better({"loss": 2.0}, {"loss": 2.0})
    for broken in (math.nan, math.inf):
        assert not objective.better({"loss": broken}, None)
        assert not objective.better({"loss": broken}, {"loss": 2.0})
