"""From a project and a person's wishes to a training job, or to the words that say why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from backend.datasets.base import DatasetInfo, task_for
from backend.datasets.registry import source
from backend.protocol.job import TrainingJob
from backend.protocol.recipe import Recipe, defaults_for
from builder.check_report import Report
from builder.model.project import Project


class RequestError(ValueError):
    """A project that cannot be trained as asked; the text lists the problems and their repairs."""


@dataclass(frozen=True, slots=True)
class Request:
    """A job that can run, and remarks on how it differs from the project."""

    job: TrainingJob
    notes: tuple[str, ...] = ()


def requested(project: Project, data: str | None, wishes: Mapping[str, Any]) -> Request:
    """The job of `project`, on other `data` and with other fields of the recipe where they are named.

    The graph is trained as it is drawn: raises :class:`RequestError` where it has errors on these data, FieldError and
    DataError for wishes that cannot be.
    """
    own = TrainingJob.of(project)
    spec = own.data if data is None else own.data.changed(name=source(data).name)
    info = source(spec.name).info()
    recipe = own.recipe
    notes: tuple[str, ...] = ()
    if _by_default(own.recipe):
        recipe = suited(info).changed(**wishes)
        notes = _said(info, recipe) if project.recipe and suited(info) != own.recipe else ()
    asked = replace(project, task=task_for(info), data=spec.record(), recipe=recipe.changed(**wishes).record())
    report = Report(asked)
    if not report.ok:
        raise RequestError("\n".join([f"This network cannot be trained on {info.title}.", *report.told(errors_only=True)]))
    return Request(TrainingJob.of(asked), notes)


def suited(info: DatasetInfo) -> Recipe:
    """The recipe to begin with on a data set."""
    return defaults_for(info.name, info.counts["train"])


def _by_default(recipe: Recipe) -> bool:
    """Whether nobody changed it by hand, so that it may give way to what suits other data."""
    return recipe in (defaults_for("", 1), defaults_for("", 1_000_000_000))


def _said(info: DatasetInfo, recipe: Recipe) -> tuple[str, ...]:
    epochs = f"{recipe.epochs} epoch{'' if recipe.epochs == 1 else 's'}"
    return (f"The recipe is the one that suits {info.title}: batch size {recipe.batch_size}, {epochs}.",)
