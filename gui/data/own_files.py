"""Data that lie at a path: what can be dropped and opened, and which of it asks for columns."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from backend.datasets.own.arrays.numpy_source import ARRAY_ENDINGS
from backend.datasets.own.tables.csv_source import TABLE_ENDINGS


def is_table(path: str) -> bool:
    """Whether there is a table at `path`."""
    return Path(path).suffix.casefold() in TABLE_ENDINGS and Path(path).is_file()


def dropped_data(event: QDragEnterEvent | QDropEvent) -> str | None:
    """The folder, table or NumPy file that is dragged; None for anything else, and for several things."""
    urls = event.mimeData().urls()
    path = Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
    if path is None or not (path.is_dir() or path.suffix.casefold() in (*TABLE_ENDINGS, *ARRAY_ENDINGS)):
        return None
    return str(path)


def file_filter() -> str:
    """The files that a dialog offers."""
    endings = " ".join(f"*{ending}" for ending in (*TABLE_ENDINGS, *ARRAY_ENDINGS))
    return QCoreApplication.translate("DataView", "Tables and NumPy files ({0})").format(endings)
