"""The inspector: what is selected, its fields, its sizes and its costs; the whole network when nothing is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gui.common.theme import SPACE
from gui.inspector.block_page import BlockPage
from gui.inspector.group_page import GroupPage
from gui.inspector.multi_page import MultiPage
from gui.inspector.network_page import NetworkPage
from gui.model.workspace import Workspace


class PageHolder(QWidget):
    """The scrolled page; never wider than the viewport, however long a name is."""

    def minimumSizeHint(self) -> QSize:
        """The needed height, and no width."""
        return QSize(0, super().minimumSizeHint().height())


class Inspector(QScrollArea):
    """Shows a page for one block, for several, or for the network, and keeps it in step with the workspace."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """An inspector for the selection of `workspace`."""
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
        self.several = MultiPage(workspace)
        self.group = GroupPage(workspace)
        self._pages = (self.network, self.group, self.block, self.several)
        self._page: NetworkPage | GroupPage | BlockPage | MultiPage = self.network
        holder = PageHolder(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, 2 * SPACE)
        for page in self._pages:
            column.addWidget(page)
        column.addStretch(1)
        self.setWidget(holder)
        workspace.selected.connect(self._show_page)
        workspace.analysed.connect(self.refresh)
        workspace.entered.connect(self._show_page)
        workspace.reset.connect(self._show_page)
        self._show_page()

    def refresh(self) -> None:
        """Update the page that is shown."""
        self._page.refresh()

    def _show_page(self) -> None:
        count = len(self._workspace.selection)
        nothing = self.group if self._workspace.way else self.network
        self._page = nothing if count == 0 else self.block if count == 1 else self.several
        for page in self._pages:
            page.setVisible(page is self._page)
        self._workspace.document.end_merge()
        self.refresh()
        self.verticalScrollBar().setValue(0)
