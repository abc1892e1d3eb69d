"""Where a dialog shows the progress of its work, and then the result."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from gui.common.notice import NoticeLine
from gui.common.theme import SPACE


class OutcomeArea(QWidget):
    """Progress, then the result; its room is kept free from the start so that nothing jumps."""

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        """`name` begins the object names of the parts; `title` is the accessible name of the progress bar."""
        super().__init__(parent)
        self.setMinimumHeight(9 * SPACE)
        self._doing = QLabel()
        self._doing.setObjectName(f"{name}ProgressWords")
        self._bar = QProgressBar()
        self._bar.setObjectName(f"{name}Progress")
        self._bar.setAccessibleName(title)
        self._notice = NoticeLine(f"{name}Result")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        for part in (self._doing, self._bar, self._notice):
            column.addWidget(part)
        column.addStretch(1)
        self.say("")

    def show_progress(self, text: str, done: int, total: int) -> None:
        """Show what is being done, instead of the result."""
        self._doing.setText(f"{text}…")
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._notice.say("")
        self._doing.show()
        self._bar.show()

    def say(self, text: str, severity: str = "info") -> None:
        """Show the result, instead of progress."""
        self._doing.hide()
        self._bar.hide()
        self._notice.say(text, severity)
