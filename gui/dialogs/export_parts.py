"""The pieces of the export dialog: which kind of file, and how it is used afterwards."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from backend.export.formats import FORMATS
from builder.common.messages import Message
from gui.common.i18n import say
from gui.common.theme import SPACE, Role, font, icon


class FormatChoice(QWidget):
    """One line per format, with what it holds; `chosen` carries the name of the chosen one."""

    chosen = Signal(str)

    def __init__(self, trained: bool, parent: QWidget | None = None) -> None:
        """Formats with weights can be chosen only for a network that was `trained`."""
        super().__init__(parent)
        self._trained = trained
        self._buttons: dict[str, QRadioButton] = {}
        group = QButtonGroup(self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(SPACE)
        for name, form in FORMATS.items():
            button = QRadioButton(f"{say(form.title)}  ({form.ending})")
            button.setObjectName(f"format.{name}")
            button.setAccessibleName(say(form.title))
            button.setAccessibleDescription(say(form.help))
            button.toggled.connect(lambda on, name=name: self.chosen.emit(name) if on else None)
            group.addButton(button)
            self._buttons[name] = button
            words = QLabel(say(form.help))
            words.setProperty("role", "caption")
            words.setIndent(3 * SPACE)
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(button)
            column.addWidget(words)
            rows.addLayout(column)
        self.set_choosable(True)

    @property
    def format(self) -> str:
        """The name of the chosen format; the first before any is."""
        return next((name for name, button in self._buttons.items() if button.isChecked()), next(iter(FORMATS)))

    def choose(self, name: str) -> None:
        """Choose a format."""
        self._buttons[name].setChecked(True)

    def set_choosable(self, choosable: bool) -> None:
        """Let a person choose, or not."""
        for name, button in self._buttons.items():
            button.setEnabled(choosable and (self._trained or not FORMATS[name].needs_weights))


class UsageBox(QFrame):
    """The line of Python that loads the file, to copy, and the pixels that the network expects.

    `call` says in words how a network with several inputs or outputs is called.
    """

    def __init__(self, shape: tuple[int, ...], call: str | Message | None = None, parent: QWidget | None = None) -> None:
        """For samples of `shape`."""
        super().__init__(parent)
        self.setProperty("notice", True)
        self._line = QLabel()
        self._line.setObjectName("exportLine")
        self._line.setAccessibleName(self.tr("Python that loads the file"))
        self._line.setFont(font(Role.CODE))
        self._line.setWordWrap(True)
        selectable = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        self._line.setTextInteractionFlags(selectable)
        copy = QPushButton(" " + self.tr("Copy"))
        copy.setObjectName("exportCopy")
        copy.setAccessibleName(self.tr("Copy the Python that loads the file"))
        copy.setAutoDefault(False)
        copy.setIcon(icon("copy"))
        copy.clicked.connect(self._copy)
        pixels = QLabel(" ".join(filter(None, (self._pixels_text(shape), say(call or "")))))
        pixels.setObjectName("exportPixels")
        pixels.setProperty("role", "caption")
        pixels.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self._line, 1)
        row.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, SPACE + SPACE // 2, 2 * SPACE, SPACE + SPACE // 2)
        column.setSpacing(SPACE)
        column.addLayout(row)
        column.addWidget(pixels)

    def _copy(self) -> None:
        code = f"import torch\n{self._line.text()}"
        QGuiApplication.clipboard().setText(code)

    def show_line(self, line: str) -> None:
        """Show the Python that loads the file."""
        self._line.setText(line)

    def _pixels_text(self, shape: tuple[int, ...]) -> str:
        if len(shape) != 3:
            return ""
        known = {1: self.tr("grey"), 3: self.tr("red, green and blue")}
        colours = known.get(shape[0], self.tr("{0} channels").format(shape[0]))
        text = self.tr(
            "It takes a batch of pictures as numbers from 0 (black) to 1 (white), {0} × {1} × {2} × {3} ({4}): divide bytes "
            "by 255, nothing else. A JSON file beside it lists the classes and all of this."
        )
        return text.format("N", *shape, colours)
