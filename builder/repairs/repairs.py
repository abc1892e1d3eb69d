"""Repairs that were tried: each is one edit after which the problem is gone and nothing else is broken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from builder.analysis import Analysis
from builder.analysis.incremental import Analyser
from builder.common.fields import FieldError
from builder.common.messages import Message
from builder.edits import EditError, Ids, edit_inside, graph_at
from builder.groups.levels import analysis_at
from builder.model.block_paths import GroupPath
from builder.model.problem import Problem
from builder.model.project import Project
from builder.repairs.candidates import Candidate, Change, candidates

__all__ = ["Repair", "repairs_for"]

OF_THE_TASK = frozenset({"head-classes", "head-missing", "head-ambiguous", "output-shape", "linear-needs-flatten", "no-loss"})
"""Errors that can only be seen once it is known what reaches the Output."""

UNFED = frozenset({"unconnected-input", "no-input", "no-output"})
"""Problems whose repair lets a block be measured that could not be before."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One edit that fixes a problem, with the marked template and values of its label."""

    template: str
    values: Mapping[str, Any]
    edit: Callable[[Project], Project] = field(compare=False)

    @property
    def label(self) -> str:
        """The label in English: "Insert Flatten before fc1"."""
        return self.message.text()

    @property
    def message(self) -> Message:
        """The label, formatted by whoever shows it."""
        return Message.of(self.template, **self.values)


def repairs_for(
    project: Project, problem: Problem, ids: Ids, path: GroupPath = (), *, analyser: Analyser | None = None
) -> list[Repair]:
    """Repairs of `problem`, best first; empty when none is known, or when the problem is gone.

    `path` leads to the group in which it is a problem of a block; a repair there must break nothing outside. New
    blocks get their ids from `ids` when a repair is applied, not before. What is tried is close to the project: an
    `analyser` that has seen it is quick.
    """
    analyser = analyser or Analyser()
    before = _levels(project, path, analyser)
    current = next((known for known in before[-1].problems if known.key == problem.key), None)
    if current is None:
        return []
    level = graph_at(project.graph, path)
    found: list[tuple[int, Repair]] = []
    results = [level]
    for candidate in candidates(level, None if path else project.task, current, before[-1]):
        after = _try_change(project, candidate, path)
        if after is None or any(graph_at(after.graph, path).same_network(result) for result in results):
            continue
        revealed = _count_revealed_in_all(before, _levels(after, path, analyser), current)
        if revealed is not None:
            results.append(graph_at(after.graph, path))
            found.append((revealed, Repair(candidate.template, candidate.values, _edit(candidate.change, ids, path))))
    return [repair for _, repair in sorted(found, key=lambda entry: entry[0])]


def _levels(project: Project, path: GroupPath, analyser: Analyser) -> list[Analysis]:
    """The analyses of the network and of the group at the end of `path`; one where both are the same."""
    whole = analyser.analyse_project(project)
    return [whole, analysis_at(project.graph, whole, path)] if path else [whole]


def _edit(change: Change, ids: Ids, path: GroupPath) -> Callable[[Project], Project]:
    return lambda project: replace(project, graph=edit_inside(project.graph, path, lambda graph: change(graph, ids)))


def _try_change(project: Project, candidate: Candidate, path: GroupPath) -> Project | None:
    """The project as it would be, or None where the change cannot be made."""
    try:
        return _edit(candidate.change, Ids(project.next_id), path)(project)
    except (EditError, FieldError):
        return None


def _count_revealed_in_all(before: list[Analysis], after: list[Analysis], problem: Problem) -> int | None:
    """As `_count_revealed`, for the level of the problem; None too where the network around gets an error that it had not."""
    if len(before) > 1:
        known = {(error.code, error.block) for error in before[0].errors}
        if any((error.code, error.block) not in known for error in after[0].errors):
            return None
    return _count_revealed(before[-1], after[-1], problem)


def _count_revealed(before: Analysis, after: Analysis, problem: Problem) -> int | None:
    """How many errors become visible behind a repair; None where it fixes nothing, or breaks something itself."""
    if any(left.code == problem.code and left.block == problem.block for left in after.problems):
        return None
    known = {(error.code, error.block) for error in before.errors}
    new = [error for error in after.errors if (error.code, error.block) not in known]
    return len(new) if all(_was_hidden(before, error, problem) for error in new) else None


def _was_hidden(before: Analysis, error: Problem, problem: Problem) -> bool:
    """Whether an error could not be seen before: it is not of the repair's making."""
    if error.code in OF_THE_TASK:
        return not before.scored
    if error.block == problem.block:
        return problem.code in UNFED
    return error.block is not None and error.block in before.blocks and not before.blocks[error.block].outputs
