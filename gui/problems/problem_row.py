"""One problem as a row: icon, text, and a button for each repair."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from builder.model.problem import Problem, Severity
from gui.common.i18n import say
from gui.common.theme import SPACE, Theme, icon, pixmap
from gui.common.theme_watch import theme_watch
from gui.model.group_navigation import Level, cause_of
from gui.model.workspace import Workspace


class SeverityIcon(QLabel):
    """The icon of a severity: octagon or triangle, so that colour is not the only difference."""

    def __init__(self, severity: Severity, parent: QWidget | None = None) -> None:
        """The icon of `severity`."""
        super().__init__(parent)
        self._severity = severity
        self.setAccessibleName(self.tr("Error") if severity is Severity.ERROR else self.tr("Warning"))
        self._draw()
        theme_watch(self, self._draw)

    def _draw(self) -> None:
        theme = Theme.current()
        colour = theme.error if self._severity is Severity.ERROR else theme.warning
        self.setPixmap(pixmap(self._severity.value, 18, colour, self.devicePixelRatioF()))


def reveal(workspace: Workspace, problem: Problem, *, shown: bool) -> int | None:
    """Enter the groups that contain a problem, select its block there, and return the id; None for a problem without block.

    The problem belongs to the level that is `shown`, or else to the whole network.
    """
    way = workspace.way if shown else ()
    level = Level(workspace.graph, workspace.analysis) if shown else Level(workspace.network, workspace.whole)
    steps, block = cause_of(level, problem)
    numbers = [step.number for step in (*(workspace.steps if shown else ()), *steps)]
    if block is not None and workspace.go((*way, *(step.block.id for step in steps)), numbers or [0]):
        workspace.select({block})
    return block


class ProblemRow(QWidget):
    """Shows one problem; `opened` asks to see where it is."""

    opened = Signal()

    def __init__(self, workspace: Workspace, problem: Problem, *, narrow: bool = False, parent: QWidget | None = None) -> None:
        """`narrow` wraps the text and puts the repairs below it."""
        super().__init__(parent)
        self._workspace = workspace
        self.problem = problem
        self._label = QLabel(say(problem.message), self)
        self._label.setWordWrap(narrow)
        self._label.setToolTip("" if narrow else self._label.text())
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        place = Qt.AlignmentFlag.AlignTop if narrow else Qt.AlignmentFlag.AlignVCenter
        head.addWidget(SeverityIcon(problem.severity, self), 0, place)
        head.addWidget(self._label, 1)
        self._buttons = QBoxLayout(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(SPACE // 2)
        self._repairs_offered = False
        outer: QBoxLayout = QVBoxLayout(self) if narrow else QHBoxLayout(self)
        outer.setContentsMargins(0 if narrow else SPACE, SPACE // 2, 0 if narrow else SPACE, SPACE // 2)
        outer.setSpacing(SPACE // 2)
        outer.addLayout(head, 1)
        outer.addLayout(self._buttons)

    def offer_repairs(self) -> None:
        """Find the repairs of the problem, once, and show a button for each."""
        if self._repairs_offered:
            return
        self._repairs_offered = True
        if self.problem.values.get("inner"):
            button = QPushButton(icon("enterGroup", Theme.current().link), " " + self.tr("Show where"), self)
            button.setObjectName(f"reveal.{self.problem.code}")
            button.setAccessibleName(self.tr("Enter the group and select the block"))
            button.setProperty("small", True)
            button.clicked.connect(self.opened)
            self._buttons.addWidget(button)
        for number, repair in enumerate(self._workspace.repairs(self.problem)):
            button = QPushButton(icon("repair", Theme.current().link), " " + say(repair.message), self)
            button.setObjectName(f"repair.{self.problem.code}.{number}")
            button.setAccessibleName(self.tr("Repair: {0}").format(say(repair.message)))
            button.setProperty("small", True)
            button.clicked.connect(lambda _=False, repair=repair: self._workspace.apply_repair(repair))
            self._buttons.addWidget(button)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show the block."""
        if self.problem.block is not None:
            self.opened.emit()
