"""The window on one workspace: its parts connected with each other, with the commands and with Qt's own events."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

from builder.model.project import Project
from gui.model.settings import Settings
from gui.model.workspace import Workspace
from gui.shell.project_files import SUFFIX
from gui.shell.window_layout import WindowFrame

IMPORTED = (".py", ".onnx")
"""What files end in that a network can be brought in from."""


class MainWindow(WindowFrame):
    """Everything on one workspace.

    `painted` comes once, after the first paint; then :meth:`load` brings what is slow to import: the training panels.
    `closed` comes when the window is closed and no training runs any more.
    """

    loaded = Signal()
    closed = Signal()

    def __init__(self, workspace: Workspace | None = None, settings: Settings | None = None) -> None:
        super().__init__(workspace or Workspace(), settings or Settings())
        self._leaving = False
        self._said = ""
        self._connect_parts()
        self._connect_actions()
        self.docks.restore(self.settings)
        self._follow_document()
        self._show_page()
        self.canvas.setFocus()

    # -- building ------------------------------------------------------------------------------------------------

    def _connect_parts(self) -> None:
        workspace = self.workspace
        workspace.changed.connect(self._follow_document)
        workspace.reset.connect(self._follow_document)
        workspace.reset.connect(self._show_page)
        workspace.changed.connect(self._leave_welcome)
        workspace.selected.connect(self._enable_actions)
        workspace.entered.connect(self._enable_actions)
        workspace.analysed.connect(self.status.show_analysis)
        workspace.refused.connect(self._refuse)
        self.canvas.refusals.text_changed.connect(self._hint)
        self.canvas.viewport_.zoomed.connect(self.status.show_zoom)
        self.problems.counted.connect(self.docks["problems"].show_badge)
        self.problems.show_block.connect(self.show_here)
        self.status.problems_wanted.connect(self.docks["problems"].reveal)
        self.files.failed.connect(lambda text: self.notifications.say(text, "error"))
        self.files.saved.connect(lambda path: self.status.hint(self.tr("Saved to {0}").format(path)))
        self.files.saved.connect(self._follow_document)
        self.welcome.begin.connect(self.begin)
        self.welcome.open_wanted.connect(self.files.open)
        self.welcome.empty_wanted.connect(self.show_canvas)
        self.welcome.folder_wanted.connect(self._ask_folder)
        self.welcome.import_wanted.connect(self.import_network)
        self.settings.recent_changed.connect(lambda: self.welcome.show_recent(self.settings.recent()))
        self.welcome.show_recent(self.settings.recent())
        self.docks["problems"].show_badge(len(self.problems.problems))
        self.status.show_analysis(workspace.whole)

    def _connect_actions(self) -> None:
        canvas, files = self.canvas, self.files
        acts = {
            "new": self.new,
            "open": lambda: files.open(),
            "save": files.save,
            "saveAs": files.save_as,
            "import": self.import_network,
            "welcome": self.show_welcome,
            "quit": self.close,
            "undo": self.workspace.undo,
            "redo": self.workspace.redo,
            "cut": canvas.commands.cut_selection,
            "copy": canvas.commands.copy_selection,
            "paste": canvas.commands.paste,
            "duplicate": canvas.commands.duplicate_selection,
            "delete": canvas.commands.delete_selection,
            "selectAll": canvas.commands.select_all,
            "rename": lambda: canvas.commands.rename(),
            "addSkip": canvas.commands.add_skip,
            "group": canvas.groups.group_selection,
            "ungroup": canvas.groups.ungroup,
            "enterGroup": lambda: canvas.groups.enter_group(),
            "leaveGroup": canvas.groups.leave_group,
            "repeatGroup": canvas.groups.ask_repeat,
            "renameGroup": lambda: canvas.groups.rename_group(),
            "makeIndependent": canvas.groups.make_independent,
            "saveGroup": canvas.groups.save_group,
            "find": self._find_layer,
            "arrange": canvas.commands.arrange,
            "fit": canvas.viewport_.fit,
            "zoomIn": canvas.viewport_.zoom_in,
            "zoomOut": canvas.viewport_.zoom_out,
            "zoomReset": canvas.viewport_.reset_zoom,
            "resetLayout": self.docks.arrange,
        }
        for name, act in acts.items():
            self.actions_[name].triggered.connect(lambda _on=False, act=act: act())
        for name in ("train", "continue", "pause", "step", "stop", "export"):
            self.actions_[name].setEnabled(False)
        for name in self.actions_:
            self.actions_[name].enabledChanged.connect(lambda on, name=name: on or self._take_back(name))

    def load(self) -> None:
        """Bring the training: its session, its panels, what the data sets are called. Once; later calls do nothing."""
        if self.training is None:
            from gui.shell.training_wiring import TrainingParts

            self.training = TrainingParts(self)
            self.data_button.load_titles()
            self.palette_.load()
            self.loaded.emit()

    # -- what a person asks for ------------------------------------------------------------------------------------

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
                self.load()
                self.training.train()

    def open_path(self, path: Path) -> None:
        """Open a project, take a folder of images as the data, or ask how a network is to be brought in."""
        if path.is_dir():
            self.load()
            self.training.choose_data(str(path))
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

    def _begin_imported(self, project: Project) -> bool:
        if not self.files.begin(project):
            return False
        self.show_canvas()
        self.canvas.viewport_.fit()
        return True

    def show_block(self, id: int) -> None:
        """Bring a block of the network into view."""
        self.workspace.go(())
        self.show_here(id)

    def show_here(self, id: int) -> None:
        """Bring a block of the level that is shown into view."""
        self.show_canvas()
        self.canvas.center_on(id)

    # -- from within -----------------------------------------------------------------------------------------------

    def _ask_folder(self) -> None:
        self.load()
        self.training.data.ask_folder()

    def _find_layer(self) -> None:
        self.docks["palette"].reveal()
        self.palette_.search.setFocus()
        self.palette_.search.selectAll()

    def _take_back(self, name: str) -> None:
        """Say no more what a command would do that cannot be given now: Qt does so only for enabled ones."""
        if self.status.currentMessage() == self.actions_[name].statusTip():
            self.status.clearMessage()

    def _hint(self, text: str) -> None:
        self._said = text
        self.status.hint(text)

    def _refuse(self, text: str) -> None:
        """Say why an edit was not made, unless the canvas has just said it where it was tried."""
        if text != self._said:
            self.notifications.say(text, "warning")
        self._said = ""

    # -- Qt asks ---------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a project, a network to import, or a folder of images."""
        if dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        path = dropped(event)
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


def dropped(event: QDragEnterEvent | QDropEvent) -> Path | None:
    """The one project, network or folder that is dropped; None when it is anything else."""
    urls = event.mimeData().urls()
    path = Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
    return path if path is not None and (path.is_dir() or path.suffix == SUFFIX or path.suffix.lower() in IMPORTED) else None
