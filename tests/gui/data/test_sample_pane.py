"""Samples as their task shows them: searched by name, of any split, drawn with mask, noise or the larger picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListView
from pytestqt.qtbot import QtBot

from backend.datasets.base import Images, LazyImages, Splits
from backend.datasets.splits import DataSpec, prepare, source_of
from builder.tasks.base import Target
from builder.tasks.reconstruction import SamePicture
from builder.tasks.registry import TARGETS
from builder.tasks.super_resolution import LargerPicture
from gui.data.counts import CountTable
from gui.data.sample_pane import SamplePane
from gui.data.sample_pictures import GAP, SamplePictures, read_samples, with_mask
from gui.plots.colours import class_colours

SPEC = DataSpec(name="shapes", options={"size": 24, "train_count": 60, "test_count": 20, "most": 2})


def splits_of(kind: str, target: Target | None = None) -> Splits:
    wanted = source_of(SPEC).info().target(kind) if target is None else target
    shape = wanted.input_size((3, 24, 24))
    return prepare(SPEC, shape, wanted)


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[SamplePane]:
    made = SamplePane()
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    yield made
    assert made.shut_down()


def texts(pane: SamplePane, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> list[str]:
    model = pane.findChild(QListView, "dataSamples").model()
    return [model.index(row, 0).data(role) for row in range(model.rowCount())]


def search(pane: SamplePane, qtbot: QtBot, text: str) -> None:
    field = pane.findChild(QLineEdit, "dataSearch")
    field.clear()
    qtbot.keyClicks(field, text)
    qtbot.waitUntil(lambda: not pane._rest.isActive(), timeout=3_000)


@pytest.mark.parametrize("kind", TARGETS)
def test_every_kind_of_task_has_pictures_with_what_is_known_of_them(kind: str, pane: SamplePane) -> None:
    splits = splits_of(kind)
    pane.show_splits(splits)
    tips = texts(pane, Qt.ItemDataRole.ToolTipRole)
    assert 12 <= len(tips) <= 60
    assert all(tip.startswith("Training image ") for tip in tips)
    assert all(text == tip.replace("\n", ", ") for text, tip in zip(accessible(pane), tips, strict=True))


def accessible(pane: SamplePane) -> list[str]:
    return texts(pane, Qt.ItemDataRole.AccessibleTextRole)


def test_a_class_is_searched_for_by_a_part_of_its_name(pane: SamplePane, qtbot: QtBot) -> None:
    pane.show_splits(splits_of("classification"))
    assert set(texts(pane)) == {"circle", "square", "triangle", "cross"}
    search(pane, qtbot, "TRI")
    assert set(texts(pane)) == {"triangle"}
    search(pane, qtbot, "ball")
    assert texts(pane) == []
    assert pane.findChild(QLabel, "dataSamplesNone").text() == "No image here is of a class whose name holds “ball”."
    search(pane, qtbot, "")
    assert len(set(texts(pane))) == 4


@pytest.mark.slow
def test_a_label_and_a_class_of_pixels_are_found_wherever_they_occur(pane: SamplePane, qtbot: QtBot) -> None:
    pane.show_splits(splits_of("multilabel"))
    search(pane, qtbot, "cross")
    assert texts(pane)
    assert all("cross" in words for words in texts(pane))
    masks = splits_of("segmentation")
    pane.show_splits(masks)
    assert pane.findChild(QLineEdit, "dataSearch").text() == "cross", "what was searched for stays"
    tips = texts(pane, Qt.ItemDataRole.ToolTipRole)
    number = masks.target.names.index("cross")
    assert len(tips) == min(60, int((masks.train.targets == number).any(axis=(1, 2)).sum()))
    assert all("cross" in tip for tip in tips)
    key = pane.findChild(QLabel, "dataColours")
    assert key.isVisible()
    assert [name for name in masks.target.names if name in key.text()] == ["circle", "square", "triangle", "cross"]


def test_another_split_is_a_choice(pane: SamplePane, qtbot: QtBot) -> None:
    splits = splits_of("classification")
    pane.show_splits(splits)
    choice = pane.findChild(QComboBox, "dataSplit")
    assert [choice.itemText(row) for row in range(3)] == ["Training (54)", "Validation (6)", "Test (20)"]
    choice.setCurrentIndex(2)
    choice.activated.emit(2)
    assert len(texts(pane)) == 20
    assert all(tip.startswith("Test image ") for tip in texts(pane, Qt.ItemDataRole.ToolTipRole))
    nothing = replace(splits, val=splits.val.subset(np.zeros(0, np.int64)))
    pane.show_splits(nothing)
    assert [choice.itemData(row) for row in range(choice.count())] == ["train", "test"]
    assert choice.currentData() == "test"


def test_numbers_are_written_below_and_named_in_the_tip(pane: SamplePane) -> None:
    splits = splits_of("regression")
    pane.show_splits(splits)
    row = int(texts(pane, Qt.ItemDataRole.ToolTipRole)[0].splitlines()[0].removeprefix("Training image "))
    values = splits.train.targets[row]
    assert texts(pane)[0] == ", ".join(f"{value:.3g}" for value in values)
    assert texts(pane, Qt.ItemDataRole.ToolTipRole)[0].splitlines()[1:] == [
        f"{name} = {value:.4g}" for name, value in zip(("x", "y", "angle"), values, strict=True)
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("target", "paired"),
    [(SamePicture(), False), (SamePicture(noise=0.3), True), (SamePicture(masked=0.5), True), (LargerPicture(3), True)],
)
def test_what_comes_in_is_drawn_beside_what_shall_come_out(target: Target, paired: bool, qapp: object) -> None:
    splits = splits_of(target.kind, target)
    pictures = SamplePictures(splits)
    shown = read_samples(splits.train, [0, 1])
    size = pictures.picture(shown, 0, 48, 2.0)
    assert pictures.paired is paired
    assert (size.width(), size.height()) == (2 * (2 * 48 + GAP) if paired else 96, 96)
    tip = pictures.tip(shown, 0, "train", 0)
    if isinstance(target, LargerPicture):
        assert "8×8 as the network gets it, 24×24 as it shall give it" in tip


def test_a_mask_is_laid_over_the_image_in_the_colours_of_the_predictions() -> None:
    pixels = np.full((1, 2, 2), 100, np.uint8)
    mask = np.array([[0, 1], [2, 255]], np.uint8)
    colours = class_colours(3)
    painted = with_mask(pixels, mask, colours)
    assert painted.shape == (3, 2, 2)
    assert painted[:, 0, 0].tolist() == painted[:, 1, 1].tolist() == [100, 100, 100]
    for place, number in (((0, 1), 1), ((1, 0), 2)):
        expected = [round(100 + 0.6 * (level - 100)) for level in colours[number].getRgb()[:3]]
        assert painted[:, place[0], place[1]].tolist() == expected


class SlowImages(LazyImages):
    """Images that count how often they are read."""

    def __init__(self, images: Any, reads: list[int]) -> None:
        self._images, self.reads = images, reads

    @property
    def shape(self) -> tuple[int, int, int, int]:
        return self._images.shape

    def __getitem__(self, key: Any) -> Any:
        self.reads.append(int(np.size(key)))
        return self._images[key]

    def take(self, indices: Any) -> SlowImages:
        return SlowImages(self._images[indices], self.reads)


def test_images_that_are_not_in_memory_are_read_in_a_thread_and_only_those_that_are_shown(
    pane: SamplePane, qtbot: QtBot
) -> None:
    splits = splits_of("classification")
    reads: list[int] = []
    lazy = Images(SlowImages(splits.train.images, reads), splits.train.targets, splits.train.strata)
    pane.show_splits(replace(splits, train=lazy))
    assert texts(pane) == []
    assert pane.findChild(QLabel, "dataSamplesNone").text() == "Reading the images…"
    qtbot.waitUntil(lambda: bool(texts(pane)), timeout=10_000)
    assert reads == [len(texts(pane))]


def table(splits: Splits, qtbot: QtBot) -> list[list[str]]:
    made = CountTable()
    qtbot.addWidget(made)
    made.show_splits(splits)
    heads = [made.horizontalHeaderItem(column).text() for column in range(made.columnCount())]
    rows = [[made.item(row, column).text() for column in range(made.columnCount())] for row in range(made.rowCount())]
    return [heads, *rows]


def test_the_table_says_what_the_targets_are_like(qtbot: QtBot) -> None:
    masks = splits_of("segmentation")
    heads, everything, ground, *_ = table(masks, qtbot)
    assert heads == ["Class", "Training", "Validation", "Test"]
    assert everything == ["All", "54", "6", "20"]
    assert ground == ["ground", *(f"{(part.targets == 0).mean():.1%}" for part in (masks.train, masks.val, masks.test))]
    labels = splits_of("multilabel")
    heads, _, circle, *_ = table(labels, qtbot)
    assert heads[0] == "Label"
    assert circle == ["circle", *(str(part.targets[:, 0].sum()) for part in (labels.train, labels.val, labels.test))]
    numbers = splits_of("regression")
    heads, x, *_ = table(numbers, qtbot)
    assert heads == ["Name", "Mean", "Deviation", "Lowest", "Highest"]
    train = numbers.train.targets[:, 0].astype(float)
    assert x == ["x", *(f"{value:.3f}" for value in (train.mean(), train.std(), train.min(), train.max()))]
    assert len(table(splits_of("reconstruction"), qtbot)) == 6


@pytest.mark.slow
def test_names_of_files_are_in_the_tip(qtbot: QtBot, tmp_path: Path) -> None:
    from PIL import Image

    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        for number in range(6):
            Image.new("L", (9, 9), 40 * number).save(tmp_path / name / f"{number}.png")
    splits = prepare(DataSpec(name=str(tmp_path)), (1, 9, 9))
    pictures = SamplePictures(splits)
    shown = read_samples(splits.train, [0])
    assert pictures.tip(shown, 0, "train", 0).splitlines()[1] == splits.train.names[0]
