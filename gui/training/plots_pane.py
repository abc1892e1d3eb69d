"""Loss and a metric of a training side by side, with tools: choice, scale, smoothing, zoom, saving. Loads pyqtgraph."""

from __future__ import annotations

import math
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QSlider,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from backend.protocol.metric_names import DECIBEL, SHARE, SHOWN, kind_of, metric_info, shown_metric, value_message
from backend.runs.history import History
from builder.common.errors import os_error_reason
from gui.common.i18n import say
from gui.common.theme import SPACE, icon
from gui.common.theme_watch import theme_watch
from gui.plots.card import PlotCard
from gui.plots.course import Course, CourseMark
from gui.plots.loss_gap import LossPlot
from gui.plots.metric import MetricPlot, MetricStyle

USUAL = "accuracy"
"""The metric of the plot before anything was measured."""


class PlotsPane(QWidget):
    """Both plots of a training and their tools; `refused` says why a file could not be written."""

    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Both plots, empty."""
        super().__init__(parent)
        self.history = History()
        self.loss, self.metric_plot = LossPlot(), MetricPlot()
        self._drawn = ""
        self._kind: str | None = None
        self._wanted: str | None = None
        self._choice = QComboBox()
        self._set_names(self._choice, "plotMetric", self.tr("Metric to draw"))
        self._choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._choice.activated.connect(self._choose_metric)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setObjectName("plotSplit")
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(2 * SPACE)
        self._split.setStyleSheet("QSplitter::handle { background: transparent; }")
        self._split.addWidget(PlotCard(self.tr("LOSS BY EPOCH"), self.loss))
        self._card = PlotCard("", self.metric_plot, self._choice)
        self._split.addWidget(self._card)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 2)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(self._split, 1)
        layout.addLayout(self._tools())
        self._offer_metrics()
        self._draw_icons()
        theme_watch(self, self._draw_icons)

    def show_history(self, history: History, kind: str | None = None) -> None:
        """Draw a training as it is now; its `kind` of task tells which metric will come, before one was measured."""
        self.history, self._kind = history, kind
        self._offer_metrics()
        # Once for both plots; the arrays are views and cost nothing.
        course = course_from_history(history, self._drawn)
        self.loss.show_course(course, self._smoothing.value() / 100)
        self.metric_plot.show_course(course)

    def save_csv(self, path: Path) -> None:
        """Write the epochs as a table; raises OSError."""
        path.write_text(self.history.csv(), encoding="utf-8")

    def save_png(self, path: Path) -> None:
        """Write both plots as a picture; raises OSError."""
        if not self._split.grab().save(str(path), "PNG"):
            raise OSError(self.tr("the picture could not be written"))

    def _offer_metrics(self) -> None:
        """Offer what the run measures; draw what was chosen, as long as it is measured, else what stands for the task."""
        measured = self.history.metrics()
        names = [
            *(name for name in measured if name != "loss"),
            *(["loss"] if measured else [SHOWN.get(self._kind or "", USUAL)]),
        ]
        if [self._choice.itemData(row) for row in range(self._choice.count())] != names:
            self._choice.clear()
            for name in names:
                self._choice.addItem(metric_title(name), name)
            self._drawn = ""  # the choice may be wider now: there may be less room for the legend
        usual = shown_metric(kind_of(dict.fromkeys(measured, 0.0)), measured) or names[0]
        name = self._wanted if self._wanted in names else usual
        self._choice.setCurrentIndex(names.index(name))
        if name != self._drawn:
            self._drawn = name
            self.metric_plot.set_style(metric_style(name))
            units = {SHARE: self.tr("BY EPOCH, %"), DECIBEL: self.tr("BY EPOCH, dB")}
            self._card.set_heading(units.get(metric_info(name).form, self.tr("BY EPOCH")))

    def _choose_metric(self, row: int) -> None:
        self._wanted = str(self._choice.itemData(row))
        self.show_history(self.history, self._kind)
        self.metric_plot.reset_zoom()

    def _draw_icons(self) -> None:
        self._reset.setIcon(icon("fit"))
        self._save.setIcon(icon("save"))

    def _tools(self) -> QVBoxLayout:
        """A narrow column, so that the plots keep the height."""
        self._log = self._button("plotLog", self.tr("Logarithmic loss scale"))
        self._log.setText(self.tr("log"))
        self._log.setCheckable(True)
        self._log.toggled.connect(self.loss.set_log)
        self._smoothing = QSlider(Qt.Orientation.Vertical)
        self._set_names(self._smoothing, "plotSmoothing", self.tr("Smoothing of the loss of each batch"))
        self._smoothing.setRange(0, 99)
        self._smoothing.setMinimumHeight(4 * SPACE)
        self._smoothing.valueChanged.connect(self._smooth)
        self._reset = self._button("plotReset", self.tr("Show the whole course (0)"))
        self._reset.clicked.connect(self._show_all)
        self._save = self._button("plotSave", self.tr("Save the curves as a table or a picture"))
        menu = QMenu(self._save)
        menu.addAction(self.tr("Table of the epochs (CSV)…"), lambda: self._ask("csv")).setObjectName("plotSaveCsv")
        menu.addAction(self.tr("Picture (PNG)…"), lambda: self._ask("png")).setObjectName("plotSavePng")
        self._save.setMenu(menu)
        column = QVBoxLayout()
        column.setSpacing(SPACE // 2)
        column.addWidget(self._save)
        column.addWidget(self._reset)
        column.addWidget(self._log)
        column.addWidget(self._smoothing, 1, Qt.AlignmentFlag.AlignHCenter)
        return column

    def _button(self, name: str, tip: str) -> QToolButton:
        button = QToolButton()
        self._set_names(button, name, tip)
        button.setFixedSize(4 * SPACE, 3 * SPACE + SPACE // 2)
        button.setStyleSheet("QToolButton { padding: 1px; } QToolButton::menu-indicator { image: none; }")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    @staticmethod
    def _set_names(widget: QWidget, name: str, title: str) -> None:
        widget.setObjectName(name)
        widget.setAccessibleName(title)
        widget.setToolTip(title)

    def _smooth(self) -> None:
        self.show_history(self.history, self._kind)

    def _show_all(self) -> None:
        self.loss.reset_zoom()
        self.metric_plot.reset_zoom()

    def _ask(self, kind: str) -> None:
        kinds = {"csv": self.tr("Table (*.csv)"), "png": self.tr("Picture (*.png)")}
        title = self.tr("Save the curves")
        chosen, _ = QFileDialog.getSaveFileName(self, title, f"training.{kind}", kinds[kind])
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix else path.with_suffix(f".{kind}")
        try:
            (self.save_csv if kind == "csv" else self.save_png)(path)
        except OSError as error:
            self.refused.emit(self.tr("The file cannot be written: {0}.").format(say(os_error_reason(error))))


def metric_title(name: str) -> str:
    """The title of a metric in the language of the window."""
    return say(metric_info(name).title)


def metric_style(name: str) -> MetricStyle:
    """How a metric is drawn."""

    def text(value: float | None) -> str:
        return say(value_message(name, value))

    if metric_info(name).form == SHARE:
        return MetricStyle(metric_title(name), text, factor=100.0, limits=(0.0, 1.0))
    # A network that has learned nothing yet can be many times worse than the mean, which would press the rest flat.
    return MetricStyle(metric_title(name), text, floor=-1.0 if name == "r2" else None)


def course_from_history(history: History, metric: str = USUAL) -> Course:
    """The measurements of a run as the plots take them; the arrays are views of those of the history."""
    started, finished = history.started, history.finished
    marks = [mark for mark in history.marks if mark.kind in ("learning_rate", "continued")]
    baseline = math.nan if finished is None else (finished.baseline or {}).get(metric, math.nan)
    return Course(
        run=history,
        epochs=history.epochs,
        train_loss=history.train("loss"),
        val_loss=history.val("loss"),
        train_metric=history.train(metric),
        val_metric=history.val(metric),
        baseline=baseline if math.isfinite(baseline) else None,
        steps=history.steps,
        losses=history.losses,
        steps_per_epoch=float(started.steps_per_epoch) if started is not None else 1.0,
        best_epoch=history.best_epoch,
        marks=tuple(CourseMark(mark.step, mark.value) for mark in marks),
        notes="\n".join(map(say, started.notes)) if started is not None else "",
    )
