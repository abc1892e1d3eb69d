"""The dialog for a table of images: its first rows, what each column is taken for, and what that teaches."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from backend.datasets.own.tables.column_roles import ROLES
from backend.datasets.own.tables.csv_source import TableSource
from backend.datasets.own.tables.preview import TablePreview, preview_table
from builder.common.progress import Progress
from gui.common.i18n import say
from gui.common.notice import NoticeLine
from gui.common.number_format import whole_number
from gui.common.theme import SPACE
from gui.common.worker import Cancelled, Worker

MOST_SHOWN = 200
"""Of a table with more columns, the first are shown; the others are not used unless they were found."""

LONGEST = 40


class RoleTable(QTableWidget):
    """One row per column of the table: its name, what it is taken for, its first cells. `edited` says that a role changed."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """A table without columns."""
        super().__init__(0, 2, parent)
        self.setObjectName("tableColumns")
        self.setAccessibleName(self.tr("Columns of the table"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self._hidden: dict[str, str] = {}
        self._combos: dict[str, QComboBox] = {}

    @property
    def roles(self) -> dict[str, str]:
        """The role of each column."""
        return {**self._hidden, **{name: str(combo.currentData()) for name, combo in self._combos.items()}}

    def show_preview(self, preview: TablePreview) -> None:
        """Show the columns; the rows stay as they are where nothing has changed, so that the focus stays too."""
        if self.roles == dict(preview.roles) and self._combos:
            return
        shown = preview.columns[:MOST_SHOWN]
        self._hidden = {name: preview.roles[name] for name in preview.columns[MOST_SHOWN:]}
        self._combos = {}
        self.clear()
        self.setRowCount(len(shown))
        self.setColumnCount(2 + len(preview.first))
        rows = [self.tr("Row {0}").format(at + 1) for at in range(len(preview.first))]
        self.setHorizontalHeaderLabels([self.tr("Column"), self.tr("Taken for"), *rows])
        for row, name in enumerate(shown):
            self.setItem(row, 0, _cell(name))
            self._combos[name] = self._combo(name, preview.roles[name])
            self.setCellWidget(row, 1, self._combos[name])
            for at, cells in enumerate(preview.first):
                self.setItem(row, 2 + at, _cell(cells[row]))
        self.resizeColumnsToContents()
        self.resizeRowsToContents()
        widest = max((combo.sizeHint().width() for combo in self._combos.values()), default=0)
        self.setColumnWidth(1, widest + 2 * SPACE)

    def _combo(self, column: str, role: str) -> QComboBox:
        combo = QComboBox()
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        combo.setAccessibleName(self.tr("What the column {0} is taken for").format(column))
        for word, title in ROLES.items():
            combo.addItem(say(title), word)
        combo.setCurrentIndex(max(0, combo.findData(role)))
        combo.currentIndexChanged.connect(self.edited)
        return combo


class TableDialog(QDialog):
    """Choose what the columns of a table are; :attr:`options` are what a project keeps of it."""

    def __init__(self, path: str, options: Mapping[str, Any] | None = None, parent: QWidget | None = None) -> None:
        """The table at `path`, with the `options` that a project has for it."""
        super().__init__(parent)
        self.setObjectName("tableDialog")
        self.setAccessibleName(self.tr("Columns of a table"))
        self.setWindowTitle(self.tr("Learn from {0}").format(Path(path).name))
        self.resize(110 * SPACE, 60 * SPACE)
        self._path = path
        self._columns: dict[str, str] = dict((options or {}).get("columns", {}))
        self._worker = Worker(self)
        self._lay_out(options or {})
        self._connect()
        self._read()

    @property
    def options(self) -> dict[str, Any]:
        """Fields of TableOptions that differ from what is usual."""
        found: dict[str, Any] = {"columns": self._columns} if self._columns else {}
        if self._header.currentData() != "auto":
            found["header"] = self._header.currentData()
        if self._folder.text().strip():
            found["folder"] = self._folder.text().strip()
        return found

    def shut_down(self, timeout: float = 5.0) -> bool:
        """End the thread; False when it still runs after `timeout` seconds."""
        self._worker.forget()
        return self._worker.join(timeout)

    def done(self, code: int) -> None:
        """Close, and stop reading."""
        self._worker.forget()
        super().done(code)

    def _lay_out(self, options: Mapping[str, Any]) -> None:
        self._header = QComboBox()
        self._header.setObjectName("tableHeader")
        self._header.setAccessibleName(self.tr("Whether the first row names the columns"))
        for title, word in ((self.tr("as found"), "auto"), (self.tr("names the columns"), "yes"), (self.tr("is data"), "no")):
            self._header.addItem(title, word)
        self._header.setCurrentIndex(max(0, self._header.findData(options.get("header", "auto"))))
        self._folder = QLineEdit(str(options.get("folder", "")))
        self._folder.setObjectName("tableFolder")
        self._folder.setAccessibleName(self.tr("Folder that the paths begin at"))
        self._folder.setPlaceholderText(str(Path(self._path).parent))
        self._browse = QPushButton(self.tr("Browse…"))
        self._browse.setObjectName("tableBrowse")
        self._browse.setAccessibleName(self.tr("Choose the folder that the paths begin at"))
        self._browse.setAutoDefault(False)
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self._folder, 1)
        row.addWidget(self._browse)
        form = QFormLayout()
        form.addRow(self.tr("The &first row"), self._header)
        form.addRow(self.tr("Folder of the &images"), place)
        self._table = RoleTable()
        self._outcome = NoticeLine("tableOutcome")
        self._use, self._cancel = QPushButton(self.tr("Learn from it")), QPushButton(self.tr("Cancel"))
        self._use.setObjectName("tableUse")
        self._use.setProperty("primary", True)
        self._use.setDefault(True)
        self._use.setAutoDefault(True)
        self._cancel.setObjectName("tableCancel")
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._use)
        column = QVBoxLayout(self)
        column.setSpacing(SPACE)
        column.addLayout(form)
        column.addWidget(self._table, 1)
        column.addWidget(self._outcome)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self._header.activated.connect(self._read_anew)
        self._folder.editingFinished.connect(self._read)
        self._browse.clicked.connect(self._ask_folder)
        self._table.edited.connect(self._take_roles)
        self._use.clicked.connect(self.accept)
        self._cancel.clicked.connect(self.reject)
        self._worker.done.connect(self._show)
        self._worker.failed.connect(self._refuse)

    def _read_anew(self) -> None:
        """Read with another header: the columns have other names now."""
        self._columns = {}
        self._read()

    def _take_roles(self) -> None:
        self._columns = self._table.roles
        self._read()

    def _read(self) -> None:
        path, options = self._path, self.options

        def work(progress: Progress, cancelled: Cancelled) -> TablePreview:
            return preview_table(TableSource(path).with_options(options), progress, cancelled)

        self._use.setEnabled(False)
        self._worker.start(work, name="table")

    def _show(self, preview: TablePreview) -> None:
        self._table.show_preview(preview)
        self._use.setEnabled(preview.problem is None)
        if preview.problem is not None:
            self._outcome.say(say(preview.problem), "warning")
            return
        rows = self.tr("{0} rows.").format(whole_number(preview.rows))
        self._outcome.say(" ".join([rows, *map(say, preview.teaches)]), "info")

    def _refuse(self, text: str) -> None:
        self._use.setEnabled(False)
        self._outcome.say(text, "warning")

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("The folder that the paths begin at"))
        if folder:
            self._folder.setText(folder)
            self._read()


def _cell(text: str) -> QTableWidgetItem:
    short = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    item = QTableWidgetItem(short)
    item.setToolTip(text[:1000])
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return item
