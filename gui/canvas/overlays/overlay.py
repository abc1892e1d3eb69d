"""What lies over the canvas and does not scroll: totals, the text of an empty canvas, the bubble, the focus frame."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from gui.common.theme import RADIUS, SPACE, Role, Theme, font, pixmap

BUBBLE_MS = 4000
"""How long a sentence stays that goes by itself."""

_WIDEST = 340


class Overlay(QLabel):
    """Text over the canvas that the pointer passes through."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFont(font(Role.CAPTION))
        self.setMargin(SPACE // 2)
        self._host = parent
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text on a translucent card."""
        theme = Theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        fill = theme.canvas
        fill.setAlpha(225)
        painter.setBrush(fill)
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.setPen(theme.muted)
        painter.setFont(self.font())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class TotalsLabel(Overlay):
    """The size of the whole network, at the bottom left while nothing is selected."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "canvasTotals")
        self.setAccessibleName(self.tr("Size of the network"))

    def show_text(self, text: str) -> None:
        """Show `text`, or nothing."""
        self.setText(text)
        self.setVisible(bool(text))
        self.place()

    def place(self) -> None:
        """Take the corner of the canvas."""
        size = QFontMetrics(self.font()).size(0, self.text()) + QSize(2 * SPACE, SPACE)
        self.setGeometry(QRect(QPoint(SPACE, self._host.height() - size.height() - SPACE), size))


class Bubble(Overlay):
    """A sentence at the pointer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "canvasHint")
        self.setAccessibleName(self.tr("Hint"))
        self.setFont(font(Role.BODY))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)

    def say(self, text: str, at: QPoint, *, lasting: bool) -> None:
        """Show `text` next to the point `at` of the parent; unless it is `lasting` it disappears after four seconds."""
        self.setText(text)
        flags = int(Qt.TextFlag.TextWordWrap)
        size = QFontMetrics(self.font()).boundingRect(QRect(0, 0, _WIDEST, 1000), flags, text).size() + QSize(24, 14)
        room = self._host.rect().adjusted(SPACE, SPACE, -SPACE, -SPACE)
        box = QRect(at + QPoint(18, 18), size)
        if box.right() > room.right():
            box.moveRight(max(room.left() + size.width(), min(at.x() - 12, room.right())))
        if box.bottom() > room.bottom():
            box.moveBottom(at.y() - 12)
        self.setGeometry(box)
        self.raise_()
        self.show()
        if lasting:
            self._timer.stop()
        else:
            self._timer.start(BUBBLE_MS)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sentence on a raised card."""
        theme = Theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.border, 1))
        painter.setBrush(theme.surface_raised if theme.dark else theme.surface)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.setPen(theme.text)
        painter.setFont(self.font())
        painter.drawText(self.rect().adjusted(12, 7, -12, -7), int(Qt.TextFlag.TextWordWrap), self.text())


class FocusFrame(QWidget):
    """A frame around the canvas; shown when the keyboard focus came by a key."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("canvasFocus")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame."""
        painter = QPainter(self)
        painter.setPen(QPen(Theme.current().accent, 2))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))


class EmptyHint(Overlay):
    """How to begin, on an empty canvas."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "canvasEmpty")
        self.setAccessibleName(self.tr("Empty canvas"))
        self.setText(
            self.tr(
                "Your network will stand here.\n"
                "Double-click a layer in the palette, or drag it over.\n"
                "Double-click here, or press A, to search for one."
            )
        )

    def place(self) -> None:
        """Take the middle of the canvas."""
        box = QRect(0, 0, min(460, self._host.width()), 180)
        box.moveCenter(self._host.rect().center())
        self.setGeometry(box)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw an icon, a heading and two muted lines."""
        theme = Theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(self.width() // 2 - 24, 8, pixmap("family-convolution", 48, theme.border, self.devicePixelRatioF()))
        first, *rest = self.text().split("\n")
        painter.setFont(font(Role.HEADING))
        painter.setPen(theme.text)
        painter.drawText(QRect(0, 72, self.width(), 24), Qt.AlignmentFlag.AlignCenter, first)
        painter.setFont(font(Role.BODY))
        painter.setPen(theme.muted)
        painter.drawText(QRect(0, 102, self.width(), 70), Qt.AlignmentFlag.AlignHCenter, "\n".join(rest))
