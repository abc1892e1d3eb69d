"""Loss and accuracy side by side, and what can be done with them: scale, smoothing, zoom, saving."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSlider,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from backend.history import History
from gui.plots.accuracy import AccuracyPlot
from gui.plots.card import PlotCard
from gui.plots.loss_gap import LossPlot
from gui.theme import SPACE, icon


class PlotsPane(QWidget):
    """Both plots of a training and their tools; `refused` carries the words of a file that could not be written."""

    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.history = History()
        self.loss, self.accuracy = LossPlot(), AccuracyPlot()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setObjectName("plotSplit")
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(2 * SPACE)
        self._split.setStyleSheet("QSplitter::handle { background: transparent; }")
        self._split.addWidget(PlotCard(self.tr("LOSS"), self.loss))
        self._split.addWidget(PlotCard(self.tr("ACCURACY, %"), self.accuracy))
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        layout.addWidget(self._split, 1)
        layout.addLayout(self._tools())

    def show_history(self, history: History) -> None:
        """Draw a course as it is now."""
        self.history = history
        self.loss.show_history(history, self._smoothing.value() / 100)
        self.accuracy.show_history(history)

    def save_csv(self, path: Path) -> None:
        """Write the epochs as a table; raises OSError."""
        path.write_text(self.history.csv(), encoding="utf-8")

    def save_png(self, path: Path) -> None:
        """Write both plots as a picture; raises OSError."""
        if not self._split.grab().save(str(path), "PNG"):
            raise OSError(self.tr("the picture could not be written"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._reset.setIcon(icon("fit"))
            self._save.setIcon(icon("save"))
        super().changeEvent(event)

    def _tools(self) -> QHBoxLayout:
        self._log = QCheckBox(self.tr("Log scale"))
        self._name(self._log, "plotLog", self.tr("Logarithmic loss scale"))
        self._log.toggled.connect(self.loss.set_log)
        self._smoothing = QSlider(Qt.Orientation.Horizontal)
        self._name(self._smoothing, "plotSmoothing", self.tr("Smoothing of the loss of each batch"))
        self._smoothing.setRange(0, 99)
        self._smoothing.setFixedWidth(14 * SPACE)
        self._smoothing.valueChanged.connect(lambda _value: self.show_history(self.history))
        self._reset = self._button("plotReset", self.tr("Show all"), "fit", self.tr("Show the whole course (0)"))
        self._reset.clicked.connect(self._show_all)
        self._save = self._button("plotSave", self.tr("Save"), "save", self.tr("Save the curves as a table or a picture"))
        menu = QMenu(self._save)
        menu.addAction(self.tr("Table of the epochs (CSV)…"), lambda: self._ask("csv")).setObjectName("plotSaveCsv")
        menu.addAction(self.tr("Picture (PNG)…"), lambda: self._ask("png")).setObjectName("plotSavePng")
        self._save.setMenu(menu)
        self._save.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        label = QLabel(self.tr("Smoothing"))
        label.setBuddy(self._smoothing)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self._log)
        row.addSpacing(SPACE)
        row.addWidget(label)
        row.addWidget(self._smoothing)
        row.addStretch(1)
        row.addWidget(self._reset)
        row.addWidget(self._save)
        return row

    def _button(self, name: str, text: str, sign: str, tip: str) -> QToolButton:
        button = QToolButton()
        self._name(button, name, tip)
        button.setText(text)
        button.setIcon(icon(sign))
        button.setToolTip(tip)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    @staticmethod
    def _name(widget: QWidget, name: str, title: str) -> None:
        widget.setObjectName(name)
        widget.setAccessibleName(title)

    def _show_all(self) -> None:
        self.loss.reset_zoom()
        self.accuracy.reset_zoom()

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
            self.refused.emit(self.tr("The file cannot be written: {0}.").format(error.strerror or error))
