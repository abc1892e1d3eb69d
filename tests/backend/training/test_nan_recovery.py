"""The copy of the last good weights: taken now and then, and believed only after a later loss was a number."""

from __future__ import annotations

import pytest
import torch

from backend.datasets.splits import DataSpec, prepare
from backend.protocol.recipe import Recipe
from backend.tasks.classification import Classification
from backend.training import nan_recovery
from backend.training.engine import training_step
from backend.training.learner import Learner
from backend.training.nan_recovery import NanRecovery
from builder.emit import emit
from builder.emit.compile import compile_source
from tests.support.training import small_net


@pytest.fixture
def learner() -> Learner:
    torch.manual_seed(0)
    module = compile_source(emit(small_net()))()
    splits = prepare(DataSpec(name="digits"), (1, 8, 8))
    objective = Classification("Cross entropy", splits.target)
    return Learner(module, Recipe(threads=1), splits, torch.device("cpu"), objective=objective)


def step(learner: Learner) -> None:
    training_step(learner, torch.arange(16))


def test_without_a_copy_it_goes_back_to_the_start(learner: Learner) -> None:
    start = {name: value.clone() for name, value in learner.module.state_dict().items()}
    recovery = NanRecovery(learner)
    step(learner)
    recovery.copy_if_due(1)  # not yet due
    recovery.restore()
    assert learner.progress.step == 0
    assert all(torch.equal(value, start[name]) for name, value in learner.module.state_dict().items())


def test_a_copy_within_an_epoch_counts_once_a_later_loss_is_a_number(learner: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nan_recovery, "COPY_EVERY", 0.0)
    recovery = NanRecovery(learner)
    step(learner)
    recovery.copy_if_due(1)
    recovery.restore()
    assert learner.progress.step == 0, "nothing after the copy is known to be a number"
    step(learner)
    recovery = NanRecovery(learner)
    step(learner)
    recovery.copy_if_due(2)
    step(learner)
    recovery.copy_if_due(3)
    step(learner)
    recovery.restore()
    assert learner.progress.step == 2


def test_a_copy_after_an_evaluation_counts_at_once(learner: Learner) -> None:
    recovery = NanRecovery(learner)
    step(learner)
    recovery.copy_now()
    step(learner)
    learner.set_learning_rate(0.5)
    recovery.restore()
    assert (learner.progress.step, learner.learning_rate) == (1, learner.recipe.learning_rate)
