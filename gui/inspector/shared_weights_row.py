"""The inspector's row for shared weights: whose weights a block uses, and who else does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from builder import edits
from builder.model.graph import Block, Graph
from gui.common.theme import SPACE
from gui.forms.field_form import LABELS
from gui.forms.value_editors import Choice
from gui.inspector.widgets import label
from gui.model.workspace import Workspace

Offer = tuple[str, int | None]
"""The text of a choice, and the block whose weights it means; None for the block's own."""


class OwnerChoice(Choice):
    """A choice that shows its value, and asks for the others only when it gets the focus: finding them walks the graph."""

    def __init__(self, offers: Callable[[], list[Offer]], parent: QWidget | None = None) -> None:
        """`offers` returns all choices."""
        super().__init__((), parent)
        self._offers = offers
        self._filled = False

    def show_chosen(self, offer: Offer) -> None:
        """Show the current value."""
        self._filled = False
        if self.hasFocus():
            self._fill()
        elif self.count() != 1 or (self.itemText(0), self.itemData(0)) != offer:
            self.clear()
            self.addItem(*offer)
        self.set_value(offer[1])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Offer all choices."""
        self._fill()
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Offer all choices before a key chooses."""
        self._fill()
        super().keyPressEvent(event)

    def showPopup(self) -> None:
        """Offer all choices before the list opens."""
        self._fill()
        super().showPopup()

    def _fill(self) -> None:
        if not self._filled:
            self._filled, value = True, self.value()
            self.clear()
            for offer in self._offers():
                self.addItem(*offer)
            self.set_value(value)


class SharedWeightsRow(QWidget):
    """A choice among the block's own weights and those of others of its kind; hidden where there is no choice."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """An empty row."""
        super().__init__(parent)
        self._workspace = workspace
        self._id = 0
        self.choice = OwnerChoice(self._offers, self)
        self.choice.setObjectName("blockWeights")
        self.choice.setAccessibleName(self.tr("Weights"))
        self.choice.setToolTip(self.tr("Blocks that share their weights learn together, and are counted once."))
        self.choice.edited.connect(self._share)
        self._others = label(role="muted", name="sharedWith")
        words = QLabel(self.tr("Weights"), self)
        words.setMinimumWidth(LABELS)
        words.setBuddy(self.choice)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(words)
        row.addWidget(self.choice, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addLayout(row)
        column.addWidget(self._others)

    def show_block(self, block: Block) -> None:
        """Show whose weights `block` uses."""
        graph = self._workspace.graph
        self._id = block.id
        self.choice.show_chosen(self._offer(graph, block.weights_of))
        others = [id for id in edits.family(graph, block.id) if id not in (block.id, block.weights_of)]
        self._others.setText(self.tr("shared with {0}").format(", ".join(graph.blocks[id].name for id in others)))
        self._others.setVisible(bool(others))
        self.setVisible(edits.can_share(graph, block.id))

    def _offer(self, graph: Graph, owner: int | None) -> Offer:
        return self.tr("its own") if owner is None else self.tr("those of {0}").format(graph.blocks[owner].name), owner

    def _offers(self) -> list[Offer]:
        graph = self._workspace.graph
        owners = edits.owners_for(graph, self._id) if self._id in graph.blocks else []
        return [self._offer(graph, owner) for owner in (None, *owners)]

    def _share(self, owner: int | None) -> None:
        id, blocks = self._id, self._workspace.graph.blocks
        if owner is None:
            text = self.tr("Own weights of {0}").format(blocks[id].name)
        else:
            text = self.tr("Share weights of {0}").format(blocks[owner].name)
        self._workspace.edit(text, lambda graph: edits.share_weights(graph, id, owner))
