"""Moving blocks with the pointer."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF
from PySide6.QtWidgets import QApplication

from builder import edits
from gui.canvas.gestures.base import Gesture, GestureContext, PointerPosition
from gui.canvas.item_looks import wires_on
from gui.canvas.texts import block_names


class MoveBlocks(Gesture):
    """Moves the selected blocks; released without having moved, it was a click on `id`."""

    def __init__(self, context: GestureContext, pointer: PointerPosition, id: int) -> None:
        super().__init__(context)
        self._start = pointer
        self._clicked = id
        self._before = {id: self.scene.blocks[id].centre for id in self.workspace.selection}
        self._moving = False
        # Wires among the moved blocks keep their shape and are only shifted; the others are routed again at each step.
        wires = self.scene.wires
        self._inner = {t for t, wire in wires.items() if t.block in self._before and wire.source.block in self._before}
        self._outer = {id for id in self._before if any(t not in self._inner for t in wires_on(self.scene.graph, id))}

    @property
    def scrolls(self) -> bool:
        """Only once the blocks follow the pointer."""
        return self._moving

    def move(self, pointer: PointerPosition) -> None:
        """Show the blocks where they would be."""
        if (pointer.view - self._start.view).manhattanLength() >= QApplication.startDragDistance():
            self._moving = True
        if self._moving:
            self._shift(pointer.scene - self._start.scene)

    def finish(self, pointer: PointerPosition) -> None:
        """Move them in the document, or select the clicked one alone."""
        if not self._moving:
            self.workspace.select({self._clicked})
            return
        self.move(pointer)
        centres = {id: self.scene.blocks[id].centre for id in self._before}
        if centres == self._before:
            return
        label = QCoreApplication.translate("Canvas", "Move {blocks}")
        label = label.format(blocks=block_names(self.scene.graph, self._before))
        if not self.refusals.edit(label, lambda graph: edits.move(graph, centres)):
            self.cancel()

    def cancel(self) -> None:
        """Put the blocks back where the document has them."""
        for id in self._before.keys() & self.scene.blocks.keys():
            self.scene.blocks[id].setPos(*self.scene.graph.positions.get(id, (0.0, 0.0)))
        self.scene.route(self._before, long_ones=True)

    def _shift(self, by: QPointF) -> None:
        """Show the blocks moved by whole scene units from where they were, with the wires on them."""
        step = QPointF(round(by.x()), round(by.y()))
        for id, (x, y) in self._before.items():
            self.scene.blocks[id].setPos(x + step.x(), y + step.y())
        for target in self._inner:
            self.scene.wires[target].shift(step)
        self.scene.route(self._outer)
