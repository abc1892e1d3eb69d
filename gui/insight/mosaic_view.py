"""All maps of a layer on the screen: one image with captions, and the value under the mouse."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from gui.common.theme import Role, Theme, font
from gui.insight.mosaic import CAPTION, Grid, best_grid, mosaic_image
from gui.plots.colours import diverging, grey

Maps = NDArray[np.float32]


class MosaicCanvas(QWidget):
    """Paints one image and the captions below its tiles."""

    hovered = Signal(str)
    """The value under the mouse as text; empty when it has left."""

    def __init__(self) -> None:
        """An empty image."""
        super().__init__()
        self.setMouseTracking(True)
        self.maps: Maps | None = None
        self.grid: Grid | None = None
        self._image = QImage()
        self._captions: tuple[str, ...] = ()
        self._each = False

    @property
    def image(self) -> QImage:
        """The image without captions."""
        return self._image

    def show_maps(self, maps: Maps, captions: tuple[str, ...], room: QSize, each: bool, group: int) -> None:
        """Draw (n, h, w) maps to fit `room`; with `each`, every map has a colour scale of its own."""
        theme = Theme.current()
        count, height, width = maps.shape
        self.maps, self._captions, self._each = maps, captions, each
        self.grid = best_grid((count, height, width), room, group)
        signed = bool(maps.size) and float(np.nanmin(maps)) < 0
        colours = diverging(theme.dark) if signed else grey()
        self._image = mosaic_image(maps, self.grid, colours, theme.surface.rgb(), each=each)
        self.setMinimumSize(self.grid.size)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the image, a frame around each tile, and its caption."""
        if self.grid is None:
            return
        theme, grid = Theme.current(), self.grid
        painter = QPainter(self)
        painter.drawImage(QPoint(0, 0), self._image)
        painter.setFont(font(Role.CAPTION))
        narrow = painter.fontMetrics().horizontalAdvance("000") > grid.tile.width() + 4
        for index in range(grid.count):
            rect = grid.rect(index)
            if not rect.adjusted(0, 0, 0, CAPTION).intersects(event.rect()):
                continue
            painter.setPen(theme.border)
            painter.drawRect(rect.adjusted(-1, -1, 0, 0))
            if not (narrow and index % 4) and index < len(self._captions):
                painter.setPen(theme.muted)
                below = QRect(rect.left() - 8, rect.bottom() + 1, rect.width() + 16, CAPTION)
                painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._captions[index])
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Report the value under the mouse."""
        hit = self.grid.at(event.position().toPoint()) if self.grid else None
        if hit is None or self.maps is None:
            self.hovered.emit("")
            return
        index, row, column = hit
        _, height, width = self.maps.shape
        value = float(self.maps[index, min(row, height - 1), min(column, width - 1)])
        place = self.tr("{0}, row {1}, column {2}: {3}")
        self.hovered.emit(place.format(self._captions[index], row, column, f"{value:.4g}"))

    def leaveEvent(self, event: QEvent) -> None:
        """Report nothing."""
        self.hovered.emit("")
        super().leaveEvent(event)


class MosaicView(QScrollArea):
    """Scrolls the image where it is too high, and draws it again when the size changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """A view without maps."""
        super().__init__(parent)
        self.setObjectName("mosaic")
        self.setAccessibleName(self.tr("Maps of the layer"))
        self.canvas = MosaicCanvas()
        self.setWidget(self.canvas)
        self.setWidgetResizable(True)
        self._shown: tuple[Maps, tuple[str, ...], bool, int] | None = None

    def show_maps(self, maps: Maps, captions: tuple[str, ...], each: bool = False, group: int = 1) -> None:
        """Draw (n, h, w) maps with one caption each; rows hold whole groups of `group`."""
        self._shown = (maps, captions, each, group)
        # Always leave room for the scroll bar: a grid that fits only without it would flicker between both layouts.
        bar = self.verticalScrollBar().sizeHint().width()
        self.canvas.show_maps(maps, captions, self.viewport().size() - QSize(bar, 0), each, group)

    def redraw(self) -> None:
        """Draw the same maps for the current size and theme."""
        if self._shown is not None:
            self.show_maps(*self._shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the new size."""
        super().resizeEvent(event)
        if event.size() != event.oldSize():
            self.redraw()
