"""A CSV table of image files as a data set: a class, labels or numbers for each, by the columns that a person chooses."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Literal, Self

import numpy as np

from backend.datasets.base import SPLITS, Cancel, DataError, DatasetInfo, Images, LoadedData, Size, never, quiet
from backend.datasets.images.picture_reader import PictureReader, relative_name
from backend.datasets.images.picture_sample import PictureSample, sample_pictures
from backend.datasets.notes import NOTES
from backend.datasets.own.folders.class_folders import class_notes
from backend.datasets.own.folders.picture_paths import PictureFinder
from backend.datasets.own.folders.walking import printable
from backend.datasets.own.path_source import PathSource
from backend.datasets.own.tables.column_roles import check_roles, find_roles, why_not_roles
from backend.datasets.own.tables.column_targets import TableColumns, TargetRows
from backend.datasets.own.tables.delimited_text import Table, line_list, read_table
from builder.common.fields import FieldError, Fields, param, value_text
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.progress import Progress
from builder.tasks.base import Target
from builder.tasks.classification import Classes

TABLE_ENDINGS = (".csv", ".tsv", ".tab", ".txt")


class TableOptions(Fields):
    """How a table is read."""

    place: ClassVar = "data.options"

    columns: dict[str, Any] = param(
        {},
        label=QT_TRANSLATE_NOOP("Data", "Columns"),
        doc=QT_TRANSLATE_NOOP("Data", "What each column is taken for; without an entry they are found from names and cells."),
    )
    header: Literal["auto", "yes", "no"] = param(
        "auto",
        label=QT_TRANSLATE_NOOP("Data", "Header"),
        doc=QT_TRANSLATE_NOOP("Data", "Whether the first row names the columns."),
    )
    folder: str = param(
        "",
        label=QT_TRANSLATE_NOOP("Data", "Folder of the images"),
        doc=QT_TRANSLATE_NOOP("Data", "Where the files lie that the table names; empty for the folder of the table."),
    )


@dataclass(frozen=True, slots=True)
class TableSource(PathSource):
    """The images that the table at the path of this source names."""

    options: TableOptions = field(default_factory=TableOptions)

    options_class: ClassVar = TableOptions

    @property
    def folder(self) -> Path:
        """Where paths of the table begin."""
        return Path(os.path.join(Path(self.name).parent, self.options.folder))  # noqa: PTH118 - an absolute one replaces

    def info(self) -> DatasetInfo:
        """What the columns teach, by all rows; a size and colours by the heads of some images."""
        return self.look()

    def look(self, progress: Progress = quiet, cancelled: Cancel = never) -> DatasetInfo:
        """As :meth:`info`; raises :class:`DataCancelled`."""
        columns = self.columns(progress, cancelled)
        return self._info(columns, self._sample(columns, PictureFinder(self.folder, progress, cancelled)))

    def ready(self) -> bool:
        """Whether the table is there."""
        return Path(self.name).is_file()

    def files(self) -> Mapping[str, Path]:
        """The table, and the images that it names."""
        finder = PictureFinder(self.folder)
        found = filter(None, (finder.find(cell) for cell in self.columns().paths))
        return {Path(self.name).name: Path(self.name)} | {relative_name(path, self.folder): Path(path) for path in found}

    def option_values(self) -> dict[str, Any]:
        """The fields that differ from the defaults."""
        usual = TableOptions().record()
        return {name: value for name, value in self.options.record().items() if value != usual[name]}

    def with_options(self, options: Mapping[str, Any], *, seed: int = 0) -> Self:
        """The table read as `options` say (fields of TableOptions); raises :class:`DataError` with the field."""
        del seed
        try:
            return type(self)(self.name, TableOptions(**options))
        except FieldError as error:
            raise DataError(
                QT_TRANSLATE_NOOP("Data", "{place}: {expected}, not {value}"),
                place=f"{Path(self.name).name}.{error.field}",
                expected=error.expected,
                value=value_text(error.value),
            ) from error

    def read(self, cancelled: Cancel = never) -> Table:
        """The table itself; raises :class:`DataError`."""
        return _read(Path(self.name), self.options.header, cancelled)

    def columns(self, progress: Progress = quiet, cancelled: Cancel = never) -> TableColumns:
        """The table with the roles of its columns, chosen or found. Raises :class:`DataError` and :class:`DataCancelled`."""
        table = self.read(cancelled)
        if not len(table):
            raise DataError(QT_TRANSLATE_NOOP("Data", "{file} holds no rows."), file=printable(self.name))
        if self.options.columns:
            return TableColumns(table, check_roles(table.columns, self.options.columns))
        finder = PictureFinder(self.folder, progress, cancelled)
        roles = roles_in(table, finder)
        problem = why_not_roles(roles)
        if problem is not None:
            none = QT_TRANSLATE_NOOP("Data", "{file}: {problem} No cell is the path of an image below {folder}.")
            raise DataError(none, file=printable(self.name), problem=problem, folder=printable(self.folder))
        return TableColumns(table, roles)

    def _load(
        self,
        size: Size | None,
        progress: Progress,
        cancelled: Cancel,
        *,
        target: Target | None = None,
        fit: str = "letterbox",
    ) -> LoadedData:
        columns = self.columns(progress, cancelled)
        finder = PictureFinder(self.folder, progress, cancelled)
        sample = self._sample(columns, finder)
        info = self._info(columns, sample)
        kind = info.target(None if target is None else target.kind).kind
        paths, rows = [finder.find(cell) or "" for cell in columns.paths], TargetRows(columns)
        targets, splits = rows.read(kind), np.array(rows.splits())
        notes = [*_path_notes(columns, paths), *rows.notes]
        keep = rows.keep & np.array([bool(path) for path in paths])
        wanted = size or info.input_shape
        reader = PictureReader(self.folder, wanted, int(keep.sum()), progress, cancelled, fit=fit, earlier=self.rule)
        reader.measure(path for path, kept in zip(paths, keep, strict=True) if kept)
        own, every = {}, rows.strata()
        for split in SPLITS:
            chosen = np.flatnonzero(keep & (splits == split))
            images, kept = reader.read([paths[row] for row in chosen])
            chosen, names = chosen[kept], tuple(relative_name(paths[row], self.folder) for row in chosen[kept])
            if len(chosen):
                strata = every[chosen]
                own[split] = Images(images, strata if kind == Classes.kind else targets[chosen], strata, names)
        reader.finish()
        notes.extend((*info.unused, *columns.table.notes, *reader.notes(sample)))
        if "train" not in own:
            none = QT_TRANSLATE_NOOP("Data", "No row of {file} can be learned from. {why}")
            raise DataError(none, file=printable(self.name), why=notes)
        if info.classes:
            notes.extend(class_notes(info.classes, {split: part.per_class(len(info.classes)) for split, part in own.items()}))
        return LoadedData(
            info,
            own["train"],
            val=own.get("val"),
            test=own.get("test"),
            rule={**reader.rule(), "columns": dict(columns.roles)},
            notes=tuple(notes),
            location=self.name,
        )

    def _sample(self, columns: TableColumns, finder: PictureFinder) -> PictureSample:
        cells = columns.paths
        found = [finder.find(cell) for cell in cells[:: max(1, len(cells) // 200)]]
        return sample_pictures([[path for path in found if path]], self.folder)

    def _info(self, columns: TableColumns, sample: PictureSample) -> DatasetInfo:
        splits = columns.splits()
        counts = {split: splits.count(split) for split in SPLITS if split in splits}
        targets = columns.targets()
        return DatasetInfo(
            name=self.name,
            title=Path(self.name).name,
            description=Message.of(
                QT_TRANSLATE_NOOP("Data", "{total:,} rows of the table {file}."),
                total=len(columns.table),
                file=printable(self.name),
            ),
            input_shape=sample.input_shape,
            classes=columns.classes(),
            counts=counts,
            targets=targets,
            unused=() if self.options.columns else columns.unused(),
        )


def roles_in(table: Table, finder: PictureFinder) -> dict[str, str]:
    """What the columns are taken for; folders are searched for files only where no path fits."""
    roles = find_roles(table, lambda cell: finder.find(cell, anywhere=False) is not None)
    return roles if why_not_roles(roles) is None else find_roles(table, lambda cell: finder.find(cell) is not None)


def _path_notes(columns: TableColumns, paths: list[str]) -> Iterator[Message]:
    """Rows whose image is not there, and files that several rows name."""
    gone = [row for row, path in enumerate(paths) if not path]
    if gone:
        lines, first = line_list([columns.table.lines[row] for row in gone]), columns.paths[gone[0]]
        yield Message.of(NOTES["rows-without-file"], count=len(gone), rows=lines, name=first or "-")
    there = [path for path in paths if path]
    if len(set(there)) < len(there):
        yield Message.of(NOTES["files-in-several-rows"], count=len(there) - len(set(there)))


def _read(path: Path, header: str, cancelled: Cancel) -> Table:
    """The table, read again only when the file has changed."""
    try:
        status = path.stat()
    except OSError:
        return read_table(path, header=header, cancelled=cancelled)  # says what is wrong
    key = (str(path), header, status.st_size, status.st_mtime_ns)
    known = _KNOWN.get(key)
    if known is None:
        known = read_table(path, header=header, cancelled=cancelled)
        _KNOWN.clear()
        _KNOWN[key] = known
    return known


_KNOWN: dict[tuple[str, str, int, int], Table] = {}
"""The table that was read last, by path, header, size and time."""
