"""The inspector's page for several blocks: the fields they share."""

from __future__ import annotations

from collections import Counter

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.common.number_format import whole_number
from gui.common.theme import SPACE
from gui.inspector.widgets import BlockForm, Facts, label, line
from gui.model.workspace import Workspace


class MultiPage(QWidget):
    """The fields that the selected blocks share; an edit sets all of them."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """A page for the selection of `workspace`."""
        super().__init__(parent)
        self._workspace = workspace
        self._title = label(role="heading", name="severalTitle")
        self._kinds = label(role="muted", name="severalKinds")
        self._nothing = label(self.tr("These blocks share no field."), "muted")
        self.form = BlockForm(workspace, self._kinds, self)
        self.costs = Facts(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        for part in (self._title, self._kinds, self._nothing, self.form, line(), self.costs):
            column.addWidget(part)
        column.addStretch(1)

    def refresh(self) -> None:
        """Show the selected blocks as they are now."""
        graph, chosen = self._workspace.graph, self._workspace.selection
        if len(chosen) < 2:
            return
        kinds = Counter(graph.blocks[id].kind for id in chosen)
        self._title.setText(self.tr("{0} blocks").format(len(chosen)))
        self._kinds.setText(", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())))
        self.form.show_blocks(chosen)
        shared = bool(self.form.form is not None and self.form.form.names)
        self._nothing.setVisible(not shared)
        reports = [self._workspace.analysis.blocks[id] for id in chosen if id in self._workspace.analysis.blocks]
        self.costs.show_facts(
            [
                (self.tr("parameters"), whole_number(sum(report.parameters for report in reports))),
                (self.tr("MACs per sample"), whole_number(sum(report.macs for report in reports))),
            ]
        )
