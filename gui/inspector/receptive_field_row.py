"""The inspector's row for the receptive field: how much of the input one value of a block depends on."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from builder.cost.receptive_field import Field, ReceptiveFields
from builder.layers.base import size_text
from builder.layers.endpoints import Input, Output
from builder.model.graph import Block
from gui.common.deferred import DeferredValue
from gui.inspector.widgets import label
from gui.model.workspace import Workspace


class ReceptiveFieldRow(QWidget):
    """A sentence about the receptive field of one block; hidden where there is none."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """An empty row."""
        super().__init__(parent)
        self._workspace = workspace
        self._block: Block | None = None
        self.words: QLabel = label(role="muted", name="receptiveField")
        self.words.setToolTip(
            self.tr(
                "The receptive field: all pixels of the image that one number here depends on. What lies outside of it "
                "cannot change the number. The border that padding adds counts too."
            )
        )
        self.fields: DeferredValue[ReceptiveFields] = DeferredValue(self)
        self.fields.ready.connect(self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.words)

    def show_block(self, block: Block) -> None:
        """Show the receptive field of `block`, which belongs to the level that is shown."""
        self._block = block
        self._show()

    def _show(self) -> None:
        block, workspace = self._block, self._workspace
        if block is None:
            return
        network, whole = workspace.network, workspace.whole
        fields = self.fields.get(network, (network.blocks, network.wires), lambda: ReceptiveFields(network, whole))
        field = (
            fields.of(*self._path(), block.id) if fields is not None and not isinstance(block.layer, Input | Output) else None
        )
        self.words.setText("" if field is None else self._sentence(field))
        self.setVisible(field is not None)

    def _path(self) -> list[int]:
        """The ids of the entered groups, each repeated one followed by the number of the pass that is shown."""
        return [
            id for step in self._workspace.steps for id in (step.block.id, *([step.number] if step.layer.times > 1 else []))
        ]

    def _sentence(self, field: Field) -> str:
        """The field as a sentence; an axis that is seen completely counts with its whole size."""
        if all(size is None for size in field.sizes):
            return self.tr("Each value sees all of the input.")
        seen = [whole if size is None else size for size, whole in zip(field.sizes, field.whole, strict=True)]
        steps = [str(step) for step in field.steps if step is not None]
        apart = len(steps) == len(seen)  # else neighbours along some axis see the same
        if set(seen) == {1}:
            one = self.tr("Each value sees a single one of the {unit} of the input.")
            text = self.tr("Each value sees a single one of the {unit} of the input, {steps} apart.") if apart else one
        elif any(size > whole for size, whole in zip(seen, field.whole, strict=True)):
            more = self.tr("Each value sees {seen} {unit}, more than the {whole} of the input.")
            text = (
                self.tr("Each value sees {seen} {unit}, more than the {whole} of the input, {steps} apart.") if apart else more
            )
        else:
            part = self.tr("Each value sees {seen} {unit} of the input.")
            text = self.tr("Each value sees {seen} {unit} of the input, {steps} apart.") if apart else part
        return text.format(
            seen=size_text(seen),
            unit=(self.tr("numbers"), self.tr("pixels"), self.tr("voxels"))[len(seen) - 1],
            whole=size_text(field.whole),
            steps=steps[0] if len(set(steps)) == 1 else " × ".join(steps),
        )
