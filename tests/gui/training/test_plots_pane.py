"""The plots of a training: few points, smoothing, readout, keys, saving."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QSlider, QToolButton
from pytestqt.qtbot import QtBot

from backend.protocol.events import Finished, Marked
from backend.runs.history import History
from builder.common.messages import Message
from gui.common.theme import Appearance, dark, light
from gui.plots.card import PlotCard
from gui.plots.thinning import POINTS
from gui.training.plots_pane import PlotsPane
from tests.support.events import batches, epoch_ended, started

STEPS = 40


def course(epochs: int = 12, steps: int = STEPS) -> History:
    """A course whose validation loss rises again after epoch 6."""
    history = History()
    history.add(started(steps_per_epoch=steps, epochs=epochs))
    for epoch in range(1, epochs + 1):
        losses = np.linspace(2 / epoch, 2 / (epoch + 1), steps, dtype=np.float32)
        history.add(batches(epoch, epoch * steps, losses, elapsed=0.1 * epoch))
        train, val = 1 / epoch, 1 / min(epoch, 6) + 0.05 * max(0, epoch - 6) + 0.02
        scores = {"loss": train, "accuracy": 1 - train / 2}, {"loss": val, "accuracy": 1 - val / 2}
        end = epoch_ended(epoch, *scores, step=epoch * steps, elapsed=0.1 * epoch, best=epoch <= 6)
        history.add(end)
    history.add(Marked("learning_rate", 3, 100, 0.0005))
    return history


@pytest.fixture
def pane(qtbot: QtBot) -> PlotsPane:
    made = PlotsPane()
    qtbot.addWidget(made)
    made.resize(1100, 260)
    made.show()
    return made


def test_no_curve_has_too_many_points(pane: PlotsPane) -> None:
    pane.show_history(course(epochs=400, steps=100))
    for curve in (pane.loss._batches, pane.loss._train, pane.metric_plot._val):
        assert 0 < len(curve.getData()[0]) <= POINTS
    pane.findChild(QSlider, "plotSmoothing").setValue(80)
    assert 0 < len(pane.loss._batches.getData()[0]) <= POINTS


def test_what_the_loss_is_made_of_is_said_on_hover(pane: PlotsPane) -> None:
    history = course(epochs=3)
    pane.show_history(history)
    assert pane.loss.toolTip() == ""
    note = "The training loss is 1 × scores + 0.3 × extra."
    history.add(replace(history.started, notes=(Message.verbatim(note),)))
    pane.show_history(history)
    assert pane.loss.toolTip() == note


def test_the_gap_is_not_pressed_flat_by_the_first_batches(pane: PlotsPane) -> None:
    history = course()
    history.add(batches(1, 1, np.full(1, 80, np.float32)))
    pane.show_history(history)
    low, high = pane.loss.viewRange()[1]
    assert low <= 0
    assert 1 <= high < 1.5
    pane.loss.set_log(True)
    low, high = pane.loss.viewRange()[1]
    assert low < np.log10(history.train("loss").min()) < np.log10(1.02) < high < 1
    short = course(epochs=2)
    pane.loss.set_log(False)
    pane.show_history(short)
    assert pane.loss.viewRange()[1][1] >= 2


def test_the_legend_gives_way_before_the_window_grows(pane: PlotsPane) -> None:
    legends = [card._legend for card in pane.findChildren(PlotCard)]
    assert [legend.isVisible() for legend in legends] == [True, True]
    assert pane.minimumSizeHint().width() < 480
    pane.resize(480, 260)
    assert [legend.isVisible() for legend in legends] == [False, False]


@pytest.mark.slow
@pytest.mark.parametrize("scale", [1, 2])
def test_curves_keep_their_weight_on_a_fine_screen(scale: int) -> None:
    code = (
        "from PySide6.QtWidgets import QApplication; app = QApplication([])\n"
        "from gui.training.plots_pane import PlotsPane; pane = PlotsPane()\n"
        "print(pane.loss._train.opts['pen'].widthF(), pane.metric_plot._train.opts['pen'].widthF())\n"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(scale)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == [f"{2.0 * scale}"] * 2, done.stderr


def test_each_curve_is_set_once_a_tick(pane: PlotsPane) -> None:
    counts: list[object] = []
    for curve in (pane.loss._batches, pane.loss._train, pane.loss._val):
        curve.sigPlotChanged.connect(counts.append)
    pane.show_history(course())
    assert len(counts) == 3


def test_the_best_epoch_and_the_changed_rate_are_marked(pane: PlotsPane) -> None:
    pane.show_history(course())
    words = [line.label.format for line in pane.loss.marks.lines]
    assert words == ["best: epoch 6", "rate 0.0005"]
    assert [line.value() for line in pane.loss.marks.lines] == [6, 2.5]
    before = list(pane.loss.marks.lines)
    pane.show_history(pane.history)
    assert pane.loss.marks.lines == before


def test_the_keys_walk_from_epoch_to_epoch(pane: PlotsPane, qtbot: QtBot) -> None:
    pane.show_history(course())
    told: list[str] = []
    pane.loss.hovered.connect(told.append)
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_End):
        QTest.keyClick(pane.loss, key)
    assert [text.split("   ")[0] for text in told] == ["epoch 1", "epoch 2", "epoch 12"]
    assert "gap +" in told[-1]
    assert "validation" in told[-1]


def test_zoom_stays_while_it_learns_until_all_is_wanted(pane: PlotsPane) -> None:
    pane.show_history(course(4))
    QTest.keyClick(pane.loss, Qt.Key.Key_Plus)
    zoomed = pane.loss.viewRange()[0]
    pane.show_history(course(12))
    assert pane.loss.viewRange()[0] == zoomed
    pane.findChild(QToolButton, "plotReset").click()
    assert pane.loss.viewRange()[0][1] >= 12


def test_the_loss_on_a_logarithmic_scale(pane: PlotsPane) -> None:
    pane.show_history(course())
    pane.findChild(QToolButton, "plotLog").click()
    _, y = pane.loss._val.getData()
    assert np.allclose(y, np.log10(course().val("loss")))


def test_curves_are_saved(pane: PlotsPane, tmp_path: Path) -> None:
    pane.show_history(course())
    pane.save_csv(tmp_path / "curves.csv")
    lines = (tmp_path / "curves.csv").read_text().splitlines()
    assert len(lines) == 13
    assert lines[0].startswith("epoch,step,train_loss")
    pane.save_png(tmp_path / "curves.png")
    assert QImage(str(tmp_path / "curves.png")).width() > 500
    with pytest.raises(OSError, match="could not be written"):
        pane.save_png(tmp_path / "missing" / "curves.png")


def test_the_plots_follow_the_theme(pane: PlotsPane, qapp: QApplication) -> None:
    appearance = Appearance(qapp)
    pane.show_history(course())
    for theme in (dark(), light()):
        appearance.show(theme)
        qapp.processEvents()
        corner = pane.loss.grab().toImage().pixelColor(2, 2)
        assert corner.name() == theme.surface.name()


def test_one_epoch_and_none_are_drawn(pane: PlotsPane) -> None:
    pane.show_history(History())
    pane.show_history(course(1))
    assert pane.loss._train.opts["symbol"] == "o"


def segmentation(epochs: int = 4, *, validated: bool = True, finished: bool = False) -> History:
    """A course of a segmentation."""
    history = History()
    history.add(started(steps_per_epoch=4, epochs=epochs))
    for epoch in range(1, epochs + 1):
        history.add(batches(epoch, epoch * 4, np.full(4, 1 / epoch, np.float32)))
        scores = {"loss": 1 / epoch, "mean_iou": 0.2 * epoch, "pixel_accuracy": 0.9}
        history.add(epoch_ended(epoch, scores, scores if validated else None, step=4 * epoch, best=validated))
    if finished:
        usual = {"reason": "completed", "epoch": epochs, "step": 4 * epochs, "samples_per_second": 1.0, "run_dir": ""}
        history.add(Finished(**usual, test={"mean_iou": 0.7}, test_samples=9, baseline={"mean_iou": 0.18}))
    return history


def test_every_metric_can_be_drawn_and_the_one_of_the_task_is_first(pane: PlotsPane, qtbot: QtBot) -> None:
    choice = pane.findChild(QComboBox, "plotMetric")
    assert choice.currentText() == "Accuracy"
    pane.show_history(segmentation())
    assert [choice.itemText(row) for row in range(choice.count())] == ["Mean IoU", "Pixel accuracy", "Loss"]
    assert choice.currentText() == "Mean IoU"
    assert pane.metric_plot.accessibleName() == "Mean IoU over epochs"
    assert np.allclose(pane.metric_plot._val.getData()[1], [20, 40, 60, 80])
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert np.allclose(pane.metric_plot._val.getData()[1], [1, 1 / 2, 1 / 3, 1 / 4])
    pane.show_history(segmentation(5))
    assert choice.currentText() == "Loss"
    pane.show_history(course())
    assert [choice.itemText(row) for row in range(choice.count())] == ["Accuracy", "Loss"]


@pytest.mark.parametrize(
    ("name", "text", "heading"),
    [
        ("psnr", "validation 20.50 dB", "BY EPOCH, dB"),
        ("r2", "validation 20.5000", "BY EPOCH"),
        ("dice", "2050.00%", "BY EPOCH, %"),
    ],
)
def test_a_metric_is_read_in_its_form(pane: PlotsPane, name: str, text: str, heading: str) -> None:
    history = History()
    history.add(started())
    history.add(epoch_ended(1, {"loss": 1.0, name: 20.0}, {"loss": 1.0, name: 20.5}))
    pane.show_history(history)
    seen: list[str] = []
    pane.metric_plot.hovered.connect(seen.append)
    QTest.keyClick(pane.metric_plot, Qt.Key.Key_Home)
    assert text in seen[-1]
    assert heading in [label.text() for label in pane.findChildren(QLabel)]


def test_without_validation_only_the_training_is_drawn_and_no_epoch_is_the_best(pane: PlotsPane, qapp: QApplication) -> None:
    pane.resize(1600, 260)
    pane.show_history(segmentation(1, validated=False))
    qapp.processEvents()
    pane.show_history(segmentation(validated=False))
    for plot in (pane.loss, pane.metric_plot):
        assert len(plot._train.getData()[0]) == 4
        assert plot._val.getData()[1] is None or not len(plot._val.getData()[1])
        assert plot.marks.lines == []
        assert "validation" not in [entry.text for entry in plot.legend()]
    assert not pane.loss._gap.isVisible()
    qapp.processEvents()
    words = [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]
    assert words.count("training") == 2
    assert "validation" not in words
    pane.show_history(segmentation())
    qapp.processEvents()
    assert [label.text() for label in pane.findChildren(QLabel) if label.isVisible()].count("validation") == 2
    assert pane.loss._gap.isVisible()


def test_what_is_reached_without_learning_is_a_line_that_can_be_seen(pane: PlotsPane) -> None:
    pane.show_history(segmentation())
    assert not pane.metric_plot._baseline.isVisible()
    pane.show_history(segmentation(finished=True))
    assert pane.metric_plot._baseline.isVisible()
    assert pane.metric_plot._baseline.value() == pytest.approx(18)
    low, high = pane.metric_plot.viewRange()[1]
    assert low < 18 < 80 < high
    assert "without learning 18.00%" in [entry.text for entry in pane.metric_plot.legend()]


def test_a_bad_begin_does_not_press_the_rest_flat(pane: PlotsPane) -> None:
    history = History()
    history.add(started())
    for epoch, value in enumerate((-300.0, 0.1, 0.8), start=1):
        history.add(epoch_ended(epoch, {"loss": 1.0, "mae": 1.0, "r2": value}, {"loss": 1.0, "mae": 1.0, "r2": value}))
    pane.show_history(history)
    assert pane.findChild(QComboBox, "plotMetric").currentText() == "R²"
    low, high = pane.metric_plot.viewRange()[1]
    assert -1.5 < low < 0.1 < 0.8 < high < 1.2


@pytest.mark.parametrize("baseline", [0.05, 0.95])
def test_the_name_of_the_baseline_lies_inside_of_the_plot(pane: PlotsPane, qapp: QApplication, baseline: float) -> None:
    history = segmentation(4, finished=True)
    history.finished = replace(history.finished, baseline={"mean_iou": baseline})
    pane.show_history(history)
    qapp.processEvents()
    plot = pane.metric_plot
    name = plot._name.mapRectToScene(plot._name.boundingRect())
    assert plot.plotItem.vb.sceneBoundingRect().adjusted(-2, -2, 2, 2).contains(name)


def test_values_that_are_no_numbers_are_left_out(pane: PlotsPane, qapp: QApplication) -> None:
    history = History()
    history.add(started())
    for epoch, value in enumerate((np.nan, np.inf, 0.5), start=1):
        measured = {"loss": value, "mean_iou": value}
        history.add(epoch_ended(epoch, measured, measured))
        pane.show_history(history)
        qapp.processEvents()
    usual = {"reason": "completed", "epoch": 3, "step": 30, "samples_per_second": 1.0, "run_dir": ""}
    history.add(Finished(**usual, test={"mean_iou": 0.5}, test_samples=9, baseline={"mean_iou": np.nan}))
    pane.show_history(history)
    qapp.processEvents()
    assert not pane.metric_plot._baseline.isVisible()
    assert not pane.grab().isNull()
