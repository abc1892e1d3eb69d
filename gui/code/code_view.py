"""The network as the Python that is trained and exported, with links between lines and blocks."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from builder.emit import EmitError, Source, emit
from gui.code.code_text import CodeText
from gui.common.i18n import say, say_error
from gui.common.theme import SPACE, icon
from gui.common.theme_watch import set_property, theme_watch
from gui.model.group_navigation import path_to_group
from gui.model.workspace import Workspace

DELAY_MS = 120


class CodeView(QWidget):
    """Follows the network while visible; keeps the last text, greyed out, while there is an error."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """The source of the network of `workspace`."""
        super().__init__(parent)
        self._workspace = workspace
        self._source: Source | None = None
        self._stale = True
        self.setObjectName("codeView")
        self.setAccessibleName(self.tr("Code"))
        self._note = QLabel(self)
        self._note.setObjectName("codeNote")
        self._note.setWordWrap(True)
        self._copy = QPushButton(icon("copy"), " " + self.tr("Copy"), self)
        self._copy.setObjectName("copyCode")
        self._copy.setAccessibleName(self.tr("Copy the code"))
        self._copy.clicked.connect(self.copy)
        self.text = CodeText(self)
        self.text.clicked_line.connect(self._select_line)
        top = QHBoxLayout()
        top.setContentsMargins(SPACE * 3 // 2, SPACE // 2, SPACE, SPACE // 2)
        top.addWidget(self._note, 1)
        top.addWidget(self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.text, 1)
        self._later = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._later.timeout.connect(self._follow)
        self._copied = QTimer(self, singleShot=True, interval=1500)
        self._copied.timeout.connect(lambda: self._copy.setText(" " + self.tr("Copy")))
        workspace.analysed.connect(self._follow_soon)
        workspace.selected.connect(self._highlight)
        workspace.entered.connect(self._highlight)
        self._follow_soon()
        theme_watch(self, self._draw_icon)

    @property
    def source(self) -> Source | None:
        """The source that is shown, with its lines; None before the first network without errors."""
        return self._source

    def copy(self) -> None:
        """Put the code on the clipboard."""
        if self._source is not None:
            QGuiApplication.clipboard().setText(self._source.text)
            self._copy.setText(" " + self.tr("Copied"))
            self._copied.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Show the current network."""
        super().showEvent(event)
        if self._stale:
            self._follow()

    def _draw_icon(self) -> None:
        self._copy.setIcon(icon("copy"))

    def _follow_soon(self) -> None:
        self._stale = True
        self._later.start()

    def _follow(self) -> None:
        if not self.isVisible():
            return
        # Problems of the whole network count, also while a group is entered: the code is that of all of it.
        self._stale = False
        empty = not self._workspace.network.blocks
        errors = () if empty else self._workspace.whole.errors
        if errors or empty:
            words = self.tr("The code appears here as you draw: the PyTorch that is trained and exported.")
            if errors:
                words = self.tr("The code follows once this is mended: {0}").format(say(errors[0].message))
            self._show_trouble(words, bool(errors))
            return
        try:
            self._source = emit(self._workspace.network)
        except EmitError as error:
            self._show_trouble(say_error(error), True)
            return
        self.text.show_code(self._source.text)
        self.text.set_faded(False)
        lines = self._source.text.count("\n") + 1
        self._say(self.tr("{0} lines of PyTorch: exactly what is trained and exported").format(lines), "")
        self._copy.setEnabled(True)
        self._highlight()

    def _show_trouble(self, words: str, error: bool) -> None:
        if not self._workspace.network.blocks:
            self._source = None
            self.text.show_code("")
        self.text.set_faded(True)
        self._say(words, "error" if error else "")
        self._copy.setEnabled(self._source is not None)

    def _say(self, words: str, severity: str) -> None:
        self._note.setText(words)
        set_property(self._note, "severity", severity)
        set_property(self._note, "role", "" if severity else "caption")

    def _highlight(self) -> None:
        self.text.highlight(sorted(self._lines()))

    def _lines(self) -> list[int]:
        """The lines of the selected blocks; inside a group without selection, the line of its class statement."""
        source, chosen, steps = self._source, self._workspace.selection, self._workspace.steps
        if source is None:
            return []
        if not steps:
            return [line for line, id in source.lines.items() if id in chosen]
        name = steps[-1].block.kind
        if chosen:
            return [line for line, (group, id) in source.inside.items() if group == name and id in chosen]
        heads = enumerate(source.text.splitlines(), 1)
        return [line for line, text in heads if text.startswith(f"class {name}(")]

    def _select_line(self, line: int) -> None:
        """Show and select the block that a line belongs to."""
        source, workspace = self._source, self._workspace
        if source is None:
            return
        if line in source.lines:
            workspace.go(())
            workspace.select({source.lines[line]})
        elif line in source.inside:
            name, id = source.inside[line]
            inside = bool(workspace.steps) and workspace.steps[-1].block.kind == name
            way = workspace.way if inside else path_to_group(workspace.network, name)
            if way is not None and workspace.go(way):
                workspace.select({id})
