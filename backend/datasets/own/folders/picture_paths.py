"""From cells of a table to image files: as paths, without their ending, or by name wherever they lie below a folder."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from backend.datasets.base import Cancel, DataError, never, quiet
from backend.datasets.images.readable_formats import readable_endings
from backend.datasets.own.folders.walking import FolderWalk
from builder.common.progress import Progress

MOST_ENTRIES = 500_000
"""Names are looked for below a folder only where it holds no more."""

USUAL_ENDINGS = (".jpg", ".png", ".jpeg", ".tif", ".bmp", ".webp")


@dataclass(slots=True)
class PictureFinder:
    """Finds files for cells, first as paths from `folder`, then by name below it."""

    folder: Path
    progress: Progress = quiet
    cancelled: Cancel = never
    _by_name: dict[str, str | None] | None = field(default=None)

    def find(self, cell: str, *, anywhere: bool = True) -> str | None:
        """The path of the image that `cell` names; None where there is none, or where a bare name fits several.

        With `anywhere` the folders below are searched once for all names. Raises :class:`DataCancelled`.
        """
        inside = cell.strip().replace("\\", "/")
        if not inside or "\0" in inside or "://" in inside:
            return None
        path = os.path.join(self.folder, inside)  # noqa: PTH118 - many files
        known = os.path.splitext(inside)[1].casefold() in readable_endings()  # noqa: PTH122 - many files
        for ending in ("",) if known else ("", *USUAL_ENDINGS):
            if os.path.isfile(path + ending) and (ending or known):  # noqa: PTH113 - many files
                return os.path.normpath(path + ending)
        if not anywhere:
            return None
        names = self._names()
        name = inside.rpartition("/")[2]
        return names.get(name.casefold()) or (None if known else names.get(f"{name.casefold()}."))

    def _names(self) -> dict[str, str | None]:
        """Path by name, and by name without ending and a point; None for names that several files have."""
        if self._by_name is None:
            self._by_name = {}
            for path in self._below():
                name = os.path.basename(path).casefold()  # noqa: PTH119 - many files
                for key in (name, f"{os.path.splitext(name)[0]}."):  # noqa: PTH122 - many files
                    self._by_name[key] = None if key in self._by_name else path
        return self._by_name

    def _below(self) -> tuple[str, ...]:
        try:
            return FolderWalk(self.progress, self.cancelled, most=MOST_ENTRIES).images_below(self.folder)
        except DataError:
            return ()
