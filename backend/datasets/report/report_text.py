"""The report on a data set as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from backend.datasets.base import SPLITS
from backend.datasets.report.class_balance import ClassBalance
from backend.datasets.report.data_report import DataReport
from backend.datasets.report.duplicates import Duplicates, Place
from backend.datasets.report.findings import SPLIT_TITLES
from backend.datasets.report.target_summary import TargetSummary
from builder.check_report import table
from builder.common.messages import QT_TRANSLATE_NOOP, Message, Translate, in_english

MOST_ROWS, SHOWN_ENDS = 40, 15
"""Of more classes than that, only the largest and smallest ones are listed."""

HEADINGS = (
    QT_TRANSLATE_NOOP("CommandLine", "class"),
    QT_TRANSLATE_NOOP("CommandLine", "train"),
    QT_TRANSLATE_NOOP("CommandLine", "val"),
    QT_TRANSLATE_NOOP("CommandLine", "test"),
    QT_TRANSLATE_NOOP("CommandLine", "share"),
)


def report_lines(report: DataReport, translate: Translate = in_english) -> Iterator[str]:
    """The lines of a report: what the data are, classes, pixels, baseline, duplicates; then remarks with advice, and notes."""
    for line in _messages(report):
        yield line.text(translate) if isinstance(line, Message) else _table_text(line, translate)


def _messages(report: DataReport) -> Iterator[Message | _Table]:
    blank_line = Message.verbatim("")
    yield Message.of(
        QT_TRANSLATE_NOOP("CommandLine", "{title}: {count:,} images, looked at as {size} ({location})"),
        title=report.title,
        count=sum(report.lengths.values()),
        size="×".join(map(str, report.shape)),
        location=report.location,
    )
    yield blank_line
    yield _Table([list(HEADINGS), *_count_rows(report)], right=range(1, len(HEADINGS)))
    yield blank_line
    if report.targets is not None:
        yield _Table(list(_target_rows(report.targets)), right=range(1, len(report.targets.columns) + 1))
        yield blank_line
    yield _Table([list(row) for row in _facts(report)])
    if report.findings or report.notes:
        yield blank_line
    for finding in report.findings:
        yield Message.of(QT_TRANSLATE_NOOP("CommandLine", "warning: {problem}"), problem=finding.message)
        if finding.advice is not None:
            yield Message.of(QT_TRANSLATE_NOOP("CommandLine", "  what helps: {advice}"), advice=finding.advice)
    for note in report.notes:
        yield Message.of(QT_TRANSLATE_NOOP("CommandLine", "note: {note}"), note=note)


@dataclass(frozen=True, slots=True)
class _Table:
    """Rows of cells: messages, marked literals, or text that nobody translates."""

    rows: Sequence[Sequence[str | Message]]
    right: Sequence[int] = ()


def _table_text(made: _Table, translate: Translate) -> str:
    return table([[Message.of("{cell}", cell=cell).text(translate) for cell in row] for row in made.rows], made.right)


def _count_rows(report: DataReport) -> Iterator[list[str | Message]]:
    """A row for each class, or for the largest and smallest ones, and one for all."""
    total = report.lengths["train"]
    if report.balance is not None:
        for at in _listed(report.balance):
            if at is None:
                hidden = len(report.balance.classes) - 2 * SHOWN_ENDS
                yield [Message.of(QT_TRANSLATE_NOOP("CommandLine", "... {count:,} more"), count=hidden), "", "", "", ""]
                continue
            counts = [report.balance.counts[split][at] for split in SPLITS]
            share = f"{counts[0] / total:.1%}" if total else ""
            yield [report.balance.classes[at], *(f"{count:,}" for count in counts), share]
    everything = QT_TRANSLATE_NOOP("CommandLine", "all")
    yield [everything, *(f"{report.lengths[split]:,}" for split in SPLITS), ""]


def _target_rows(summary: TargetSummary) -> Iterator[list[str | Message]]:
    """A heading, and a row for each name."""
    yield ["", *summary.columns.values()]
    for name, values in summary.rows.items():
        form = "{:.1%}" if summary.shares else "{:,.5g}"
        yield [name, *(form.format(values[column]) for column in summary.columns)]


def _listed(balance: ClassBalance) -> list[int | None]:
    """The numbers of the classes in their order; of very many the largest, a gap (None), and the smallest."""
    if len(balance.classes) <= MOST_ROWS:
        return list(range(len(balance.classes)))
    by_size = sorted(range(len(balance.classes)), key=lambda each: -balance.train[each])
    return [*by_size[:SHOWN_ENDS], None, *by_size[-SHOWN_ENDS:]]


def _facts(report: DataReport) -> Iterator[tuple[str | Message, str | Message]]:
    """What was measured: a label and its value."""
    pixels = report.pixels
    yield QT_TRANSLATE_NOOP("CommandLine", "mean per channel"), ", ".join(f"{each:.4f}" for each in pixels.mean)
    yield QT_TRANSLATE_NOOP("CommandLine", "deviation per channel"), ", ".join(f"{each:.4f}" for each in pixels.deviation)
    levels = QT_TRANSLATE_NOOP("CommandLine", "{low} to {high}, {levels} different values")
    yield (
        QT_TRANSLATE_NOOP("CommandLine", "pixels"),
        Message.of(levels, low=pixels.low, high=pixels.high, levels=pixels.levels),
    )
    if report.balance is not None and report.targets is None:
        yield QT_TRANSLATE_NOOP("CommandLine", "baseline"), _baseline(report.balance)
    if report.targets is not None and report.targets.baseline is not None:
        yield QT_TRANSLATE_NOOP("CommandLine", "baseline"), report.targets.baseline
    yield QT_TRANSLATE_NOOP("CommandLine", "same images"), _duplicates_text(report.exact, report.names)
    not_searched = QT_TRANSLATE_NOOP("CommandLine", "not looked for: the images are too many")
    yield (
        QT_TRANSLATE_NOOP("CommandLine", "similar images"),
        not_searched if report.near is None else _duplicates_text(report.near, report.names),
    )


def _baseline(balance: ClassBalance) -> Message:
    always = QT_TRANSLATE_NOOP("CommandLine", "always guessing {name} is right for {share:.1%} of the {split} images")
    for split in ("test", "val", "train"):
        share = balance.majority_accuracy(split)
        if share is not None:
            return Message.of(always, name=balance.classes[balance.largest], share=share, split=SPLIT_TITLES[split])
    return Message.verbatim("")


def _duplicates_text(found: Duplicates, names: Mapping[Place, str]) -> str | Message:
    """How many repeats there are, and where the first of them are."""
    if not found.total:
        return QT_TRANSLATE_NOOP("CommandLine", "none")
    one = QT_TRANSLATE_NOOP("CommandLine", "1 repeat: {places}")
    several = QT_TRANSLATE_NOOP("CommandLine", "{count:,} repeats, such as {places}")
    places = " = ".join(names.get(place, f"{place[0]} {place[1]}") for place in found.examples[0])
    return Message.of(one if found.total == 1 else several, count=found.total, places=places)
