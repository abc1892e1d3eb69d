"""The kinds of task that can be trained, and the objective of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from backend.tasks.classification import Classification
from backend.tasks.objective import Objective
from builder.model.task import Task

OBJECTIVES: Mapping[str, Callable[[str, int], Objective]] = {"classification": Classification}
"""Kind of task -> its objective for a loss of the recipe and a number of classes."""


def objective_for(task: Task | None, loss: str, classes: int) -> Objective:
    """The objective of `task`, with a loss by its name in the recipe; a job without a task classifies."""
    return OBJECTIVES["classification" if task is None else task.kind](loss, classes)
