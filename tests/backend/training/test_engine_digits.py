"""The first thing anybody does: LeNet-5 on the digits with the recipe that is given."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend.datasets.base import task_for
from backend.datasets.registry import source
from backend.datasets.splits import DataSpec
from backend.protocol.events import EpochEnded
from backend.protocol.job import TrainingJob
from backend.protocol.recipe import defaults_for
from builder import zoo
from tests.support.training import end, of, run

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.nightly) for seed in range(1, 10))])
def test_lenet5_learns_the_digits_with_the_default_recipe(tmp_path: Path, seed: int) -> None:
    info, spec = source("digits").info(), DataSpec(name="digits")
    recipe = defaults_for("digits").with_values(threads=1, seed=seed)
    project = zoo.project("lenet5", task_for(info), spec.record(), recipe.record())
    events = run(tmp_path, TrainingJob.of(project))
    finish = end(events)
    assert finish.reason == "completed"
    assert finish.test["accuracy"] is not None
    assert finish.test["accuracy"] >= 0.96
    assert finish.val["loss"] == min(event.val["loss"] for event in of(EpochEnded, events))
