"""The inspector: what is selected, its fields, its sizes and its costs; the whole network when nothing is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from gui.inspector_block import BlockPage
from gui.inspector_network import NetworkPage
from gui.inspector_several import SeveralPage
from gui.theme import SPACE
from gui.workspace import Workspace


class Inspector(QScrollArea):
    """Shows a page for one block, for several, or for the network, and keeps it in step with the workspace."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setObjectName("inspector")
        self.setAccessibleName(self.tr("Inspector"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(42 * SPACE)
        self.network = NetworkPage(workspace)
        self.block = BlockPage(workspace)
        self.several = SeveralPage(workspace)
        self._pages = QStackedWidget(self)
        for page in (self.network, self.block, self.several):
            self._pages.addWidget(page)
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, 2 * SPACE)
        column.addWidget(self._pages)
        column.addStretch(1)
        self.setWidget(holder)
        workspace.selected.connect(self._turn)
        workspace.changed.connect(self.refresh)
        workspace.analysed.connect(self.refresh)
        workspace.reset.connect(self._turn)
        self._turn()

    def refresh(self) -> None:
        """Read the shown page anew."""
        page = self._pages.currentWidget()
        if isinstance(page, NetworkPage | BlockPage | SeveralPage):
            page.refresh()

    def _turn(self) -> None:
        count = len(self._workspace.selection)
        page = self.network if count == 0 else self.block if count == 1 else self.several
        for other in (self.network, self.block, self.several):
            policy = page.sizePolicy().Policy.Preferred if other is page else page.sizePolicy().Policy.Ignored
            other.setSizePolicy(policy, policy)
        self._pages.setCurrentWidget(page)
        self._workspace.document.end_merge()
        self.refresh()
        self.verticalScrollBar().setValue(0)
