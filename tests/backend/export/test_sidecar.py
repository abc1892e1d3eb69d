"""The JSON next to an exported file: what the numbers of the output mean for each kind of task."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from backend.export.sidecar import sidecar_record
from backend.protocol.job import TrainingJob
from backend.runs.store import RunStore
from builder.model.project import Project
from builder.model.task import Task
from builder.sketch import Sketch
from builder.tasks.base import Target
from builder.tasks.multilabel import Labels
from builder.tasks.reconstruction import SamePicture
from builder.tasks.regression import Numbers
from builder.tasks.segmentation import PixelClasses
from builder.tasks.super_resolution import LargerPicture
from tests.support.events import epoch_ended

OUTPUTS: dict[str, tuple[Target, dict[str, Any], str]] = {
    "multilabel": (Labels(("cat", "dog")), {"labels": ["cat", "dog"]}, "a label holds above 0"),
    "segmentation": (PixelClasses(("ground", "road")), {"classes": ["ground", "road"]}, "model(x).argmax(1)"),
    "regression": (Numbers(("x", "y")), {"quantities": ["x", "y"]}, "The numbers themselves"),
    "reconstruction": (SamePicture(noise=0.1), {}, "model(x).clamp(0, 1)"),
    "super-resolution": (LargerPicture(2), {}, "2 times as large"),
}


@pytest.mark.parametrize("kind", OUTPUTS)
def test_the_json_says_what_the_output_means(kind: str) -> None:
    target, names, words = OUTPUTS[kind]
    net = Sketch()
    x = net("Input", shape=(2, 4, 4))
    sizes = target.output_sizes((2, 4, 4))
    if len(sizes) == 1:
        x = net("Linear", net("Flatten", x), out_features=sizes[0])
    elif sizes[1] != 4:
        x = net("Upsample", x, scale_factor=2.0)
    net("Output", net("Identity", x))
    made = sidecar_record(net.graph, target, [list(sizes)], run=None, which="best")
    assert made["task"] == {"kind": kind, **target.record()}
    assert words in made["output"]["words"]
    assert {name: made["output"][name] for name in names} == names


def test_the_training_has_the_metric_of_its_task(tmp_path: Path) -> None:
    net = Sketch()
    net("Output", net("Linear", net("Flatten", net("Input", shape=(1, 4, 4))), out_features=1))
    store = RunStore(tmp_path)
    task = Task.of(Numbers(("x",)), (1, 4, 4))
    store.begin(TrainingJob.of(Project(net.graph, task=task, data={"name": "digits"})), "")
    store.add(epoch_ended(1, {"loss": 1.0}, {"loss": 0.5, "mae": 0.4, "r2": 0.7}, best=True))
    made = sidecar_record(net.graph, task.target, [[1]], run=store, which="last")["training"]
    assert (made["val_loss"], made["val_r2"], made["test_r2"]) == (0.5, 0.7, None)
    assert not any("accuracy" in name for name in made)
