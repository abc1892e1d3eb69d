"""What choosing data changed in the network and in the recipe, in a line that stays until the next choice."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from gui.common.i18n import say
from gui.common.notice import NoticeLine
from gui.data.choice import DataChooser
from gui.model.workspace import Workspace

MOST = 6
"""So many changes are told; the rest is counted."""


class ChangeLine(NoticeLine):
    """The changes of the last choice, and a button that takes them back; hidden where nothing else was changed."""

    def __init__(self, workspace: Workspace, chooser: DataChooser, parent: QWidget | None = None) -> None:
        """It follows the choices of `chooser`."""
        super().__init__("dataChange", parent)
        self._workspace, self._chooser = workspace, chooser
        self._undo = QPushButton(self.tr("Undo"))
        self._undo.setObjectName("dataChangeUndo")
        self._undo.setAccessibleName(self.tr("Undo this choice of data"))
        self._undo.setProperty("small", True)
        self._undo.clicked.connect(chooser.take_back)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self._undo)
        chooser.changed.connect(self.refresh)
        workspace.changed.connect(self._offer_undo)

    def refresh(self) -> None:
        """Say what the last choice changed."""
        change = self._chooser.change
        told = [] if change is None else [say(message) for message in change.messages]
        more = len(told) - MOST
        words = " ".join(told[:MOST])
        if more == 1:
            words += " " + self.tr("And 1 change more.")
        elif more > 1:
            words += " " + self.tr("And {0} changes more.").format(more)
        self.say(words)
        self.setToolTip("\n".join(told))
        self._offer_undo()

    def refuse(self, text: str) -> None:
        """Say why the last choice was none, until the next one."""
        self.say(text, "error")
        self.setToolTip("")
        self._undo.hide()

    def _offer_undo(self) -> None:
        """Only while nothing was changed after the choice: undo would take that back instead."""
        change = self._chooser.change
        if self.text:
            self._undo.setVisible(self._severity != "error" and change is not None and self._workspace.project == change.after)
