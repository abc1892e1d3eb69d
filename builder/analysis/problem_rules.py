"""All problems of a network, in order, from what a walk over it has found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from builder.analysis import problem_checks as findings
from builder.analysis.survey import Survey
from builder.model.problem import Problem, Severity

if TYPE_CHECKING:
    from builder.model.task import Task

FLATTEN_ADVICE = "linear-needs-flatten"
"""A remark that becomes the error itself when the task wants a plain list of scores and does not get one."""


def problems_of(survey: Survey, task: Task | None = None, loss: str | None = None) -> tuple[Problem, ...]:
    """Everything that is wrong, errors first, from the top down; with a task, also how the network answers it."""
    problems = [problem for said in survey.said.values() for problem in said]
    problems += findings.of_ends(survey)
    problems += findings.of_wiring(survey.graph, survey.stray, survey.looped)
    problems += findings.of_weights(survey)
    problems += _of_gaps(survey)
    if task is not None:
        problems = _with_task(survey, problems, task, loss)
    return tuple(sorted(problems, key=survey.rank)) if len(problems) > 1 else tuple(problems)


def _of_gaps(survey: Survey) -> Iterator[Problem]:
    """Inputs that nothing feeds; where all are fed, branches that lead nowhere.

    Without any Input, a single free input is the same trouble and is not told twice.
    """
    graph, live = survey.graph, survey.live
    stray = {(port.block, port.index) for port in survey.stray}
    ends = set(survey.outputs)
    gaps = [
        (id, port) for id, port in survey.open.items() if (id, port) not in stray and (not live or id in live or id in ends)
    ]
    if len(gaps) != 1 or survey.inputs or gaps[0][0] in ends:
        yield from (findings.unconnected(graph, id, port) for id, port in gaps)
    if live and not gaps:
        deaf = not survey.body and bool(survey.inputs) and live.isdisjoint(survey.inputs)
        yield from (findings.unused(graph, id, survey.body) for id in survey.loose - set(survey.inputs if deaf else ()))
        if deaf:
            yield findings.unread(graph, survey.inputs[0])


def _with_task(survey: Survey, problems: list[Problem], task: Task, loss: str | None) -> list[Problem]:
    """With how the network answers the task; a Linear on an image is then the cause, not the odd scores at the end."""
    found: dict[tuple[str, int | None, int | None], Problem] = {}
    for problem in findings.of_task(survey, task, loss):
        found.setdefault(problem.key, problem)
    for key, problem in list(found.items()):
        if problem.code == "output-shape" and problem.block is not None:
            before = survey.leads_to(problem.block)
            culprits = [each for each in problems if each.code == FLATTEN_ADVICE and each.block in before]
            if culprits:
                problems = _blamed(survey, problems, culprits)
                del found[key]
    return [*problems, *found.values()]


def _blamed(survey: Survey, problems: list[Problem], culprits: list[Problem]) -> list[Problem]:
    """With the first of the `culprits` as an error, and without those that only stand behind it."""
    first = min(culprits, key=lambda problem: survey.rank(problem)[1:])
    behind = [each for each in culprits if each is not first and survey.graph.reaches(first.block, each.block)]  # type: ignore[arg-type]
    kept = [problem for problem in problems if problem not in behind]
    kept[kept.index(first)] = replace(first, severity=Severity.ERROR)
    return kept
