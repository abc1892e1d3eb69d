"""The kinds of task that can be trained, and the objective of each."""

from __future__ import annotations

from collections.abc import Mapping

from backend.tasks.classification import Classification
from backend.tasks.multilabel import MultiLabel
from backend.tasks.objective import Objective
from backend.tasks.reconstruction import Reconstruction
from backend.tasks.regression import Regression
from backend.tasks.segmentation import Segmentation
from backend.tasks.super_resolution import SuperResolution
from builder.tasks.base import Target

OBJECTIVES: Mapping[str, type[Objective]] = {
    "classification": Classification,
    "multilabel": MultiLabel,
    "segmentation": Segmentation,
    "regression": Regression,
    "reconstruction": Reconstruction,
    "super-resolution": SuperResolution,
}
"""Kind of task -> its objective, made with a loss of the recipe and a target."""


def objective_for(target: Target, loss: str) -> Objective:
    """The objective of a target, with a loss by its name in the recipe."""
    return OBJECTIVES[target.kind](loss, target)
