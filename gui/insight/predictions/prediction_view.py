"""What the views of predictions have in common: what they are given, what they say at the top, and a page for nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QWidget

from backend.protocol.events import Predicted
from gui.common.theme import SPACE


@dataclass(frozen=True, slots=True)
class Headline:
    """The figure of all samples, such as "97.83%", and what it is of."""

    figure: str
    meaning: str


class PredictionView(QWidget):
    """Shows predictions of one kind of task. `controls` are laid out in the panel's first line."""

    headline_changed = Signal()

    kinds: ClassVar[tuple[str, ...]] = ()

    def __init__(self, parent: QWidget | None = None) -> None:
        """A view of nothing."""
        super().__init__(parent)
        self.controls = QWidget(self)
        self.controls.hide()
        row = QHBoxLayout(self.controls)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)

    @staticmethod
    def measure(predicted: Predicted, names: tuple[str, ...]) -> object:
        """What takes time to find out about predictions, in a thread: no Qt here. `names` are those of classes or numbers."""
        raise NotImplementedError

    def show_predictions(self, predicted: Predicted, names: tuple[str, ...], measured: object) -> None:
        """Show predictions with what `measure` found."""
        raise NotImplementedError

    def headline(self) -> Headline:
        """What the panel writes at the top."""
        raise NotImplementedError

    def add_control(self, widget: QWidget, name: str, title: str) -> None:
        """Put a control into the first line."""
        widget.setObjectName(name)
        widget.setAccessibleName(title)
        widget.setToolTip(title)
        layout = self.controls.layout()
        assert layout is not None
        layout.addWidget(widget)


class SideSplit(QSplitter):
    """Samples on the left, and on the right what is as wide as it wants to be, until a person moves the handle."""

    def __init__(self, left: QWidget, right: QWidget) -> None:
        """Both side by side."""
        super().__init__(Qt.Orientation.Horizontal)
        self.setHandleWidth(1)
        self.addWidget(left)
        self.addWidget(right)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self._wanted = 0
        self._moved = False
        self.splitterMoved.connect(self._note)

    def give(self, wanted: int) -> None:
        """Give the right side so many pixels, but never more than half."""
        self._wanted = wanted
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room again."""
        super().resizeEvent(event)
        self._share()

    def _note(self, _place: int, _index: int) -> None:
        self._moved = True

    def _share(self) -> None:
        if self._wanted and not self._moved:
            right = min(self._wanted, self.width() // 2)
            self.setSizes([self.width() - right - self.handleWidth(), right])


def fill_combo(combo: QComboBox, texts: list[str]) -> None:
    """Offer `texts`; the same row stays chosen where they are the same as before, else the first."""
    if [combo.itemText(row) for row in range(combo.count())] != texts:
        combo.clear()
        combo.addItems(texts)
        combo.setCurrentIndex(0)
