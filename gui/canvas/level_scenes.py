"""The scenes of the levels: one for the network and one for each group on the path to the level that is shown."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint

from builder.model.block_paths import GroupPath
from gui.canvas.scene import CanvasScene
from gui.canvas.viewport import ViewportController
from gui.common.theme import Theme
from gui.model.workspace import Workspace


class LevelScenes(QObject):
    """Keeps the scenes around the level that is shown, so that coming back is quick, and where each was looked at."""

    def __init__(self, workspace: Workspace, viewport: ViewportController) -> None:
        """`viewport` shows the scene of the level that the workspace shows now."""
        super().__init__(viewport)
        self._workspace = workspace
        self._viewport = viewport
        self._boards: dict[GroupPath, CanvasScene] = {workspace.way: viewport.board}
        self._views: dict[GroupPath, tuple[float, QPoint]] = {}

    def remember_view(self) -> None:
        """Remember zoom and scroll position of the level that is shown."""
        self._views[self._workspace.way] = (self._viewport.scale, self._viewport.scroll_position())

    def show(self, way: GroupPath) -> None:
        """Show a level: where it was left, or from its beginning."""
        known = way in self._boards
        self._show_board(way)
        scale, position = self._views.get(way, (0.0, QPoint()))
        if known and scale:
            self._viewport.zoom_to(scale)
            self._viewport.scroll_to(position)
        else:
            self._viewport.show_beginning()

    def reset(self) -> None:
        """Show the network of another project; the caller frames it."""
        self._views = {}
        self._show_board(())

    def _show_board(self, way: GroupPath) -> None:
        """Show the scene of a level; scenes of levels that are not around it are deleted."""
        board = self._boards.get(way)
        if board is None:
            board = self._boards[way] = CanvasScene(self._workspace, self._viewport.view)
        board.set_theme(Theme.current())
        board.catch_up()
        board.set_active(self._viewport.view.hasFocus())
        self._viewport.show_board(board)
        for other in [other for other in self._boards if way[: len(other)] != other]:
            self._boards.pop(other).deleteLater()
