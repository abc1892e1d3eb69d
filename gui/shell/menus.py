"""The menu bar and the toolbar: which commands stand where."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from gui.model.settings import Settings
from gui.shell.commands import Actions
from gui.shell.docks import Docks
from gui.shell.project_files import Files


def _tr(text: str) -> str:
    return QCoreApplication.translate("menus", text)


FILE = ("new", "open", "recent", None, "save", "saveAs", None, "import", "export", None, "welcome", None, "quit")
EDIT = ("undo", "redo", None, "cut", "copy", "paste", "duplicate", "delete", None)
EDIT += ("selectAll", "rename", "addSkip", None, "find")
GROUP = ("group", "ungroup", None, "enterGroup", "leaveGroup", None)
GROUP += ("repeatGroup", "renameGroup", "makeIndependent", None, "saveGroup")
VIEW = ("arrange", "fit", "zoomIn", "zoomOut", "zoomReset", None, "panels", None, "resetLayout")
TRAINING = ("train", "continue", None, "pause", "step", "stop")

BAR_LEFT = ("new", "open", "save", None, "undo", "redo", None, "arrange", "fit", "addSkip", None)
BAR_TRAINING = ("train", "continue", "pause", "step", "stop", None, "export")
WITH_WORDS = ("train", "export")


def fill_menu_bar(window: QMainWindow, actions: Actions, recent: QMenu, docks: Docks) -> None:
    """Build the menus; `recent` is the menu of recent files."""
    panels = QMenu(_tr("&Panels"), window)
    panels.setObjectName("menu.panels")
    for panel in docks.panels.values():
        panels.addAction(panel.toggleViewAction())
    parts = {"recent": recent, "panels": panels}
    menus = (
        ("file", _tr("&File"), FILE),
        ("edit", _tr("&Edit"), EDIT),
        ("group", _tr("&Group"), GROUP),
        ("view", _tr("&View"), VIEW),
        ("training", _tr("&Training"), TRAINING),
    )
    for name, title, entries in menus:
        menu = window.menuBar().addMenu(title)
        menu.setObjectName(f"menu.{name}")
        for entry in entries:
            if entry is None:
                menu.addSeparator()
            elif entry in parts:
                menu.addMenu(parts[entry])
            else:
                menu.addAction(actions[entry])


def make_toolbar(window: QMainWindow, actions: Actions, data: QToolButton) -> QToolBar:
    """Build the toolbar with the data chooser in its middle."""
    bar = QToolBar(_tr("Toolbar"), window)
    bar.setObjectName("toolbar")
    bar.setIconSize(QSize(20, 20))
    bar.setMovable(False)
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    bar.toggleViewAction().setVisible(False)
    _add(bar, actions, BAR_LEFT)
    bar.addWidget(data)
    space = QWidget(bar)
    space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    bar.addWidget(space)
    _add(bar, actions, BAR_TRAINING)
    window.addToolBar(bar)
    return bar


def _add(bar: QToolBar, actions: Actions, names: tuple[str | None, ...]) -> None:
    for name in names:
        if name is None:
            bar.addSeparator()
            continue
        bar.addAction(actions[name])
        button = bar.widgetForAction(actions[name])
        if isinstance(button, QToolButton):
            button.setObjectName(f"button.{name}")
            button.setAccessibleName(actions[name].text().replace("&", ""))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            if name in WITH_WORDS:
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            if name == "train":
                button.setProperty("primary", True)


class RecentMenu(QMenu):
    """The files opened last."""

    def __init__(self, settings: Settings, files: Files, parent: QWidget | None = None) -> None:
        super().__init__(_tr("Open &recent"), parent)
        self.setObjectName("menu.recent")
        self._settings = settings
        self._files = files
        self.aboutToShow.connect(self.fill)
        self.fill()

    def fill(self) -> None:
        """List the files that still exist."""
        self.clear()
        recent = self._settings.recent()
        for number, path in enumerate(recent, 1):
            action = QAction(f"&{number % 10} {path.name}", self)
            action.setObjectName(f"action.recent.{number}")
            action.setToolTip(str(path))
            action.setStatusTip(str(path))
            action.triggered.connect(lambda _=False, path=path: self._files.open(path))
            self.addAction(action)
        if recent:
            self.addSeparator()
        forget = QAction(_tr("&Forget these files") if recent else _tr("No file was opened yet"), self)
        forget.setObjectName("action.forgetRecent")
        forget.setEnabled(bool(recent))
        forget.triggered.connect(self._settings.forget_recent)
        self.addAction(forget)
