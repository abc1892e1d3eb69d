"""All data sets by name. Every module with ``SOURCES`` in this folder and in that of downloads is found automatically."""

from __future__ import annotations

import difflib
import importlib
import os
import pkgutil
from functools import cache
from pathlib import Path

from backend.datasets.base import DataError, DataSource
from backend.datasets.own.arrays.numpy_source import ARRAY_ENDINGS, ArraySource
from backend.datasets.own.folders.class_folders import FolderSource
from backend.datasets.own.masks.paired_folders import MaskFolderSource
from backend.datasets.own.masks.pairing import looks_like_masks
from backend.datasets.own.tables.csv_source import TABLE_ENDINGS, TableSource
from builder.common.messages import QT_TRANSLATE_NOOP, Message

DEFAULT = "digits"


def sources() -> dict[str, DataSource]:
    """The data sets that have a name, the one to begin with first."""
    return dict(_find_sources())


@cache
def _find_sources() -> tuple[tuple[str, DataSource], ...]:
    packages = [importlib.import_module(name) for name in ("backend.datasets", "backend.datasets.downloads")]
    names = (f"{package.__name__}.{entry.name}" for package in packages for entry in pkgutil.iter_modules(package.__path__))
    modules = map(importlib.import_module, names)
    found: list[DataSource] = [each for module in modules for each in getattr(module, "SOURCES", ())]
    found.sort(key=lambda each: (each.name != DEFAULT, each.name))
    return tuple((each.name, each) for each in found)


def source(name: str | os.PathLike[str]) -> DataSource:
    """The data set with this name, or what lies at this path, by what is there; raises :class:`DataError`."""
    known = sources()
    text = os.fspath(name)
    if text.strip().casefold() in known:
        return known[text.strip().casefold()]
    path = Path(text).expanduser()
    if text.strip() and path.is_dir():
        whole = os.path.abspath(path)  # noqa: PTH100 - links keep their name
        return MaskFolderSource(whole) if looks_like_masks(path) else FolderSource(whole)
    if text.strip() and path.is_file() and path.suffix.casefold() in TABLE_ENDINGS:
        return TableSource(os.path.abspath(path))  # noqa: PTH100 - links keep their name
    if text.strip() and path.is_file() and path.suffix.casefold() in ARRAY_ENDINGS:
        return ArraySource(os.path.abspath(path))  # noqa: PTH100 - links keep their name
    raise DataError(_unknown(text, path, list(known)))


def _unknown(text: str, path: Path, known: list[str]) -> Message:
    if path.is_file():
        file = QT_TRANSLATE_NOOP(
            "Data",
            "{name} is a file that holds no data set: a folder with one folder of images for each class is needed, a folder "
            "of images and one of masks, a table (.csv), or arrays (.npz, .npy).",
        )
        return Message.of(file, name=text)
    if os.sep in text or text.startswith(("~", ".")):
        return Message.of(QT_TRANSLATE_NOOP("Data", "There is no folder {name}."), name=text)
    near = difflib.get_close_matches(text.casefold(), known, n=1)
    if near:
        similar = QT_TRANSLATE_NOOP(
            "Data",
            "There is no data set {name!r}. Did you mean {near}? There are {known}, and any folder of images by its path.",
        )
        return Message.of(similar, name=text, near=near[0], known=", ".join(known))
    unknown = QT_TRANSLATE_NOOP(
        "Data", "There is no data set {name!r}. There are {known}, and any folder of images by its path."
    )
    return Message.of(unknown, name=text, known=", ".join(known))
