"""The options of a data set that has some, such as the size of images that are drawn."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backend.datasets.base import DataError, DataSource
from builder.common.fields import FieldError, Fields
from gui.common.i18n import say_error
from gui.forms.field_form import FieldForm


class SourceOptions(QWidget):
    """A form for the options of the chosen data; hidden where they have none. `edited` carries field and options."""

    edited = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dataOptions")
        self._form: FieldForm | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_options(self, source: DataSource | None, options: dict[str, object]) -> None:
        """Show the `options` that a project sets for `source`; None for data without a name."""
        kind = None if source is None else source.options_class
        if self._form is not None and self._form.fields_class is not kind:
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        self.setVisible(kind is not None)
        if kind is None:
            return
        if self._form is None:
            self._form = FieldForm(kind)
            self._form.edited.connect(self._pass_on)
            self._column.addWidget(self._form)
            self._form.show()
        try:
            self._form.set_value(kind(**options))
        except FieldError as error:
            self._form.refuse(error)

    def refuse(self, field: str, error: DataError) -> None:
        """Show under a field why the options cannot be had."""
        if self._form is not None:
            self._form.say(field, say_error(error))

    def _pass_on(self, field: str, _value: object) -> None:
        if self._form is not None:
            options: Fields = self._form.value()
            self.edited.emit(field, options)
