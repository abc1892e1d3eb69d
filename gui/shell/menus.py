"""The menu bar and the tool bar: the order of the commands in them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from gui.model.settings import Settings
from gui.shell.commands import CommandActions
from gui.shell.docks import Docks
from gui.shell.project_files import Files

Entries = tuple[str | None, ...]
"""Ids of commands; None is a line between them."""

FILE: Entries = (
    "new",
    "open",
    "recent",
    None,
    "save",
    "saveAs",
    None,
    "import",
    "export",
    None,
    "welcome",
    "settings",
    None,
    "quit",
)
EDIT: Entries = (
    *("undo", "redo", None, "cut", "copy", "paste", "duplicate", "delete", None, "selectAll", "rename", None),
    *("addBlock", "connect", "chooseWire", "addSkip", None, "find"),
)
GROUP: Entries = (
    *("group", "ungroup", None, "enterGroup", "leaveGroup", None),
    *("repeatGroup", "renameGroup", "makeIndependent", None, "saveGroup"),
)
VIEW: Entries = ("arrange", "fit", "zoomIn", "zoomOut", "zoomReset", None, "panels", None, "resetLayout")
TRAINING: Entries = ("train", "continue", None, "pause", "step", "stop")

HELP: Entries = ("shortcuts", None, "logFolder", "about")

BAR_LEFT: Entries = ("new", "open", "save", None, "undo", "redo", None, "arrange", "fit", "addSkip", None)
BAR_TRAINING: Entries = ("train", "continue", "pause", "step", "stop", None, "export")
WITH_WORDS = ("train", "export")


def fill_menu_bar(window: QMainWindow, actions: CommandActions, recent: QMenu, docks: Docks) -> None:
    """Build the menus; `recent` is the menu of recent files."""
    panels = QMenu(QCoreApplication.translate("Menus", "&Panels"), window)
    panels.setObjectName("menu.panels")
    for panel in docks.panels.values():
        panels.addAction(panel.toggleViewAction())
    parts = {"recent": recent, "panels": panels}
    menus = (
        ("file", QCoreApplication.translate("Menus", "&File"), FILE),
        ("edit", QCoreApplication.translate("Menus", "&Edit"), EDIT),
        ("group", QCoreApplication.translate("Menus", "&Group"), GROUP),
        ("view", QCoreApplication.translate("Menus", "&View"), VIEW),
        ("training", QCoreApplication.translate("Menus", "&Training"), TRAINING),
        ("help", QCoreApplication.translate("Menus", "&Help"), HELP),
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


def make_toolbar(window: QMainWindow, actions: CommandActions, data: QToolButton) -> QToolBar:
    """Build the toolbar with the data chooser in its middle."""
    bar = QToolBar(QCoreApplication.translate("Menus", "Toolbar"), window)
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


def _add(bar: QToolBar, actions: CommandActions, names: tuple[str | None, ...]) -> None:
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
        super().__init__(QCoreApplication.translate("Menus", "Open &recent"), parent)
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
        forget = QAction(
            QCoreApplication.translate("Menus", "&Forget these files")
            if recent
            else QCoreApplication.translate("Menus", "No file was opened yet"),
            self,
        )
        forget.setObjectName("action.forgetRecent")
        forget.setEnabled(bool(recent))
        forget.triggered.connect(self._settings.forget_recent)
        self.addAction(forget)
