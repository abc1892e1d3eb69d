"""The report on a project, for people and for programs: each block with its shapes and costs, the totals, the problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from builder.analysis import Analysis, analyse_project
from builder.common.messages import QT_TRANSLATE_NOOP, Message, Translate, in_english
from builder.common.printable import printable
from builder.common.quantities import bytes_text
from builder.cost.receptive_field import Number, ReceptiveFields
from builder.cost.training_memory import Batch, Footprint, footprint
from builder.edits import Ids
from builder.groups.group import Group
from builder.layers.base import Shape
from builder.model.block_paths import BlockPath
from builder.model.graph import Graph
from builder.model.problem import Problem, Severity
from builder.model.project import Project
from builder.repairs.repairs import Repair, repairs_for

HEADINGS = (
    QT_TRANSLATE_NOOP("CommandLine", "block"),
    QT_TRANSLATE_NOOP("CommandLine", "kind"),
    QT_TRANSLATE_NOOP("CommandLine", "output"),
    QT_TRANSLATE_NOOP("CommandLine", "parameters"),
    QT_TRANSLATE_NOOP("CommandLine", "MACs"),
    QT_TRANSLATE_NOOP("CommandLine", "sees"),
    QT_TRANSLATE_NOOP("CommandLine", "step"),
)
NUMBERS = (3, 4, 5, 6)
"""The columns that are aligned to the right."""

_MEMORY = QT_TRANSLATE_NOOP("CommandLine", "Training with batches of {size:,} takes about {bytes} of memory.")
_SHARED = QT_TRANSLATE_NOOP("CommandLine", "of {name}")
_PROBLEMS: Mapping[Severity, str] = {
    Severity.ERROR: QT_TRANSLATE_NOOP("CommandLine", "error: {problem}"),
    Severity.WARNING: QT_TRANSLATE_NOOP("CommandLine", "warning: {problem}"),
}


@dataclass(frozen=True, slots=True)
class _Level:
    """The network, or what is inside of a group the first time; `path` leads there."""

    graph: Graph
    analysis: Analysis
    path: BlockPath = ()

    def order(self) -> list[int]:
        """The blocks, each after those that feed it."""
        order = self.graph.order()
        return [*order, *sorted(set(self.graph.blocks) - set(order))]

    def inside(self, id: int) -> _Level | None:
        """The level in a group's block; None for every other block, and where nothing is known of it."""
        layer, report = self.graph.blocks[id].layer, self.analysis.blocks[id]
        if not isinstance(layer, Group) or not report.inside:
            return None
        return _Level(layer.body(), report.inside[0], (*self.path, id, 0) if layer.times > 1 else (*self.path, id))


