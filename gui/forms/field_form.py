"""From a declared field to its editor, and from a record to a form: no layer or recipe needs a line of its own here."""

from __future__ import annotations

import typing
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from builder.common.field_labels import label_of
from builder.common.fields import FieldError, Fields, Pair, Param, alternatives, choices, value_text
from gui.common.i18n import say
from gui.common.theme import SPACE
from gui.common.theme_watch import set_property
from gui.forms.choice_texts import choice_text
from gui.forms.compound_editors import Editor, PairInput, PlainEditor, Variant
from gui.forms.value_editors import Choice, Flag, Literal, Number, Numbers, Text, Whole

LABELS = 11 * SPACE
"""How wide the column of labels is at least, in logical pixels."""


def editor_for(annotation: Any, param: Param) -> Editor:
    """An editor for values of the type `annotation`."""
    options = [option for option in alternatives(annotation) if option is not type(None)]
    words = [(choice_text(word), word) for word in choices(annotation)]
    typed = [option for option in options if typing.get_origin(option) is not typing.Literal]
    if float in typed and int in typed:
        typed.remove(int)
    if type(None) in alternatives(annotation):
        words = [(QCoreApplication.translate("FieldForm", "auto"), None), *words]
    if not typed:
        return Choice(words)
    if len(typed) == 1 and not words:
        return _plain_editor(typed[0], param)
    return Variant(words, [(_label(option), _start(option, param), _plain_editor(option, param)) for option in typed])


def _plain_editor(option: Any, param: Param) -> PlainEditor:
    parts = typing.get_args(option)
    if option is bool:
        return Flag()
    if option is int:
        return Whole(param)
    if option is float:
        return Number(param)
    if option is str:
        return Text()
    if option == Pair and not param.listed:
        return PairInput(param)
    if typing.get_origin(option) is tuple and set(parts) - {Ellipsis} in ({int}, {float}):
        return Numbers(parts[0])
    return Literal()


def _label(option: Any) -> str:
    return (
        QCoreApplication.translate("FieldForm", "set")
        if typing.get_origin(option) is tuple
        else QCoreApplication.translate("FieldForm", "value")
    )


def _start(option: Any, param: Param) -> Any:
    """What an editor begins with when a person turns from "auto" to a value."""
    low = 1 if param.low is None else max(param.low, 0)
    if param.above is not None:
        low = max(low, param.above + 1)
    parts = typing.get_args(option)
    if typing.get_origin(option) is tuple:
        unit = parts[0] if parts[0] in (int, float) else int
        number = unit(low)
        return (number,) if parts[-1] is Ellipsis else tuple(number for _ in parts)
    return {int: int(low), float: float(low), bool: True}.get(option, "")


