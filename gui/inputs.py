"""Small editors, one for each kind of value; each has `value`, `set_value`, `set_mixed` and the signals below.

`edited` carries the value that a person gave; `refused` says in words what was typed instead of a value.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QSpinBox, QToolButton, QWidget

from builder.fields import LARGEST, Pair, Param
from gui.theme import SPACE, icon


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
    """A line of text; the base of everything that is typed and then understood."""

    edited = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: Any = ""
        self.setMinimumWidth(6 * SPACE)
        self.textEdited.connect(self._read)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window: what was typed is a step of the document already."""
        return False if leaves_undo(event) else super().event(event)

    def value(self) -> Any:
        """What was understood last."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Show `value` without a signal; text that already means it is left as it was typed."""
        if self._value != value or not self.text():
            self.setText(self.written(value))
        self._value = value

    def set_mixed(self) -> None:
        """Show that the selected blocks differ here."""
        self._value = None
        self.clear()
        self.setPlaceholderText(self.tr("mixed"))

    def understood(self, text: str) -> Any:
        """The value that `text` means; raises ValueError in words."""
        return text

    def written(self, value: Any) -> str:
        """`value` as it is typed."""
        return str(value)

    def _read(self, text: str) -> None:
        try:
            value = self.understood(text)
        except ValueError as error:
            self.refused.emit(str(error))
            return
        self._value = value
        self.edited.emit(value)