class Report:
    """What is known of `project`, computed once. With a `batch` also the memory that training takes.

    `translate` gives the texts for people another language; the record for programs stays English. `refusal` is why the
    project cannot be trained, besides the errors of its network: its data, its recipe, or the memory. `notes` are
    remarks on training it.
    """

    def __init__(
        self,
        project: Project,
        batch: Batch | None = None,
        translate: Translate = in_english,
        *,
        refusal: Message | None = None,
        notes: Sequence[Message] = (),
    ) -> None:
        self.project, self.batch, self.refusal, self._translate = project, batch, refusal, translate
        self.notes = tuple(notes)
        self.analysis: Analysis = analyse_project(project)
        self.top = _Level(project.graph, self.analysis)

    @property
    def ok(self) -> bool:
        """Whether the network can be trained."""
        return self.analysis.ok and self.refusal is None

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
        """All of it as JSON values; shapes are lists, unknown ones null. A group's record holds the records of its blocks."""
        return {
            "ok": self.ok,
            "parameters": self.analysis.parameters,
            "macs": self.analysis.macs,
            "buffers": self.analysis.buffers,
            "activations": self.analysis.activations,
            "training_memory": self._memory(),
            "blocks": [self._block(self.top, id) for id in self.top.order()],
            "notes": [str(note) for note in self.notes],
            "problems": [*self._refusals(), *map(self._problem, self.analysis.problems)],
        }

    def _refusals(self) -> Iterator[dict[str, Any]]:
        if self.refusal is not None:
            words = str(self.refusal)
            yield {"severity": str(Severity.ERROR), "code": "cannot-train", "block": None, "message": words, "repairs": []}

    def text(self, *, inside: bool = False) -> str:
        """A table of the blocks with totals, the memory of training, and below it the problems with their repairs.

        The last columns are the receptive field of a block and its stride. With `inside` the blocks of groups are listed
        below them, as they are at the first repeat.
        """
        total = (
            self._say(QT_TRANSLATE_NOOP("CommandLine", "total")),
            "",
            "",
            f"{self.analysis.parameters:,}",
            f"{self.analysis.macs:,}",
            "",
            "",
        )
        takes = []
        if self.batch is not None and self.footprint is not None and self.footprint.peak:
            takes = [self._say(_MEMORY, size=self.batch.size, bytes=bytes_text(self.footprint.peak))]
        rows = list(self._rows(self.top, "", inside=inside))
        return "\n".join([table([tuple(map(self._say, HEADINGS)), *rows, total], NUMBERS), "", *takes, *self.problem_lines()])

    def _rows(self, level: _Level, indent: str, *, inside: bool) -> Iterator[tuple[str, ...]]:
        everything = self._say(QT_TRANSLATE_NOOP("CommandLine", "all"))
        for id in level.order():
            block, report, field = level.graph.blocks[id], level.analysis.blocks[id], self.fields.of(*level.path, id)
            times = f" ×{block.layer.times}" if isinstance(block.layer, Group) and block.layer.times > 1 else ""
            costs = (self._parameters(level, id), f"{report.macs:,}")
            sight = ("", "") if field is None else (_along(field.sizes, everything), _along(field.steps, "-"))
            yield f"{indent}{block.name}", f"{block.kind}{times}", str(report.output or "?"), *costs, *sight
            inner = level.inside(id) if inside else None
            if inner is not None:
                yield from self._rows(inner, f"{indent}  ", inside=True)

    def _memory(self) -> dict[str, int] | None:
        """Bytes: the peak of all, and the parts for the weights and for the batch."""
        if self.batch is None or self.footprint is None:
            return None
        needed = self.footprint
        return {"batch_size": self.batch.size, "bytes": needed.peak, "weights": needed.steady, "batch": needed.passing}

    def problem_lines(self, *, errors_only: bool = False) -> Iterator[str]:
        """The problems as lines of text, each with the repairs that were tried for it."""
        problems = self.analysis.errors if errors_only else self.analysis.problems
        if self.refusal is not None:
            yield self._say(_PROBLEMS[Severity.ERROR], problem=self.refusal)
        for problem in problems:
            yield self._say(_PROBLEMS[problem.severity], problem=problem.message)
            for repair in self._repairs(problem):
                yield self._say(QT_TRANSLATE_NOOP("CommandLine", "  repair: {label}"), label=repair.message)
        notes = () if errors_only else self.notes
        for note in notes:
            yield self._say(QT_TRANSLATE_NOOP("CommandLine", "note: {note}"), note=note)
        if not problems and not notes and self.refusal is None:
            yield self._say(QT_TRANSLATE_NOOP("CommandLine", "No problems."))

    def _say(self, template: str, **values: Any) -> str:
        return Message.of(template, **values).text(self._translate)

    def _parameters(self, level: _Level, id: int) -> str:
        """The number of parameters, or whose they are: shared ones are counted once."""
        owner = level.graph.blocks.get(level.graph.blocks[id].weights_of or 0)
        return f"{level.analysis.blocks[id].parameters:,}" if owner is None else self._say(_SHARED, name=owner.name)

    def _repairs(self, problem: Problem) -> list[Repair]:
        return list(repairs_for(self.project, problem, Ids(self.project.next_id)))

    def _block(self, level: _Level, id: int) -> dict[str, Any]:
        block, report, field = level.graph.blocks[id], level.analysis.blocks[id], self.fields.of(*level.path, id)
        record: dict[str, Any] = {
            "id": id,
            "name": block.name,
            "kind": block.kind,
            "inputs": [_sizes(shape) for shape in report.inputs],
            "output": _sizes(report.output),
            "parameters": report.parameters,
            "macs": report.macs,
            "receptive_field": _json_numbers(field.sizes if field else ()),
            "receptive_stride": _json_numbers(field.steps if field else ()),
        }
        if block.weights_of is not None:
            record["weights_of"] = block.weights_of
        if isinstance(block.layer, Group):
            inner = level.inside(id)
            record["repeat"] = block.layer.times
            record["blocks"] = [] if inner is None else [self._block(inner, below) for below in inner.order()]
        return record

    def _problem(self, problem: Problem) -> dict[str, Any]:
        return {
            "severity": str(problem.severity),
            "code": problem.code,
            "block": problem.block,
            "message": problem.text(),
            "repairs": [repair.label for repair in self._repairs(problem)],
        }


def _sizes(shape: Shape | None) -> list[int] | None:
    return None if shape is None else list(shape)


def _json_numbers(numbers: Sequence[Number | None]) -> list[float | None] | None:
    """Numbers as JSON has them, null where there is none; null alone where there is none at all."""
    if all(number is None for number in numbers):
        return None
    return [number if number is None or isinstance(number, int) else _plain(number) for number in numbers]


def _plain(number: Fraction) -> float:
    return int(number) if number.denominator == 1 else float(number)


def _along(numbers: Sequence[Number | None], unknown: str) -> str:
    """One number per axis, "195×195"; one word where none is known."""
    if all(number is None for number in numbers):
        return unknown
    return "×".join(unknown if number is None else str(number) for number in numbers)


def table(rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    """Rows of texts in columns; those whose indices are in `right` are aligned to the right.

    Control characters are escaped, line breaks too, so that a name cannot break the table.
    """
    rows = [list(map(printable, row)) for row in rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = (
            cell.rjust(width) if at in right else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
