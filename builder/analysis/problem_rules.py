"""Which problems of a network are reported, and in what order, from the state of an analysis pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from builder.analysis import problem_checks as checks
from builder.analysis import task_checks
from builder.analysis.state import AnalysisState
from builder.model.problem import Problem, Severity
from builder.model.task import Task

FLATTEN_ADVICE = "linear-needs-flatten"
"""A warning that becomes the error when the task needs a vector of scores and does not get one."""


def all_problems(state: AnalysisState, task: Task | None = None, loss: str | None = None) -> tuple[Problem, ...]:
    """Everything that is wrong, errors first, from the top down; with a task, also how the network answers it."""
    problems = [problem for advice_problems in state.advice_problems.values() for problem in advice_problems]
    problems += checks.of_ends(state)
    problems += checks.of_wiring(state.graph, state.dangling_wires, state.cyclic_blocks)
    problems += checks.of_weights(state)
    problems += _of_gaps(state)
    if task is not None:
        problems = _with_task(state, problems, task, loss)
    return tuple(sorted(problems, key=state.rank)) if len(problems) > 1 else tuple(problems)


def _of_gaps(state: AnalysisState) -> Iterator[Problem]:
    """Inputs that nothing feeds; where all are fed, branches that lead nowhere.

    Without any Input, a single free input is the same problem and is not reported twice.
    """
    graph, live = state.graph, state.live
    dangling = {(port.block, port.index) for port in state.dangling_wires}
    ends = set(state.outputs)
    gaps = [
        (id, port)
        for id, port in state.open_inputs.items()
        if (id, port) not in dangling and (not live or id in live or id in ends)
    ]
    if len(gaps) != 1 or state.inputs or gaps[0][0] in ends:
        yield from (checks.unconnected_problem(graph, id, port) for id, port in gaps)
    if live and not gaps:
        unreachable_inputs = set(state.inputs) if not state.body and live.isdisjoint(state.inputs) else set()
        yield from (checks.unused_problem(graph, id, state.body) for id in state.unused_blocks - unreachable_inputs)
        if unreachable_inputs:
            yield checks.unread_problem(graph, state.inputs[0])


def _with_task(state: AnalysisState, problems: list[Problem], task: Task, loss: str | None) -> list[Problem]:
    """With how the network answers the task; a Linear on an image is then the cause, not the odd scores at the end."""
    found: dict[tuple[str, int | None, int | None], Problem] = {}
    for problem in task_checks.of_task(state, task, loss):
        found.setdefault(problem.key, problem)
    for key, problem in list(found.items()):
        if problem.code == "output-shape" and problem.block is not None:
            before = state.ancestors(problem.block)
            culprits = [each for each in problems if each.code == FLATTEN_ADVICE and each.block in before]
            if culprits:
                problems = _blame_first(state, problems, culprits)
                del found[key]
    return [*problems, *found.values()]


def _blame_first(state: AnalysisState, problems: list[Problem], culprits: list[Problem]) -> list[Problem]:
    """With the first of the `culprits` as an error, and without those that are only behind it."""
    first = min(culprits, key=lambda problem: state.rank(problem)[1:])
    behind = [
        each
        for each in culprits
        if each is not first and state.graph.reaches(first.block, each.block)  # type: ignore[arg-type]  # all are of blocks
    ]
    kept = [problem for problem in problems if problem not in behind]
    kept[kept.index(first)] = replace(first, severity=Severity.ERROR)
    return kept
