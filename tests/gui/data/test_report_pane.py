"""The report in the window: measured when it is looked at, cancelled, and put into Input or the recipe by one click."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from backend.datasets.base import Splits
from backend.datasets.registry import source
from backend.datasets.splits import DataSpec, prepare
from backend.protocol.recipe import Recipe
from gui.data.balance_line import BalanceLine
from gui.data.choice import with_data, with_kind
from gui.data.report_pane import ReportPane, rounded
from gui.model.workspace import Workspace
from tests.support.learning import block_of, small_project


@pytest.fixture
def workspace(qapp: object) -> Workspace:
    return Workspace(small_project())


@pytest.fixture
def pane(workspace: Workspace, qtbot: QtBot) -> Iterator[ReportPane]:
    made = ReportPane(workspace)
    qtbot.addWidget(made)
    made.resize(360, 300)
    yield made
    assert made.shut_down()


def uneven(root: Path) -> Path:
    """Forty of a class and eight of another, one of them twice, and a broken file."""
    random = np.random.default_rng(0)
    for name, count in (("many", 40), ("few", 8)):
        (root / name).mkdir(parents=True)
        for number in range(count):
            pixels = random.integers(0, 255, (8, 8), np.uint8)
            Image.fromarray(pixels).save(root / name / f"{number}.png")
    (root / "many" / "copy.png").write_bytes((root / "many" / "0.png").read_bytes())
    (root / "many" / "broken.png").write_bytes(b"no picture")
    return root


def digits() -> Splits:
    return prepare(DataSpec(), (1, 8, 8))


def words(pane: QWidget) -> str:
    return "\n".join(label.text() for label in pane.findChildren(QLabel))


def test_it_is_measured_when_it_is_seen_and_says_what_was_found(pane: ReportPane, qtbot: QtBot) -> None:
    pane.show_splits(digits())
    assert pane.report is None
    with qtbot.waitSignal(pane.measured, timeout=30_000):
        pane.show()
    assert pane.report is not None
    said = words(pane)
    assert f"{pane.report.pixels.mean[0]:.4f}" in said
    assert "always guessing" in said
    assert "Same images" in said


def test_mean_and_deviation_go_into_input_with_one_click_and_one_undo(
    pane: ReportPane, workspace: Workspace, qtbot: QtBot
) -> None:
    splits = digits()
    with qtbot.waitSignal(pane.measured, timeout=30_000):
        pane.show()
        pane.show_splits(splits)
    before = workspace.project
    put = pane.findChild(QPushButton, "reportPut")
    assert put.isVisible()
    qtbot.mouseClick(put, Qt.MouseButton.LeftButton)
    values = workspace.graph.blocks[block_of(workspace, "Input")].layer.values()
    pixels = splits.train.images / 255
    assert values["mean"] == pytest.approx((pixels.mean(),), abs=1e-4)
    assert values["std"] == pytest.approx((pixels.std(),), abs=1e-4)
    assert not put.isVisible(), "they are there already"
    assert workspace.document.undo_label == "Put mean and deviation into Input"
    workspace.undo()
    assert workspace.project == before
    assert put.isVisible()


def test_a_deviation_of_nothing_is_not_put_into_input() -> None:
    from backend.datasets.report.pixel_statistics import PixelStatistics

    values = rounded(PixelStatistics(mean=(0.5,), deviation=(0.0,), low=128, high=128, levels=1))
    assert values == {"mean": (0.5,), "std": (1.0,)}


@pytest.mark.slow
def test_looking_can_be_cancelled_and_begun_again(pane: ReportPane, qtbot: QtBot) -> None:
    pane.show_splits(digits())
    pane.show()
    cancel = pane.findChild(QPushButton, "reportCancel")
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    again = pane.findChild(QPushButton, "reportAgain")
    qtbot.waitUntil(lambda: again.isVisible() or pane.report is not None, timeout=10_000)
    if pane.report is None:
        with qtbot.waitSignal(pane.measured, timeout=30_000):
            qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    assert pane.report is not None


@pytest.mark.slow
def test_duplicates_broken_files_and_uneven_classes_are_said(
    pane: ReportPane, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = str(uneven(tmp_path / "data"))
    splits = prepare(DataSpec(name=folder), (1, 8, 8))
    with qtbot.waitSignal(pane.measured, timeout=30_000):
        pane.show()
        pane.show_splits(splits)
    said = words(pane)
    assert "broken.png" in said
    assert "The classes are uneven: many has" in said
    assert pane.report is not None
    assert pane.report.exact.total == 1
    assert pane.findChild(QWidget, "finding.uneven-classes") is not None


def test_uneven_classes_are_balanced_with_one_click(workspace: Workspace, qtbot: QtBot, tmp_path: Path) -> None:
    folder = str(uneven(tmp_path / "data"))
    info = source(folder).info()
    workspace.apply("Choose", lambda project: with_data(project, folder, info))
    line = BalanceLine(workspace)
    qtbot.addWidget(line)
    line.show_splits(prepare(DataSpec(name=folder), (1, 8, 8)))
    weigh, draw = (line.findChild(QPushButton, name) for name in ("balanceWeights", "balanceSampling"))
    assert not line.isHidden()
    assert not weigh.isHidden()
    before = workspace.project
    qtbot.mouseClick(weigh, Qt.MouseButton.LeftButton)
    assert Recipe(**workspace.project.recipe).class_balance == "weights"
    assert weigh.isHidden()
    assert "The recipe weighs the classes in the loss." in line.notice.text
    workspace.undo()
    assert workspace.project == before
    qtbot.mouseClick(draw, Qt.MouseButton.LeftButton)
    assert Recipe(**workspace.project.recipe).class_balance == "sampling"
    workspace.apply("Denoise", lambda project: with_kind(project, info, "reconstruction"))
    assert Recipe(**workspace.project.recipe).class_balance == "none"
    assert line.isHidden()


def test_even_classes_are_not_worth_a_word(workspace: Workspace, qtbot: QtBot) -> None:
    line = BalanceLine(workspace)
    qtbot.addWidget(line)
    line.show_splits(digits())
    assert line.isHidden()
