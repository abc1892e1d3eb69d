"""Editors whose values have parts: several numbers, or either a word or numbers; see :mod:`gui.forms.value_editors`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from builder.common.fields import Pair, Param
from gui.common.theme import SPACE, icon
from gui.common.theme_watch import theme_watch
from gui.forms.value_editors import Choice, Flag, Text, Whole


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
        self._show_link(False)
        theme_watch(self, self._redraw)

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

    def _report(self, index: int, value: int) -> None:
        if self._link.isChecked():
            self._parts[1 - index].set_value(value)
        self.edited.emit(self.value())

    def _redraw(self) -> None:
        self._show_link(self._link.isChecked())

    def _show_link(self, linked: bool) -> None:
        self._link.setIcon(icon("link" if linked else "unlink"))
        words = self.tr("Height and width change together") if linked else self.tr("Height and width change separately")
        self._link.setToolTip(words)
        self._link.setAccessibleName(words)


PlainEditor = Whole | Text | Flag | Choice | PairInput
"""Editors for values of one kind."""


class Variant(QWidget):
    """A value of several kinds: a word such as "auto" or "same", or what the editor next to it holds."""

    edited = Signal(object)
    refused = Signal(str)

    def __init__(self, words: Sequence[tuple[str, Any]], editors: Sequence[tuple[str, Any, PlainEditor]]) -> None:
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

    def narrow(self) -> None:
        """Leave room for another widget in the row."""
        self._mode.setMinimumWidth(7 * SPACE)
        for part in self.findChildren(Whole):
            part.setMinimumWidth(4 * SPACE)

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
            mode = next((at for at, start in enumerate(self._starts) if _same_kind(start, value)), 0)
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


Editor = PlainEditor | Variant
"""Every editor has `value`, `set_value`, `set_mixed` and the signals `edited` and `refused`."""


def _same_kind(start: Any, value: Any) -> bool:
    """Whether two values are of one kind: both tuples of one length, or both plain numbers or words."""
    if isinstance(start, tuple) or isinstance(value, tuple):
        return isinstance(start, tuple) and isinstance(value, tuple)
    return isinstance(start, str) == isinstance(value, str)
