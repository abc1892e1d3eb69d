"""Small editors, one for each kind of value; each has `value`, `set_value`, `set_mixed` and the signals below.

`edited` carries the value that a person gave; `refused` the sentence that says why what was typed is no value.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QWidget

from builder.common.errors import ConvasError
from builder.common.fields import LARGEST, Param
from builder.common.messages import QT_TRANSLATE_NOOP
from gui.common.i18n import say
from gui.common.theme import SPACE


class InputError(ConvasError):
    """What was typed is no value of this kind."""


def leaves_undo(event: QEvent) -> bool:
    """Whether the event asks if a field wants undo or redo for itself; it is answered with no."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    keys = QKeySequence.StandardKey
    if event.matches(keys.Undo) or event.matches(keys.Redo):
        event.ignore()
        return True
    return False


class Whole(QSpinBox):
    """A whole number. Anything can be typed; the bounds only hold the arrows, so that the field can say what is wrong."""

    edited = Signal(object)
    refused = Signal(str)

    def __init__(self, param: Param, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low = -LARGEST if param.low is None else int(param.low)
        self._high = LARGEST if param.high is None else int(param.high)
        self._mixed = False
        self.setRange(-LARGEST, LARGEST)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccelerated(True)
        self.setMinimumWidth(6 * SPACE)
        self.lineEdit().setTextMargins(SPACE // 2, 0, 0, 0)
        self.valueChanged.connect(self._report)

    def set_value(self, value: int) -> None:
        """Show `value` without a signal."""
        with QSignalBlocker(self):
            was, self._mixed = self._mixed, False
            if was or self.value() != value or self.lineEdit().text() == "":
                self.setValue(value)
                self.lineEdit().setText(self.textFromValue(value))

    def set_mixed(self) -> None:
        """Show that the selected blocks differ here."""
        self._mixed = True
        with QSignalBlocker(self):
            self.setValue(-LARGEST)
        self.lineEdit().clear()
        self.lineEdit().setPlaceholderText(self.tr("mixed"))

    def textFromValue(self, value: int) -> str:
        """Nothing while the blocks differ; Qt asks for it."""
        return "" if self._mixed else super().textFromValue(value)

    def stepBy(self, steps: int) -> None:
        """Step within the bounds; Qt calls this for arrows and keys."""
        self.setValue(max(self._low, min(self._high, self.value() + steps)))
        self.selectAll()

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window: what was typed is a step of the document already."""
        return False if leaves_undo(event) else super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn only with the focus, so that scrolling past changes nothing."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _report(self, value: int) -> None:
        self._mixed = False
        self.edited.emit(value)


class Text(QLineEdit):
    """A line of text; the base of everything that is typed and then parsed."""

    edited = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: Any = ""
        self.setMinimumWidth(6 * SPACE)
        self.textEdited.connect(self._take_text)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window: what was typed is a step of the document already."""
        return False if leaves_undo(event) else super().event(event)

    def value(self) -> Any:
        """The value of the last text that was one."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Show `value` without a signal; a text that means the same is left as it was typed."""
        if self._value != value or not self.text():
            self.setText(self.format_value(value))
            if not self.hasFocus():
                self.setCursorPosition(0)
        self._value = value

    def set_mixed(self) -> None:
        """Show that the selected blocks differ here."""
        self._value = None
        self.clear()
        self.setPlaceholderText(self.tr("mixed"))

    def parse_text(self, text: str) -> Any:
        """The value that `text` means; raises InputError."""
        return text

    def format_value(self, value: Any) -> str:
        """The text that parses to `value`."""
        return str(value)

    def _take_text(self, text: str) -> None:
        try:
            value = self.parse_text(text)
        except InputError as error:
            self.refused.emit(say(error.message))
            return
        self._value = value
        self.edited.emit(value)


class Number(Text):
    """A number with a fraction; up and down change it by its step, or by a tenth of its size."""

    def __init__(self, param: Param, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._param = param

    def parse_text(self, text: str) -> float:
        try:
            return float(text.strip().replace(",", "."))
        except ValueError:
            raise InputError(QT_TRANSLATE_NOOP("Fields", "Type a number, for example 0.5 or 1e-3.")) from None

    def format_value(self, value: Any) -> str:
        return "" if value is None else f"{value:.10g}"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down step; everything else types."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if steps is None or self._value is None:
            super().keyPressEvent(event)
            return
        size = abs(float(self._value))
        step = self._param.step or (10.0 ** math.floor(math.log10(size)) / 10 if size else 0.1)
        value = round(float(self._value) + steps * step, 12)
        low = -math.inf if self._param.low is None else self._param.low
        high = math.inf if self._param.high is None else self._param.high
        self.setText(self.format_value(max(low, min(high, value))))
        self._take_text(self.text())


class Numbers(Text):
    """A list of numbers: "1, 28, 28"."""

    def __init__(self, unit: type, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unit = unit

    def parse_text(self, text: str) -> tuple[int | float, ...]:
        parts = [part for part in re.split(r"[\s,;×x*()\[\]]+", text.strip()) if part]
        try:
            return tuple(self._unit(part) for part in parts)
        except ValueError:
            example = "1, 28, 28" if self._unit is int else "0.5, 0.5"
            template = QT_TRANSLATE_NOOP("Fields", "Type numbers with commas between, for example {example}.")
            raise InputError(template, example=example) from None

    def format_value(self, value: Any) -> str:
        return ", ".join(str(part) if self._unit is int else f"{part:.10g}" for part in value)


class Literal(Text):
    """Any value as Python writes it, for fields of no common kind."""

    def parse_text(self, text: str) -> Any:
        try:
            return ast.literal_eval(text)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            raise InputError(QT_TRANSLATE_NOOP("Fields", "Type a value as in Python, for example (7, 7) or None.")) from None

    def format_value(self, value: Any) -> str:
        return repr(value)


class Flag(QCheckBox):
    """Yes or no."""

    edited = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clicked.connect(self._report)

    def value(self) -> bool:
        """Whether it is checked."""
        return self.isChecked()

    def set_value(self, value: bool) -> None:
        """Show `value` without a signal."""
        self.setTristate(False)
        self.setChecked(value)

    def set_mixed(self) -> None:
        """Show that the selected blocks differ here."""
        self.setTristate(True)
        self.setCheckState(Qt.CheckState.PartiallyChecked)

    def _report(self, checked: bool) -> None:
        self.setTristate(False)
        self.edited.emit(self.isChecked())


class Choice(QComboBox):
    """One of several values, each with a text."""

    edited = Signal(object)
    refused = Signal(str)

    def __init__(self, words: Sequence[tuple[str, Any]], parent: QWidget | None = None) -> None:
        """`words` are (text, value)."""
        super().__init__(parent)
        self._words = tuple(words)
        for text, value in words:
            self.addItem(text, value)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.activated.connect(lambda index: self.edited.emit(self.itemData(index)))

    def value(self) -> Any:
        """The chosen value."""
        return self.currentData()

    def offer(self, values: Sequence[Any]) -> None:
        """Offer only these values, in this order; one that is shown though it is none of them stays until another is."""
        chosen = self.currentData()
        texts = {value: text for text, value in self._words}
        wanted = [value for value in values if value in texts]
        if self.currentIndex() >= 0 and chosen not in wanted:
            wanted.append(chosen)
        if wanted != [self.itemData(row) for row in range(self.count())]:
            self.clear()
            for value in wanted:
                self.addItem(texts[value], value)
            self.set_value(chosen)

    def set_value(self, value: Any) -> None:
        """Show `value` without a signal."""
        row = next((index for index in range(self.count()) if self.itemData(index) == value), -1)
        hidden = next((text for text, known in self._words if known == value), None) if row < 0 else None
        if hidden is not None:
            row = self.count()
            self.addItem(hidden, value)
        self.setCurrentIndex(row)

    def set_mixed(self) -> None:
        """Show that the selected blocks differ here."""
        self.setPlaceholderText(self.tr("mixed"))
        self.setCurrentIndex(-1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Never turn: scrolling past must change nothing."""
        event.ignore()
