"""The left side of the data view: which data, which task, how they are made and divided, and what does not fit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from backend.datasets.base import DataError, DatasetInfo, Splits
from backend.datasets.division import check_division
from backend.datasets.notes import NOTES
from backend.datasets.registry import sources
from backend.datasets.splits import DataSpec
from builder.common.fields import FieldError
from builder.common.quantities import bytes_text
from gui.common.i18n import say, say_error
from gui.common.theme import SPACE
from gui.data.choice import DataChooser, spec_of
from gui.data.fit_box import FitBox
from gui.data.options_box import OptionsBox
from gui.data.own_files import is_table
from gui.data.task_box import TaskBox
from gui.forms.field_form import FieldForm, title_of
from gui.model.workspace import Workspace

FOLDER, FILE = "…", "….*"

WIDTH = 38 * SPACE

DELAY_MS = 60
"""How long after an edit it is looked for what does not fit, so that many edits in a row are one."""

DIVISION = ("val_fraction", "test_fraction", "val_count", "test_count", "folds", "fold", "fit", "seed")
"""The fields of the data that the form shows."""


class AboutColumn(QScrollArea):
    """Everything that is chosen about the data.

    `folder_wanted` asks for a folder, `file_wanted` for a table or NumPy file, `columns_wanted` for the columns of the table
    at a path, `again` to read the same data again.
    """

    folder_wanted = Signal()
    file_wanted = Signal()
    columns_wanted = Signal(str)
    again = Signal()

    def __init__(self, workspace: Workspace, chooser: DataChooser, parent: QWidget | None = None) -> None:
        """The choices for the project of `workspace`, made through `chooser`."""
        super().__init__(parent)
        self._workspace, self._chooser = workspace, chooser
        self.setObjectName("dataAbout")
        self.setAccessibleName(self.tr("Data and task"))
        self.setFixedWidth(WIDTH)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out()
        self._choice.activated.connect(self._take_choice)
        self._task.kind_chosen.connect(chooser.choose_kind)
        self._task.target_edited.connect(chooser.set_target)
        self._options.edited.connect(chooser.set_options)
        self._form.edited.connect(self._divide)
        self._later = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._later.timeout.connect(self._look_at_fit)
        self._stale = True
        workspace.analysed.connect(self._later.start)

    def refresh(self, splits: Splits | None) -> None:
        """Show what is chosen; `splits` are the images, where they were read."""
        self._show_choice()
        project = self._workspace.project
        chosen, info = bool(project.data), self._chooser.info()
        self._task.setVisible(chosen)
        self._task.show_task(info, project.task)
        self._form.setVisible(chosen)
        self._division.setVisible(chosen)
        self._show_options()
        if info is not None:
            self._show_own_splits(info)
        if splits is not None:
            self._description.setText(say(splits.info.description))
            self._location.setText(self.tr("Where: {0}").format(say(splits.location)))
        # That classes are uneven is said where it can be helped.
        notes = [] if splits is None else [note for note in splits.notes if note.template != NOTES["imbalance"]]
        self._notes.setText("\n".join(say(note) if len(notes) == 1 else f"• {say(note)}" for note in notes))
        self._notes.setVisible(bool(notes))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at what does not fit once the column is painted: behind another tab Qt calls it visible all the same."""
        if event.type() == QEvent.Type.Paint and self._stale:
            self._later.start()
        return super().eventFilter(watched, event)

    def _look_at_fit(self) -> None:
        """Show what does not fit, where that is seen: each repair is tried before it is offered, which takes a moment."""
        self._stale = not self.isVisible() or self.visibleRegion().isEmpty()
        if not self._stale:
            self._fit.refresh(again=True)

    # -- parts ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._choice = QComboBox()
        self._choice.setObjectName("dataChoice")
        self._choice.setAccessibleName(self.tr("Data to learn from"))
        self._choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._description, self._notes, self._location, self._division = (QLabel() for _ in range(4))
        for label, name in (
            (self._description, "dataWords"),
            (self._notes, "dataNotes"),
            (self._location, "dataPlace"),
            (self._division, "dataDivision"),
        ):
            label.setObjectName(name)
            label.setWordWrap(True)
        self._location.setProperty("role", "caption")
        self._description.setProperty("role", "caption")
        self._division.setProperty("role", "section")
        self._division.setText(self.tr("How they are divided"))
        self._location.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._task = TaskBox()
        self._fit = FitBox(self._workspace, self._task.choice)
        self._options = OptionsBox()
        self._columns = QPushButton(self.tr("Columns…"))
        self._columns.setObjectName("dataColumns")
        self._columns.setAccessibleName(self.tr("Choose what the columns of the table are"))
        self._columns.clicked.connect(lambda: self.columns_wanted.emit(spec_of(self._workspace.project).name))
        self._form = FieldForm(DataSpec, DIVISION)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, SPACE, 0)
        column.setSpacing(SPACE)
        for part in (
            self._choice,
            self._description,
            self._task,
            self._fit,
            self._notes,
            self._options,
            self._columns,
            self._division,
            self._form,
            self._location,
        ):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(inner)
        inner.installEventFilter(self)

    # -- showing -------------------------------------------------------------------------------------------------

    def _show_choice(self) -> None:
        name = str(self._workspace.project.data.get("name", ""))
        self._choice.clear()
        for known, entry in sources().items():
            info = entry.info()
            title = say(info.title)
            if not entry.ready():
                title = self.tr("{0}  (download of {1})").format(title, bytes_text(info.bytes_to_download))
            self._choice.addItem(title, known)
            remarks = "\n".join(say(remark) for remark in entry.remarks())
            self._choice.setItemData(self._choice.count() - 1, remarks or None, Qt.ItemDataRole.ToolTipRole)
        if name and name not in sources():
            self._choice.addItem(Path(name).name, name)
        self._choice.addItem(self.tr("A folder of images…"), FOLDER)
        self._choice.addItem(self.tr("A table or a NumPy file…"), FILE)
        self._columns.setVisible(is_table(name))
        self._choice.setPlaceholderText(self.tr("Choose data"))
        self._choice.setCurrentIndex(self._choice.findData(name) if name else -1)
        if name:
            self._show_spec(name)
        else:
            self._description.setText(self.tr("A data set sets the size of the Input block and the number of classes."))
            self._location.clear()

    def _show_spec(self, name: str) -> None:
        try:
            self._form.set_value(DataSpec(**dict(self._workspace.project.data)))
        except FieldError as error:
            self._form.refuse(error)
        if name in sources():
            self._description.setText(say(sources()[name].info().description))
            self._location.setText(self.tr("Where: {0}").format(say(sources()[name].location())))
        else:
            self._description.setText(self.tr("Your own images."))
            self._location.setText(self.tr("Where: {0}").format(name))

    def _show_options(self) -> None:
        """A form for the options of a source that has some."""
        spec = spec_of(self._workspace.project)
        known = sources().get(spec.name) if self._workspace.project.data else None
        title = say(known.info().title) if known is not None else ""
        self._options.show_options(title, None if known is None else known.options_class, spec.options)

    def _show_own_splits(self, info: DatasetInfo) -> None:
        """Grey out the fields that decide nothing: for splits that the data bring, and those that others overrule."""
        spec, val, test = spec_of(self._workspace.project), bool(info.counts.get("val")), bool(info.counts.get("test"))
        decides = {
            "val_fraction": not val and not spec.folds and not spec.val_count,
            "val_count": not val and not spec.folds,
            "folds": not val,
            "fold": not val and spec.folds > 0,
            "test_fraction": not test and not spec.test_count,
            "test_count": not test,
        }
        for name, enabled in decides.items():
            self._form.editor(name).setEnabled(enabled)

    # -- choosing ------------------------------------------------------------------------------------------------

    def _take_choice(self, index: int) -> None:
        name = self._choice.itemData(index)
        if name == FOLDER:
            self.folder_wanted.emit()
        elif name == FILE:
            self.file_wanted.emit()
        elif name == self._workspace.project.data.get("name"):
            self.again.emit()
        else:
            self._chooser.choose(name)

    def _divide(self, name: str, _value: object) -> None:
        """Take a field of the division, unless the data cannot be divided so: that is said at the field."""
        spec, info = self._form.value(), self._chooser.info()
        assert isinstance(spec, DataSpec)
        if info is not None:
            try:
                check_division(info, spec.division())
            except DataError as error:
                self._form.say(name, say_error(error))
                return
        label = self.tr("Change {0}").format(title_of(name, DataSpec.params()[name]).lower())
        self._workspace.apply(label, lambda project: replace(project, data=spec.record()), merge=f"data.{name}")
