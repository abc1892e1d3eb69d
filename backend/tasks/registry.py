"""The kinds of task that can be trained, and the objective of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from backend.tasks.classification import Classification
from backend.tasks.objective import Objective

OBJECTIVES: Mapping[str, Callable[[str, int], Objective]] = {"classification": Classification}
"""Kind of task -> its objective for a loss of the recipe and a number of classes."""
