"""The one way from a project to a training job, for window and command line: the same checks in the same order."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from backend.datasets.base import DataError, DatasetInfo, task_for
from backend.datasets.division import has_validation
from backend.datasets.division_texts import parse_division
from backend.datasets.option_texts import parse_options
from backend.datasets.registry import source, sources
from backend.datasets.splits import check_reading, source_of
from backend.protocol.job import TrainingJob
from backend.protocol.recipe import Recipe, defaults_for, why_not_balanced
from backend.protocol.sentences import NOTES
from builder.analysis import Analysis, analyse_project
from builder.common.error_messages import message_of
from builder.common.errors import ConvasError
from builder.common.field_texts import FieldTextError, parse_field_text
from builder.common.fields import FieldError
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.cost.memory_guard import TooLarge, guard
from builder.edits import meant_target, unknown_output
from builder.model.graph import Graph
from builder.model.problem import Problem
from builder.model.project import Project
from builder.model.task import Task
from builder.tasks.base import Target
from builder.tasks.registry import PICTURE_KINDS
from builder.tasks.segmentation import PixelClasses
from builder.tasks.super_resolution import FACTORS, LargerPicture


class CannotTrain(ConvasError):
    """Why a project cannot be trained; `block` is the block's id where it is about one.

    Where the network has errors, the message is the first one and `problems` holds all. `project` is the project as it was
    to be trained, where that could be made out, so that repairs can be looked for.
    """

    problems: tuple[Problem, ...] = ()
    project: Project | None = None


class OverrideError(ConvasError):
    """A field of the recipe that cannot be set as written."""


@dataclass(frozen=True, slots=True)
class PreparedJob:
    """A job that can run, the `project` that it trains, remarks on how that differs from what was given, and warnings.

    `expected` are remarks that the training itself makes before the first batch, as far as they are known.
    """

    job: TrainingJob
    project: Project
    notes: tuple[Message, ...] = ()
    warnings: tuple[Problem, ...] = ()
    expected: tuple[Message, ...] = ()


def prepare_job(
    project: Project,
    *,
    data: str | None = None,
    default: str | None = None,
    options: Iterable[str] = (),
    division: Iterable[str] = (),
    overrides: Mapping[str, Any] | Iterable[tuple[str, Any]] = (),
    task: str | None = None,
    analysis: Analysis | None = None,
    known: DatasetInfo | None = None,
    resume: str | Path | None = None,
    accept_data: bool = False,
) -> PreparedJob:
    """The job of `project`, on other `data`, for another kind of `task` and with other fields of the recipe if given.

    `default` are the data to take where nobody chose any; not for a network that gives what no kind of task wants, where
    nobody chose a task either. `options` of the data, and what `division` sets of how they are divided, are written as
    ``name=value``. `analysis` is that of the project, where it is known; then the data are not looked into, and `known` is
    what was found out of them before. `resume` is the folder of a run to continue; `accept_data` lets it go on with data
    that have changed since. The network is trained as it is drawn, never changed: raises CannotTrain for a project that is
    not complete, has errors on these data, or does not fit into memory, and for data and recipes that cannot be.
    """
    if not project.graph.blocks:
        raise CannotTrain(
            QT_TRANSLATE_NOOP(
                "Training",
                "There is no network yet. Add blocks from the palette, or begin with one from the welcome page.",
            )
        )
    if not project.data and data is None:
        untaught = None if project.task is not None or task is not None else why_no_task(project.graph)
        if default is not None and untaught is not None:
            raise CannotTrain(untaught)
        data = default
    if not project.data and data is None:
        raise CannotTrain(QT_TRANSLATE_NOOP("Training", "Choose the data to learn from first."))
    asked: Project | None = None
    try:
        divided = _with_division(project, division)
        asked, info, notes = _with_wishes(divided, data, task, dict(overrides), options=tuple(options), look=analysis is None)
        info = known if info is None else info
        job = TrainingJob.of(asked, resume=None if resume is None else str(resume), accept_data=accept_data)
        analysis = analyse_project(asked) if analysis is None else analysis
        _check_network(asked, analysis)
        unbalanced = None if asked.task is None else why_not_balanced(job.recipe, asked.task.target)
        if unbalanced is not None:
            raise CannotTrain(unbalanced)
        if info is not None and job.task is not None:
            inputs = asked.graph.of_kind("Input")
            check_reading(job.data, info, tuple(analysis.blocks[inputs[0]].output or ()), job.task.target)
        size = job.recipe.batch_size if info is None else min(job.recipe.batch_size, info.counts["train"])
        guard(asked.graph, analysis, optimiser_slots=job.recipe.optimizer_slots, batch_size=size)
    except (FieldError, DataError, TooLarge, OSError) as error:
        refusal = CannotTrain(message_of(error) or Message.verbatim(str(error)))
        refusal.project = asked
        raise refusal from error
    warnings = tuple(problem for problem in analysis.problems if not problem.is_error)
    lacks = info is not None and job.recipe.early_stopping and not has_validation(info, job.data.division())
    return PreparedJob(job, asked, notes, warnings, (Message.of(NOTES["no-validation"]),) if lacks else ())


def why_no_task(graph: Graph) -> Message | None:
    """Why no task can be made out for a network from what it gives; None where one can."""
    shape = unknown_output(graph)
    if shape is None:
        return None
    unknown = QT_TRANSLATE_NOOP(
        "Training",
        "The output of this network, {shape}, means no task that can be learned here yet: detection comes later. "
        "To train it for something else, choose data and task yourself, with --data and --task.",
    )
    return Message.of(unknown, shape=str(shape))


SEGMENTATION_EPOCHS = 10
"""Every pixel of an image is an example, so that fewer passes do; and each takes long on a processor."""


def recipe_for(info: DatasetInfo, target: Target | None = None) -> Recipe:
    """The recipe to begin with on a data set, with the usual loss for `target`."""
    recipe = defaults_for(info.name, info.counts["train"])
    if isinstance(target, PixelClasses):
        recipe = recipe.with_values(epochs=min(recipe.epochs, SEGMENTATION_EPOCHS))
    return recipe if target is None else with_loss_for(recipe, target)


def with_loss_for(recipe: Recipe, target: Target) -> Recipe:
    """The recipe with a loss that suits `target`: its own where it does, else the usual one.

    Classes are not balanced any more where `target` has none.
    """
    if why_not_balanced(recipe, target) is not None:
        recipe = recipe.with_values(class_balance="none")
    return recipe if recipe.loss in target.losses else recipe.with_values(loss=target.losses[0])


def task_on(info: DatasetInfo, earlier: Task | None, kind: str | None = None, *, graph: Graph | None = None) -> Task:
    """The task of this kind on a data set, by default of the kind of the `earlier` one.

    Without either the first that the data can teach: of those that an output of `graph` means, where there is one. Noise
    and factors of an earlier task of the kind are kept. Raises :class:`DataError` where the data cannot teach it.
    """
    kind = earlier.kind if kind is None and earlier is not None else kind
    if kind is None and graph is not None:
        meant = meant_target(graph, tuple(each for kind in info.kinds for each in _variants(info, kind)))
        if meant is not None:
            return Task.of(meant, info.input_shape)
    if earlier is not None and kind == earlier.kind and kind in PICTURE_KINDS:
        return Task.of(earlier.target, info.input_shape)
    return task_for(info, kind)


def _variants(info: DatasetInfo, kind: str) -> tuple[Target, ...]:
    """The target of a kind of task on a data set; of enlargements one for each factor."""
    return tuple(map(LargerPicture, FACTORS)) if kind == LargerPicture.kind else (info.target(kind),)


def is_default(recipe: Recipe) -> bool:
    """Whether nobody changed it by hand, so that it may give way to what suits other data."""
    usual = recipe.with_values(loss=Recipe().loss)
    known = [defaults_for("", samples) for samples in (1, 1_000_000_000)]
    return usual in known or usual in [each.with_values(epochs=min(each.epochs, SEGMENTATION_EPOCHS)) for each in known]


def parse_overrides(pairs: Iterable[str]) -> dict[str, Any]:
    """Fields of the recipe written as ``name=value``, by name; raises OverrideError.

    Types come from the fields that Recipe declares; whether a value is allowed is checked when the recipe is made.
    """
    return dict(_parse_override(pair) for pair in pairs)


def _with_division(project: Project, pairs: Iterable[str]) -> Project:
    """The project with its data divided otherwise; raises DataError and FieldError."""
    asked = parse_division(pairs)
    if not asked:
        return project
    return replace(project, data=TrainingJob.of(project).data.with_values(**asked).record())


def _with_wishes(
    project: Project,
    data: str | None,
    task: str | None,
    overrides: Mapping[str, Any],
    *,
    options: tuple[str, ...],
    look: bool,
) -> tuple[Project, DatasetInfo | None, tuple[Message, ...]]:
    """The project with other data and fields, what is known of its data, and remarks; raises DataError and FieldError.

    Other data bring the recipe that suits them, unless it was changed by hand.
    """
    own = TrainingJob.of(project)
    named = source(own.data.name if data is None else data)
    spec = own.data if named.name == own.data.name else own.data.with_values(name=named.name, options={})
    if options:
        spec = spec.with_values(options=spec.options | parse_options(named, options))
    known = source_of(spec)
    if (
        not look and data is None and not options and task is None and project.recipe and project.task is not None
    ):  # the window must not wait for a folder to be scanned
        quick = known.info() if known.name in sources() else None
        return replace(project, recipe=own.recipe.with_values(**overrides).record()), quick, ()
    info = known.info()
    wanted = task_on(info, project.task, task, graph=project.graph)
    recipe, notes = own.recipe.with_values(**overrides), tuple[Message, ...]()
    if not project.recipe or (data is not None and is_default(own.recipe)):
        usual = recipe_for(info, wanted.target)
        recipe = usual.with_values(**overrides)
        if project.recipe and usual != own.recipe:
            notes = (_recipe_note(info, recipe),)
    if "loss" not in overrides and "class_balance" not in overrides and (task is not None or data is not None):
        recipe = with_loss_for(recipe, wanted.target)
    return replace(project, task=wanted, data=spec.record(), recipe=recipe.record()), info, notes


def _check_network(project: Project, analysis: Analysis) -> None:
    if not analysis.errors:
        return
    first = analysis.errors[0]
    refusal = CannotTrain(Message("Problems", first.template, first.values), block=first.block)
    refusal.problems, refusal.project = tuple(analysis.errors), project
    raise refusal


def _recipe_note(info: DatasetInfo, recipe: Recipe) -> Message:
    one = QT_TRANSLATE_NOOP("Training", "The recipe is the one that suits {data}: batch size {size}, {count} epoch.")
    several = QT_TRANSLATE_NOOP("Training", "The recipe is the one that suits {data}: batch size {size}, {count} epochs.")
    template = one if recipe.epochs == 1 else several
    return Message.of(template, data=info.title, size=recipe.batch_size, count=recipe.epochs)


def _parse_override(pair: str) -> tuple[str, Any]:
    name, equals, text = (part.strip() for part in pair.partition("="))
    if not equals:
        raise OverrideError(QT_TRANSLATE_NOOP("Recipe", "{pair} sets nothing; write NAME=VALUE."), pair=pair)
    if name not in Recipe.model_fields:
        near = difflib.get_close_matches(name, Recipe.model_fields, n=1)
        if near:
            raise OverrideError(
                QT_TRANSLATE_NOOP("Recipe", "The recipe has no field {name}. Did you mean {near}?"), name=name, near=near[0]
            )
        raise OverrideError(
            QT_TRANSLATE_NOOP("Recipe", "The recipe has no field {name}; it has {names}."),
            name=name,
            names=", ".join(Recipe.model_fields),
        )
    try:
        return name, parse_field_text(Recipe, name, text)
    except FieldTextError as error:
        raise OverrideError(error.message) from error
