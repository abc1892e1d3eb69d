"""All that lies over the canvas without asking anything: totals, the empty canvas, the focus frame, the breadcrumbs."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QGraphicsView

from gui.canvas.overlays.breadcrumbs import HEIGHT, GroupBar
from gui.canvas.overlays.overlay import EmptyHint, FocusFrame, TotalsLabel
from gui.canvas.texts import describe_selection, totals_text
from gui.model.workspace import Workspace


class CanvasOverlays(QObject):
    """Shows them and keeps them in place; also the description of the canvas that a screen reader speaks."""

    def __init__(self, view: QGraphicsView, workspace: Workspace) -> None:
        super().__init__(view)
        self._view = view
        self._workspace = workspace
        self._totals = TotalsLabel(view)
        self._empty = EmptyHint(view)
        self._frame = FocusFrame(view)
        self._bar = GroupBar(workspace, view)
        self._bar.hide()

    def refresh(self) -> None:
        """Show what the workspace holds now."""
        graph, analysis, selection = self._workspace.graph, self._workspace.analysis, self._workspace.selection
        self._totals.show_text(totals_text(analysis) if graph.blocks and not selection else "")
        self._empty.setVisible(not graph.blocks)
        self._view.setAccessibleDescription(describe_selection(graph, analysis, selection))

    def make_room(self) -> None:
        """Leave room above the canvas for the breadcrumbs while a group is entered."""
        self._view.setViewportMargins(0, HEIGHT if self._workspace.way else 0, 0, 0)
        self.place()

    def place(self) -> None:
        """Put everything in its place for the size of the canvas."""
        self._bar.setGeometry(0, 0, self._view.width(), HEIGHT)
        self._totals.place()
        self._empty.place()
        self._frame.setGeometry(self._view.rect())

    def show_focus(self, visible: bool) -> None:
        """Show or hide the frame that says that the keyboard came to the canvas."""
        self._frame.setVisible(visible)
