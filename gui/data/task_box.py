"""What is to be learned from the data: the kind of task, and the fields of its target."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from backend.datasets.base import DatasetInfo
from builder.common.fields import Fields, param
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.model.task import Task
from builder.tasks.base import Target
from builder.tasks.reconstruction import SamePicture
from builder.tasks.registry import TARGETS
from builder.tasks.super_resolution import LargerPicture
from gui.common.i18n import say
from gui.common.theme import SPACE
from gui.forms.field_form import FieldForm, title_of


class PictureFields(Fields):
    """The fields of a reconstruction."""

    place: ClassVar = "task.target"

    noise: float = param(
        0.0,
        low=0.0,
        high=10.0,
        step=0.05,
        label=QT_TRANSLATE_NOOP("Data", "Noise"),
        doc=QT_TRANSLATE_NOOP(
            "Data", "Standard deviation of the Gaussian noise that the network gets, pixels being 0 to 1; 0 for none."
        ),
    )
    masked: float = param(
        0.0,
        low=0.0,
        high=0.95,
        step=0.05,
        label=QT_TRANSLATE_NOOP("Data", "Masked part"),
        doc=QT_TRANSLATE_NOOP("Data", "The share of the pixels that the network does not see; 0 for none."),
    )


class EnlargementFields(Fields):
    """The fields of a super-resolution."""

    place: ClassVar = "task.target"

    factor: Literal[2, 3, 4] = param(
        2,
        label=QT_TRANSLATE_NOOP("Data", "Factor"),
        doc=QT_TRANSLATE_NOOP("Data", "How many times as high and wide as what it gets the network draws the image."),
    )


FORMS: Mapping[str, tuple[type[Fields], Callable[..., Target]]] = {
    SamePicture.kind: (PictureFields, SamePicture),
    LargerPicture.kind: (EnlargementFields, LargerPicture),
}
"""By kind of task with fields: what they are, and the target with them."""


class TaskBox(QWidget):
    """The choice of the kind of task, what it is, and a form for its target.

    `kind_chosen` carries a kind, `target_edited` the name and title of a field and the target with its new value.
    """

    kind_chosen = Signal(str)
    target_edited = Signal(str, str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without a task."""
        super().__init__(parent)
        self.choice = QComboBox()
        self.choice.setObjectName("dataTask")
        self.choice.setAccessibleName(self.tr("Task"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._title = QLabel(self.tr("&Task"))
        self._title.setBuddy(self.choice)
        self._title.setProperty("role", "section")
        self._help = QLabel()
        self._help.setObjectName("dataTaskHelp")
        self._help.setWordWrap(True)
        self._help.setProperty("role", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        for part in (self._title, self.choice, self._help):
            column.addWidget(part)
        self._forms: dict[str, FieldForm] = {}
        for kind, (fields, _) in FORMS.items():
            form = FieldForm(fields, parent=self)
            form.setObjectName(f"target.{kind}")
            form.edited.connect(lambda name, _value, kind=kind: self._take(kind, name))
            column.addWidget(form)
            self._forms[kind] = form
        self.choice.activated.connect(lambda row: self.kind_chosen.emit(self.choice.itemData(row)))

    def show_task(self, info: DatasetInfo | None, task: Task | None) -> None:
        """Offer what the data can teach, and show what is learned; without a choice where nothing is known of the data."""
        kinds = list(info.kinds) if info is not None else []
        if task is not None and task.kind not in kinds:
            kinds.append(task.kind)
        self.choice.clear()
        for row, kind in enumerate(kinds):
            self.choice.addItem(say(TARGETS[kind].title), kind)
            self.choice.setItemData(row, say(TARGETS[kind].help), Qt.ItemDataRole.ToolTipRole)
        self.choice.setCurrentIndex(-1 if task is None else kinds.index(task.kind))
        self.choice.setEnabled(info is not None)
        self._help.setText("" if task is None else say(task.target.help))
        self._help.setVisible(task is not None)
        for kind, form in self._forms.items():
            shown = task is not None and task.kind == kind
            form.setVisible(shown)
            if task is not None and shown:
                form.set_value(FORMS[kind][0](**task.target.record()))

    def _take(self, kind: str, name: str) -> None:
        fields, make = FORMS[kind]
        values: dict[str, Any] = self._forms[kind].value().values()
        self.target_edited.emit(name, title_of(name, fields.params()[name]), make(**values))
