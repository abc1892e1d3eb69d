"""The inspector's page while nothing is selected: the network as a whole, or how to begin one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from backend.protocol.recipe import batch_of
from builder.common.quantities import bytes_text, count_text
from builder.cost.training_memory import Footprint, footprint
from builder.layers.base import Category
from builder.model.task import Task
from builder.tasks.super_resolution import LargerPicture
from gui.common.deferred import DeferredValue
from gui.common.i18n import say
from gui.common.number_format import share, whole_number
from gui.common.theme import SPACE, Role, Theme, font
from gui.inspector.widgets import Facts, label, line
from gui.model.workspace import Workspace

LARGEST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Share:
    """One block's part of the parameters."""

    block: int
    name: str
    category: Category
    count: int


class NetworkPage(QWidget):
    """Totals, and which blocks hold the parameters."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """A page for the network of `workspace`."""
        super().__init__(parent)
        self._workspace = workspace
        self._title = label(self.tr("Network"), "heading")
        self.totals = Facts(self)
        self.memory: DeferredValue[Footprint] = DeferredValue(self)
        self.memory.ready.connect(self.refresh)
        self._where = label(self.tr("Where the parameters are"), "section")
        self.shares = ShareBars(self)
        self.shares.chosen.connect(lambda id: workspace.select({id}))
        self._rule = line()
        self._hint = label(role="muted", name="inspectorHint")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        for part in (self._title, self.totals, self._rule, self._where, self.shares, self._hint):
            column.addWidget(part)
        column.addStretch(1)

    def refresh(self) -> None:
        """Show the network as it is now."""
        graph, analysis = self._workspace.graph, self._workspace.analysis
        empty = not graph.blocks
        task = self._workspace.project.task
        facts = [
            (self.tr("blocks"), whole_number(len(graph.blocks))),
            (self.tr("parameters"), whole_number(analysis.parameters)),
            *([(self.tr("saved, not learned"), whole_number(analysis.buffers))] if analysis.buffers else []),
            (self.tr("MACs per sample"), whole_number(analysis.macs)),
            (self.tr("values per sample"), whole_number(analysis.activations)),
        ]
        if task is not None:
            facts += self._task_facts(task)
        facts += self._memory()
        self.totals.show_facts([] if empty else facts)
        parts = [
            Share(id, graph.blocks[id].name, graph.blocks[id].layer.category, report.parameters)
            for id, report in analysis.blocks.items()
            if report.parameters
        ]
        self.shares.show_shares(parts)
        for part in (self._where, self.shares, self._rule):
            part.setVisible(bool(parts))
        begin = self.tr(
            "Double-click a layer on the left, or drag it onto the canvas. Input and Output come along, and blocks wire "
            "themselves. Choose data in the toolbar and the sizes follow."
        )
        self._hint.setText(begin if empty else self.tr("Select a block to see and change its fields."))

    def _task_facts(self, task: Task) -> list[tuple[str, str]]:
        """The kind of task, and how many classes, labels or numbers are learned."""
        facts, target = [(self.tr("task"), say(task.target.title))], task.target
        counted = {"multilabel": self.tr("labels"), "regression": self.tr("numbers")}.get(task.kind, self.tr("classes"))
        if target.names:
            facts.append((counted, whole_number(len(target.names))))
        if isinstance(target, LargerPicture):
            facts.append((self.tr("factor"), whole_number(target.factor)))
        return facts

    def _memory(self) -> list[tuple[str, str]]:
        """The memory that training takes with the recipe of the project; empty where it is not known."""
        workspace = self._workspace
        if workspace.steps or not workspace.network.blocks:
            return []
        batch = batch_of(workspace.project)
        if batch is None:
            return []
        network, whole = workspace.network, workspace.whole
        about = (network.blocks, network.wires, batch)
        needed = self.memory.get(network, about, lambda: footprint(network, whole, batch.optimiser_slots, batch.size))
        if needed is None or not needed.peak:
            return []
        return [
            (self.tr("memory to train"), self.tr("about {0}").format(bytes_text(needed.peak))),
            (self.tr("   for the weights"), bytes_text(needed.steady)),
            (self.tr("   for a batch of {0}").format(whole_number(batch.size)), bytes_text(needed.passing)),
        ]


class ShareBars(QWidget):
    """One bar per block, largest first; a click or Enter selects the block."""

    chosen = Signal(int)
    ROW = 26

    def __init__(self, parent: QWidget | None = None) -> None:
        """No bars."""
        super().__init__(parent)
        self._shares: list[Share] = []
        self._whole = 0
        self._rest = 0
        self._current = -1
        self.setObjectName("shareBars")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_shares(self, shares: list[Share]) -> None:
        """Show the largest of `shares`, and the number of the others."""
        ranked = sorted(shares, key=lambda part: (-part.count, part.block))
        self._whole = sum(part.count for part in ranked)
        self._shares, others = ranked[:LARGEST_SHOWN], ranked[LARGEST_SHOWN:]
        self._rest = len(others)
        words = [f"{part.name} {share(part.count, self._whole)}" for part in self._shares]
        self.setAccessibleName(self.tr("Parameters by block: {0}").format(", ".join(words)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for every row."""
        return QSize(20 * SPACE, self.ROW * (len(self._shares) + bool(self._rest)))

    def minimumSizeHint(self) -> QSize:
        """Room for every row."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = Theme.current()
        largest = max((part.count for part in self._shares), default=1)
        for row, part in enumerate(self._shares):
            box = QRectF(0, row * self.ROW, self.width(), self.ROW)
            painter.setPen(Qt.PenStyle.NoPen)
            if row == self._current:
                painter.setBrush(theme.hover)
                painter.drawRoundedRect(box, 4, 4)
            painter.setBrush(theme.family(part.category))
            width = max(3.0, (box.width() - SPACE) * part.count / largest)
            painter.drawRoundedRect(QRectF(4, box.bottom() - 5, width, 3), 1.5, 1.5)
            painter.setFont(font(Role.CAPTION))
            painter.setPen(theme.text)
            words = box.adjusted(4, 0, -4, -6)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, part.name)
            painter.setPen(theme.muted)
            numbers = f"{count_text(part.count)} · {share(part.count, self._whole)}"
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, numbers)
        if self._rest:
            box = QRectF(4, len(self._shares) * self.ROW, self.width() - 8, self.ROW)
            painter.setPen(theme.muted)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self.tr("and {0} smaller ones").format(self._rest))
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Highlight the row under the cursor."""
        self._highlight(int(event.position().y() // self.ROW))

    def leaveEvent(self, event: QEvent) -> None:
        """Highlight nothing."""
        self._highlight(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Accept the press, so that its release comes here too."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select the block of the row."""
        event.accept()
        self._choose(int(event.position().y() // self.ROW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows, select with Enter."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self._highlight(max(0, min(len(self._shares) - 1, self._current + step)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self._current)
        else:
            super().keyPressEvent(event)

    def _highlight(self, row: int) -> None:
        if row != self._current:
            self._current = row if row < len(self._shares) else -1
            self.update()

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._shares):
            self.chosen.emit(self._shares[row].block)
