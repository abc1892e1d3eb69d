"""Whether the classes are uneven, too small, or not measured; with one click against uneven ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from backend.datasets.base import Splits
from backend.datasets.report.class_balance import ClassBalance
from backend.datasets.report.duplicates import Duplicates
from backend.datasets.report.findings import Finding, find_remarks
from backend.datasets.report.pixel_statistics import PixelStatistics
from backend.protocol.recipe import Recipe
from backend.training.prepare_job import recipe_for
from builder.common.fields import FieldError
from builder.model.project import Project
from builder.tasks.classification import Classes
from gui.common.i18n import say
from gui.common.notice import NoticeLine
from gui.common.theme import SPACE
from gui.model.workspace import Workspace

UNEVEN = "uneven-classes"


class BalanceLine(QWidget):
    """A warning about the sizes of the classes, and buttons that balance them in the recipe; hidden where all is well."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """Hidden until it gets splits."""
        super().__init__(parent)
        self._workspace = workspace
        self._splits: Splits | None = None
        self.notice = NoticeLine("dataBalance")
        self._weigh = self._button("balanceWeights", self.tr("Weigh the classes"), "weights")
        self._draw = self._button("balanceSampling", self.tr("Draw them equally often"), "sampling")
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for button in (self._weigh, self._draw):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addWidget(self.notice)
        column.addLayout(row)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.hide()
        workspace.changed.connect(self._refresh)

    def show_splits(self, splits: Splits) -> None:
        """Look at the sizes of the classes of these splits."""
        self._splits = splits
        self._refresh()

    def _button(self, name: str, words: str, choice: str) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.setAccessibleName(words)
        button.setProperty("small", True)
        button.clicked.connect(lambda: self._balance(choice))
        return button

    def _refresh(self) -> None:
        task = self._workspace.project.task
        if self._splits is None or task is None or task.kind != Classes.kind or self._splits.target.kind != Classes.kind:
            self.hide()
            return
        found = list(_remarks(self._splits))
        balanced = self._recipe(self._splits).class_balance
        uneven = any(each.code == UNEVEN for each in found)
        words = [f"{say(each.message)} {self._done(each, balanced)}".strip() for each in found]
        more = " " + self.tr("More in the report.") if len(found) > 1 else ""
        self.notice.say("".join(words[:1]) + more, "info" if balanced != "none" and len(found) == 1 else "warning")
        advice = [say(each.advice) for each in found if each.advice is not None]
        self.notice.setToolTip("\n".join([*words, *advice]))
        for button in (self._weigh, self._draw):
            button.setVisible(uneven and balanced == "none")
        self.setVisible(bool(found))

    def _done(self, finding: Finding, balanced: str) -> str:
        """What the recipe does about it already."""
        if finding.code == UNEVEN and balanced == "weights":
            return self.tr("The recipe weighs the classes in the loss.")
        if finding.code == UNEVEN and balanced == "sampling":
            return self.tr("The recipe draws all classes equally often.")
        return ""

    def _recipe(self, splits: Splits) -> Recipe:
        """The recipe of the project, or the one that suits its data."""
        try:
            own = Recipe(**dict(self._workspace.project.recipe)) if self._workspace.project.recipe else None
        except FieldError:
            own = None
        return recipe_for(splits.info, splits.target) if own is None else own

    def _balance(self, choice: str) -> None:
        """Balance the classes in the recipe, one undo."""
        if self._splits is None:
            return
        recipe = self._recipe(self._splits).with_values(class_balance=choice)

        def edit(project: Project) -> Project:
            return replace(project, recipe=recipe.record())

        self._workspace.apply(self.tr("Balance the classes"), edit)


def _remarks(splits: Splits) -> Iterator[Finding]:
    """What the sizes of the classes alone tell."""
    balance = ClassBalance(splits.target.names, splits.counts)
    return find_remarks(balance=balance, pixels=PixelStatistics(), blank={}, exact=Duplicates(), near=None)
