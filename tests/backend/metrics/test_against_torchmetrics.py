"""Every metric compared with torchmetrics; one file, since importing torchmetrics takes two seconds."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import numpy as np
import pytest
import torch

pytestmark = pytest.mark.slow
torchmetrics = pytest.importorskip("torchmetrics.functional")
image = pytest.importorskip("torchmetrics.functional.image")

from backend.metrics import class_metrics, label_metrics, mask_metrics, number_metrics, picture_metrics  # noqa: E402
from backend.metrics.confusion import Counts  # noqa: E402
from backend.metrics.ranking import average_precision, roc_auc  # noqa: E402

CLASSES = 5


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """torchmetrics warns where a class is missing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@pytest.fixture(params=range(3))
def random(request: pytest.FixtureRequest) -> np.random.Generator:
    return np.random.default_rng(request.param)


def test_classification(random: np.random.Generator) -> None:
    targets, scores = random.integers(0, CLASSES - 1, 80), random.normal(size=(80, CLASSES)).astype(np.float32)
    shares, predictions = class_metrics.softmax(scores), scores.argmax(1)
    t, s, p = torch.from_numpy(targets), torch.from_numpy(scores), torch.from_numpy(predictions)
    options = {"task": "multiclass", "num_classes": CLASSES}
    confusion = class_metrics.confusion_matrix(targets, predictions, CLASSES)
    assert (confusion == torchmetrics.confusion_matrix(p, t, **options).numpy()).all()
    assert class_metrics.accuracy(targets, predictions) == pytest.approx(
        torchmetrics.accuracy(p, t, average="micro", **options).item()
    )
    for k in (2, 3):
        expected = torchmetrics.accuracy(s, t, average="micro", top_k=k, **options).item()
        assert class_metrics.top_k_accuracy(targets, scores, k) == pytest.approx(expected)
    counts = Counts.of_confusion(confusion)
    for average in ("macro", "micro", "weighted"):
        for name, value in counts.averaged(average).items():
            measure = {"precision": torchmetrics.precision, "recall": torchmetrics.recall, "f1": torchmetrics.f1_score}[name]
            assert value == pytest.approx(measure(p, t, average=average, **options).item(), abs=1e-6)
    auc, precision = class_metrics.one_vs_rest(targets, shares)
    there = np.arange(CLASSES - 1)
    given = torch.from_numpy(shares)
    assert auc[there] == pytest.approx(torchmetrics.auroc(given, t, average=None, **options).numpy()[there], abs=1e-5)
    expected_precision = torchmetrics.average_precision(given, t, average=None, **options).numpy()
    assert precision[there] == pytest.approx(expected_precision[there], abs=1e-5)
    assert np.isnan([auc[-1], precision[-1]]).all()


def test_two_classes(random: np.random.Generator) -> None:
    targets, scores = random.integers(0, 2, 60), random.integers(0, 8, 60) / 7
    t, s = torch.from_numpy(targets), torch.from_numpy(scores)
    assert roc_auc(targets, scores) == pytest.approx(torchmetrics.auroc(s, t, task="binary").item())
    assert average_precision(targets, scores) == pytest.approx(torchmetrics.average_precision(s, t, task="binary").item())


def test_labels(random: np.random.Generator) -> None:
    targets, shares = random.integers(0, 2, (70, 4)), random.random((70, 4)).astype(np.float32)
    predictions = shares > 0.5
    t, s = torch.from_numpy(targets), torch.from_numpy(shares)
    options = {"task": "multilabel", "num_labels": 4}
    counts = label_metrics.label_counts(targets, predictions)
    assert counts.precision() == pytest.approx(torchmetrics.precision(s, t, average=None, **options).numpy())
    assert counts.recall() == pytest.approx(torchmetrics.recall(s, t, average=None, **options).numpy())
    assert counts.f1() == pytest.approx(torchmetrics.f1_score(s, t, average=None, **options).numpy())
    distance = torchmetrics.hamming_distance(s, t, **options).item()
    assert label_metrics.hamming_loss(targets, predictions) == pytest.approx(distance)
    assert label_metrics.exact_match(targets, predictions) == pytest.approx(torchmetrics.exact_match(s, t, **options).item())
    assert label_metrics.mean_average_precision(targets, shares) == pytest.approx(
        torchmetrics.average_precision(s, t, average="macro", **options).item(), abs=1e-6
    )


def test_masks(random: np.random.Generator) -> None:
    targets = random.integers(0, CLASSES - 1, (3, 12, 9)).astype(np.uint8)
    targets[random.random(targets.shape) < 0.2] = 255
    predictions = random.integers(0, CLASSES - 1, targets.shape).astype(np.uint8)
    counts = mask_metrics.summed(mask_metrics.mask_counts(targets, predictions, CLASSES))
    t, p = torch.from_numpy(targets).long(), torch.from_numpy(predictions).long()
    options = {"task": "multiclass", "num_classes": CLASSES, "ignore_index": 255}
    iou = torchmetrics.jaccard_index(p, t, average=None, **options).numpy()
    assert counts.iou()[:-1] == pytest.approx(iou[:-1])
    assert np.isnan(counts.iou()[-1])
    assert mask_metrics.mean_iou(counts) == pytest.approx(torchmetrics.jaccard_index(p, t, average="macro", **options).item())
    assert mask_metrics.mean_dice(counts) == pytest.approx(torchmetrics.f1_score(p, t, average="macro", **options).item())
    expected = torchmetrics.accuracy(p, t, average="micro", **options).item()
    assert mask_metrics.pixel_accuracy(counts) == pytest.approx(expected)


def test_numbers(random: np.random.Generator) -> None:
    targets, predictions = random.normal(3, 2, (50, 3)), random.normal(3, 2, (50, 3))
    sums = number_metrics.error_sums(targets, predictions)
    t, p = torch.from_numpy(targets), torch.from_numpy(predictions)
    assert sums.mae() == pytest.approx(torchmetrics.mean_absolute_error(p, t, num_outputs=3).numpy())
    assert sums.rmse() == pytest.approx(torchmetrics.mean_squared_error(p, t, squared=False, num_outputs=3).numpy())
    assert sums.r2() == pytest.approx(torchmetrics.r2_score(p, t, multioutput="raw_values").numpy())


@pytest.mark.parametrize("shape", [(4, 1, 28, 28), (3, 3, 24, 90), (2, 2, 11, 13)])
def test_pictures(random: np.random.Generator, shape: tuple[int, ...]) -> None:
    targets = random.random(shape)
    noisy = np.clip(targets + random.normal(0, 0.2, shape), 0, 1)
    t, p = torch.from_numpy(targets), torch.from_numpy(noisy)
    expected = image.peak_signal_noise_ratio(p, t, data_range=(0.0, 1.0), reduction="none", dim=(1, 2, 3))
    assert picture_metrics.psnr(noisy, targets) == pytest.approx(expected.numpy())
    options = {"data_range": (0.0, 1.0), "return_full_image": True}
    _, likeness = image.structural_similarity_index_measure(p, t, **options)
    inside = likeness[..., 5:-5, 5:-5]  # torchmetrics also counts windows over reflected borders, Wang et al. do not
    assert picture_metrics.ssim(noisy, targets) == pytest.approx(inside.mean((1, 2, 3)).numpy(), abs=1e-6)
