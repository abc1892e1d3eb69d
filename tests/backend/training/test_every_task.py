"""Every kind of task from its data to predictions and a report: a small real training on shapes, one for each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from backend.datasets.registry import source
from backend.datasets.splits import DataSpec
from backend.protocol.events import EpochEnded, Finished, Predicted
from backend.protocol.job import TrainingJob
from backend.protocol.recipe import Recipe
from backend.runs.store import RunStore
from builder.model.graph import Graph
from builder.model.task import Task
from builder.sketch import Sketch
from builder.tasks.base import Target
from builder.tasks.reconstruction import SamePicture
from builder.tasks.super_resolution import LargerPicture
from tests.support.training import of, run

SIZE, TRAIN, TEST = 16, 120, 40
OPTIONS: Mapping[str, Any] = {"colour": False, "train_count": TRAIN, "test_count": TEST, "size": SIZE, "noise": 0.0}

MEASURED = {
    "classification": ({"loss", "accuracy"}, {"precision", "recall", "f1", "roc_auc", "average_precision"}),
    "multilabel": ({"loss", "accuracy", "f1", "exact_match"}, {"precision", "recall", "hamming_loss", "average_precision"}),
    "segmentation": ({"loss", "mean_iou", "pixel_accuracy"}, {"dice"}),
    "regression": ({"loss", "mae", "r2"}, {"rmse"}),
    "reconstruction": ({"loss", "psnr"}, {"ssim"}),
    "super-resolution": ({"loss", "psnr"}, {"ssim"}),
}
"""What is measured every epoch, and what is added at the end."""

WITHOUT_BASELINE = {"loss", "hamming_loss", "average_precision", "precision", "recall"}


def network(target: Target) -> Graph:
    """A small network for a target: the image's own size at the end, twice that, or a vector."""
    net = Sketch()
    side = SIZE // 2 if isinstance(target, LargerPicture) else SIZE
    x = net("Input", shape=(1, side, side))
    x = net("ReLU", net("Conv2d", x, out_channels=8, kernel_size=3, padding=1))
    if isinstance(target, LargerPicture):
        x = net("PixelShuffle", net("Conv2d", x, out_channels=4, kernel_size=3, padding=1), upscale_factor=2)
    elif target.kind in ("segmentation", "reconstruction"):
        channels = len(target.names) or 1
        x = net("Conv2d", x, out_channels=channels, kernel_size=3, padding=1)
    else:
        x = net("Linear", net("Flatten", net("MaxPool2d", x)), out_features=len(target.names))
    net("Output", x)
    return net.graph


def targets() -> list[Target]:
    info = source("shapes").with_options(OPTIONS).info()
    return [*info.targets.values(), SamePicture(noise=0.2, masked=0.1), LargerPicture(2)]


@pytest.mark.parametrize("target", targets(), ids=lambda target: target.kind)
def test_from_data_to_report(target: Target, tmp_path: Path) -> None:
    graph = network(target)
    recipe = Recipe(loss=target.losses[0], epochs=4, batch_size=24, learning_rate=0.003, threads=1, device="cpu")
    data = DataSpec(name="shapes", options=dict(OPTIONS), val_fraction=0.2)
    shape = graph.blocks[1].layer.shape
    job = TrainingJob(graph, recipe, data, task=Task.of(target, shape))
    events = run(tmp_path / "run", job)

    every_epoch, at_the_end = MEASURED[target.kind]
    epochs = of(EpochEnded, events)
    assert [set(each.val or {}) for each in epochs] == [every_epoch] * 4
    assert epochs[-1].train["loss"] < epochs[0].train["loss"]

    (predicted,) = of(Predicted, events)
    assert (predicted.kind, predicted.total, len(predicted.images)) == (target.kind, TEST, TEST)
    assert predicted.predictions.shape == predicted.targets.shape
    assert len(predicted.scores) == (TEST if target.kind in ("classification", "multilabel", "regression") else 0)

    (finished,) = of(Finished, events)
    test, baseline, intervals = finished.test, finished.baseline, finished.intervals
    assert test is not None
    assert baseline is not None
    assert intervals is not None
    overall = {name for name in test if "/" not in name}
    assert overall == every_epoch | at_the_end
    assert set(intervals) == overall - {"loss"}
    assert set(baseline) >= overall - WITHOUT_BASELINE
    assert all(low <= test[name] <= high for name, (low, high) in intervals.items())
    assert np.isfinite([*test.values(), *baseline.values()]).all()

    saved = RunStore(tmp_path / "run").read_finished()
    assert saved is not None
    assert (saved.test, saved.baseline, saved.intervals) == (test, baseline, intervals)
