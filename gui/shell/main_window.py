"""The window on one workspace: its parts connected with each other, with the commands and with Qt's own events."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QIcon, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from backend import logs
from builder.common.errors import os_error_reason
from builder.model.project import Project
from gui.canvas.view import CanvasView
from gui.code.code_view import CodeView
from gui.common.i18n import say
from gui.common.theme import RESOURCES, Appearance
from gui.common.theme_watch import theme_watch
from gui.data.source_button import DataButton
from gui.inspector.inspector import Inspector
from gui.model.preferences import FOLDER_VARIABLES, Preferences
from gui.model.settings import Settings
from gui.model.workspace import Workspace
from gui.palette.palette import Palette
from gui.problems.problem_list import ProblemList
from gui.shell.canvas_commands import add_canvas_commands
from gui.shell.centre_pages import CentrePages
from gui.shell.command_table import WindowRuns, training_commands, window_commands
from gui.shell.commands import CommandActions
from gui.shell.docks import Docks
from gui.shell.help_dialogs import ShortcutsDialog, about_box, show_log_folder
from gui.shell.menus import RecentMenu, fill_menu_bar, make_toolbar
from gui.shell.notifications import Notifications
from gui.shell.project_files import SUFFIX, Files
from gui.shell.settings_dialog import SettingsDialog
from gui.shell.status_bar import StatusBar
from gui.shell.welcome.welcome_page import Welcome

if TYPE_CHECKING:
    from gui.shell.training_wiring import TrainingWiring

IMPORTED = (".py", ".onnx")
"""What files end in that a network can be brought in from."""

SIZE = (1440, 900)


class MainWindow(QMainWindow):
    """Everything on one workspace.

    `painted` comes once, after the first paint; then :meth:`load` brings what is slow to import: the training panels.
    `closed` comes when the window is closed and no training runs any more.
    """

    painted = Signal()
    loaded = Signal()
    closed = Signal()

    def __init__(self, workspace: Workspace | None = None, settings: Settings | None = None) -> None:
        super().__init__()
        self.workspace = workspace or Workspace()
        self.settings = settings or Settings()
        self.files = Files(self.workspace, self.settings, self)
        self.training: TrainingWiring | None = None
        self._painted = False
        self._leaving = False
        self._hinted = ""
        self.setObjectName("mainWindow")
        self.setWindowIcon(QIcon(str(RESOURCES / "icons" / "convas.svg")))
        self.setAcceptDrops(True)
        self.resize(QSize(*SIZE).boundedTo(self.screen().availableSize()))
        self._make_parts()
        self._add_commands()
        self._connect_parts()
        self.docks.restore(self.settings)
        self._apply_preferences(self.settings.preferences)
        self._show_title()
        self.centre.watch_docks(self.docks)
        self.canvas.setFocus()

    # -- building ------------------------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        self.canvas = CanvasView(self.workspace)
        self.welcome = Welcome(self.workspace)
        self.centre = CentrePages(self.workspace, self.canvas, self.welcome, self)
        self.setCentralWidget(self.centre)
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
        self.status = StatusBar(self)
        self.setStatusBar(self.status)
        self.notifications = Notifications(self.centre)

    def _add_commands(self) -> None:
        self.actions_ = CommandActions(self, self.canvas)
        self.actions_.taken_back.connect(self._clear_tip)
        add_canvas_commands(self.actions_, self.canvas)
        runs = WindowRuns(
            new=self.new,
            open=lambda: self.files.open(),
            save=self.files.save,
            save_as=self.files.save_as,
            import_network=lambda: self.import_network(),
            show_welcome=self.show_welcome,
            close=self.close,
            find_layer=self._find_layer,
            reset_layout=self.docks.arrange,
            show_settings=lambda: SettingsDialog(self.settings, self).open(),
            show_shortcuts=lambda: ShortcutsDialog(self.actions_.commands, self).open(),
            show_log_folder=self._show_log_folder,
            show_about=lambda: about_box(self).open(),
        )
        self.actions_.add(window_commands(runs))
        self.actions_.add(training_commands(lambda: self.training))
        fill_menu_bar(self, self.actions_, self.recent_menu, self.docks)
        make_toolbar(self, self.actions_, self.data_button)
        theme_watch(self, self._redraw)

    def _connect_parts(self) -> None:
        workspace = self.workspace
        workspace.changed.connect(self._show_title)
        workspace.reset.connect(self._show_title)
        workspace.analysed.connect(self.status.show_analysis)
        workspace.refused.connect(self._show_refusal)
        self.canvas.refusals.text_changed.connect(self._show_hint)
        self.canvas.viewport_.zoomed.connect(self.status.show_zoom)
        self.problems.counted.connect(self.docks["problems"].show_badge)
        self.problems.show_block.connect(self.show_here)
        self.status.problems_wanted.connect(self.docks["problems"].reveal)
        self.files.failed.connect(lambda text: self.notifications.say(text, "error"))
        self.files.saved.connect(lambda path: self.status.hint(self.tr("Saved to {0}").format(path)))
        self.files.saved.connect(self._show_title)
        self.files.saved.connect(self.actions_.refresh)
        self.welcome.begin.connect(self.begin)
        self.welcome.open_wanted.connect(self.files.open)
        self.welcome.empty_wanted.connect(self.show_canvas)
        self.welcome.folder_wanted.connect(self._ask_folder)
        self.welcome.import_wanted.connect(self.import_network)
        self.settings.preferences_changed.connect(self._apply_preferences)
        self.settings.recent_changed.connect(lambda: self.welcome.show_recent(self.settings.recent()))
        self.welcome.show_recent(self.settings.recent())
        self.docks["problems"].show_badge(len(self.problems.problems))
        self.status.show_analysis(workspace.whole)

    def load(self) -> TrainingWiring:
        """Bring the training: its session, its panels, what the data sets are called. Once; later calls do nothing."""
        if self.training is None:
            from gui.shell.training_wiring import TrainingWiring

            self.training = TrainingWiring(
                self.workspace,
                window=self,
                docks=self.docks,
                commands=self.actions_,
                status=self.status,
                notifications=self.notifications,
                show_canvas=self.show_canvas,
                show_block=self.show_block,
            )
            self.data_button.chosen.connect(self.training.choose_data)
            self.data_button.folder_wanted.connect(self.training.data.ask_folder)
            self.data_button.file_wanted.connect(self.training.data.ask_file)
            self.training.apply_preferences(self.settings.preferences)
            self.actions_.refresh()
            self.data_button.load_titles()
            self.palette_.load()
            self.loaded.emit()
        return self.training

    # -- what a person asks for ------------------------------------------------------------------------------------

    def show_canvas(self) -> None:
        """Show the canvas instead of the welcome page."""
        self.centre.show_canvas()

    def show_welcome(self) -> None:
        """Show the welcome page, with room for it."""
        self.centre.show_welcome()

    def new(self) -> None:
        """Begin an empty network on the canvas."""
        if self.files.new():
            self.show_canvas()
            self.canvas.setFocus()

    def begin(self, project: Project, train: bool = False) -> None:
        """Show a project that has no file yet, and perhaps train it at once."""
        if self.files.begin(project):
            self.show_canvas()
            if train:
                self.load().train()

    def open_path(self, path: Path) -> None:
        """Open a project, take a folder of images as the data, or ask how a network is to be brought in."""
        if path.is_dir():
            self.load().choose_data(str(path))
        elif path.suffix.lower() in IMPORTED:
            self.import_network(path)
        else:
            self.files.open(path)

    def import_network(self, path: Path | None = None) -> None:
        """Ask which network is to be brought in from a file of Python or ONNX."""
        from gui.dialogs.import_dialog import ImportDialog
        from gui.model.samples import input_shape

        dialog = ImportDialog(self._begin_imported, input_shape(self.workspace.project), self)
        if path is not None:
            dialog.choose(path)
        dialog.open()

    def show_block(self, id: int) -> None:
        """Bring a block of the network into view."""
        self.workspace.go(())
        self.show_here(id)

    def show_here(self, id: int) -> None:
        """Bring a block of the level that is shown into view."""
        self.show_canvas()
        self.canvas.center_on(id)

    def report_fault(self, words: str, details: str) -> None:
        """Say an error that nobody expected, with its details to copy."""
        copy = self.tr("Copy details")
        self.notifications.say(words, "error", label=copy, act=lambda: QApplication.clipboard().setText(details), stays=True)

    # -- from within -----------------------------------------------------------------------------------------------

    def _begin_imported(self, project: Project) -> bool:
        if not self.files.begin(project):
            return False
        self.show_canvas()
        self.canvas.viewport_.fit()
        return True

    def _show_title(self) -> None:
        self.setWindowTitle(self.tr("{project}[*] – Convas").format(project=self.files.title))
        self.setWindowModified(not self.workspace.document.clean)

    def _apply_preferences(self, preferences: Preferences) -> None:
        """Let preferences take effect: theme and plotting rate now, folders and threads with the next training."""
        application = QApplication.instance()
        appearance = application.findChild(Appearance) if application is not None else None
        if appearance is not None:
            appearance.set_mode(preferences.theme)
        FOLDER_VARIABLES.apply(preferences)
        if self.training is not None:
            self.training.apply_preferences(preferences)

    def _show_log_folder(self) -> None:
        try:
            shown = show_log_folder()
        except OSError as error:
            words = self.tr("The log folder cannot be made: {0}.").format(say(os_error_reason(error)))
            self.notifications.say(words, "warning")
            return
        if not shown:
            self.notifications.say(self.tr("The logs are in {0}.").format(logs.folder()), "info")

    def _ask_folder(self) -> None:
        self.load().data.ask_folder()

    def _find_layer(self) -> None:
        self.docks["palette"].reveal()
        self.palette_.search.setFocus()
        self.palette_.search.selectAll()

    def _clear_tip(self, id: str) -> None:
        """Remove the tip of a command that cannot be given any more: Qt does so only for enabled ones."""
        if self.status.currentMessage() == self.actions_[id].statusTip():
            self.status.clearMessage()

    def _show_hint(self, text: str) -> None:
        self._hinted = text
        self.status.hint(text)

    def _show_refusal(self, text: str) -> None:
        """Say why an edit was not made, unless the canvas has just said it where it was tried."""
        if text != self._hinted:
            self.notifications.say(text, "warning")
        self._hinted = ""

    def _redraw(self) -> None:
        self.actions_.redraw()
        self.docks.redraw()

    # -- Qt asks ---------------------------------------------------------------------------------------------------

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Move on with the Tab key, but not into panels behind the one that is seen."""
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

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a project, a network to import, or a folder of images."""
        if dropped_path(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        path = dropped_path(event)
        if path is not None:
            event.acceptProposedAction()
            QTimer.singleShot(0, self, lambda: self.open_path(path))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close when nothing would be lost; while a training runs, hide, ask it to stop, and close when it has."""
        if self._leaving or not self.files.may_leave():
            event.ignore()
            return
        self.docks.keep(self.settings)
        if self.training is not None and not self.training.shut_down():
            self._leaving = True
            self.training.ended.connect(self.closed)
            event.ignore()
            self.hide()
            return
        event.accept()
        self.closed.emit()


def dropped_path(event: QDragEnterEvent | QDropEvent) -> Path | None:
    """The one project, network or folder that is dropped; None when it is anything else."""
    urls = event.mimeData().urls()
    path = Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
    return path if path is not None and (path.is_dir() or path.suffix == SUFFIX or path.suffix.lower() in IMPORTED) else None
