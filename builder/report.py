"""A project checked, for people and for programs: every block with its shapes and costs, the totals, and the problems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any

from builder.analysis import Analysis, analyse_project
from builder.edits import Ids
from builder.footprint import Batch, Footprint, footprint
from builder.layers.base import Shape
from builder.memory import spoken
from builder.problems import Problem
from builder.project import Project
from builder.receptive import Number, ReceptiveFields
from builder.repairs import repairs_for

HEADINGS = ("block", "kind", "output", "parameters", "MACs", "sees", "step")
NUMBERS = (3, 4, 5, 6)
"""The columns that are set to the right."""


class Report:
    """What is known of `project`; worked out once. With a `batch` also the memory that training takes."""

    def __init__(self, project: Project, batch: Batch | None = None) -> None:
        self.project, self.batch = project, batch
        self.analysis: Analysis = analyse_project(project)

    @property
    def ok(self) -> bool:
        """Whether the network can be trained."""
        return self.analysis.ok

    @cached_property
    def fields(self) -> ReceptiveFields:
        """What every block sees of the image."""
        return ReceptiveFields(self.project.graph, self.analysis)

    @cached_property
    def footprint(self) -> Footprint | None:
        """The memory that a step of training takes, where the batch is known."""
        batch = self.batch
        return None if batch is None else footprint(self.project.graph, self.analysis, batch.optimiser_slots, batch.size)

    def record(self) -> dict[str, Any]:
        """All of it as JSON knows it; shapes are lists, unknown ones null."""
        return {
            "ok": self.ok,
            "parameters": self.analysis.parameters,
            "macs": self.analysis.macs,
            "buffers": self.analysis.buffers,
            "activations": self.analysis.activations,
            "training_memory": self._memory(),
            "blocks": [self._block(id) for id in self._order()],
            "problems": [self._problem(problem) for problem in self.analysis.problems],
        }

    def text(self) -> str:
        """A table of the blocks with totals, the memory of training, and below it the problems with their repairs.

        Behind the costs stands what each number of a block sees of the image, and how far further on the next one looks.
        """
        total = ("total", "", "", f"{self.analysis.parameters:,}", f"{self.analysis.macs:,}", "", "")
        takes = []
        if self.batch is not None and self.footprint is not None and self.footprint.peak:
            takes = [f"Training with batches of {self.batch.size:,} takes about {spoken(self.footprint.peak)} of memory."]
        rows = [self._row(id) for id in self._order()]
        return "\n".join([table([HEADINGS, *rows, total], NUMBERS), "", *takes, *self.told()])

    def _row(self, id: int) -> tuple[str, ...]:
        block, report, field = self.project.graph.blocks[id], self.analysis.blocks[id], self.fields.of(id)
        costs = (self._parameters(id), f"{report.macs:,}")
        sight = ("", "") if field is None else (_along(field.sizes, "all"), _along(field.steps, "-"))
        return (block.name, block.kind, str(report.output or "?"), *costs, *sight)

    def _memory(self) -> dict[str, int] | None:
        """Bytes: of all at the worst moment, and of that for the weights and for the batch."""
        if self.batch is None or self.footprint is None:
            return None
        needed = self.footprint
        return {"batch_size": self.batch.size, "bytes": needed.peak, "weights": needed.steady, "batch": needed.passing}

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
        block, report, field = self.project.graph.blocks[id], self.analysis.blocks[id], self.fields.of(id)
        shared = {} if block.weights_of is None else {"weights_of": block.weights_of}
        return {
            "id": id,
            "name": block.name,
            "kind": block.kind,
            "inputs": [_sizes(shape) for shape in report.inputs],
            "output": _sizes(report.output),
            "parameters": report.parameters,
            "macs": report.macs,
            "receptive_field": _known(field.sizes if field else ()),
            "receptive_stride": _known(field.steps if field else ()),
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


def _known(numbers: Sequence[Number | None]) -> list[float | None] | None:
    """Numbers as JSON has them, null where there is none; null alone where there is none at all."""
    if all(number is None for number in numbers):
        return None
    return [number if number is None or isinstance(number, int) else _plain(number) for number in numbers]


def _plain(number: Fraction) -> float:
    return int(number) if number.denominator == 1 else float(number)


def _along(numbers: Sequence[Number | None], unknown: str) -> str:
    """A number an axis, "195×195"; one word where none is known."""
    if all(number is None for number in numbers):
        return unknown
    return "×".join(unknown if number is None else str(number) for number in numbers)


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
