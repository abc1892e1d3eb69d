"""A look at a table before it is used: first rows, what each column is taken for, and what that would teach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from backend.datasets.base import Cancel, DataError, never, quiet
from backend.datasets.own.folders.picture_paths import PictureFinder
from backend.datasets.own.folders.walking import name_list, printable
from backend.datasets.own.tables.column_roles import IGNORED, why_not_roles
from backend.datasets.own.tables.column_targets import TableColumns
from backend.datasets.own.tables.csv_source import TableSource, roles_in
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.progress import Progress
from builder.tasks.base import Target

FIRST_ROWS, TRIED = 5, 50
"""How many rows are shown, and of how many rows the image is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePreview:
    """The columns with their roles and first cells; `problem` says why they cannot be used, `teaches` what they teach."""

    columns: tuple[str, ...]
    roles: Mapping[str, str]
    first: tuple[tuple[str, ...], ...]
    rows: int
    header: bool
    problem: Message | None
    teaches: tuple[Message, ...] = ()


def preview_table(source: TableSource, progress: Progress = quiet, cancelled: Cancel = never) -> TablePreview:
    """The table of `source`, read as its options say. Raises :class:`DataError` for what is no table, DataCancelled."""
    table = source.read(cancelled)
    finder = PictureFinder(source.folder, progress, cancelled)
    chosen = source.options.columns
    roles = {name: str(chosen.get(name, IGNORED)) for name in table.columns} if chosen else roles_in(table, finder)
    problem = why_not_roles(roles)
    teaches: tuple[Message, ...] = ()
    if problem is None:
        columns = TableColumns(table, roles)
        problem = _why_no_images(columns, finder)
        try:
            teaches = tuple(_sentence(target) for target in columns.targets().values())
        except DataError as error:
            problem = error.message
    return TablePreview(
        columns=table.columns,
        roles=roles,
        first=table.rows[:FIRST_ROWS],
        rows=len(table),
        header=table.header,
        problem=problem,
        teaches=teaches or (Message.of(QT_TRANSLATE_NOOP("Data", "No column is learned: the images alone can be.")),),
    )


def _why_no_images(columns: TableColumns, finder: PictureFinder) -> Message | None:
    paths = columns.paths
    tried = paths[:: max(1, len(paths) // TRIED)]
    if any(finder.find(cell) for cell in tried):
        return None
    if not tried:
        return Message.of(QT_TRANSLATE_NOOP("Data", "The table holds no rows."))
    gone = QT_TRANSLATE_NOOP("Data", "There is no image {name} below {folder}. Choose the folder that the paths begin at.")
    return Message.of(gone, name=tried[0], folder=printable(finder.folder))


def _sentence(target: Target) -> Message:
    template = QT_TRANSLATE_NOOP("Data", "{task}: {count:,} ({names}).")
    return Message.of(template, task=target.title, count=len(target.names), names=name_list(target.names))
