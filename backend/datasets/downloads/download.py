"""Downloads of published files: room on the disk, one process at a time, several servers, and reasons in words."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from backend.datasets.base import Cancel, DataError, check_cancelled
from backend.datasets.downloads.publication import Published, RemoteFile
from backend.datasets.downloads.transfer import TransferFailed, download_file, part_size
from backend.datasets.time_left import with_time_left
from builder.common.errors import os_error_reason
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.progress import Progress
from builder.common.quantities import bytes_text

MARGIN = 20_000_000
"""How many bytes must stay free on the disk."""

LOCK_SECONDS = 0.2
LOCK_NAME = ".downloading.lock"

FreeBytes = Callable[[Path], int]
"""How many bytes may still be written into a folder."""


def free_bytes(folder: Path) -> int:
    """How many bytes are free on the disk of `folder`; raises OSError."""
    return shutil.disk_usage(folder).free


def fetch(
    source: Published, files: Iterable[RemoteFile], progress: Progress, cancelled: Cancel, *, free: FreeBytes = free_bytes
) -> None:
    """Download those of `files` that the folder for downloads lacks. Raises :class:`DataError` and :class:`DataCancelled`.

    A file appears under its name only once its checksum is right; what has come of it stays as ``.part`` and is gone on
    with next time. Another process that downloads into the same folder is waited for.
    """
    folder = source.downloads()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _sole_use(folder, source, progress, cancelled):
            wanted = [file for file in files if not (folder / file.name).is_file()]
            _check_room(source, wanted, free)
            _fetch_all(source, wanted, with_time_left(progress), cancelled)
    except OSError as error:
        unmade = QT_TRANSLATE_NOOP("Data", "The folder for downloads, {folder}, cannot be used: {reason}.")
        raise DataError(unmade, folder=folder, reason=os_error_reason(error)) from error


@contextmanager
def _sole_use(folder: Path, source: Published, progress: Progress, cancelled: Cancel) -> Iterator[None]:
    """Keep other processes (and threads) from downloading into `folder` until the block ends; raises DataCancelled."""
    from filelock import FileLock, Timeout  # late: rarely needed

    waiting = Message.of(QT_TRANSLATE_NOOP("Data", "Waiting for another download of {data} to end"), data=source.title)
    lock = FileLock(folder / LOCK_NAME)
    while True:
        check_cancelled(cancelled)
        try:
            lock.acquire(timeout=LOCK_SECONDS)
            break
        except Timeout:
            progress(waiting, 0, 0)
    try:
        yield
    finally:
        lock.release()


def _check_room(source: Published, files: list[RemoteFile], free: FreeBytes) -> None:
    """Raise :class:`DataError` before the first byte where the disk cannot hold the files."""
    folder = source.downloads()
    needed = sum(max(0, file.bytes - part_size(folder / file.name)) for file in files)
    there = free(folder)
    if needed and there < needed + MARGIN:
        raise DataError(
            QT_TRANSLATE_NOOP(
                "Data",
                "{data} needs {needed} in {folder}, and {there} are free there. Make room on that disk, or let CONVAS_HOME "
                "name a folder on another one.",
            ),
            data=source.title,
            needed=bytes_text(needed + MARGIN),
            folder=folder,
            there=bytes_text(there),
        )


def _fetch_all(source: Published, files: list[RemoteFile], progress: Progress, cancelled: Cancel) -> None:
    total, done = sum(file.bytes for file in files), 0
    text = Message.of(QT_TRANSLATE_NOOP("Data", "Downloading {data}"), data=source.title)
    for file in files:
        check_cancelled(cancelled)
        _fetch_from_any(source, file, _Report(text, done, total, progress), cancelled)
        done += file.bytes
    progress(text, total, total)


@dataclass(frozen=True, slots=True)
class _Report:
    """Progress of one file as a part of all."""

    text: Message
    before: int
    whole: int
    progress: Progress

    def __call__(self, done: int) -> None:
        self.progress(self.text, self.before + done, self.whole)


def _fetch_from_any(source: Published, file: RemoteFile, report: _Report, cancelled: Cancel) -> None:
    """Try the mirrors in turn; raises :class:`DataError` where none gives the file, and :class:`DataCancelled`."""
    failures: list[TransferFailed] = []
    for mirror in source.mirrors:
        check_cancelled(cancelled)
        try:
            download_file(f"{mirror.rstrip('/')}/{file.name}", file, source.downloads() / file.name, report, cancelled)
        except TransferFailed as error:
            failures.append(error)
        else:
            return
    raise DataError(_why(source, file, failures))


def _why(source: Published, file: RemoteFile, failures: list[TransferFailed]) -> Message:
    """One sentence for all mirrors, each with its reason, and what would help."""
    values = {
        "data": source.title,
        "file": file.name,
        "failures": [failure.message for failure in failures],
        "folder": source.downloads(),
    }
    if all(failure.unreachable for failure in failures):
        offline = QT_TRANSLATE_NOOP(
            "Data",
            "{data} could not be downloaded: there seems to be no connection to the internet ({failures}). Go online and "
            "try again, put {file} and the files that belong to it into {folder}, or choose Digits or Shapes, which need none.",
        )
        return Message.of(offline, **values)
    if not file.confirmed and sum(failure.wrong_content for failure in failures) == len(failures):
        doubtful = QT_TRANSLATE_NOOP(
            "Data",
            "{data} could not be downloaded: {file} is not what it should be ({failures}). Its size and checksum were "
            "taken from public lists and never confirmed by a download, so they may be wrong here. You can put the file "
            "into {folder} by hand, or choose Digits or Shapes, which need none.",
        )
        return Message.of(doubtful, **values)
    failed = QT_TRANSLATE_NOOP(
        "Data",
        "{data} could not be downloaded: no server gives {file} ({failures}). Try again later, put it and the files that "
        "belong to it into {folder}, or choose Digits or Shapes, which need none.",
    )
    return Message.of(failed, **values)
