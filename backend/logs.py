"""The log: one file for each process in CONVAS_HOME/logs, made when the first record is written.

Messages to people are not logged; bugs are, with their tracebacks, and so are the records of child processes, which hand
them to the process that started them. Nothing here raises: a disk that cannot be written leaves the program as it is.
"""

from __future__ import annotations

import datetime
import logging
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from backend.paths import data_folder, home

MOST_FILES = 20
MOST_BYTES = 20 * 2**20
"""How much all files may hold together; the oldest are deleted first."""

LARGEST_FILE = 4 * 2**20
"""Bytes after which a process writes no more: a record that repeats so often adds nothing."""

OUR_LOGGERS = ("builder", "backend", "gui", "main", "child")
LINE = "%(asctime)s %(levelname)s %(name)s [%(threadName)s] %(message)s"


def folder() -> Path:
    """Where the logs are; it may not exist yet."""
    return home() / "logs"


class LogFile(logging.Handler):
    """Writes records to a file of its own in the folder of logs, made at the first record.

    `role` is part of its name. Private folders are written as :func:`hide_folders` does, since logs are sent to others.
    """

    def __init__(self, role: str) -> None:
        super().__init__(logging.INFO)
        self.role = role
        self.path: Path | None = None
        self._written = 0
        self.setFormatter(logging.Formatter(LINE))

    def emit(self, record: logging.LogRecord) -> None:
        """Append one record; a record that cannot be written is dropped."""
        with suppress(OSError, ValueError, RuntimeError):  # RuntimeError: a home folder that is not known
            text = hide_folders(self.format(record)) + "\n"
            if self.path is None:
                self.path = _new_path(self.role)
                text = f"{environment()}\n{text}"
            if self._written < LARGEST_FILE:
                with self.path.open("a", encoding="utf-8", errors="backslashreplace") as file:
                    self._written += file.write(text)


@contextmanager
def logging_to_file(role: str) -> Iterator[LogFile]:
    """While it lasts, records of this process go to a file: ours from INFO on, those of libraries from WARNING on."""
    handler = LogFile(role)
    root = logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in OUR_LOGGERS}
    for name in OUR_LOGGERS:
        logging.getLogger(name).setLevel(logging.INFO)
    root.addHandler(handler)
    try:
        yield handler
    finally:
        root.removeHandler(handler)
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)


def environment() -> str:
    """Versions and platform in one line, for logs and reports. Libraries are named only when they are loaded."""
    import importlib.metadata  # late: it brings the email package, and the window's start needs neither

    try:
        own = importlib.metadata.version("convas")
    except importlib.metadata.PackageNotFoundError:
        own = "(not installed)"
    loaded = [f"{name} {sys.modules[name].__version__}" for name in ("torch", "PySide6", "numpy") if name in sys.modules]
    return ", ".join([f"Convas {own}", f"Python {platform.python_version()}", *loaded, platform.platform()])


def details(traceback: str) -> str:
    """A report to send to others: versions, platform and traceback, without the names of private folders."""
    return hide_folders(f"{environment()}\n\n{traceback.strip()}\n")


def hide_folders(text: str) -> str:
    """The text with CONVAS_DATA, CONVAS_HOME and the home folder written as $CONVAS_DATA, $CONVAS_HOME and ~."""
    folders = {"$CONVAS_DATA": data_folder(), "$CONVAS_HOME": home(), "~": _person_home()}
    spellings = {
        spelling: name for name, path in folders.items() if path is not None for spelling in {str(path), str(path.absolute())}
    }
    for spelling in sorted(spellings, key=len, reverse=True):  # the longest first: one folder may be in another
        if len(spelling) > len(os.sep):
            text = text.replace(spelling, spellings[spelling])
    return text


def _person_home() -> Path | None:
    with suppress(RuntimeError):
        return Path.home()
    return None


def _new_path(role: str) -> Path:
    """The path of a new log, in a folder that has room for it; raises OSError."""
    place = folder()
    place.mkdir(parents=True, exist_ok=True)
    _delete_oldest(place)
    return place / f"{datetime.datetime.now():%Y%m%d-%H%M%S}-{role}-{os.getpid()}.log"


def _delete_oldest(place: Path) -> None:
    """Leave room for one more file."""
    total = LARGEST_FILE
    newest_first = sorted(place.glob("*.log"), key=lambda path: path.name, reverse=True)
    for count, path in enumerate(newest_first, start=1):
        with suppress(OSError):
            total += path.stat().st_size
            if count >= MOST_FILES or total > MOST_BYTES:
                path.unlink()
