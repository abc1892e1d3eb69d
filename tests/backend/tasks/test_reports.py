"""Reports on a test set: the same as the metrics of stored outputs, baselines by hand, and intervals around the value."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from torch import Tensor

from backend.metrics import class_metrics, label_metrics, mask_metrics, picture_metrics
from backend.metrics.baselines import Targets, bicubic
from backend.tasks.gathering import MOST_CLASSES
from backend.tasks.objective import Report
from backend.tasks.registry import objective_for
from builder.tasks.base import Target
from builder.tasks.classification import Classes
from builder.tasks.multilabel import Labels
from builder.tasks.reconstruction import SamePicture
from builder.tasks.regression import Numbers
from builder.tasks.segmentation import PixelClasses
from builder.tasks.super_resolution import LargerPicture

RANDOM = torch.Generator().manual_seed(3)


def report_on(target: Target, outputs: Tensor, targets: Tensor, *, learned: Targets, inputs: Tensor | None = None) -> Report:
    """A report on batches of 30, checked: every interval holds the value of its metric, which the epochs may measure too."""
    inputs = torch.zeros(len(outputs), 1, 2, 2) if inputs is None else inputs
    objective = objective_for(target, target.losses[0])
    reporter, measurement = objective.reporter(learned), objective.measure()
    for start in range(0, len(outputs), 30):
        part = slice(start, start + 30)
        reporter.add(inputs[part], outputs[part], targets[part])
        measurement.add(outputs[part], targets[part])
    report = reporter.report()
    measured = measurement.result()
    for name in set(measured) & set(report.metrics):
        assert report.metrics[name] == pytest.approx(measured[name])
    for name, (low, high) in report.intervals.items():
        assert low <= {**measured, **report.metrics}[name] <= high
    assert objective.main_metric == "loss" or objective.main_metric in report.baseline
    assert objective.main_metric == "loss" or objective.main_metric in report.intervals
    return report


def named(count: int) -> tuple[str, ...]:
    return tuple(f"n{number}" for number in range(count))


def scores_for(targets: Tensor, classes: int) -> Tensor:
    """Scores that are right more often than not."""
    scores = torch.randn(len(targets), classes, generator=RANDOM)
    scores[torch.arange(len(targets)), targets] += 1.5
    return scores


def test_classification() -> None:
    targets = torch.randint(0, 6, (100,), generator=RANDOM)
    scores = scores_for(targets, 7)
    report = report_on(Classes(named(7)), scores, targets, learned=np.array([2, 2, 3]))
    t, s = targets.numpy(), scores.numpy()
    auc, precision = class_metrics.macro_ranking(t, class_metrics.softmax(s))
    averages = {name: float(each) for name, each in class_metrics.class_counts(t, s.argmax(1), 7).averaged().items()}
    expected = {"top5": class_metrics.top_k_accuracy(t, s, 5), **averages, "roc_auc": auc, "average_precision": precision}
    assert {name: report.metrics[name] for name in expected} == pytest.approx(expected)
    assert report.metrics["f1/3"] == pytest.approx(class_metrics.class_counts(t, s.argmax(1), 7).f1()[3])
    assert report.baseline["accuracy"] == (t == 2).mean()
    assert report.baseline["roc_auc"] == 0.5
    constant = class_metrics.macro_ranking(t, np.zeros((100, 7)))
    assert (report.baseline["roc_auc"], report.baseline["average_precision"]) == pytest.approx(constant)
    assert set(report.intervals) == {"accuracy", *expected}


def test_few_and_many_classes() -> None:
    few = report_on(Classes(named(3)), torch.eye(3), torch.arange(3), learned=np.arange(3))
    assert "top5" not in few.metrics
    assert few.metrics["f1"] == 1
    many = MOST_CLASSES + 1
    names = report_on(Classes(named(many)), torch.eye(many), torch.arange(many), learned=np.arange(many)).metrics
    assert not [name for name in names if "/" in name]


def test_a_test_set_of_one_class_has_no_roc_curve() -> None:
    report = report_on(Classes(named(2)), torch.eye(2)[[0, 0, 1]], torch.zeros(3, dtype=torch.int64), learned=np.array([0]))
    assert "roc_auc" not in report.metrics
    assert report.baseline["accuracy"] == 1


def test_several_labels() -> None:
    targets = (torch.rand(80, 3, generator=RANDOM) < 0.4).byte()
    scores = torch.randn(80, 3, generator=RANDOM) + targets
    report = report_on(Labels(named(3)), scores, targets, learned=np.array([[1, 0, 0], [1, 0, 1]], np.uint8))
    t, s = targets.numpy(), scores.numpy()
    counts = label_metrics.label_counts(t, s > 0)
    assert report.metrics["average_precision"] == pytest.approx(label_metrics.mean_average_precision(t, s))
    assert report.metrics["hamming_loss"] == pytest.approx(label_metrics.hamming_loss(t, s > 0))
    assert report.metrics["recall"] == pytest.approx(counts.averaged()["recall"])
    assert report.metrics["f1/1"] == pytest.approx(counts.f1()[1])
    assert report.baseline["accuracy"] == pytest.approx((t == [1, 0, 0]).mean())
    assert {"accuracy", "exact_match", "f1", "average_precision"} <= set(report.intervals)


def test_masks() -> None:
    targets = torch.randint(0, 3, (60, 6, 6), generator=RANDOM).byte()
    targets[:, 0] = 255
    targets[7] = 255
    outputs = torch.randn(60, 4, 4, 4, generator=RANDOM)
    report = report_on(PixelClasses(named(4)), outputs, targets, learned=np.array([[[1, 255], [1, 255]]], np.uint8))
    cropped, given = targets[:, 1:5, 1:5].numpy(), outputs.argmax(1).numpy()
    counts = mask_metrics.summed(mask_metrics.mask_counts(cropped, given, 4))
    assert report.metrics["dice"] == pytest.approx(mask_metrics.mean_dice(counts))
    assert [report.metrics[f"iou/{each}"] for each in range(4)] == pytest.approx(counts.iou())
    constant = mask_metrics.summed(mask_metrics.mask_counts(cropped, np.ones_like(cropped), 4))
    assert report.baseline["mean_iou"] == pytest.approx(mask_metrics.mean_iou(constant))
    assert set(report.intervals) == {"mean_iou", "dice", "pixel_accuracy"}


def test_numbers() -> None:
    targets = torch.randn(90, 2, generator=RANDOM) * torch.tensor([1.0, 50.0])
    outputs = targets + torch.randn(90, 2, generator=RANDOM)
    report = report_on(Numbers(named(2)), outputs, targets, learned=np.array([[1.0, 0.0], [3.0, 0.0]]))
    assert report.metrics["rmse/1"] == pytest.approx((outputs - targets)[:, 1].square().mean().sqrt().item())
    assert report.metrics["rmse"] == pytest.approx((report.metrics["rmse/0"] + report.metrics["rmse/1"]) / 2)
    assert report.baseline["mae"] == pytest.approx((targets - torch.tensor([2.0, 0.0])).abs().mean().item(), rel=1e-5)
    assert set(report.intervals) == {"mae", "rmse", "r2"}
    alone = report_on(Numbers(("n",)), outputs[:, :1], targets[:, :1], learned=np.zeros((1, 1)))
    assert set(alone.metrics) == {"rmse"}


@pytest.mark.parametrize("target", [SamePicture(noise=0.2), SamePicture(), LargerPicture(2)], ids=["noisy", "same", "larger"])
def test_pictures(target: Target) -> None:
    small = torch.randint(0, 256, (40, 1, 8, 8), generator=RANDOM).byte()
    targets = torch.from_numpy(bicubic(small.numpy(), 2)) if isinstance(target, LargerPicture) else small
    inputs = small / 255 if isinstance(target, LargerPicture) else (small / 255 + 0.1).clamp(0, 1)
    outputs = targets / 255 + 0.1 * torch.randn(targets.shape, generator=RANDOM)
    learned = np.full((5, 1, 8, 8), 128, np.uint8)
    report = report_on(target, outputs, targets, learned=learned, inputs=inputs)
    assert report.metrics["ssim"] == pytest.approx(picture_metrics.ssim(outputs.numpy(), targets.numpy()).mean())
    if isinstance(target, LargerPicture):
        assert report.baseline == pytest.approx({"psnr": 100.0, "ssim": 1.0})
    else:
        simple = inputs.numpy() if target.record()["noise"] else np.broadcast_to(learned[:1], targets.shape)
        assert report.baseline["psnr"] == pytest.approx(picture_metrics.psnr(simple, targets.numpy()).mean())
    assert set(report.intervals) == {"psnr", "ssim"}


KINDS = {
    "classification": (Classes(named(3)), torch.randint(0, 3, (20,), generator=RANDOM), (3,)),
    "multilabel": (Labels(named(3)), torch.randint(0, 2, (20, 3), generator=RANDOM).byte(), (3,)),
    "segmentation": (PixelClasses(named(3)), torch.randint(0, 3, (20, 6, 6), generator=RANDOM).byte(), (3, 6, 6)),
    "regression": (Numbers(named(3)), torch.randn(20, 3, generator=RANDOM), (3,)),
    "reconstruction": (SamePicture(), torch.randint(0, 256, (20, 1, 6, 6), generator=RANDOM).byte(), (1, 6, 6)),
    "super-resolution": (LargerPicture(2), torch.randint(0, 256, (20, 1, 6, 6), generator=RANDOM).byte(), (1, 6, 6)),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 1e30])
def test_outputs_of_a_broken_network_are_measured_without_an_error(kind: str, value: float) -> None:
    target, targets, shape = KINDS[kind]
    reporter = objective_for(target, target.losses[0]).reporter(targets.numpy())
    outputs = torch.randn(20, *shape, generator=RANDOM)
    outputs[3] = value
    reporter.add(torch.rand(20, 1, 3, 3) if kind == "super-resolution" else torch.rand(20, 1, 6, 6), outputs, targets)
    report = reporter.report()
    bounds = [bound for interval in report.intervals.values() for bound in interval]
    assert np.isfinite([*report.metrics.values(), *report.baseline.values(), *bounds]).all()
    assert report.baseline


@pytest.mark.parametrize(
    "target", [Classes(named(3)), Labels(named(3)), PixelClasses(named(3)), Numbers(named(2)), SamePicture()]
)
def test_without_samples_there_is_nothing_to_report(target: Target) -> None:
    learned = {"segmentation": np.zeros((2, 4, 4), np.uint8), "reconstruction": np.zeros((2, 1, 4, 4), np.uint8)}
    two = learned.get(target.kind, np.zeros((2, len(target.names)), np.uint8))
    two = np.zeros(2, np.int64) if target.kind == "classification" else two
    report = objective_for(target, target.losses[0]).reporter(two).report()
    assert not report.metrics
    assert not report.intervals
