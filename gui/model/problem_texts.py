"""The words of problems and of their repairs, in the person's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from builder.model.problem import Problem
from builder.repairs.repairs import Repair


def problem_text(problem: Problem) -> str:
    """The words of a problem."""
    return problem.text(_translated)


def repair_text(repair: Repair) -> str:
    """What a repair does, for its button and for the undo history."""
    return repair.text(_translated)


def _translated(template: str) -> str:
    return QCoreApplication.translate("problems", template)
