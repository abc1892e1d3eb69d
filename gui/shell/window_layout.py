"""The parts of the window and where they stand; what they do with each other is connected in :mod:`gui.shell.main_window`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QIcon, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from gui.canvas.view import CanvasView
from gui.code.code_view import CodeView
from gui.common.theme import RESOURCES
from gui.data.source_button import DataButton
from gui.inspector.inspector import Inspector
from gui.model.settings import Settings
from gui.model.workspace import Workspace
from gui.palette.palette import Palette
from gui.problems.problem_list import ProblemList
from gui.shell.commands import Actions
from gui.shell.docks import Docks
from gui.shell.menus import RecentMenu, fill_menu_bar, make_toolbar
from gui.shell.notifications import Notifications
from gui.shell.project_files import Files
from gui.shell.status_bar import StatusBar
from gui.shell.welcome_page import Welcome

if TYPE_CHECKING:
    from gui.shell.training_wiring import TrainingParts

SIZE = (1440, 900)
ON_SELECTION = ("cut", "copy", "duplicate", "delete", "rename", "addSkip")


class WindowFrame(QMainWindow):
    """Canvas and welcome page in the middle, panels around them, commands above; `painted` once after the first paint."""

    painted = Signal()

    def __init__(self, workspace: Workspace, settings: Settings) -> None:
        super().__init__()
        self.workspace = workspace
        self.settings = settings
        self.files = Files(workspace, settings, self)
        self._painted = False
        self.setObjectName("mainWindow")
        self.setWindowIcon(QIcon(str(RESOURCES / "icons" / "convas.svg")))
        self.setAcceptDrops(True)
        self.resize(QSize(*SIZE).boundedTo(self.screen().availableSize()))
        self._make_parts()

    # -- what is shown -----------------------------------------------------------------------------------------------

    def show_canvas(self) -> None:
        """Show the canvas instead of the welcome page."""
        self.centre.setCurrentWidget(self.canvas)
        self.docks.hush(False)

    def show_welcome(self) -> None:
        """Show the welcome page, with room for it."""
        self.centre.setCurrentWidget(self.welcome)
        self.docks.hush(True)

    def report_fault(self, words: str, details: str) -> None:
        """Say an error that nobody expected, with its details to copy."""
        copy = self.tr("Copy details")
        self.notifications.say(words, "error", label=copy, act=lambda: QApplication.clipboard().setText(details), stays=True)

    # -- kept in step with the document ----------------------------------------------------------------------------

    def _show_page(self) -> None:
        empty = not self.workspace.network.blocks and self.workspace.document.path is None
        self.show_welcome() if empty else self.show_canvas()

    def _leave_welcome(self) -> None:
        if self.workspace.network.blocks and self.centre.currentWidget() is self.welcome:
            self.show_canvas()

    def _follow_document(self) -> None:
        document = self.workspace.document
        self.setWindowTitle(f"{self.files.title}[*] – Convas")
        self.setWindowModified(not document.clean)
        undo, redo = document.undo_label, document.redo_label
        self.actions_.set_text("undo", self.tr("&Undo {0}").format(undo).strip())
        self.actions_.set_text("redo", self.tr("&Redo {0}").format(redo).strip())
        self.actions_["undo"].setEnabled(document.can_undo)
        self.actions_["redo"].setEnabled(document.can_redo)
        self._enable_actions()

    def _enable_actions(self) -> None:
        chosen = len(self.workspace.selection)
        for name in ON_SELECTION:
            self.actions_[name].setEnabled(chosen == 1 if name == "rename" else chosen > 0)
        for name, on in self.canvas.groups.available().items():
            self.actions_[name].setEnabled(on)
        for name in ("arrange", "selectAll"):
            self.actions_[name].setEnabled(bool(self.workspace.graph.blocks))

    # -- from within -------------------------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        self.canvas = CanvasView(self.workspace)
        self.welcome = Welcome(self.workspace)
        self.centre = QStackedWidget(self)
        self.centre.setObjectName("centre")
        self.centre.addWidget(self.canvas)
        self.centre.addWidget(self.welcome)
        self.setCentralWidget(self.centre)
        self.actions_ = Actions(self, self.canvas)
        self.docks = Docks(self)
        self.palette_ = Palette(self.workspace)
        self.inspector = Inspector(self.workspace)
        self.problems = ProblemList(self.workspace)
        self.code = CodeView(self.workspace)
        contents = {"palette": self.palette_, "inspector": self.inspector, "problems": self.problems, "code": self.code}
        for name, content in contents.items():
            self.docks[name].fill(content)
        self.data_button = DataButton(self.workspace, self)
        self.recent_menu = RecentMenu(self.settings, self.files, self)
        fill_menu_bar(self, self.actions_, self.recent_menu, self.docks)
        make_toolbar(self, self.actions_, self.data_button)
        self.status = StatusBar(self)
        self.setStatusBar(self.status)
        self.notifications = Notifications(self.centre)
        self.training: TrainingParts | None = None

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go on with the Tab key, but not into panels behind the one that is seen."""
        passed: list[QWidget | None] = []
        while super().focusNextPrevChild(forward):
            now = self.focusWidget()
            if not self.docks.covers(now) or now in passed:
                return True
            passed.append(now)
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say once that the window has been painted."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the signs anew in the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "docks"):
            self.actions_.redraw()
            self.docks.redraw()
