"""A read-only page of Python: line numbers, colours, lines that can be marked and clicked. Lines count from 1."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from gui.code.python_spans import CodeRole, Span, spans_by_line
from gui.common.theme import SPACE, Role, Theme, font
from gui.common.theme_watch import theme_watch


class CodeText(QPlainTextEdit):
    """Shows code; `clicked_line` carries the line that was clicked, or chosen with Enter."""

    clicked_line = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty page."""
        super().__init__(parent)
        self.setObjectName("codeText")
        self.setAccessibleName(self.tr("Code of the network"))
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setFont(font(Role.CODE))
        self._colours = PythonColours(self.document())
        self._marked: tuple[int, ...] = ()
        self._faded = False
        self._numbers = _Numbers(self)
        self.updateRequest.connect(self._scroll_numbers)
        self.blockCountChanged.connect(self._reserve_margin)
        self._reserve_margin()
        theme_watch(self, self._redraw)

    def show_code(self, text: str) -> None:
        """Replace the text and keep the scroll position."""
        if text == self.toPlainText():
            return
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        self._colours.read_code(text)
        self.setPlainText(text)
        self.horizontalScrollBar().setValue(across)
        self.verticalScrollBar().setValue(down)
        self._mark()

    def set_faded(self, faded: bool) -> None:
        """Grey the text out while it is not that of the network."""
        if faded != self._faded:
            self._faded = faded
            self._colours.set_faded(faded)

    def highlight(self, lines: Sequence[int]) -> None:
        """Mark these lines, and scroll to the first when none is visible."""
        self._marked = tuple(lines)
        self._mark()
        if lines and not any(self._in_view(line) for line in lines):
            self.setTextCursor(QTextCursor(self.document().findBlockByNumber(lines[0] - 1)))
            self.centerCursor()

    @property
    def marked(self) -> tuple[int, ...]:
        """The lines that are marked."""
        return self._marked

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Report the line under the cursor."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked_line.emit(self.cursorForPosition(event.position().toPoint()).blockNumber() + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter reports the line of the text cursor."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clicked_line.emit(self.textCursor().blockNumber() + 1)
            return
        super().keyPressEvent(event)

    def _redraw(self) -> None:
        self._colours.rehighlight()
        self._mark()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the line numbers next to the text."""
        super().resizeEvent(event)
        box = self.contentsRect()
        self._numbers.setGeometry(QRect(box.left(), box.top(), self.numbers_width(), box.height()))

    def numbers_width(self) -> int:
        """The width of the column of line numbers, in logical pixels."""
        return 2 * SPACE + self.fontMetrics().horizontalAdvance("9") * max(2, len(str(self.blockCount())))

    def paint_numbers(self, painter: QPainter, area: QRect) -> None:
        """Draw the numbers of the lines in `area`."""
        theme = Theme.current()
        painter.fillRect(area, theme.field)
        painter.setFont(self.font())
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= area.bottom():
            height = self.blockBoundingRect(block).height()
            number = block.blockNumber() + 1
            painter.setPen(theme.accent if number in self._marked else theme.muted)
            box = QRect(0, round(top), self._numbers.width() - SPACE, round(height))
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(number))
            top += height
            block = block.next()

    def _mark(self) -> None:
        colour = QColor(Theme.current().selection)
        marks = []
        for line in self._marked:
            mark = QTextEdit.ExtraSelection()
            mark.format.setBackground(colour)
            mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            mark.cursor = QTextCursor(self.document().findBlockByNumber(line - 1))
            marks.append(mark)
        self.setExtraSelections(marks)
        self._numbers.update()

    def _in_view(self, line: int) -> bool:
        block = self.document().findBlockByNumber(line - 1)
        box = self.blockBoundingGeometry(block).translated(self.contentOffset())
        return box.top() >= 0 and box.bottom() <= self.viewport().height()

    def _reserve_margin(self) -> None:
        self.setViewportMargins(self.numbers_width(), 0, 0, 0)

    def _scroll_numbers(self, area: QRect, across: int) -> None:
        if across:
            self._numbers.scroll(0, across)
        else:
            self._numbers.update(0, area.y(), self._numbers.width(), area.height())


class _Numbers(QWidget):
    """The column of line numbers."""

    def __init__(self, text: CodeText) -> None:
        """The line numbers of `text`."""
        super().__init__(text)
        self._text = text

    def sizeHint(self) -> QSize:
        return QSize(self._text.numbers_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._text.paint_numbers(painter, event.rect())
        painter.end()


class PythonColours(QSyntaxHighlighter):
    """Colours for keywords, names of torch, numbers, strings and comments; everything grey when faded."""

    def __init__(self, document: QTextDocument) -> None:
        """Colours `document`, which is empty still."""
        super().__init__(document)
        self._faded = False
        self._spans: list[list[Span]] = []

    def read_code(self, text: str) -> None:
        """Find the spans of `text`, which is about to become the text of the document."""
        # Once per text, not once per line: a string over several lines can only be recognised from its beginning.
        self._spans = spans_by_line(text)

    def set_faded(self, faded: bool) -> None:
        """Grey all, or colour again."""
        self._faded = faded
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Colour one line; called by Qt."""
        theme = Theme.current()
        if self._faded:
            self.setFormat(0, len(text), theme.muted)
            return
        colours = _DARK if theme.dark else _LIGHT
        line = self.currentBlock().blockNumber()
        for span in self._spans[line] if line < len(self._spans) else ():
            style = QTextCharFormat()
            style.setForeground(QColor(colours[span.role]))
            if span.role is CodeRole.KEYWORD:
                style.setFontWeight(QFont.Weight.DemiBold)
            start, stop = span.start, span.start + span.length
            if not text.isascii():
                # Qt counts UTF-16 units, Python characters: they differ behind an emoji.
                start, stop = (len(text[:place].encode("utf-16-le")) // 2 for place in (start, stop))
            self.setFormat(start, stop - start, style)


_LIGHT = {
    CodeRole.KEYWORD: "#8A2BA8",
    CodeRole.NAME: "#1F5AD1",
    CodeRole.MODULE: "#5B6472",
    CodeRole.KIND: "#00697A",
    CodeRole.NUMBER: "#A04A00",
    CodeRole.TEXT: "#23703A",
    CodeRole.COMMENT: "#69727F",
}
_DARK = {
    CodeRole.KEYWORD: "#D39BF0",
    CodeRole.NAME: "#82ABFF",
    CodeRole.MODULE: "#A0A8B4",
    CodeRole.KIND: "#5CC8D7",
    CodeRole.NUMBER: "#F0B27A",
    CodeRole.TEXT: "#8FD19E",
    CodeRole.COMMENT: "#8A929E",
}
