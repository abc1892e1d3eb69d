"""A project checked, for people and for programs: every block with its shapes and costs, the totals, and the problems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from builder.analysis import Analysis, analyse_project
from builder.edits import Ids
from builder.layers.base import Shape
from builder.problems import Problem
from builder.project import Project
from builder.repairs import repairs_for

HEADINGS = ("block", "kind", "output", "parameters", "MACs")
NUMBERS = (3, 4)
"""The columns that are set to the right."""


class Report:
    """What is known of `project`; worked out once."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.analysis: Analysis = analyse_project(project)

    @property
    def ok(self) -> bool:
        """Whether the network can be trained."""
        return self.analysis.ok

    def record(self) -> dict[str, Any]:
        """All of it as JSON knows it; shapes are lists, unknown ones null."""
        return {
            "ok": self.ok,
            "parameters": self.analysis.parameters,
            "macs": self.analysis.macs,
            "blocks": [self._block(id) for id in self._order()],
            "problems": [self._problem(problem) for problem in self.analysis.problems],
        }

    def text(self) -> str:
        """A table of the blocks with totals, and below it the problems with their repairs."""
        blocks = self.project.graph.blocks
        rows = [
            (blocks[id].name, blocks[id].kind, str(report.output or "?"), self._parameters(id), f"{report.macs:,}")
            for id in self._order()
            for report in (self.analysis.blocks[id],)
        ]
        total = ("total", "", "", f"{self.analysis.parameters:,}", f"{self.analysis.macs:,}")
        return "\n".join([table([HEADINGS, *rows, total], NUMBERS), "", *self.told()])

    def told(self, *, errors_only: bool = False) -> Iterator[str]:
        """The problems in words, each with the repairs that were tried for it."""
        problems = self.analysis.errors if errors_only else self.analysis.problems
        for problem in problems:
            yield f"{problem.severity}: {problem.text()}"
            yield from (f"  repair: {label}" for label in self.repairs(problem))
        if not problems:
            yield "No problems."

    def _parameters(self, id: int) -> str:
        """How many there are, or whose they are: they are counted once."""
        blocks = self.project.graph.blocks
        owner = blocks.get(blocks[id].weights_of or 0)
        return f"{self.analysis.blocks[id].parameters:,}" if owner is None else f"of {owner.name}"

    def repairs(self, problem: Problem) -> list[str]:
        """The labels of what would mend a problem."""
        return [repair.label for repair in repairs_for(self.project, problem, Ids(self.project.next_id))]

    def _order(self) -> list[int]:
        graph = self.project.graph
        order = graph.order()
        return [*order, *sorted(set(graph.blocks) - set(order))]

    def _block(self, id: int) -> dict[str, Any]:
        block, report = self.project.graph.blocks[id], self.analysis.blocks[id]
        shared = {} if block.weights_of is None else {"weights_of": block.weights_of}
        return {
            "id": id,
            "name": block.name,
            "kind": block.kind,
            "inputs": [_sizes(shape) for shape in report.inputs],
            "output": _sizes(report.output),
            "parameters": report.parameters,
            "macs": report.macs,
            **shared,
        }

    def _problem(self, problem: Problem) -> dict[str, Any]:
        return {
            "severity": str(problem.severity),
            "code": problem.code,
            "block": problem.block,
            "message": problem.text(),
            "repairs": self.repairs(problem),
        }


def _sizes(shape: Shape | None) -> list[int] | None:
    return None if shape is None else list(shape)


def table(rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    """Rows of texts in columns, those numbered in `right` set to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = (
            cell.rjust(width) if at in right else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
