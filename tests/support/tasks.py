"""A tiny data set that teaches every kind of task, a small network for each, and quick trainings of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from backend.datasets import registry
from backend.datasets.base import Cancel, DatasetInfo, DataSource, Images, LoadedData, Size, never, quiet, task_for
from backend.datasets.splits import DataSpec
from backend.protocol.job import TrainingJob
from backend.protocol.recipe import Recipe
from builder.common.progress import Progress
from builder.model.graph import Graph
from builder.model.project import Project
from builder.model.task import Task
from builder.sketch import Sketch
from builder.tasks.base import Target
from builder.tasks.multilabel import Labels
from builder.tasks.reconstruction import SamePicture
from builder.tasks.registry import TARGETS
from builder.tasks.regression import Numbers
from builder.tasks.segmentation import PixelClasses
from builder.tasks.super_resolution import LargerPicture

KINDS = tuple(TARGETS)
SIDE, COUNT = 16, 300
FRAME = 6

INFO = DatasetInfo(
    name="squares",
    title="Squares",
    description="A square on noise, filled or hollow",
    input_shape=(1, SIDE, SIDE),
    classes=("filled", "hollow"),
    counts={"train": COUNT},
    targets={
        "multilabel": Labels(("filled", "left", "upper")),
        "segmentation": PixelClasses(("ground", "square")),
        "regression": Numbers(("x", "y")),
    },
)


@dataclass(frozen=True, slots=True)
class SquaresSource(DataSource):
    """Squares of 6x6 pixels on noise; without validation images where `validated` is False."""

    validated: bool = True

    def info(self) -> DatasetInfo:
        """The same whatever is validated on."""
        return replace(INFO, name=self.name)

    def ready(self) -> bool:
        """They are drawn on demand."""
        return True

    def location(self) -> str:
        """Nowhere."""
        return "drawn"

    def load(self, progress: Progress = quiet, cancelled: Cancel = never) -> LoadedData:
        """The classes."""
        return self.load_for(INFO.input_shape, self.info().target("classification"), progress, cancelled)

    def load_for(
        self, size: Size, target: Target, progress: Progress = quiet, cancelled: Cancel = never, *, fit: str = "letterbox"
    ) -> LoadedData:
        """The same images with the targets that are wanted."""
        images = draw_squares(target.kind)
        nothing = images.subset(np.zeros(0, np.int64))
        return LoadedData(self.info(), train=images, val=None if self.validated else nothing)


def draw_squares(kind: str, count: int = COUNT) -> Images:
    """The images with the targets of a kind of task, always the same."""
    random = np.random.default_rng(0)
    images = random.integers(0, 60, (count, 1, SIDE, SIDE)).astype(np.uint8)
    masks = np.zeros((count, SIDE, SIDE), np.uint8)
    corners = random.integers(0, SIDE - FRAME + 1, (count, 2))
    hollow = random.integers(0, 2, count)
    for image, mask, (top, left), empty in zip(images[:, 0], masks, corners, hollow, strict=True):
        square = np.full((FRAME, FRAME), 220, np.uint8)
        if empty:
            square[1:-1, 1:-1] = 40
        image[top : top + FRAME, left : left + FRAME] = square
        mask[top : top + FRAME, left : left + FRAME] = 1
    middle = (SIDE - FRAME) / 2
    labels = np.stack([hollow == 0, corners[:, 1] < middle, corners[:, 0] < middle], 1).astype(np.uint8)
    targets: dict[str, Any] = {
        "multilabel": labels,
        "segmentation": masks,
        "regression": (corners[:, ::-1] / (SIDE - FRAME)).astype(np.float32),
    }
    return Images(images, targets.get(kind, hollow.astype(np.int64)), hollow.astype(np.int64))


@contextmanager
def squares_known() -> Iterator[None]:
    """The data sets "squares" and "unvalidated" can be chosen by name."""
    known = registry.sources() | {"squares": SquaresSource("squares"), "unvalidated": SquaresSource("unvalidated", False)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registry, "sources", lambda: known)
        yield


def task_of(kind: str) -> Task:
    """The task of a kind on the squares; pictures are denoised, and made twice as large."""
    if kind == "reconstruction":
        return Task.of(SamePicture(noise=0.2), INFO.input_shape)
    if kind == "super-resolution":
        return Task.of(LargerPicture(2), (1, SIDE // 2, SIDE // 2))
    return task_for(INFO, kind)


def net_for(kind: str) -> Graph:
    """A convolution or two, and the head that the kind of task wants."""
    net = Sketch()
    task = task_of(kind)
    x = net("Input", shape=task.input_shape)
    x = net("ReLU", net("Conv2d", x, out_channels=6, kernel_size=3, padding=1))
    if kind == "segmentation":
        x = net("Conv2d", x, out_channels=2, kernel_size=1)
    elif kind == "reconstruction":
        x = net("Conv2d", x, out_channels=1, kernel_size=3, padding=1)
    elif kind == "super-resolution":
        x = net("PixelShuffle", net("Conv2d", x, out_channels=4, kernel_size=3, padding=1), upscale_factor=2)
    else:
        x = net("Linear", net("Flatten", net("MaxPool2d", x)), out_features=len(task.classes))
    net("Output", x)
    return net.graph


def recipe_of(kind: str, **recipe: Any) -> Recipe:
    """Two epochs in one thread."""
    usual = {"epochs": 2, "batch_size": 32, "learning_rate": 0.01, "threads": 1, "device": "cpu"}
    return Recipe(**{**usual, "loss": task_of(kind).target.losses[0], **recipe})


def job_for(kind: str, *, data: str = "squares", resume: str | None = None, **recipe: Any) -> TrainingJob:
    """A short training; `squares_known` must hold while it runs."""
    return TrainingJob(net_for(kind), recipe_of(kind, **recipe), DataSpec(name=data), task=task_of(kind), resume=resume)


def project_for(kind: str, *, data: str = "squares", **recipe: Any) -> Project:
    """The project of such a training."""
    graph = net_for(kind)
    return Project(
        graph,
        task=task_of(kind),
        data=DataSpec(name=data).record(),
        recipe=recipe_of(kind, **recipe).record(),
        next_id=max(graph.blocks) + 1,
    )
