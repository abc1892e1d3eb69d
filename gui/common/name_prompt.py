"""A small box that asks for a name or number in place, and says during typing what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from gui.common.theme import RADIUS, SPACE, Theme
from gui.common.theme_watch import set_property

WIDTH = 40 * SPACE


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question: `title` above the line, `text` in it at first, `hint` below while nothing is wrong.

    `check` returns what is wrong with a text, empty for nothing; `take` receives the answer.
    """

    title: str
    text: str
    hint: str
    check: Callable[[str], str]
    take: Callable[[str], object]


class NameBox(QFrame):
    """Asks one question over the window of `anchor`; Enter accepts the text, Esc or a click elsewhere cancels."""

    def __init__(self, anchor: QWidget, question: Question, at: QPoint) -> None:
        """The box opens below the point `at` of `anchor`."""
        super().__init__(anchor.window())
        self._anchor = anchor
        self._back = QApplication.focusWidget() or anchor
        self._question = question
        self._over = False
        self.setObjectName("nameBox")
        self.setAccessibleName(question.title)
        self.line = QLineEdit(question.text, self)
        self.line.setObjectName("nameBoxLine")
        self.line.setAccessibleName(question.title)
        self.words = QLabel(self)
        self.words.setObjectName("nameBoxWords")
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        title = QLabel(question.title, self)
        title.setProperty("role", "strong")
        title.setWordWrap(True)
        title.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE + SPACE // 2, SPACE, SPACE + SPACE // 2, SPACE + SPACE // 2)
        column.setSpacing(SPACE - 2)
        for part in (title, self.line, self.words):
            column.addWidget(part)
        theme = Theme.current()
        self.setStyleSheet(
            f"#nameBox {{ background: {theme.surface.name()}; border: 1px solid {theme.border.name()};"
            f" border-radius: {RADIUS}px; }}"
        )
        self.line.textChanged.connect(self._judge)
        self.line.installEventFilter(self)
        self._spot = anchor.mapTo(anchor.window(), at)
        self._judge(question.text)
        self.show()
        self.raise_()
        self.line.selectAll()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter accepts the text; Esc, or the focus elsewhere, closes the box."""
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
                self._close()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.accept()
                return True
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
        return super().eventFilter(watched, event)

    def leave(self) -> None:
        """Close the box and return the focus."""
        if not self._over:
            self._over = True
            # Before the box hides: Qt would move the focus on as the Tab key does.
            self._back.setFocus(Qt.FocusReason.PopupFocusReason)
            self._remove()

    def _close(self) -> None:
        if not self._over:
            self._over = True
            self._remove()

    def _remove(self) -> None:
        self.hide()
        self.deleteLater()

    def _take(self) -> None:
        text = self.line.text().strip()
        if self._over or self._question.check(text):
            return
        take = self._question.take
        self.leave()
        take(text)

    def _judge(self, text: str) -> None:
        trouble = self._question.check(text.strip())
        self.words.setText(trouble or self._question.hint)
        set_property(self.words, "severity", "error" if trouble else "")
        set_property(self.words, "role", "" if trouble else "caption")
        set_property(self.line, "invalid", bool(trouble))
        self.line.setAccessibleDescription(self.words.text())
        self._place()

    def _place(self) -> None:
        """Move to the spot, completely within the window."""
        parent, layout = self.parentWidget(), self.layout()
        assert parent is not None and layout is not None  # noqa: PT018
        room = parent.rect().adjusted(SPACE, SPACE, -SPACE, -SPACE)
        width = min(WIDTH, room.width())
        height = max(layout.heightForWidth(width), layout.sizeHint().height())
        box = QRect(self._spot, self._spot + QPoint(width - 1, height - 1))
        box.moveLeft(max(room.left(), min(box.left(), room.right() - width)))
        box.moveTop(max(room.top(), min(box.top(), room.bottom() - height)))
        self.setGeometry(box)
