"""Samples to choose from are shown wherever the images are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from backend.datasets.splits import DataSpec, prepare
from gui.insight.sample_list import SampleList
from tests.support.image_files import class_folders


@pytest.fixture
def samples(qtbot: QtBot) -> Iterator[SampleList]:
    made = SampleList()
    qtbot.addWidget(made)
    yield made
    assert made.shut_down()


@pytest.mark.parametrize("reading", ["whole", "streamed"])
def test_they_are_those_of_all_classes(
    reading: str, samples: SampleList, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONVAS_READING", reading)
    splits = prepare(DataSpec(name=str(class_folders(tmp_path, 30))), (3, 8, 8))
    samples.show_splits(splits)
    qtbot.waitUntil(lambda: samples.model().rowCount() == 6, timeout=5000)
    names = [samples.model().index(row, 0).data() for row in range(6)]
    assert names == ["cat", "dog"] * 3
    assert samples.sample == 0
    samples.show_splits(None)
    assert samples.model().rowCount() == 0


def test_files_that_are_gone_are_said(
    samples: SampleList, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONVAS_READING", "streamed")
    root = class_folders(tmp_path, 30)
    splits = prepare(DataSpec(name=str(root)), (3, 8, 8))
    for file in root.rglob("*.png"):
        file.unlink()
    samples.show_splits(splits)
    qtbot.waitUntil(lambda: "cannot be read any more" in samples.toolTip(), timeout=5000)
    assert samples.model().rowCount() == 0
