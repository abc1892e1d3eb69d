"""The frame of all mouse gestures: what one is given, and what it must do. Only a finished gesture edits the document."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent

from gui.canvas.commands.base import Refusals
from gui.canvas.commands.blocks import BlockCommands
from gui.canvas.viewport import ViewportController
from gui.model.workspace import Workspace

OVERLAY_Z = 10.0
"""Previews of gestures lie over all blocks and wires."""


@dataclass(frozen=True, slots=True)
class PointerPosition:
    """A place of the pointer, in the scene and in the viewport."""

    scene: QPointF
    view: QPoint


@dataclass(frozen=True, slots=True, kw_only=True)
class GestureContext:
    """What gestures act on."""

    workspace: Workspace
    viewport: ViewportController
    refusals: Refusals
    commands: BlockCommands


class Gesture:
    """One gesture from its start to :meth:`finish` or :meth:`cancel`; `cursor` is shown while it lasts."""

    cursor: Qt.CursorShape | None = None

    def __init__(self, context: GestureContext) -> None:
        self.viewport = context.viewport
        self.workspace = context.workspace
        self.refusals = context.refusals
        self.commands = context.commands
        # The scene that the gesture began on: another level may be shown before it is cancelled.
        self.scene = context.viewport.board

    @property
    def scrolls(self) -> bool:
        """Whether the canvas scrolls by itself while the pointer is at its edge."""
        return True

    def move(self, pointer: PointerPosition) -> None:
        """Follow the pointer."""

    def finish(self, pointer: PointerPosition) -> None:
        """Do what the gesture is for: the button was released here."""

    def cancel(self) -> None:
        """Leave everything as it was before."""

    def key(self, event: QKeyEvent) -> bool:
        """Use a key; True when that finished the gesture."""
        return False
