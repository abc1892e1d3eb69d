"""The data at a glance: some images with labels, how many there are, where they are stored, how they are split."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from backend.datasets.base import DataError, Splits
from backend.datasets.registry import sources
from backend.datasets.splits import DataSpec
from builder.common.fields import FieldError, Fields
from builder.common.quantities import bytes_text
from gui.common.empty_state import EmptyState
from gui.common.i18n import say
from gui.common.theme import SPACE
from gui.common.thumbnails import indices_over_classes, thumbnail, thumbnail_item
from gui.data.choice import DataChooser, apply_options
from gui.data.counts import CountTable
from gui.data.source_options import SourceOptions
from gui.forms.field_form import FieldForm, title_of
from gui.model.samples import Samples
from gui.model.workspace import Workspace

SIDE = 48
LIMIT = 60
FOLDER = "…"


class DataView(QWidget):
    """Shows the project's data and lets a person choose others; a folder of images can be dropped on it."""

    def __init__(self, workspace: Workspace, samples: Samples | None = None, parent: QWidget | None = None) -> None:
        """The data of `workspace`; `samples` are its images, read again where None."""
        super().__init__(parent)
        self.setObjectName("dataView")
        self.setAccessibleName(self.tr("Data"))
        self.setAcceptDrops(True)
        self._workspace = workspace
        self._samples = samples or Samples(workspace, self)
        self.chooser = DataChooser(workspace, self)
        self._shown: Splits | None = None
        self._lay_out()
        self._connect()
        self._refresh()

    def choose(self, name_or_folder: str) -> None:
        """Use the data set with this name, or the folder of images at this path."""
        self.chooser.choose(name_or_folder)

    def ask_folder(self) -> None:
        """Let a person choose a folder of images."""
        folder = QFileDialog.getExistingDirectory(self, self.tr("A folder with one folder of images for each class"))
        if folder:
            self.choose(folder)
        self._show_choice()

    def shut_down(self) -> bool:
        """End the threads of this view; False when one still runs after some seconds."""
        return self.chooser.shut_down() and self._samples.shut_down()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the images when they are seen."""
        super().showEvent(event)
        self._samples.want()
        self._refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a folder."""
        if _folder(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Choose the folder that was dropped."""
        folder = _folder(event)
        if folder is not None:
            event.acceptProposedAction()
            self.choose(folder)

    # -- parts ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()
        self._pictures = QListView()
        self._pictures.setObjectName("dataSamples")
        self._pictures.setAccessibleName(self.tr("Some images with their classes"))
        self._pictures.setViewMode(QListView.ViewMode.IconMode)
        self._pictures.setMovement(QListView.Movement.Static)
        self._pictures.setResizeMode(QListView.ResizeMode.Adjust)
        self._pictures.setUniformItemSizes(True)
        self._pictures.setIconSize(QSize(SIDE, SIDE))
        self._pictures.setGridSize(QSize(SIDE + 4 * SPACE, SIDE + 4 * SPACE))
        self._pictures.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._items = QStandardItemModel(self._pictures)
        self._pictures.setModel(self._items)
        self._counts = CountTable()
        self._counts.setMinimumWidth(38 * SPACE)
        seen = QWidget()
        row = QHBoxLayout(seen)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        row.addWidget(self._pictures, 3)
        row.addWidget(self._counts, 2)
        self._empty = EmptyState("data", "dataEmpty")
        for page in (self._empty, self._waiting(), seen):
            self._pages.addWidget(page)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, SPACE + SPACE // 2, 2 * SPACE, SPACE + SPACE // 2)
        layout.setSpacing(2 * SPACE)
        layout.addWidget(self._about())
        layout.addWidget(self._pages, 1)

    def _about(self) -> QWidget:
        """The choice, its description, and how it is split."""
        self._choice = QComboBox()
        self._choice.setObjectName("dataChoice")
        self._choice.setAccessibleName(self.tr("Data to learn from"))
        self._description, self._notes, self._location = (QLabel() for _ in range(3))
        for label, name in ((self._description, "dataWords"), (self._notes, "dataNotes"), (self._location, "dataPlace")):
            label.setObjectName(name)
            label.setWordWrap(True)
        self._location.setProperty("role", "caption")
        self._description.setProperty("role", "muted")
        self._location.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._form = FieldForm(DataSpec, ("val_fraction", "test_fraction", "val_count", "test_count", "folds", "fold", "seed"))
        self._form.edited.connect(self._divide)
        self._options = SourceOptions()
        self._options.edited.connect(self._set_options)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, SPACE, 0)
        column.setSpacing(SPACE)
        for part in (self._choice, self._description, self._notes, self._options, self._form, self._location):
            column.addWidget(part)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("dataAbout")
        scroll.setFixedWidth(37 * SPACE)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        return scroll

    def _waiting(self) -> QWidget:
        """Progress, and a button to cancel."""
        self._doing = QLabel()
        self._doing.setObjectName("dataProgressWords")
        self._doing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._bar = QProgressBar()
        self._bar.setObjectName("dataProgress")
        self._bar.setAccessibleName(self.tr("Progress"))
        self._bar.setFixedWidth(40 * SPACE)
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.setObjectName("dataCancel")
        self._cancel.setAccessibleName(self.tr("Stop reading the data"))
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(SPACE + SPACE // 2)
        column.addStretch(1)
        column.addWidget(self._doing)
        column.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._cancel, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        return page

    def _connect(self) -> None:
        samples, chooser, workspace = self._samples, self.chooser, self._workspace
        workspace.changed.connect(self._refresh)
        workspace.reset.connect(self._refresh)
        samples.loaded.connect(self._refresh)
        samples.cleared.connect(self._read_again)
        samples.failed.connect(self._refresh)
        samples.progressed.connect(self._show_progress)
        samples.stopped.connect(
            lambda: self._show_empty(
                self.tr("Stopped"), self.tr("The images were not read. Choose the data again to read them.")
            )
        )
        chooser.progressed.connect(self._show_progress)
        chooser.busy_changed.connect(self._refresh)
        chooser.failed.connect(lambda text: self._show_empty(self.tr("These data cannot be had"), text))
        chooser.stopped.connect(lambda: self._show_empty(self.tr("Stopped"), self.tr("Nothing was changed.")))
        self._cancel.clicked.connect(chooser.cancel)
        self._cancel.clicked.connect(samples.cancel)
        self._choice.activated.connect(self._take_choice)

    # -- showing -------------------------------------------------------------------------------------------------

    def _read_again(self) -> None:
        if self.isVisible():
            self._samples.want()
        self._refresh()

    def _refresh(self) -> None:
        """Show the chosen data, or how far they are read."""
        self._show_choice()
        splits = self._samples.splits
        self._form.setVisible(bool(self._workspace.project.data))
        if self.chooser.busy or self._samples.loading:
            if self._pages.currentIndex() != 1:
                self._show_progress(self.tr("Reading the images"), 0, 0)
        elif splits is not None:
            self._show_splits(splits)
        elif self._samples.error:
            self._show_empty(self.tr("These data cannot be read"), self._samples.error)
        elif not self._workspace.project.data:
            more = self.tr(
                "Choose a data set at the left, or drop a folder here that holds one folder of images for each class."
            )
            self._show_empty(self.tr("What shall the network learn from?"), more)

    def _show_empty(self, text: str, more: str) -> None:
        self._empty.say(text, more)
        self._pages.setCurrentWidget(self._empty)

    def _show_progress(self, text: str, done: int, total: int) -> None:
        self._doing.setText(f"{text}…")
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._pages.setCurrentIndex(1)

    def _show_splits(self, splits: Splits) -> None:
        self._pages.setCurrentIndex(2)
        self._description.setText(say(splits.info.description))
        self._notes.setText("\n".join(say(note) for note in splits.notes))
        self._notes.setVisible(bool(splits.notes))
        self._form.editor("test_fraction").setEnabled("test" not in splits.info.counts)
        self._location.setText(self.tr("Where: {0}").format(say(splits.location)))
        if self._shown is splits:
            return  # making the thumbnails takes a moment
        self._shown = splits
        self._counts.show_splits(splits)
        self._items.clear()
        for index in indices_over_classes(splits.train.strata, max(1, len(splits.info.classes)), LIMIT):
            name = splits.info.class_name(int(splits.train.strata[index]))
            picture = thumbnail(splits.train.images[index], SIDE, self.devicePixelRatioF())
            self._items.appendRow(thumbnail_item(picture, name, self.tr("{0}, training image {1}").format(name, index)))

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
        self._choice.setPlaceholderText(self.tr("Choose data"))
        self._choice.setCurrentIndex(self._choice.findData(name) if name else -1)
        if name:
            self._show_spec(name)
        else:
            self._description.setText(self.tr("A data set sets the size of the Input block and the number of classes."))
            self._notes.hide()
            self._location.clear()
            self._options.show_options(None, {})

    def _show_spec(self, name: str) -> None:
        try:
            spec = DataSpec(**dict(self._workspace.project.data))
            self._form.set_value(spec)
            self._options.show_options(sources().get(name), spec.options)
        except FieldError as error:
            self._form.refuse(error)
        if name in sources():
            self._description.setText(say(sources()[name].info().description))
            self._location.setText(self.tr("Where: {0}").format(say(sources()[name].location())))
        else:
            self._description.setText(self.tr("Your own images."))
            self._location.setText(self.tr("Where: {0}").format(name))

    def _take_choice(self, index: int) -> None:
        name = self._choice.itemData(index)
        if name == FOLDER:
            self.ask_folder()
        elif name == self._workspace.project.data.get("name"):
            self._samples.again()
            self._refresh()
        else:
            self.choose(name)

    def _set_options(self, field: str, options: Fields) -> None:
        try:
            apply_options(self._workspace, str(self._workspace.project.data["name"]), field, options)
        except DataError as error:
            self._options.refuse(field, error)

    def _divide(self, name: str, _value: object) -> None:
        spec = self._form.value()
        label = self.tr("Change {0}").format(title_of(name, DataSpec.params()[name]).lower())
        self._workspace.apply(label, lambda project: replace(project, data=spec.record()), merge=f"data.{name}")


def _folder(event: QDragEnterEvent | QDropEvent) -> str | None:
    urls = event.mimeData().urls()
    path = urls[0].toLocalFile() if len(urls) == 1 and urls[0].isLocalFile() else ""
    return path if path and Path(path).is_dir() else None
