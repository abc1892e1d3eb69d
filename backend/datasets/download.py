"""Downloads with progress and checksums that can be cancelled and never leave a partial file."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from backend.datasets.base import Cancel, DataError, check_cancelled
from builder.common.errors import ConvasError, os_error_reason
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.progress import Progress

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
    """Files that belong together. `mirrors` are URLs to which a file's name is appended, tried in order."""

    title: str | Message
    files: tuple[RemoteFile, ...]
    mirrors: tuple[str, ...]


def fetch(source: Published, folder: Path, progress: Progress, cancelled: Cancel) -> None:
    """Download the files of `source` that `folder` lacks. Raises :class:`DataError` and :class:`DataCancelled`.

    Each file is written under a temporary name and renamed once its checksum is right.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        unmade = QT_TRANSLATE_NOOP("Data", "The folder for downloads, {folder}, cannot be made: {reason}.")
        raise DataError(unmade, folder=folder, reason=os_error_reason(error)) from error
    text = Message.of(QT_TRANSLATE_NOOP("Data", "Downloading {data}"), data=source.title)
    total, done = sum(file.bytes for file in source.files), 0
    for file in source.files:
        check_cancelled(cancelled)
        if not (folder / f"{file.name}.gz").is_file():
            meter = _Meter(text=text, before=done, size=file.bytes, whole=total, progress=progress, cancelled=cancelled)
            _download_from_any(source, file, folder, meter)
        done += file.bytes
    progress(text, total, total)


@dataclass(slots=True, kw_only=True)
class _Meter:
    """Takes the place of a progress bar in pooch, which calls it for each chunk; that is where a download is cancelled."""

    text: Message
    before: int
    size: int
    whole: int
    progress: Progress
    cancelled: Cancel
    here: int = 0
    total: int = 0  # set by pooch

    def update(self, size: int) -> None:
        """Count `size` more bytes."""
        check_cancelled(self.cancelled)
        self.here += size
        self.progress(self.text, self.before + min(self.here, self.size), self.whole)

    def reset(self) -> None:
        """Begin to count again."""
        self.here = 0

    def close(self) -> None:
        """Nothing is left to do at the end of a file."""


def _download_from_any(source: Published, file: RemoteFile, folder: Path, meter: _Meter) -> None:
    """Try the mirrors in turn; raises :class:`DataError` where none gives the file, and :class:`DataCancelled`."""
    failures: list[Message] = []
    for mirror in source.mirrors:
        check_cancelled(meter.cancelled)
        meter.reset()
        try:
            _download(f"{mirror.rstrip('/')}/{file.name}.gz", file, folder, meter)
        except _Failed as error:
            failures.append(error.message)
        else:
            return
    raise DataError(
        QT_TRANSLATE_NOOP(
            "Data",
            "{data} could not be downloaded ({failures}). Go online and try again, put {file}.gz and the other "
            "files into {folder}, or choose digits, which need no download.",
        ),
        data=source.title,
        failures=failures,
        file=file.name,
        folder=folder,
    )


class _Failed(ConvasError):
    """One mirror did not give the file."""


def _download(url: str, file: RemoteFile, folder: Path, meter: _Meter) -> None:
    """Download one file and check it; raises :class:`_Failed` and :class:`DataError`, and pooch passes on DataCancelled."""
    import pooch  # late: seconds of imports that are rarely needed
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
        raise _Failed(QT_TRANSLATE_NOOP("Data", "{host} refuses: {reason}"), host=host, reason=str(error)) from error
    except requests.exceptions.ChunkedEncodingError as error:
        raise _Failed(QT_TRANSLATE_NOOP("Data", "{host} broke off in the middle"), host=host) from error
    except requests.exceptions.Timeout as error:
        raise _Failed(QT_TRANSLATE_NOOP("Data", "{host} does not answer"), host=host) from error
    except requests.exceptions.RequestException as error:
        raise _Failed(QT_TRANSLATE_NOOP("Data", "{host} cannot be reached"), host=host) from error
    except ValueError as error:
        raise _Failed(QT_TRANSLATE_NOOP("Data", "what {host} sent has the wrong checksum"), host=host) from error
    except OSError as error:
        unwritten = QT_TRANSLATE_NOOP("Data", "{file} cannot be written: {reason}.")
        raise DataError(unwritten, file=folder / f"{file.name}.gz", reason=os_error_reason(error)) from error
