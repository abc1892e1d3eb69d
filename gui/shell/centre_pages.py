"""The middle of the window: the canvas, or the welcome page while there is nothing to draw on."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from gui.canvas.view import CanvasView
from gui.model.workspace import Workspace
from gui.shell.docks import Docks
from gui.shell.welcome.welcome_page import Welcome


class CentrePages(QStackedWidget):
    """Shows one of the two, and makes room for the welcome page by hiding the panels around it."""

    def __init__(self, workspace: Workspace, canvas: CanvasView, welcome: Welcome, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("centre")
        self._workspace = workspace
        self._canvas = canvas
        self._welcome = welcome
        self._docks: Docks | None = None
        self.addWidget(canvas)
        self.addWidget(welcome)
        workspace.reset.connect(self.follow_document)
        workspace.changed.connect(self._leave_welcome)

    def watch_docks(self, docks: Docks) -> None:
        """Hide and restore these panels from now on, and show the page that fits the document."""
        self._docks = docks
        self.follow_document()

    def show_canvas(self) -> None:
        """Show the canvas instead of the welcome page."""
        self._show(self._canvas)

    def show_welcome(self) -> None:
        """Show the welcome page, with room for it."""
        self._show(self._welcome)

    def follow_document(self) -> None:
        """Show the welcome page for an empty network that has no file, else the canvas."""
        empty = not self._workspace.network.blocks and self._workspace.document.path is None
        self._show(self._welcome if empty else self._canvas)

    def _leave_welcome(self) -> None:
        if self._workspace.network.blocks and self.currentWidget() is self._welcome:
            self.show_canvas()

    def _show(self, page: QWidget) -> None:
        self.setCurrentWidget(page)
        if self._docks is not None:
            self._docks.set_welcome_mode(page is self._welcome)
