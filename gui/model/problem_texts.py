"""The words of problems and of their repairs, in the person's language."""

from __future__ import annotations

from builder.model.problem import Problem
from builder.repairs.repairs import Repair
from gui.common.i18n import say


def problem_text(problem: Problem) -> str:
    """The words of a problem."""
    return say(problem.message)


def repair_text(repair: Repair) -> str:
    """What a repair does, for its button and for the undo history."""
    return say(repair.message)
