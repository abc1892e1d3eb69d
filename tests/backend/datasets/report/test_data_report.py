"""A report says what is there, what to beware of, and what helps; for people, for programs, and in their language."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from backend.datasets.base import DataCancelled, DatasetInfo, Images, Splits
from backend.datasets.report.class_balance import ClassBalance
from backend.datasets.report.data_report import DataReport, measure_data
from backend.datasets.report.pixel_statistics import PixelHistogram, blank_images
from backend.datasets.report.report_text import MOST_ROWS, SHOWN_ENDS, report_lines
from backend.datasets.splits import DataSpec, prepare
from builder.tasks.classification import Classes
from tests.support.image_files import class_folders
from tests.support.tasks import squares_known, task_of


def noise(count: int, seed: int = 0) -> np.ndarray:
    """Images of smooth noise, no two alike."""
    coarse = np.random.default_rng(seed).integers(0, 256, (count, 1, 6, 6)).astype(np.uint8)
    return coarse.repeat(2, axis=2).repeat(2, axis=3)


def splits_of(train: Images, val: Images, test: Images, classes: int) -> Splits:
    names = tuple(f"class {each}" for each in range(classes))
    info = DatasetInfo(
        name="x", title="X", description="X.", input_shape=train.shape, classes=names, counts={"train": len(train)}
    )
    return Splits(train, val, test, info=info, shape=train.shape, target=Classes(names))


def parts(images: np.ndarray, labels: Sequence[int], cuts: tuple[int, int], classes: int = 2) -> Splits:
    numbers = np.array(labels, np.int64)
    pieces = zip(np.split(images, cuts), np.split(numbers, cuts), strict=True)
    return splits_of(*(Images.of_classes(part, own) for part, own in pieces), classes=classes)


def codes(report: DataReport) -> list[str]:
    return [each.code for each in report.findings]


def test_statistics_are_those_of_the_training_images() -> None:
    images = np.random.default_rng(3).integers(0, 200, (40, 3, 5, 7)).astype(np.uint8)
    report = measure_data(parts(images, [0, 1] * 20, (30, 35)))
    train = images[:30].astype(np.float64) / 255
    assert report.pixels.mean == pytest.approx(train.mean(axis=(0, 2, 3)))
    assert report.pixels.deviation == pytest.approx(train.std(axis=(0, 2, 3)))
    assert (report.pixels.low, report.pixels.high) == (images[:30].min(), images[:30].max())
    assert report.pixels.levels == len(np.unique(images[:30]))
    assert PixelHistogram(3).statistics().mean == ()


def test_blank_images_are_those_of_one_colour() -> None:
    images = np.zeros((4, 3, 4, 4), np.uint8)
    images[1] = np.array([10, 20, 30])[:, None, None]
    images[2, 1, 0, 0] = 1
    assert blank_images(images).tolist() == [True, True, False, True]


def test_a_sound_set_has_no_remarks() -> None:
    report = measure_data(parts(noise(60), [0, 1] * 30, (40, 50)))
    assert codes(report) == []
    assert (report.exact.total, report.near and report.near.total) == (0, 0)
    lines = "\n".join(report_lines(report))
    assert "warning" not in lines
    assert "always guessing class 0 is right for 50.0% of the test images" in lines


def test_every_trouble_is_remarked_on_with_what_helps() -> None:
    images, labels = noise(60) // 3, [0] * 50 + [1] * 10
    images[7] = images[6]
    images[51] = images[0]
    images[12] = 9
    report = measure_data(parts(images, labels, (48, 50), classes=3))
    assert codes(report) == [
        "duplicates-across",
        "conflicting-labels",
        "uneven-classes",
        "few-images",
        "unmeasured-classes",
        "duplicates-within",
        "blank-images",
        "narrow-range",
    ]
    assert all(each.advice is not None for each in report.findings)
    texts = [str(each.message) for each in report.findings]
    assert texts[0] == "1 test image is a training image too: what is measured on it is too good."
    assert texts[2] == "The classes are uneven: class 0 has 48 training images, class 1 has 0."
    assert texts[3] == "Fewer than 10 training images are of each of the classes class 1 and class 2."
    assert texts[4] == "Neither the validation nor the test part has an image of class 2."


def test_near_copies_across_splits_are_remarked_on() -> None:
    images = noise(40)
    images[39] = np.clip(images[0].astype(int) + np.random.default_rng(5).integers(-2, 3, images[0].shape), 0, 255)
    report = measure_data(parts(images, [0, 1] * 20, (30, 31)))
    assert codes(report) == ["near-duplicates-across"]
    assert report.near is not None
    assert report.near.examples == ((("train", 0), ("test", 8)),)


def test_the_baseline_is_the_largest_training_class() -> None:
    balance = ClassBalance(("a", "b"), {"train": [2, 6], "val": [0, 0], "test": [3, 1]})
    assert balance.majority_accuracy("test") == 0.25
    assert balance.majority_accuracy("val") is None
    assert (balance.ratio, balance.few()) == (3.0, ["a", "b"])
    assert ClassBalance(("a", "b"), {"train": [0, 6], "val": [0, 0], "test": [0, 0]}).ratio == float("inf")


def test_of_very_many_classes_the_ends_are_listed() -> None:
    count = MOST_ROWS + 5
    images = noise(2 * count)
    report = measure_data(parts(images, list(range(count)) * 2, (count + 1, count + 2), classes=count))
    lines = "\n".join(report_lines(report)).splitlines()
    assert sum(line.startswith("class ") for line in lines) == 2 * SHOWN_ENDS + 1
    assert any(line.startswith(f"... {count - 2 * SHOWN_ENDS} more") for line in lines)


def test_the_record_is_plain_json_of_all_of_it() -> None:
    images = noise(40)
    images[35] = images[1]
    record = json.loads(json.dumps(measure_data(parts(images, [0, 1] * 20, (30, 31))).record(), allow_nan=False))
    assert record["images"] == {"train": 30, "val": 1, "test": 9}
    assert record["classes"][0] == {"name": "class 0", "train": 15, "val": 1, "test": 4}
    assert record["baseline"] == {"kind": "majority", "class": "class 0", "accuracy": {"train": 0.5, "val": 1.0, "test": 4 / 9}}
    assert record["duplicates"]["exact"]["across"] == {"train-test": 1}
    assert record["duplicates"]["exact"]["examples"] == [[{"split": "train", "index": 1}, {"split": "test", "index": 4}]]
    assert record["findings"][0]["code"] == "duplicates-across"


def test_it_can_be_read_in_another_language_and_stays_aligned() -> None:
    report = measure_data(parts(noise(60), [0, 1] * 30, (40, 50)))
    lines = "\n".join(report_lines(report, lambda _context, text: f"«{text}»")).splitlines()
    assert lines[0].startswith("«X: 60 images")
    assert all(part in lines[2] for part in ("«class»", "«train»", "«share»"))
    assert len({len(line) for line in lines[2:5]}) == 1


def test_it_reports_and_can_be_given_up() -> None:
    splits, told = parts(noise(60), [0, 1] * 30, (40, 50)), []
    measure_data(splits, lambda text, done, total: told.append((done, total)))
    assert list(dict.fromkeys(told)) == [(0, 60), (40, 60), (50, 60), (60, 60)]
    with pytest.raises(DataCancelled):
        measure_data(splits, cancelled=lambda: len(told) > 3)


def test_a_folder_is_looked_at_with_what_was_passed_over(tmp_path: Path) -> None:
    for name in ("cat", "dog"):
        (tmp_path / name).mkdir()
        for number in range(12):
            made = np.random.default_rng(number + 100 * len(name) * (name == "cat")).integers(0, 256, (12, 12))
            Image.fromarray(made.astype(np.uint8)).save(tmp_path / name / f"{number}.png")
    (tmp_path / "dog" / "broken.png").write_bytes(b"no picture")
    report = measure_data(prepare(DataSpec(name=str(tmp_path)), (1, 12, 12)))
    assert sum(report.lengths.values()) == 24
    assert any("broken.png" in str(note) for note in report.notes)
    assert any(line.startswith("note: ") and "broken.png" in line for line in report_lines(report))


def test_a_streamed_folder_has_the_same_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = class_folders(tmp_path / "set", 15)
    (root / "dog" / "copy.png").write_bytes((root / "dog" / "3.png").read_bytes())
    records = []
    for reading in ("whole", "streamed"):
        monkeypatch.setenv("CONVAS_READING", reading)
        records.append(measure_data(prepare(DataSpec(name=str(root)), (3, 12, 10))).record())
    whole, streamed = records
    assert any("Streamed" in note for note in streamed.pop("notes"))
    whole.pop("notes")
    assert whole == streamed
    (group,) = whole["duplicates"]["exact"]["examples"]
    assert sorted(place["name"] for place in group) == ["dog/3.png", "dog/copy.png"]


@pytest.mark.parametrize("kind", ["multilabel", "segmentation", "regression", "reconstruction"])
def test_other_tasks_have_a_summary_of_their_targets(kind: str) -> None:
    target = task_of(kind).target
    with squares_known():
        report = measure_data(prepare(DataSpec(name="squares"), (1, 16, 16), target))
    lines = "\n".join(report_lines(report))
    assert report.balance is None
    assert report.record()["classes"] is None
    assert all(name in lines for name in target.names)
    assert (report.record()["targets"] is None) == (kind == "reconstruction")
    assert ("baseline" in lines) == (kind != "reconstruction")