def _stack(parts: Iterable[QWidget]) -> QVBoxLayout:
    """Label, editor and error line in one column."""
    cell = QVBoxLayout()
    cell.setSpacing(SPACE // 4)
    for part in parts:
        cell.addWidget(part)
    cell.addStretch(1)
    return cell


def title_of(name: str, param: Param) -> str:
    """The field's label: as declared, or its name in words."""
    return say(label_of(name, param))


class FieldForm(QWidget):
    """A form for the fields of a record. `edited` carries the field's name and its new value, once that is valid.

    An error is shown under its field; `value` keeps the last valid record.
    """

    edited = Signal(str, object)

    def __init__(
        self,
        fields_class: type[Fields],
        names: Iterable[str] | None = None,
        parent: QWidget | None = None,
        *,
        columns: int = 1,
        around: Callable[[str, QWidget], QWidget] | None = None,
    ) -> None:
        """With one column the labels are left of their editors, with several above them.

        `around` may wrap the editor of a field, given its name, into a widget with more in it, such as a button.
        """
        super().__init__(parent)
        self._around = around
        self._columns = columns
        self.fields_class = fields_class
        params = fields_class.params()
        self.names = tuple(params if names is None else names)
        self._editors: dict[str, Editor] = {}
        self._errors: dict[str, QLabel] = {}
        self._record: Fields | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(self._grid({name: params[name] for name in self.names if not params[name].advanced}))
        folded = {name: params[name] for name in self.names if params[name].advanced}
        if folded:
            self._add_folded(column, folded)

    def value(self) -> Fields:
        """The record as last shown or validly edited."""
        return self.fields_class() if self._record is None else self._record

    def set_value(self, record: Fields, mixed: Collection[str] = ()) -> None:
        """Show `record`; the fields named in `mixed` differ among what is edited and are shown so."""
        before, self._record = self._record, record
        for name in self.names:
            value = getattr(record, name)
            if name in mixed:
                self._editors[name].set_mixed()
            elif before is None or self._editors[name].value() != value:
                self._editors[name].set_value(value)
            if before is None or getattr(before, name, None) != value:
                self._say(name, "")

    def editor(self, name: str) -> Editor:
        """The editor of one field."""
        return self._editors[name]

    def error(self, name: str) -> str:
        """The sentence under the field now; empty when there is none."""
        return self._errors[name].text()

    def say(self, name: str, words: str) -> None:
        """Show a sentence under a field; an empty one removes it."""
        self._say(name, words)

    def refuse(self, error: FieldError) -> None:
        """Show an error under its field."""
        expected = say(error.expected)
        template = QCoreApplication.translate("FieldForm", "{expected}, not {value}.")
        text = template.format(expected=f"{expected[:1].upper()}{expected[1:]}", value=say(value_text(error.value)))
        self._say(error.field, text)

    def _grid(self, params: Mapping[str, Param]) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(SPACE)
        parts = [self._parts(name, param) for name, param in params.items()]
        if self._columns == 1:
            grid.setColumnMinimumWidth(0, LABELS)
            grid.setColumnStretch(1, 1)
            for row, (label, editor, error) in enumerate(parts):
                grid.addWidget(label, 2 * row, 0, Qt.AlignmentFlag.AlignVCenter)
                grid.addWidget(editor, 2 * row, 1)
                grid.addWidget(error, 2 * row + 1, 0, 1, 2)
            return grid
        for index, cell in enumerate(parts):
            grid.addLayout(_stack(cell), *divmod(index, self._columns))
        for column in range(self._columns):
            grid.setColumnStretch(column, 1)
        return grid

    def _parts(self, name: str, param: Param) -> tuple[QLabel, QWidget, QLabel]:
        """Label, editor and error line."""
        editor = editor_for(self.fields_class.annotation(name), param)
        label = QLabel(title_of(name, param))
        label.setWordWrap(True)
        label.setToolTip(say(param.doc))
        label.setBuddy(editor)
        editor.setObjectName(f"field.{name}")
        editor.setAccessibleName(title_of(name, param))
        editor.setAccessibleDescription(say(param.doc))
        editor.setToolTip(say(param.doc))
        editor.edited.connect(lambda value: self._take(name, value))
        editor.refused.connect(lambda words: self._say(name, words))
        error = QLabel()
        error.setObjectName(f"error.{name}")
        error.setWordWrap(True)
        error.setProperty("severity", "error")
        error.hide()
        self._editors[name], self._errors[name] = editor, error
        return label, editor if self._around is None else self._around(name, editor), error

    def _add_folded(self, column: QVBoxLayout, params: Mapping[str, Param]) -> None:
        fold = QToolButton(self)
        fold.setObjectName("more")
        fold.setText(QCoreApplication.translate("FieldForm", "More"))
        fold.setAccessibleName(QCoreApplication.translate("FieldForm", "More fields"))
        fold.setCheckable(True)
        fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        fold.setArrowType(Qt.ArrowType.RightArrow)
        holder = QWidget(self)
        holder.setLayout(self._grid(params))
        holder.hide()
        fold.toggled.connect(holder.setVisible)
        fold.toggled.connect(lambda on: fold.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow))
        column.addWidget(fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(holder)

    def _take(self, name: str, value: Any) -> None:
        try:
            record = self.value().with_values(**{name: value})
        except FieldError as error:
            self.refuse(error)
            return
        for other in self.names:
            self._say(other, "")
        self._record = record
        self.edited.emit(name, getattr(record, name))

    def _say(self, name: str, words: str) -> None:
        label, editor = self._errors.get(name), self._editors.get(name)
        if label is None or editor is None or label.text() == words:
            return
        label.setText(words)
        label.setVisible(bool(words))
        editor.setAccessibleDescription(words or editor.toolTip())
        for part in [editor, *editor.findChildren(QWidget)]:
            set_property(part, "invalid", bool(words))
        if words:
            QTimer.singleShot(0, label, lambda: _scroll_to(label))  # once the form has made room for it


def _scroll_to(label: QLabel) -> None:
    """Scroll the area around a form so far that the error is in sight."""
    around = label.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if isinstance(around, QScrollArea) and label.isVisible():
        around.ensureWidgetVisible(label, 0, SPACE)
