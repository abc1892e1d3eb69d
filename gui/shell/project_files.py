"""New, open, save, and what happens to unsaved work."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from builder.common.json_checks import ProjectError
from builder.files.project_file import load_project, save_project
from builder.model.project import Project
from gui.common.i18n import say_error
from gui.model.settings import Settings
from gui.model.workspace import Workspace

SUFFIX = ".convas"


class Answer(StrEnum):
    """What to do with unsaved work."""

    SAVE = "save"
    DISCARD = "discard"
    CANCEL = "cancel"


class Files(QObject):
    """Opens and saves the workspace's project; asks only where work would be lost. `failed` says what went wrong."""

    failed = Signal(str)
    saved = Signal(object)
    opened = Signal(object)

    def __init__(self, workspace: Workspace, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._settings = settings
        self._window = window

    @property
    def title(self) -> str:
        """The name of the open file; a word for a project without one."""
        path = self._workspace.document.path
        return path.name if path is not None else self.tr("Untitled")

    def new(self) -> bool:
        """Begin an empty project; False when the person would rather keep the open one."""
        if not self.may_leave():
            return False
        self._workspace.open(None, None)
        return True

    def begin(self, project: Project) -> bool:
        """Show a project that has no file yet."""
        if not self.may_leave():
            return False
        self._workspace.open(project, None)
        return True

    def open(self, path: Path | None = None) -> bool:
        """Open `path`, or ask for one."""
        if not self.may_leave():
            return False
        if path is None:
            path = self._ask_path(self.tr("Open a project"), saving=False)
        if path is None:
            return False
        try:
            project = load_project(path)
        except (ProjectError, OSError) as error:
            self.failed.emit(say_error(error))
            return False
        self._workspace.open(project, path)
        self._settings.remember(path)
        self.opened.emit(path)
        return True

    def save(self) -> bool:
        """Save to the open file; ask for one when there is none."""
        path = self._workspace.document.path
        return self.save_as() if path is None else self._write(path)

    def save_as(self) -> bool:
        """Ask for a file and save to it."""
        path = self._ask_path(self.tr("Save the project"), saving=True)
        return path is not None and self._write(path)

    def may_leave(self) -> bool:
        """Whether the open project may be left: it is saved or empty, or the person saved or discarded it just now."""
        document = self._workspace.document
        if document.clean or (document.path is None and not document.graph.blocks):
            return True
        answer = self._ask_about_changes()
        return answer is Answer.DISCARD or (answer is Answer.SAVE and self.save())

    def _write(self, path: Path) -> bool:
        try:
            save_project(self._workspace.project, path)
        except (ProjectError, OSError) as error:
            self.failed.emit(say_error(error))
            return False
        self._workspace.document.mark_saved(path)
        self._settings.remember(path)
        self.saved.emit(path)
        return True

    def _ask_path(self, title: str, *, saving: bool) -> Path | None:
        dialog = QFileDialog(self._window, title, str(self._settings.folder()))
        dialog.setObjectName("saveDialog" if saving else "openDialog")
        dialog.setNameFilters([self.tr("Convas projects (*{0})").format(SUFFIX), self.tr("All files (*)")])
        if saving:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix(SUFFIX[1:])
            name = self._workspace.document.path
            dialog.selectFile(name.name if name is not None else self.tr("network") + SUFFIX)
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        accepted = dialog.exec() == QFileDialog.DialogCode.Accepted
        chosen = dialog.selectedFiles()
        dialog.deleteLater()
        return Path(chosen[0]) if accepted and chosen else None

    def _ask_about_changes(self) -> Answer:
        box = QMessageBox(self._window)
        box.setObjectName("unsavedDialog")
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle(self.tr("Unsaved changes"))
        box.setText(self.tr("<b>Save the changes to {0}?</b>").format(self.title))
        box.setInformativeText(self.tr("What was changed since it was last saved is lost otherwise."))
        button = QMessageBox.StandardButton
        box.setStandardButtons(button.Save | button.Discard | button.Cancel)
        box.setDefaultButton(button.Save)
        box.setEscapeButton(button.Cancel)
        chosen = button(box.exec())
        box.deleteLater()
        return {button.Save: Answer.SAVE, button.Discard: Answer.DISCARD}.get(chosen, Answer.CANCEL)
