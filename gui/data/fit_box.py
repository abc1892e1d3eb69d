"""What of the network does not fit the task, with the repairs that were tried."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from builder.model.problem import Problem
from gui.common.layouts import clear_layout, continue_tab_order
from gui.common.theme import SPACE
from gui.model.workspace import Workspace
from gui.problems.problem_row import ProblemRow, reveal

CODES = frozenset(
    {
        "cropped-target",
        "head-ambiguous",
        "head-classes",
        "head-missing",
        "input-shape",
        "inputs-differ",
        "loss-task",
        "output-shape",
    }
)
"""The problems that are between network, recipe and task."""

MOST = 3
"""So many are shown here; the list of problems has all."""


class FitBox(QWidget):
    """The first problems between network and task; hidden where there are none."""

    def __init__(self, workspace: Workspace, after: QWidget | None = None, parent: QWidget | None = None) -> None:
        """It follows the analysis of `workspace` when asked, by :meth:`refresh`; `after` comes before it in the tab order."""
        super().__init__(parent)
        self._after = after
        self.setObjectName("dataFit")
        self.setAccessibleName(self.tr("What does not fit the task"))
        self._workspace = workspace
        self._shown: tuple[Problem, ...] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE // 2)
        self.hide()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is shown."""
        return self._shown or ()

    def refresh(self, *, again: bool = False) -> None:
        """Show the problems of the network as it is now; `again` looks for other repairs of the same problems too."""
        empty = not self._workspace.network.blocks or not self._workspace.project.data
        found = () if empty else tuple(each for each in self._workspace.whole.problems if each.code in CODES)[:MOST]
        if found == self._shown and not again:
            return
        self._shown = found
        clear_layout(self._column)
        for problem in found:
            row = ProblemRow(self._workspace, problem, narrow=True)
            row.opened.connect(lambda problem=problem: reveal(self._workspace, problem, shown=False))
            row.offer_repairs()
            self._column.addWidget(row)
        self.setVisible(bool(found))
        if self._after is not None:
            continue_tab_order(self._after, self)
