"""The request for a training: network, recipe and data, frozen; written to and read from JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from typing import Any

from backend.datasets.splits import DataSpec
from backend.protocol.recipe import Recipe, defaults_for
from builder.common.error_messages import message_of
from builder.common.errors import ConvasError
from builder.common.fields import FieldError
from builder.common.json_checks import ProjectError
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.files.graph_json import Known, graph_record, parse_graph
from builder.files.group_json import definition_records, parse_definitions, used_by
from builder.model.graph import Graph
from builder.model.project import Project
from builder.model.task import Task, with_target

VERSION = 3

READABLE = (1, 2, VERSION)
"""Version 1 knew no groups, version 2 no targets but classes; both stretched images of another form."""


class JobError(ConvasError):
    """A run, or its record of what was trained, that cannot be read."""


@dataclass(frozen=True, slots=True)
class TrainingJob:
    """What to train, how, and on what. `resume` is the folder of a run to continue.

    `accept_data`: the data may be other ones than that run was trained on.
    """

    graph: Graph
    recipe: Recipe
    data: DataSpec
    _: KW_ONLY
    task: Task | None = None
    resume: str | None = None
    accept_data: bool = False

    @classmethod
    def of(cls, project: Project, *, resume: str | None = None, accept_data: bool = False) -> TrainingJob:
        """The job that a project describes; raises FieldError where its recipe or data cannot be read.

        A project without data trains on digits, one without a recipe with the default for its data.
        """
        data = DataSpec(**(dict(project.data) or {"name": "digits"}))
        recipe = Recipe(**project.recipe) if project.recipe else defaults_for(data.name)
        if not project.recipe and project.task is not None and recipe.loss not in project.task.target.losses:
            recipe = recipe.with_values(loss=project.task.target.losses[0])
        return cls(project.graph, recipe, data, task=project.task, resume=resume, accept_data=accept_data)

    def record(self) -> dict[str, Any]:
        """The job as a JSON object; `resume` and `accept_data` are not part of it."""
        return {
            "version": VERSION,
            "definitions": definition_records(used_by(self.graph)),
            "graph": graph_record(self.graph),
            "task": None if self.task is None else self.task.record(),
            "recipe": self.recipe.record(),
            "data": self.data.record(),
        }

    @classmethod
    def parse(cls, record: Mapping[str, Any]) -> TrainingJob:
        """The job in a JSON object; raises JobError."""
        try:
            if record.get("version") not in READABLE:
                raise JobError(
                    QT_TRANSLATE_NOOP("Runs", "This run was written by another version of the program ({version})."),
                    version=record.get("version"),
                )
            task, known = with_target(record.get("task")), Known(parse_definitions(record.get("definitions", [])))
            stretched = {"fit": "stretch"} if record["version"] < VERSION else {}
            return cls(
                parse_graph(record["graph"], known=known),
                Recipe(**record["recipe"]),
                DataSpec(**{**stretched, **record["data"]}),
                task=None if task is None else Task.parse(task),
            )
        except (FieldError, ProjectError, KeyError, TypeError, AttributeError) as error:
            raise JobError(
                QT_TRANSLATE_NOOP("Runs", "The record of this run cannot be read: {reason}."),
                reason=message_of(error) or str(error),
            ) from error
