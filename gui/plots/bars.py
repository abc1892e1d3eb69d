"""The numbers of a vector as bars: rows with names where they are few, columns where they are many."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.common.theme import SPACE, Role, Theme, font

FEW = 20
"""Up to so many numbers become rows with names; more become columns without."""

ROW = 22
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class BarPicture(QWidget):
    """One vector; values below zero in another colour and on the other side of the line, the largest in bold."""

    hovered = Signal(str)
    """The number under the mouse as text; empty when it has left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without numbers."""
        super().__init__(parent)
        self.setObjectName("bars")
        self.setAccessibleName(self.tr("Numbers of the layer"))
        self.setMouseTracking(True)
        self.values: NDArray[np.float32] = np.zeros(0, np.float32)
        self._names: tuple[str, ...] = ()
        self._marked: int | None = None

    def show_values(self, values: NDArray[np.float32], names: tuple[str, ...] = (), marked: int | None = None) -> None:
        """Draw (n,) numbers; `names` where there is one each, `marked` is the index of what would be right."""
        self.values = np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)
        self._names = names if len(names) == len(values) else tuple(map(str, range(len(values))))
        self._marked = marked if len(names) == len(values) else None
        self.setMinimumHeight(len(values) * 14 if len(values) <= FEW else 8 * SPACE)
        self.update()

    def sizeHint(self) -> QSize:
        """Room for every row."""
        return QSize(40 * SPACE, len(self.values) * ROW if len(self.values) <= FEW else 20 * SPACE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rows or columns."""
        if not len(self.values):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(Role.CAPTION))
        if len(self.values) <= FEW:
            self._paint_rows(painter)
        else:
            self._paint_columns(painter)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say the number under the mouse."""
        count = len(self.values)
        if not count:
            return
        # The same height per row as in _paint_rows: rows do not grow with the widget.
        place, height = event.position(), min(ROW, self.height() / count) * count
        part = place.y() / height if count <= FEW else place.x() / max(1, self.width())
        index = int(part * count)
        self.hovered.emit(f"{self._names[index]}: {self.values[index]:.4g}" if 0 <= index < count else "")

    def leaveEvent(self, event: QEvent) -> None:
        """Say nothing."""
        self.hovered.emit("")
        super().leaveEvent(event)

    def _paint_rows(self, painter: QPainter) -> None:
        theme, metrics = Theme.current(), painter.fontMetrics()
        row = min(ROW, self.height() / len(self.values))
        margin = min(180, max(metrics.horizontalAdvance(f"{name} ✓") for name in self._names)) + SPACE
        end = metrics.horizontalAdvance("-0000.000") + SPACE
        room = max(10.0, min(self.width() - margin - end, 560.0))
        low, high = min(0.0, float(self.values.min())), max(0.0, float(self.values.max()))
        scale = room / (high - low or 1.0)
        zero = margin - low * scale
        best = int(self.values.argmax())
        for index, value in enumerate(self.values.tolist()):
            face = painter.font()
            face.setBold(index == best)
            painter.setFont(face)
            top = index * row
            name = f"{self._names[index]} ✓" if index == self._marked else self._names[index]
            painter.setPen(theme.text if index == best else theme.muted)
            elided = metrics.elidedText(name, Qt.TextElideMode.ElideRight, margin - SPACE)
            painter.drawText(QRectF(0, top, margin - SPACE, row), RIGHT, elided)
            bar = QRectF(QPointF(zero, top + row * 0.18), QPointF(zero + value * scale, top + row * 0.82)).normalized()
            self._fill(painter, bar, value)
            words = QRectF(margin + room + SPACE / 2, top, end, row)
            painter.drawText(words, LEFT, f"{value:.3g}")
        painter.setPen(theme.border)
        painter.drawLine(QPointF(zero, 0), QPointF(zero, row * len(self.values)))

    def _paint_columns(self, painter: QPainter) -> None:
        low, high = min(0.0, float(self.values.min())), max(0.0, float(self.values.max()))
        height, width = self.height() - 2 * SPACE, self.width() / len(self.values)
        scale = height / (high - low or 1.0)
        zero = SPACE + high * scale
        for index, value in enumerate(self.values.tolist()):
            gap = min(1.0, width / 4)
            bar = QRectF(QPointF(index * width, zero), QPointF((index + 1) * width - gap, zero - value * scale)).normalized()
            self._fill(painter, bar, value)
        painter.setPen(Theme.current().border)
        painter.drawLine(QPointF(0, zero), QPointF(self.width(), zero))

    @staticmethod
    def _fill(painter: QPainter, bar: QRectF, value: float) -> None:
        theme = Theme.current()
        painter.fillRect(bar, QColor(theme.accent if value >= 0 else theme.family("activation")))
