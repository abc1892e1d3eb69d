"""Short notices at the bottom right of a widget: what happened in words, perhaps one thing to do, gone by themselves."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from gui.common.theme import SPACE, Theme, icon, pixmap

SECONDS = 7
MOST = 3
WIDTH = 52 * SPACE


class Notice(QFrame):
    """One notice; `gone` when it has been closed, by hand or by time."""

    gone = Signal(object)

    def __init__(self, text: str, severity: str, host: QWidget) -> None:
        super().__init__(host)
        self.text = text
        self.severity = severity
        self.setObjectName(f"notice.{severity}")
        self.setProperty("notice", True)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        sign = QLabel(self)
        theme = Theme.current()
        colours = {"error": theme.error, "warning": theme.warning, "success": theme.success}
        sign.setPixmap(pixmap(severity, 20, colours.get(severity, theme.link), self.devicePixelRatioF()))
        words = QLabel(text, self)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        close = QToolButton(self)
        close.setIcon(icon("close", theme.muted))
        close.setObjectName("closeNotice")
        close.setAccessibleName(self.tr("Close this notice"))
        close.clicked.connect(self.close_notice)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(SPACE * 3 // 2, SPACE, SPACE, SPACE)
        self._row.setSpacing(SPACE)
        self._row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(words, 1)
        self._row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 4)
        shade = theme.text if not theme.dark else theme.canvas
        shadow.setColor(shade.fromRgb(0, 0, 0, 60 if not theme.dark else 140))
        self.setGraphicsEffect(shadow)
        self.clock = QTimer(self, singleShot=True, interval=SECONDS * 1000)
        self.clock.timeout.connect(self.close_notice)

    def offer(self, label: str, act: Callable[[], object]) -> None:
        """Add a button that does something and closes the notice."""
        button = QPushButton(label, self)
        button.setObjectName("noticeAction")
        button.setProperty("small", True)
        button.clicked.connect(lambda: act())
        button.clicked.connect(self.close_notice)
        self._row.insertWidget(2, button, 0, Qt.AlignmentFlag.AlignVCenter)

    def close_notice(self) -> None:
        """Hide, and let the stack delete this notice."""
        self.hide()
        self.gone.emit(self)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the pointer is over it."""
        self.clock.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Count down again."""
        self.clock.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_notice()
        else:
            super().keyPressEvent(event)


class Notifications(QObject):
    """Stacks notices over the bottom right corner of `host`."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self.notices: list[Notice] = []
        host.installEventFilter(self)

    def say(
        self,
        text: str,
        severity: str = "info",
        *,
        label: str = "",
        act: Callable[[], object] | None = None,
        stays: bool = False,
    ) -> Notice:
        """Show `text` (severity: info, success, warning, error); the same text again only keeps its notice longer."""
        for notice in self.notices:
            if notice.text == text:
                notice.clock.start()
                return notice
        while len(self.notices) >= MOST:
            self.notices[0].close_notice()
        notice = Notice(text, severity, self._host)
        if act is not None:
            notice.offer(label, act)
        notice.gone.connect(self._forget)
        self.notices.append(notice)
        if not stays:
            notice.clock.start()
        notice.show()
        self.place()
        QAccessible.updateAccessibility(QAccessibleEvent(notice, QAccessible.Event.Alert))
        return notice

    def place(self) -> None:
        """Stack the notices upwards from the corner."""
        bottom = self._host.height() - 2 * SPACE
        width = min(WIDTH, self._host.width() - 4 * SPACE)
        for notice in reversed(self.notices):
            notice.setFixedWidth(max(width, 20 * SPACE))
            notice.adjustSize()
            height = max(notice.heightForWidth(notice.width()), notice.sizeHint().height())
            notice.resize(notice.width(), height)
            notice.move(QPoint(self._host.width() - notice.width() - 2 * SPACE, bottom - height))
            notice.raise_()
            bottom -= height + SPACE

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the corner."""
        if event.type() == QEvent.Type.Resize:
            self.place()
        return False

    def _forget(self, notice: Notice) -> None:
        if notice in self.notices:
            self.notices.remove(notice)
            notice.deleteLater()
            self.place()
