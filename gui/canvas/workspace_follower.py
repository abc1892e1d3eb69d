"""Keeps a canvas in step with its workspace: edits, selection, the level that is shown, another project."""

from __future__ import annotations

from PySide6.QtCore import QObject

from builder.model.block_paths import GroupPath
from gui.canvas.gestures.controller import GestureController
from gui.canvas.level_scenes import LevelScenes
from gui.canvas.overlays.canvas_overlays import CanvasOverlays
from gui.canvas.overlays.prompts import CanvasPrompts
from gui.canvas.viewport import ViewportController
from gui.model.workspace import Workspace


class WorkspaceFollower(QObject):
    """Listens to the workspace for all parts of a canvas but its scenes, which listen themselves.

    Scenes are connected before it, so when it hears of a change the items already show it.
    """

    def __init__(
        self,
        workspace: Workspace,
        viewport: ViewportController,
        overlays: CanvasOverlays,
        *,
        gestures: GestureController,
        prompts: CanvasPrompts,
    ) -> None:
        super().__init__(viewport)
        self._workspace = workspace
        self._viewport = viewport
        self._overlays = overlays
        self._gestures = gestures
        self._prompts = prompts
        self._levels = LevelScenes(workspace, viewport)
        self._framed = False
        workspace.leaving.connect(self._before_leaving)
        workspace.entered.connect(self._on_entered)
        workspace.selected.connect(self._refresh)
        workspace.analysed.connect(self._refresh)
        workspace.changed.connect(self._on_changed)
        workspace.reset.connect(self._on_reset)
        self._refresh()

    def frame_once(self) -> None:
        """Frame the network when the canvas is shown for the first time: before that its size is not known."""
        if not self._framed:
            self._framed = True
            self._viewport.show_beginning()

    def _on_changed(self) -> None:
        self._end_interaction()
        self._refresh()

    def _before_leaving(self) -> None:
        self._end_interaction()
        self._levels.remember_view()

    def _on_entered(self, way: GroupPath) -> None:
        self._overlays.make_room()
        self._levels.show(way)
        self._refresh()

    def _on_reset(self) -> None:
        self._levels.reset()
        self._overlays.make_room()
        self._on_changed()
        self._framed = self._viewport.view.isVisible()
        self._viewport.show_beginning()

    def _end_interaction(self) -> None:
        """Cancel what refers to the graph as it was."""
        self._gestures.cancel()
        self._prompts.close_editor()

    def _refresh(self) -> None:
        self._overlays.refresh()
        selection = self._workspace.selection
        # Not during a gesture: scrolling would move the blocks away from under the pointer.
        if len(selection) == 1 and not self._gestures.is_active:
            self._viewport.show_blocks(selection)