class Number(Text):
    """A number with a fraction; up and down change it by its step, or by a tenth of its size."""

    def __init__(self, param: Param, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._param = param

    def understood(self, text: str) -> float:
        try:
            return float(text.strip().replace(",", "."))
        except ValueError:
            raise ValueError(self.tr("Type a number, for example 0.5 or 1e-3.")) from None

    def written(self, value: Any) -> str:
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
        self.setText(self.written(max(low, min(high, value))))
        self._read(self.text())


class Numbers(Text):
    """A list of numbers: "1, 28, 28"."""

    def __init__(self, unit: type, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unit = unit

    def understood(self, text: str) -> tuple[int | float, ...]:
        parts = [part for part in re.split(r"[\s,;×x*()\[\]]+", text.strip()) if part]
        try:
            return tuple(self._unit(part) for part in parts)
        except ValueError:
            example = "1, 28, 28" if self._unit is int else "0.5, 0.5"
            raise ValueError(self.tr("Type numbers with commas between, for example {0}.").format(example)) from None

    def written(self, value: Any) -> str:
        return ", ".join(str(part) if self._unit is int else f"{part:.10g}" for part in value)


class Literal(Text):
    """Any value as Python writes it, for fields of no common kind."""

    def understood(self, text: str) -> Any:
        try:
            return ast.literal_eval(text)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            raise ValueError(self.tr("Type a value as in Python, for example (7, 7) or None.")) from None

    def written(self, value: Any) -> str:
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
    """One of some words."""

    edited = Signal(object)
    refused = Signal(str)

    def __init__(self, words: Sequence[tuple[str, Any]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for text, value in words:
            self.addItem(text, value)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.activated.connect(lambda index: self.edited.emit(self.itemData(index)))

    def value(self) -> Any:
        """The chosen value."""
        return self.currentData()

    def set_value(self, value: Any) -> None:
        """Show `value` without a signal."""
        self.setCurrentIndex(next((index for index in range(self.count()) if self.itemData(index) == value), -1))

    def set_mixed(self) -> None:
        """Show that the selected blocks differ here."""
        self.setPlaceholderText(self.tr("mixed"))
        self.setCurrentIndex(-1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Never turn: scrolling past must change nothing."""
        event.ignore()


class PairInput(QWidget):
    """Height and width, linked while they are equal."""

    edited = Signal(object)
    refused = Signal(str)

    def __init__(self, param: Param, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = (Whole(param, self), Whole(param, self))
        self._link = QToolButton(self)
        self._link.setCheckable(True)
        self._link.setObjectName("link")
        self._shown = False
        self._link.toggled.connect(self._show_link)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE // 2)
        row.addWidget(self._parts[0], 1)
        row.addWidget(QLabel("×", self))
        row.addWidget(self._parts[1], 1)
        row.addWidget(self._link)
        for index, part in enumerate(self._parts):
            part.setProperty("bare", True)
            part.setMinimumWidth(5 * SPACE)
            part.edited.connect(lambda value, index=index: self._report(index, value))
        self.setFocusProxy(self._parts[0])
        self._show_link(False)

    def setAccessibleName(self, name: str) -> None:
        """Name both numbers after the field."""
        super().setAccessibleName(name)
        self._parts[0].setAccessibleName(self.tr("{0}, height").format(name))
        self._parts[1].setAccessibleName(self.tr("{0}, width").format(name))

    def setObjectName(self, name: str) -> None:
        """Name both numbers after the field."""
        super().setObjectName(name)
        self._parts[0].setObjectName(f"{name}.height")
        self._parts[1].setObjectName(f"{name}.width")

    def value(self) -> Pair:
        """Height and width."""
        return (self._parts[0].value(), self._parts[1].value())

    def set_value(self, value: Pair) -> None:
        """Show `value` without a signal; an unequal pair undoes the link."""
        changed = value != self.value() or not self._shown
        self._shown = True
        for part, number in zip(self._parts, value, strict=True):
            part.set_value(number)
        if value[0] != value[1]:
            self._link.setChecked(False)
        elif changed:
            self._link.setChecked(True)

    def set_mixed(self) -> None:
        """Show that the selected blocks differ here."""
        self._link.setChecked(True)
        for part in self._parts:
            part.set_mixed()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the sign anew in the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_link(self._link.isChecked())

    def _report(self, index: int, value: int) -> None:
        if self._link.isChecked():
            self._parts[1 - index].set_value(value)
        self.edited.emit(self.value())

    def _show_link(self, linked: bool) -> None:
        self._link.setIcon(icon("link" if linked else "unlink"))
        words = self.tr("Height and width change together") if linked else self.tr("Height and width change separately")
        self._link.setToolTip(words)
        self._link.setAccessibleName(words)


class Variant(QWidget):
    """A value of several kinds: a word such as "auto" or "same", or what the editor beside it holds."""

    edited = Signal(object)
    refused = Signal(str)

    def __init__(self, words: Sequence[tuple[str, Any]], editors: Sequence[tuple[str, Any, QWidget]]) -> None:
        """`words` are (text, value); `editors` are (text, value to begin with, editor)."""
        super().__init__()
        self._editors = [editor for _, _, editor in editors]
        self._starts = [start for _, start, _ in editors]
        self._words = [value for _, value in words]
        self._mode = Choice([(text, index) for index, text in enumerate([*(e[0] for e in editors), *(w[0] for w in words)])])
        self._mode.setMinimumWidth(8 * SPACE)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE // 2)
        row.addWidget(self._mode, 1)
        for editor in self._editors:
            row.addWidget(editor, 2)
            editor.edited.connect(self.edited)
            editor.refused.connect(self.refused)
        self._mode.edited.connect(self._choose)
        self.setFocusProxy(self._mode)

    def setAccessibleName(self, name: str) -> None:
        """Name every part after the field."""
        super().setAccessibleName(name)
        self._mode.setAccessibleName(self.tr("{0}, kind of value").format(name))
        for editor in self._editors:
            editor.setAccessibleName(name)

    def setObjectName(self, name: str) -> None:
        """Name every part after the field."""
        super().setObjectName(name)
        self._mode.setObjectName(f"{name}.mode")
        for index, editor in enumerate(self._editors):
            editor.setObjectName(f"{name}.value{index or ''}")

    def value(self) -> Any:
        """The word, or what the shown editor holds."""
        mode = self._mode.value()
        if mode is None:
            return None
        return self._editors[mode].value() if mode < len(self._editors) else self._words[mode - len(self._editors)]

    def set_value(self, value: Any) -> None:
        """Show `value` without a signal."""
        if value in self._words:
            mode = len(self._editors) + self._words.index(value)
        else:
            mode = next((at for at, start in enumerate(self._starts) if _alike(start, value)), 0)
            self._editors[mode].set_value(value)
        self._show(mode)

    def set_mixed(self) -> None:
        """Show that the selected blocks differ here."""
        self._mode.set_mixed()
        self._show(None)

    def _show(self, mode: int | None) -> None:
        if mode is not None:
            self._mode.set_value(mode)
        for index, editor in enumerate(self._editors):
            editor.setVisible(index == mode)

    def _choose(self, mode: int) -> None:
        if mode < len(self._editors):
            self._editors[mode].set_value(self._starts[mode])
        self._show(mode)
        self.edited.emit(self.value())


def _alike(start: Any, value: Any) -> bool:
    """Whether two values are of one kind: both tuples of one length, or both plain numbers or words."""
    if isinstance(start, tuple) or isinstance(value, tuple):
        return isinstance(start, tuple) and isinstance(value, tuple)
    return isinstance(start, str) == isinstance(value, str)
