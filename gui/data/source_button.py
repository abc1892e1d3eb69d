"""The button in the tool bar that shows which data are chosen, and lets a person choose others."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from gui.common.i18n import say
from gui.common.theme import icon
from gui.common.theme_watch import theme_watch
from gui.model.workspace import Workspace


class DataButton(QToolButton):
    """Lists the data sets; `chosen` carries a name, `folder_wanted` asks for a folder of images, `file_wanted` for a table."""

    chosen = Signal(str)
    folder_wanted = Signal()
    file_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """A button for the data of `workspace`."""
        super().__init__(parent)
        self._workspace = workspace
        self._titles: dict[str, str] = {}
        self.setObjectName("dataButton")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setIconSize(QSize(18, 18))
        self.setMenu(QMenu(self))
        self.menu().setObjectName("dataMenu")
        self.menu().aboutToShow.connect(self._fill)
        workspace.changed.connect(self._show_choice)
        workspace.reset.connect(self._show_choice)
        self._show_choice()
        theme_watch(self, self._draw_icon)

    def load_titles(self) -> None:
        """Get the titles of the data sets; loads their registry, so not before the first paint."""
        from backend.datasets.registry import sources

        self._titles = {name: say(source.info().title) for name, source in sources().items()}
        self._show_choice()

    def _draw_icon(self) -> None:
        self.setIcon(icon("data"))

    def _show_choice(self) -> None:
        name = str(self._workspace.project.data.get("name") or "")
        title = self._titles.get(name) or Path(name).name or self.tr("choose")
        self.setText(" " + self.tr("Data: {0}").format(title))
        self.setAccessibleName(self.tr("Data: {0}").format(title))
        self.setToolTip(self.tr("What the network learns from. Choosing sets the input size and the number of classes."))
        self._draw_icon()

    def _fill(self) -> None:
        if not self._titles:
            self.load_titles()
        menu = self.menu()
        menu.clear()
        current = self._workspace.project.data.get("name")
        for name, title in self._titles.items():
            action = QAction(title, menu)
            action.setObjectName(f"action.data.{name}")
            action.setCheckable(True)
            action.setChecked(name == current)
            action.triggered.connect(lambda _=False, name=name: self.chosen.emit(name))
            menu.addAction(action)
        menu.addSeparator()
        folder = QAction(icon("folder"), self.tr("A &folder of images…"), menu)
        folder.setObjectName("action.data.folder")
        folder.triggered.connect(lambda: self.folder_wanted.emit())
        menu.addAction(folder)
        file = QAction(self.tr("A &table or a NumPy file…"), menu)
        file.setObjectName("action.data.file")
        file.triggered.connect(lambda: self.file_wanted.emit())
        menu.addAction(file)
