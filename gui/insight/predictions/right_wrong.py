"""Three buttons of which one is down: the wrong samples, the right ones, or all."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from gui.common.number_format import whole_number
from gui.insight.predictions.sample_grid import Indices


class RightWrongSwitch(QWidget):
    """`choice` is "wrong", "right" or "all"; `changed` when a person has chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """The wrong ones."""
        super().__init__(parent)
        self._buttons = {
            "wrong": self._button("showWrong", self.tr("Wrong")),
            "right": self._button("showRight", self.tr("Right")),
            "all": self._button("showAll", self.tr("All")),
        }
        self._buttons["wrong"].setChecked(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button in self._buttons.values():
            row.addWidget(button)

    @property
    def choice(self) -> str:
        """Which samples to show."""
        return next(name for name, button in self._buttons.items() if button.isChecked())

    def choose(self, name: str) -> None:
        """Press a button, without `changed`."""
        self._buttons[name].setChecked(True)

    def show_counts(self, right: int, wrong: int) -> None:
        """Write the numbers of samples."""
        self._buttons["wrong"].setText(self.tr("Wrong {0}").format(whole_number(wrong)))
        self._buttons["right"].setText(self.tr("Right {0}").format(whole_number(right)))
        self._buttons["all"].setText(self.tr("All {0}").format(whole_number(right + wrong)))

    def chosen_of(self, right: Indices, wrong: Indices) -> Indices:
        """Those to show of the samples that are right and wrong."""
        return {"wrong": wrong, "right": right, "all": np.concatenate([wrong, right])}[self.choice]

    def _button(self, name: str, title: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setAccessibleName(title)
        button.setCheckable(True)
        button.setAutoExclusive(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda _on=False: self.changed.emit())
        return button
