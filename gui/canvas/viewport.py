"""Zoom, scroll position and what is in view, for any QGraphicsView that shows a canvas scene."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QMarginsF, QObject, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QTransform
from PySide6.QtWidgets import QFrame, QGraphicsView

from gui.canvas.block_pixmaps import DetailLevel, dotted_ground
from gui.canvas.scene import CanvasScene
from gui.common.theme import Theme

SMALLEST_SCALE, LARGEST_SCALE = 0.04, 4.0
ZOOM_STEP = 1.2
READABLE_SCALE = 0.75

_MARGINS = QMarginsF(48, 48, 48, 48)
"""What :meth:`ViewportController.fit` leaves free around the blocks, in scene units."""

_OPTIMISED = QGraphicsView.OptimizationFlag.DontSavePainterState | QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing


class ViewportController(QObject):
    """Moves a view over the board that it shows. A scale is screen pixels per scene unit; `zoomed` carries the new one.

    `wire_chosen` is that signal of whichever board is shown.
    """

    zoomed = Signal(float)
    wire_chosen = Signal(object)

    def __init__(self, view: QGraphicsView, board: CanvasScene) -> None:
        """Set `view` up for a canvas and show `board` in it."""
        super().__init__(view)
        self.view = view
        self.board = board
        view.setScene(board)
        board.wire_chosen.connect(self.wire_chosen)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        view.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        view.setOptimizationFlags(_OPTIMISED)
        # zoom_to() does the anchoring itself: Qt's AnchorUnderMouse drifts with scroll bars that are never shown.
        view.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        view.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self._framing: tuple[Callable[[], None], float, QPoint] | None = None
        self._ground: tuple[Theme, bool] | None = None

    # -- what is shown -----------------------------------------------------------------------------------------------

    @property
    def scale(self) -> float:
        """Screen pixels per scene unit."""
        return self.view.transform().m11()

    def show_board(self, board: CanvasScene) -> None:
        """Show another scene at the zoom as it is."""
        if board is not self.board:
            self.board.wire_chosen.disconnect(self.wire_chosen)
            board.wire_chosen.connect(self.wire_chosen)
            self.board = board
            self.view.setScene(board)

    def set_theme(self, theme: Theme) -> None:
        """Draw blocks, wires and the background in the colours of `theme`."""
        self.board.set_theme(theme)
        self._update_ground()

    def visible_rect(self) -> QRectF:
        """The part of the scene in view."""
        return self.view.mapToScene(self.view.viewport().rect()).boundingRect()

    def reach(self, pixels: float) -> float:
        """A distance on the screen in scene units, bounded so that from afar it does not cover whole blocks."""
        return min(pixels / self.scale, 2 * pixels)

    def to_scene(self, at: QPoint) -> QPointF:
        """The point of the scene under a point of the viewport."""
        return self.view.viewportTransform().inverted()[0].map(at.toPointF())

    def from_scene(self, point: QPointF) -> QPoint:
        """The point of the viewport over a point of the scene."""
        return self.view.mapFromScene(point)

    def pointer_or_focus(self) -> QPoint:
        """Where the person looks, in the viewport: the pointer if it is over the canvas, else the current block."""
        view, focus = self.view, self.board.current_block()
        if view.underMouse() or focus not in self.board.blocks:
            at = view.viewport().mapFromGlobal(view.cursor().pos())
            return at if view.viewport().rect().contains(at) else view.viewport().rect().center()
        return self.from_scene(self.board.blocks[focus].card.bottomLeft())

    # -- zoom --------------------------------------------------------------------------------------------------------

    def zoom_to(self, scale: float, at: QPoint | None = None) -> None:
        """Zoom to `scale`, keeping the point `at` of the viewport (by default its centre) where it is."""
        scale = max(SMALLEST_SCALE, min(scale, LARGEST_SCALE))
        anchor = self.view.viewport().rect().center() if at is None else at
        before = self.view.mapToScene(anchor)
        self.view.setTransform(QTransform.fromScale(scale, scale))
        self.scroll_by(self.from_scene(before) - anchor)
        self.board.set_scale(self.scale * self.view.devicePixelRatioF())
        # From afar blocks are flat rectangles: antialiasing would only cost time.
        self.view.setRenderHint(QPainter.RenderHint.Antialiasing, self.board.level is not DetailLevel.COLOUR)
        self._update_ground()
        self.zoomed.emit(self.scale)

    def zoom_in(self) -> None:
        """Zoom in by one step."""
        self.zoom_to(self.scale * ZOOM_STEP)

    def zoom_out(self) -> None:
        """Zoom out by one step."""
        self.zoom_to(self.scale / ZOOM_STEP)

    def reset_zoom(self) -> None:
        """Show the canvas at 100%."""
        self.zoom_to(1.0)

    # -- framing: what is shown stays in view while the canvas changes its size ------------------------------------------

    def fit(self) -> None:
        """Show all blocks, at most at 100%, also after the canvas has changed its size."""
        self._frame(self._show_all)

    def show_beginning(self) -> None:
        """Show all blocks where they can be read so, else the first ones, also after the canvas has changed its size."""
        self._frame(self._show_beginning)

    def is_framed(self) -> bool:
        """Whether the person has neither zoomed nor scrolled since :meth:`fit` or :meth:`show_beginning`."""
        return self._framing is not None and self._framing[1:] == (self.scale, self.scroll_position())

    def frame_again(self) -> None:
        """Show what was framed last, at the size that the viewport has now."""
        if self._framing is not None:
            self._frame(self._framing[0])

    def _frame(self, show: Callable[[], None]) -> None:
        show()
        self._framing = (show, self.scale, self.scroll_position())

    def _show_all(self) -> None:
        rect = self.board.blocks_rect().marginsAdded(_MARGINS)
        self.zoom_to(_fitting_scale(rect, self.view.viewport().size()))
        self.view.centerOn(rect.center())

    def _show_beginning(self) -> None:
        rect = self.board.blocks_rect().marginsAdded(_MARGINS)
        scale = _fitting_scale(rect, self.view.viewport().size())
        self.zoom_to(scale if DetailLevel.at(scale) is DetailLevel.FULL else READABLE_SCALE)
        self.view.centerOn(rect.center())
        top = self.from_scene(QPointF(rect.center().x(), rect.top())).y()
        if top < 0:
            self.scroll_by(QPoint(0, top))

    # -- scrolling ---------------------------------------------------------------------------------------------------

    def scroll_position(self) -> QPoint:
        """How far the view is scrolled, in pixels."""
        return QPoint(self.view.horizontalScrollBar().value(), self.view.verticalScrollBar().value())

    def scroll_to(self, position: QPoint) -> None:
        """Scroll to a position that :meth:`scroll_position` gave."""
        self.view.horizontalScrollBar().setValue(position.x())
        self.view.verticalScrollBar().setValue(position.y())

    def scroll_by(self, pixels: QPoint) -> None:
        """Scroll right and down."""
        self.scroll_to(self.scroll_position() + pixels)

    def center_on(self, id: int) -> None:
        """Bring a block to the centre, close enough to read."""
        if self.board.level is not DetailLevel.FULL:
            self.zoom_to(1.0)
        self.view.centerOn(self.board.blocks[id])

    def show_blocks(self, ids: Collection[int]) -> None:
        """Scroll as little as needed to have the blocks in view."""
        for id in sorted(set(ids) & self.board.blocks.keys()):
            self.view.ensureVisible(self.board.blocks[id].card, 24, 24)

    def set_cursor(self, shape: Qt.CursorShape | None) -> None:
        """Show another pointer over the canvas; None for the usual one."""
        if shape is None:
            self.view.viewport().unsetCursor()
        else:
            self.view.viewport().setCursor(shape)

    def _update_ground(self) -> None:
        """Dots up close, plain colour from afar, where dots would be noise and slow."""
        theme, near = self.board.cards.theme, self.board.level is DetailLevel.FULL
        if (theme, near) != self._ground:
            self._ground = (theme, near)
            self.view.setBackgroundBrush(dotted_ground(theme) if near else theme.canvas)


def _fitting_scale(rect: QRectF, room: QSize) -> float:
    """The scale at which `rect` of the scene fits into `room` of the screen, at most 1."""
    return min(1.0, room.width() / rect.width(), room.height() / rect.height())
