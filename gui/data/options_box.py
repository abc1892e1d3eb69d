"""The options of a source that makes its images, such as their size: a form that can be folded away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from builder.common.fields import FieldError, Fields
from gui.common.layouts import continue_tab_order
from gui.common.theme import SPACE
from gui.forms.field_form import FieldForm, title_of


class OptionsBox(QWidget):
    """`edited` carries the name and title of a field, and the options that differ from the usual ones."""

    edited = Signal(str, str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without options."""
        super().__init__(parent)
        self.setObjectName("dataOptions")
        self._fold = QToolButton(self)
        self._fold.setObjectName("dataOptionsFold")
        self._fold.setCheckable(True)
        self._fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._fold.setArrowType(Qt.ArrowType.RightArrow)
        self._fold.toggled.connect(self._unfold)
        self._form: FieldForm | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE)
        self._column.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    @property
    def form(self) -> FieldForm | None:
        """The form, where the data have options."""
        return self._form

    def show_options(self, title: str, fields: type[Fields] | None, options: Mapping[str, Any]) -> None:
        """Show the `options` that a project sets for the data called `title`; nothing where these have none."""
        self.setVisible(fields is not None)
        if fields is None:
            return
        self._fold.setText(self.tr("How {0} are made").format(title))
        self._fold.setAccessibleName(self._fold.text())
        if self._form is None or self._form.fields_class is not fields:
            self._make_form(fields)
        if self._form is None:
            return
        try:
            self._form.set_value(fields(**options))
        except FieldError as error:
            self._form.refuse(error)

    def _make_form(self, fields: type[Fields]) -> None:
        if self._form is not None:
            self._form.hide()
            self._form.deleteLater()
        self._form = FieldForm(fields, parent=self)
        self._form.edited.connect(self._take)
        self._column.addWidget(self._form)
        continue_tab_order(self._fold, self._form)
        self._form.setVisible(self._fold.isChecked())

    def _unfold(self, on: bool) -> None:
        self._fold.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow)
        if self._form is not None:
            self._form.setVisible(on)

    def _take(self, name: str, _value: object) -> None:
        if self._form is None:
            return
        options, declared = self._form.value(), type(self._form.value()).params()
        usual = type(options)().record()
        changed: dict[str, Any] = {field: value for field, value in options.record().items() if value != usual[field]}
        self.edited.emit(name, title_of(name, declared[name]), changed)
