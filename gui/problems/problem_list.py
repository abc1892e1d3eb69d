"""The list of everything that is wrong with the network, each problem with its repairs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QMenu, QStackedLayout, QWidget

from builder.model.problem import Problem
from gui.common.i18n import say
from gui.common.theme import SPACE
from gui.model.workspace import Workspace
from gui.problems.problem_row import ProblemRow, reveal

ROW = 40
DELAY_MS = 60


class ProblemList(QWidget):
    """Rows of problems, errors first; `counted` carries their number.

    `show_block` asks to show a block of the level that is shown by then.
    """

    show_block = Signal(int)
    counted = Signal(int)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """A list that follows the analysis of `workspace`."""
        super().__init__(parent)
        self._workspace = workspace
        self._problems: tuple[Problem, ...] = ()
        self.setObjectName("problemList")
        self.setAccessibleName(self.tr("Problems"))
        self.list = QListWidget(self)
        self.list.setObjectName("problemRows")
        self.list.setAccessibleName(self.tr("Problems"))
        self.list.setUniformItemSizes(True)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._open_menu)
        self.list.itemClicked.connect(lambda item: self._show(self.list.row(item)))
        self.list.installEventFilter(self)
        self._nothing = QLabel(self)
        self._nothing.setObjectName("noProblems")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self._nothing.setProperty("role", "muted")
        self._pages = QStackedLayout(self)
        self._pages.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        self._pages.addWidget(self._nothing)
        self._pages.addWidget(self.list)
        self._later = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._later.timeout.connect(self._fill_view)
        self.list.verticalScrollBar().valueChanged.connect(self._later.start)
        workspace.analysed.connect(self.refresh)
        workspace.changed.connect(self._renew_repairs)
        self.refresh()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of the rows, in order."""
        return self._problems

    def row(self, index: int) -> ProblemRow | None:
        """The widget of a row; None while it is out of view."""
        widget = self.list.itemWidget(self.list.item(index))
        return widget if isinstance(widget, ProblemRow) else None

    def refresh(self) -> None:
        """Show the problems of the current analysis."""
        empty = not self._workspace.network.blocks
        problems = () if empty else self._workspace.whole.problems
        if not problems:
            ready = self.tr("No problems. The network is ready to train.")
            self._nothing.setText(self.tr("Nothing to check yet: the canvas is empty.") if empty else ready)
        if problems != self._problems:
            self._problems = problems
            self._rebuild()
            self.counted.emit(len(problems))
        self._pages.setCurrentIndex(1 if problems else 0)
        self._later.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the rows that came into view."""
        super().resizeEvent(event)
        self._later.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Fill the rows that came into view."""
        super().showEvent(event)
        self._later.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter shows the block, Space applies the first repair."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._show(self.list.currentRow())
                return True
            if event.key() == Qt.Key.Key_Space:
                self._repair_first(self.list.currentRow())
                return True
        return super().eventFilter(watched, event)

    def _rebuild(self) -> None:
        current = self.list.currentRow()
        self.list.clear()
        for problem in self._problems:
            item = QListWidgetItem()
            item.setSizeHint(QSize(10 * SPACE, ROW))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, self._accessible_text(problem))
            self.list.addItem(item)
        self.list.setCurrentRow(min(max(current, 0), len(self._problems) - 1))

    def _accessible_text(self, problem: Problem) -> str:
        severity = self.tr("error: {0}") if problem.is_error else self.tr("warning: {0}")
        return severity.format(say(problem.message))

    def _renew_repairs(self) -> None:
        """Drop the rows in view, so that they ask for repairs again: a repair belongs to one state of the project."""
        for index in range(self.list.count()):
            row = self.row(index)
            if row is not None:
                # Qt deletes it in the event loop, much later in a nested one: until then it would be painted below the new one.
                row.hide()
                self.list.removeItemWidget(self.list.item(index))
        self._later.start()

    def _fill_view(self) -> None:
        """Make widgets for the rows in view only: each asks the analyser which repairs work, which takes a moment."""
        if not self.list.isVisible():
            return
        height = self.list.viewport().height()
        for index, problem in enumerate(self._problems):
            box = self.list.visualItemRect(self.list.item(index))
            if box.bottom() < 0 or self.row(index) is not None:
                continue
            if box.top() > height:
                break
            row = ProblemRow(self._workspace, problem)
            row.opened.connect(lambda problem=problem: self._reveal(problem))
            row.offer_repairs()
            self.list.setItemWidget(self.list.item(index), row)

    def _show(self, index: int) -> None:
        if 0 <= index < len(self._problems):
            self._reveal(self._problems[index])

    def _reveal(self, problem: Problem) -> None:
        block = reveal(self._workspace, problem, shown=False)
        if block is not None:
            self.show_block.emit(block)

    def _repair_first(self, index: int) -> None:
        if 0 <= index < len(self._problems):
            for repair in self._workspace.repairs(self._problems[index])[:1]:
                self._workspace.apply_repair(repair)

    def _open_menu(self, place: QPoint) -> None:
        index = self.list.currentRow()
        if not 0 <= index < len(self._problems):
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for repair in self._workspace.repairs(self._problems[index]):
            action = QAction(say(repair.message), menu)
            action.triggered.connect(lambda _=False, repair=repair: self._workspace.apply_repair(repair))
            menu.addAction(action)
        if menu.actions():
            menu.popup(self.list.viewport().mapToGlobal(place))
