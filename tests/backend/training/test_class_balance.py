"""Classes of unequal size can be balanced: by weights in the training loss, or by drawing every class equally often."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional

from backend.protocol.events import EpochEnded, Started, Stop, TrainingError
from backend.protocol.recipe import Recipe
from backend.tasks.classification import Classification
from backend.training.prepare_job import CannotTrain, prepare_job
from backend.training.samples.sample_order import balanced_order, class_weights
from builder.tasks.classification import Classes
from tests.support.lanes import draws
from tests.support.tasks import job_for, project_for, squares_known
from tests.support.training import end, job_of, losses, of, run


@given(st.lists(st.integers(1, 40), min_size=1, max_size=6), st.integers(0, 5), st.integers(0, 3))
@settings(max_examples=draws(60))
def test_every_class_is_drawn_equally_often_and_so_are_its_samples(sizes: list[int], seed: int, epoch: int) -> None:
    strata = np.random.default_rng(seed).permutation(np.repeat(np.arange(len(sizes)), sizes))
    order = balanced_order(strata, seed, epoch)
    assert len(order) == len(strata)
    drawn = np.bincount(strata[order], minlength=len(sizes))
    assert drawn.max() - drawn.min() <= 1
    times = np.bincount(order, minlength=len(strata))
    for stratum in range(len(sizes)):
        of_class = times[strata == stratum]
        assert of_class.max() - of_class.min() <= 1
    assert (balanced_order(strata, seed, epoch) == order).all()


def test_epochs_and_seeds_have_orders_of_their_own() -> None:
    strata = np.repeat([0, 1], [50, 10])
    orders = [balanced_order(strata, seed, epoch).tolist() for seed in (0, 1) for epoch in (0, 1)]
    assert len({tuple(order) for order in orders}) == 4


def test_weights_make_all_classes_count_alike() -> None:
    weights = class_weights(np.repeat([0, 2], [30, 10]), 3)
    assert weights.tolist() == pytest.approx([40 / 60, 0, 2])
    assert class_weights(np.array([0, 1, 0, 1]), 2).tolist() == [1, 1]


@pytest.mark.parametrize("loss", Classes.losses)
def test_the_weighted_loss_is_torchs(loss: str) -> None:
    random = torch.Generator().manual_seed(0)
    outputs = torch.randn(12, 3, generator=random)
    targets = torch.randint(0, 3, (12,), generator=random)
    objective = Classification(loss, Classes(("a", "b", "c")))
    assert objective.training_loss(outputs, targets) == objective.loss(outputs, targets)
    objective.class_weights = weights = torch.tensor([0.5, 1.0, 3.0])
    weighted = objective.training_loss(outputs, targets)
    if loss == "Cross entropy":
        assert torch.allclose(weighted, functional.cross_entropy(outputs, targets, weight=weights))
    alone = torch.stack([objective.loss(outputs[at : at + 1], targets[at : at + 1]) for at in range(12)])
    shares = weights[targets] / weights[targets].sum()
    assert torch.allclose(weighted, (alone * shares).sum())
    objective.class_weights = torch.ones(3)
    assert torch.allclose(objective.training_loss(outputs, targets), objective.loss(outputs, targets))


@pytest.mark.slow
@pytest.mark.parametrize("balance", ["weights", "sampling"])
def test_a_balanced_training_says_so_learns_and_goes_on_to_the_bit(balance: str, tmp_path: Path) -> None:
    job = job_of(epochs=2, class_balance=balance)
    whole = run(tmp_path / "whole", job)
    note = "samples count by their class" if balance == "weights" else "Every class is drawn equally often"
    assert any(note in str(each) for each in of(Started, whole)[0].notes)
    assert of(EpochEnded, whole)[-1].val["accuracy"] > 0.6

    def stop(event: object, commands: object) -> None:
        if isinstance(event, EpochEnded) and event.epoch == 1:
            commands.post(Stop())

    first = run(tmp_path / "parts", job, each=stop)
    rest = run(tmp_path / "parts", replace(job, resume=str(tmp_path / "parts")))
    assert end(first).reason == "stopped"
    assert np.concatenate([losses(first), losses(rest)]).tolist() == losses(whole).tolist()
    assert losses(whole).tolist() != losses(run(tmp_path / "plain", job_of(epochs=2))).tolist()


def test_tasks_without_classes_of_images_are_refused_in_words(tmp_path: Path) -> None:
    words = r"The recipe balances classes \(sampling\), but the task .* has no classes of images\. Choose none\."
    with squares_known():
        with pytest.raises(CannotTrain, match=words):
            prepare_job(project_for("regression", class_balance="sampling"))
        with pytest.raises(TrainingError, match=words):
            run(tmp_path, job_for("regression", class_balance="sampling"))
        prepare_job(project_for("classification", class_balance="weights"))
    assert Recipe().class_balance == "none"
