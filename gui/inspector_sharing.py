"""The inspector's row for shared weights: whose weights a block uses, and who else does."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from builder import edits
from builder.graph import Block
from gui.editors import LABELS
from gui.inputs import Choice
from gui.inspector_parts import label
from gui.theme import SPACE
from gui.workspace import Workspace


class SharingRow(QWidget):
    """A choice among the block's own weights and those of others of its kind; hidden where there is no choice."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._id = 0
        self._offered: tuple[tuple[str, int | None], ...] = ()
        self.choice = Choice((), self)
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
        """Read the block anew."""
        graph = self._workspace.graph
        self._id = block.id
        names = {id: graph.blocks[id].name for id in edits.owners_for(graph, block.id)}
        offered = ((self.tr("its own"), None), *((self.tr("those of {0}").format(name), id) for id, name in names.items()))
        if offered != self._offered:
            self._offered = offered
            self.choice.clear()
            for text, id in offered:
                self.choice.addItem(text, id)
        self.choice.set_value(block.weights_of)
        family = [graph.blocks[id].name for id in edits.family(graph, block.id) if id != block.id]
        others = [name for name in family if block.weights_of is None or name != graph.blocks[block.weights_of].name]
        self._others.setText(self.tr("shared with {0}").format(", ".join(others)))
        self._others.setVisible(bool(others))
        self.setVisible(len(offered) > 1 or len(family) > 0)

    def _share(self, owner: int | None) -> None:
        id, blocks = self._id, self._workspace.graph.blocks
        if owner is None:
            text = self.tr("Own weights of {0}").format(blocks[id].name)
        else:
            text = self.tr("Share weights of {0}").format(blocks[owner].name)
        self._workspace.edit(text, lambda graph: edits.share_weights(graph, id, owner))
