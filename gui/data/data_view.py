"""The data: which, what is to be learned from them, some samples, how many there are of each class, and a report."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from backend.datasets.base import Splits
from builder.tasks.multilabel import Labels
from builder.tasks.regression import Numbers
from gui.common.empty_state import EmptyState
from gui.common.theme import SPACE
from gui.data.about_column import AboutColumn
from gui.data.balance_line import BalanceLine
from gui.data.change_line import ChangeLine
from gui.data.choice import DataChooser, spec_of
from gui.data.counts import CountTable
from gui.data.own_files import dropped_data, file_filter, is_table
from gui.data.report_pane import ReportPane
from gui.data.sample_pane import SamplePane
from gui.data.table_dialog import TableDialog
from gui.model.samples import Samples
from gui.model.workspace import Workspace


class DataView(QWidget):
    """Shows the project's data and lets a person choose others; what lies in a folder or file can be dropped on it."""

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
        self._table_dialog: TableDialog | None = None
        self._lay_out()
        self._connect()
        self._refresh()

    def choose(self, name_or_path: str) -> None:
        """Use the data set with this name, or what lies at this path; of a table, columns are chosen first."""
        if is_table(name_or_path):
            self.ask_columns(name_or_path)
        else:
            self.chooser.choose(name_or_path)

    def ask_columns(self, path: str) -> None:
        """Let a person say what the columns of the table at `path` are."""
        own = spec_of(self._workspace.project)
        self._table_dialog = dialog = TableDialog(path, own.options if own.name == path else {}, self)
        dialog.accepted.connect(lambda: self.chooser.choose(path, dialog.options))
        dialog.open()

    def ask_file(self) -> None:
        """Let a person choose a table or a NumPy file."""
        file, _ = QFileDialog.getOpenFileName(self, self.tr("A table of images, or a NumPy file"), "", file_filter())
        if file:
            self.choose(file)
        self._refresh()

    def ask_folder(self) -> None:
        """Let a person choose a folder of images."""
        folder = QFileDialog.getExistingDirectory(self, self.tr("A folder with one folder of images for each class"))
        if folder:
            self.choose(folder)
        self._refresh()

    def shut_down(self) -> bool:
        """End the threads of this view; False when one still runs after some seconds."""
        parts = (self.chooser, self._pictures, self._report, self._samples, self._table_dialog)
        ended = [part.shut_down() for part in parts if part is not None]
        return all(ended)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the images when they are seen."""
        super().showEvent(event)
        self._samples.want()
        self._refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a folder, a table or a NumPy file."""
        if dropped_data(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Choose what was dropped."""
        path = dropped_data(event)
        if path is not None:
            event.acceptProposedAction()
            self.choose(path)

    # -- parts ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._about = AboutColumn(self._workspace, self.chooser)
        self._change = ChangeLine(self._workspace, self.chooser)
        self._pictures = SamplePane()
        self._empty = EmptyState("data", "dataEmpty")
        self._pages = QStackedWidget()
        for page in (self._empty, self._waiting(), self._seen()):
            self._pages.addWidget(page)
        right = QVBoxLayout()
        right.setSpacing(SPACE)
        right.addWidget(self._change)
        right.addWidget(self._pages, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, SPACE + SPACE // 2, 2 * SPACE, SPACE + SPACE // 2)
        layout.setSpacing(2 * SPACE)
        layout.addWidget(self._about)
        layout.addLayout(right, 1)

    def _seen(self) -> QWidget:
        """Samples, and beside them the classes and the report."""
        self._balance = BalanceLine(self._workspace)
        self._counts = CountTable()
        self._report = ReportPane(self._workspace)
        classes = QWidget()
        column = QVBoxLayout(classes)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self._balance)
        column.addWidget(self._counts, 1)
        self._tabs = QTabWidget()
        self._tabs.setObjectName("dataTabs")
        self._tabs.setAccessibleName(self.tr("Classes and report"))
        self._tabs.setDocumentMode(True)
        self._tabs.setMinimumWidth(40 * SPACE)
        self._tabs.addTab(classes, self.tr("Classes"))
        self._counts.itemActivated.connect(lambda item: self._search(item.row()))
        self._tabs.addTab(self._report, self.tr("Report"))
        seen = QWidget()
        row = QHBoxLayout(seen)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        row.addWidget(self._pictures, 3)
        row.addWidget(self._tabs, 2)
        return seen

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
        samples.loaded.connect(self._note_info)
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
        chooser.busy_changed.connect(lambda busy: self._change.refresh() if busy else None)
        chooser.failed.connect(self._show_refusal)
        chooser.stopped.connect(lambda: self._show_empty(self.tr("Stopped"), self.tr("Nothing was changed.")))
        self._cancel.clicked.connect(chooser.cancel)
        self._cancel.clicked.connect(samples.cancel)
        self._about.folder_wanted.connect(self.ask_folder)
        self._about.file_wanted.connect(self.ask_file)
        self._about.columns_wanted.connect(self.ask_columns)
        self._about.again.connect(self._choose_again)

    # -- showing -------------------------------------------------------------------------------------------------

    def _choose_again(self) -> None:
        self._samples.again()
        self._refresh()

    def _read_again(self) -> None:
        self._report.forget()
        if self.isVisible():
            self._samples.want()
        self._refresh()

    def _note_info(self, splits: Splits) -> None:
        """What was read is known: choices of the task need not look at a folder again."""
        self.chooser.note_info(spec_of(self._workspace.project).name, splits.info)

    def _refresh(self) -> None:
        """Show the chosen data, or how far they are read."""
        splits = self._samples.splits
        self._about.refresh(splits)
        if self.chooser.busy or self._samples.loading:
            if self._pages.currentIndex() != 1:
                self._show_progress(self.tr("Reading the images"), 0, 0)
        elif splits is not None:
            self._show_splits(splits)
        elif self._samples.error:
            self._show_empty(self.tr("These data cannot be read"), self._samples.error)
        elif not self._workspace.project.data:
            more = self.tr(
                "Choose a data set at the left, or drop your own here: a folder with one folder of images for each class, a "
                "folder of images and one of masks, a table (.csv) of images, or a NumPy file."
            )
            self._show_empty(self.tr("What shall the network learn from?"), more)

    def _show_refusal(self, text: str) -> None:
        """Say why data cannot be used; those that are chosen still stay in sight."""
        if self._workspace.project.data:
            self._change.refuse(text)
            if self.isVisible():
                self._samples.want()
            self._refresh()
        else:
            self._show_empty(self.tr("These data are not available"), text)

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
        if self._shown is splits:
            return  # making the thumbnails takes a moment
        self._shown = splits
        self._counts.show_splits(splits)
        titles = {Labels.kind: self.tr("Labels"), Numbers.kind: self.tr("Numbers")}
        self._tabs.setTabText(0, titles.get(splits.target.kind, self.tr("Classes")))
        self._pictures.show_splits(splits)
        self._report.show_splits(splits)
        self._balance.show_splits(splits)

    def _search(self, row: int) -> None:
        """Show samples of the class in this row of the table; of all for the first."""
        name = self._counts.item(row, 0)
        if name is not None and self._pictures.search.isVisibleTo(self._pictures):
            self._pictures.search.setText(name.text() if row else "")
