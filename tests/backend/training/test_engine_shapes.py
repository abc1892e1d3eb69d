"""Every kind of task learned on shapes by a small network: the figures of docs/RESULTS.md. Run with ``-m nightly -s``."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from scipy.ndimage import median_filter
from sklearn.metrics import average_precision_score, jaccard_score

from backend.datasets.splits import DataSpec, source_of
from backend.protocol.events import Finished, Predicted
from backend.protocol.recipe import Recipe
from backend.training.prepare_job import prepare_job
from builder import zoo
from builder.block_library.unet_blocks import double_conv, unet_down, unet_up
from builder.model.graph import Graph
from builder.model.project import Project
from builder.model.task import Task
from builder.sketch import Sketch
from builder.tasks.base import Target
from builder.tasks.reconstruction import SamePicture
from builder.tasks.super_resolution import LargerPicture
from tests.support.training import end, of, run

pytestmark = [pytest.mark.nightly, pytest.mark.timeout(1800)]

Learn = Callable[..., tuple[Finished, Predicted]]


@pytest.fixture
def learn(tmp_path: Path) -> Learn:
    """Trains a network on shapes and gives the end and the predictions of the test set; CPU seconds are printed."""

    def train(graph: Graph, target: Target | str, options: dict[str, Any], **recipe: Any) -> tuple[Finished, Predicted]:
        spec = DataSpec(name="shapes", options=options)
        if isinstance(target, str):
            target = source_of(spec).info().target(target)
        shape = next(block.layer.shape for block in graph.blocks.values() if block.layer.kind == "Input")
        values = {"batch_size": 32, "threads": 1, "device": "cpu", "loss": target.losses[0], "seed": 0, **recipe}
        project = Project(
            graph,
            task=Task.of(target, shape),
            data=spec.record(),
            recipe=Recipe(**values).record(),
            next_id=max(graph.blocks) + 1,
        )
        begin = time.process_time()
        events = run(tmp_path, prepare_job(project).job)
        finish = end(events)
        print(f"\n{finish.test}, without learning {finish.baseline}, 95% within {finish.intervals}")
        print(f"{time.process_time() - begin:.0f} CPU s")
        assert finish.reason == "completed"
        return finish, of(Predicted, events)[-1]

    return train


def test_a_small_unet_finds_the_kind_of_every_pixel(learn: Learn) -> None:
    """Four kinds and ground, 1 to 4 shapes, noise 0.08: a mean IoU of 0.85 is promised."""
    options = {"size": 64, "noise": 0.08, "train_count": 2000, "test_count": 200}
    finish, predicted = learn(
        small_unet((3, 64, 64), 5), "segmentation", options, epochs=20, batch_size=16, learning_rate=0.003
    )
    assert finish.test["mean_iou"] >= 0.90
    truth, found = predicted.targets.ravel(), predicted.predictions.ravel()
    assert len(predicted.targets) == 200
    assert jaccard_score(truth, found, average="macro") == pytest.approx(finish.test["mean_iou"], abs=1e-6)


def test_a_small_network_finds_where_a_triangle_is_and_points_to(learn: Learn) -> None:
    net = small_network((3, 32, 32), 3)
    _, predicted = learn(net, "regression", {}, epochs=40, learning_rate=0.001)
    error = np.abs(predicted.predictions - predicted.targets)
    x, y, angle = error.mean(axis=0)
    degrees = np.degrees(error[:, 2])
    print(
        f"mean errors: x {32 * x:.2f} and y {32 * y:.2f} pixels of 32, "
        f"angle {degrees.mean():.1f}° (median {np.median(degrees):.1f}°)"
    )
    assert max(x, y) < 0.03
    assert degrees.mean() < 10
    assert angle < 0.2 * np.abs(predicted.targets[:, 2] - predicted.targets[:, 2].mean()).mean()


def test_a_small_network_finds_which_kinds_are_there(learn: Learn) -> None:
    finish, predicted = learn(label_finder((3, 32, 32), 4), "multilabel", {}, epochs=20, learning_rate=0.003)
    precision = average_precision_score(predicted.targets, predicted.scores, average="macro")
    print(f"mean average precision {precision:.3f}, by chance {predicted.targets.mean():.3f}")
    assert precision >= 0.95
    assert precision == pytest.approx(finish.test["average_precision"], abs=1e-4)


def test_a_few_convolutions_remove_noise_better_than_a_median(learn: Learn) -> None:
    options = {"colour": False, "train_count": 1000, "test_count": 200}
    finish, predicted = learn(
        denoiser((1, 32, 32)), SamePicture(noise=0.1), options, epochs=15, batch_size=16, learning_rate=0.002
    )
    noisy = psnr(predicted.images, predicted.targets)
    median = psnr(median_filter(predicted.images, size=(1, 1, 3, 3)), predicted.targets)
    print(f"noisy {noisy:.2f} dB, 3x3 median {median:.2f} dB, network {finish.test['psnr']:.2f} dB")
    assert finish.baseline["psnr"] == pytest.approx(noisy, abs=0.01)
    assert noisy < median < finish.test["psnr"] - 2


def test_espcn_enlarges_by_three_better_than_bicubic(learn: Learn) -> None:
    options = {"colour": False, "train_count": 2000, "test_count": 200}
    net = zoo.build("espcn")
    finish, predicted = learn(net, LargerPicture(3), options, epochs=40, batch_size=16, learning_rate=0.001)
    enlarged = [Image.fromarray(small[0]).resize((51, 51), Image.Resampling.BICUBIC) for small in predicted.images]
    bicubic = psnr(np.stack([np.asarray(image) for image in enlarged])[:, None], predicted.targets)
    print(f"bicubic {bicubic:.2f} dB, ESPCN {finish.test['psnr']:.2f} dB")
    assert finish.baseline["psnr"] == pytest.approx(bicubic, abs=0.1)
    assert finish.test["psnr"] > bicubic + 2


def psnr(found: np.ndarray, truth: np.ndarray) -> float:
    """The mean over pictures (n, c, h, w) uint8, in decibels."""
    error = ((found.astype(float) - truth) / 255) ** 2
    return float((-10 * np.log10(error.reshape(len(error), -1).mean(axis=1))).mean())


def small_unet(shape: tuple[int, int, int], classes: int) -> Graph:
    """The small U-Net of the zoo with half its filters: 8 in the first level, three levels."""
    net = Sketch()
    x = net("Input", shape=shape)
    across = []
    for step in range(3):
        x = net(unet_down(), x, name=f"down{step + 1}", channels=8 << step)
        across.append((x, 1))
    x = net(double_conv(), x, name="bottom", channels=64)
    for step in reversed(range(3)):
        x = net(unet_up(), x, across[step], name=f"up{step + 1}", channels=8 << step)
    net("Output", net("Conv2d", x, name="score", out_channels=classes, kernel_size=1))
    return net.graph


def small_network(shape: tuple[int, int, int], outputs: int) -> Graph:
    """Three convolutions with pooling, and two Linear."""
    net = Sketch()
    x = net("Input", shape=shape)
    for channels in (16, 32, 64):
        x = net("ReLU", net("Conv2d", x, out_channels=channels, kernel_size=3, padding=1))
        x = net("MaxPool2d", x, kernel_size=2)
    x = net("ReLU", net("Linear", net("Flatten", x), out_features=64))
    net("Output", net("Linear", x, out_features=outputs))
    return net.graph


def label_finder(shape: tuple[int, int, int], labels: int) -> Graph:
    """Double convolutions with pooling, then the largest value of each map: a kind is there wherever it is."""
    net = Sketch()
    x = net("Input", shape=shape)
    for channels in (16, 32):
        x = net("MaxPool2d", net(double_conv(), x, channels=channels), kernel_size=2)
    x = net("AdaptiveMaxPool2d", net(double_conv(), x, channels=64), output_size=1)
    net("Output", net("Linear", net("Flatten", x), out_features=labels))
    return net.graph


def denoiser(shape: tuple[int, int, int]) -> Graph:
    """Five convolutions that give what is to be added to the picture (after DnCNN, Zhang and others 2017)."""
    net = Sketch()
    first = x = net("Input", shape=shape)
    for _ in range(4):
        x = net("ReLU", net("Conv2d", x, out_channels=16, kernel_size=3, padding=1))
    net("Output", net("Add", first, net("Conv2d", x, out_channels=shape[0], kernel_size=3, padding=1)))
    return net.graph
