"""Downloads with progress and checksum that can be given up, and never leave half a file behind."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from backend.datasets.base import Cancel, DataError, Progress, check

CHUNK = 64 * 1024
CONNECT_SECONDS, READ_SECONDS = 5.0, 15.0


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """One published file: its name without ``.gz``, and size and checksum (``sha256:...``) of its ``.gz``."""

    name: str
    bytes: int
    checksum: str


@dataclass(frozen=True, slots=True)
class Published:
    """Files that belong together. `mirrors` are addresses to which a file's name is appended, tried in order."""

    title: str
    files: tuple[RemoteFile, ...]
    mirrors: tuple[str, ...]


def fetch(source: Published, folder: Path, progress: Progress, cancelled: Cancel) -> None:
    """Download the files of `source` that `folder` lacks. Raises :class:`DataError` and :class:`Cancelled`.

    Each file is written beside its place and moved there once its checksum is right.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(f"The folder for downloads cannot be made: {error}.") from error
    total, done = sum(file.bytes for file in source.files), 0
    for file in source.files:
        check(cancelled)
        if not (folder / f"{file.name}.gz").is_file():
            meter = _Meter(f"Downloading {source.title}", done, file.bytes, total, progress, cancelled)
            _from_any(source, file, folder, meter)
        done += file.bytes
    progress(f"Downloading {source.title}", total, total)


@dataclass(slots=True)
class _Meter:
    """What pooch takes for a progress bar: it is told of each chunk, and that is where giving up is heard."""

    text: str
    before: int
    size: int
    whole: int
    progress: Progress
    cancelled: Cancel
    here: int = 0
    total: int = 0  # set by pooch

    def update(self, size: int) -> None:
        """Count `size` more bytes."""
        check(self.cancelled)
        self.here += size
        self.progress(self.text, self.before + min(self.here, self.size), self.whole)

    def reset(self) -> None:
        """Begin to count again."""
        self.here = 0

    def close(self) -> None:
        """Nothing is left to do at the end of a file."""


def _from_any(source: Published, file: RemoteFile, folder: Path, meter: _Meter) -> None:
    failures = []
    for mirror in source.mirrors:
        check(meter.cancelled)
        meter.reset()
        try:
            _from_one(f"{mirror.rstrip('/')}/{file.name}.gz", file, folder, meter)
        except _Failed as error:
            failures.append(str(error))
        else:
            return
    tried = "; ".join(failures)
    raise DataError(
        f"{source.title} could not be downloaded ({tried}). Go online and try again, put {file.name}.gz and the other "
        f"files into {folder}, or choose digits, which need no download."
    )


class _Failed(RuntimeError):
    """One mirror did not give the file."""


def _from_one(url: str, file: RemoteFile, folder: Path, meter: _Meter) -> None:
    import pooch
    import requests

    pooch.get_logger().setLevel(logging.WARNING)
    host = url.split("/")[2]
    downloader = pooch.HTTPDownloader(
        progressbar=meter,
        chunk_size=CHUNK,
        timeout=(CONNECT_SECONDS, READ_SECONDS),
        headers={"Accept-Encoding": "identity"},  # or requests would unzip what the checksum is for
    )
    try:
        pooch.retrieve(url, known_hash=file.checksum, fname=f"{file.name}.gz", path=folder, downloader=downloader)
    except requests.exceptions.HTTPError as error:
        raise _Failed(f"{host} refuses: {error}") from error
    except requests.exceptions.ChunkedEncodingError as error:
        raise _Failed(f"{host} broke off in the middle") from error
    except requests.exceptions.Timeout as error:
        raise _Failed(f"{host} does not answer") from error
    except requests.exceptions.RequestException as error:
        raise _Failed(f"{host} cannot be reached") from error
    except ValueError as error:
        raise _Failed(f"what {host} sent has the wrong checksum") from error
    except OSError as error:
        raise DataError(f"{folder / file.name}.gz cannot be written: {error.strerror or error}.") from error
