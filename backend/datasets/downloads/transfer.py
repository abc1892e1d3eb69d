"""Brings one published file from one server: goes on where an earlier attempt broke off, checks, and renames.

Own code on requests, since pooch always begins again from nothing. What has come of a file lies next to it as
``NAME.part``, with ``NAME.part.json`` telling where it came from and what the server calls this version of the file
(ETag or Last-Modified, RFC 9110 section 13.1.5). The name itself appears only once the checksum is right.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backend.datasets.base import Cancel, DataError, check_cancelled
from backend.datasets.downloads.publication import RemoteFile
from builder.common.errors import ConvasError, first_line, os_error_reason
from builder.common.files import replace_text
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.common.quantities import bytes_text

if TYPE_CHECKING:
    import requests

CHUNK = 64 * 1024
CONNECT_SECONDS, READ_SECONDS = 5.0, 15.0
ATTEMPTS = 5
"""How often one server is asked for a file, as long as each attempt brings more of it."""

LARGEST_RECORD = 10_000

Tell = Callable[[int], None]
"""Takes how many bytes of the file have come."""


class TransferFailed(ConvasError):
    """One server did not give the file. `unreachable`: it could not even be asked."""

    def __init__(self, template: str, /, *, unreachable: bool = False, wrong_content: bool = False, **values: Any) -> None:
        super().__init__(template, **values)
        self.unreachable, self.wrong_content = unreachable, wrong_content


class _Interrupted(Exception):
    """The connection ended before the file did."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What has come of a file."""

    path: Path

    @classmethod
    def of(cls, target: Path) -> _Part:
        return cls(target.with_name(target.name + ".part"))

    @property
    def record(self) -> Path:
        return self.path.with_name(self.path.name + ".json")

    def size(self) -> int:
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0

    def begin(self, url: str, validator: str) -> None:
        """Forget what there was; the next bytes are the first."""
        self.path.write_bytes(b"")
        replace_text(self.record, json.dumps({"url": url, "validator": validator}))

    def validator(self, url: str) -> str:
        """What the server called the version of the file that the part is of; "" where it is another server's or unknown."""
        try:
            with self.record.open("rb") as file:
                told = json.loads(file.read(LARGEST_RECORD))
        except (OSError, ValueError):
            return ""
        known = isinstance(told, dict) and told.get("url") == url and isinstance(told.get("validator"), str)
        return str(told["validator"]) if known else ""

    def discard(self) -> None:
        for path in (self.path, self.record):
            with contextlib.suppress(FileNotFoundError):
                path.unlink()


def part_size(target: Path) -> int:
    """How many bytes of the file have come already."""
    return _Part.of(target).size()


def download_file(url: str, file: RemoteFile, target: Path, tell: Tell, cancelled: Cancel) -> None:
    """Download `url` to `target`, which appears complete and checked or not at all.

    What a broken or cancelled attempt has brought is kept and gone on with. Raises :class:`TransferFailed` where the
    server is to blame, :class:`DataError` where this machine is, and DataCancelled.
    """
    transfer = _Transfer(url, file, _Part.of(target), tell, cancelled)
    try:
        transfer.run()
        transfer.part.path.replace(target)
        transfer.part.discard()
    except OSError as error:
        unwritten = QT_TRANSLATE_NOOP("Data", "{file} cannot be written: {reason}.")
        raise DataError(unwritten, file=target, reason=os_error_reason(error)) from error


@dataclass(slots=True)
class _Transfer:
    url: str
    file: RemoteFile
    part: _Part
    tell: Tell
    cancelled: Cancel
    host: str = field(init=False)

    def __post_init__(self) -> None:
        self.host = self.url.split("/")[2].rpartition("@")[2]

    def run(self) -> None:
        """Ask until the part is whole and right. Raises as :func:`download_file`, and OSError of the disk."""
        for _attempt in range(ATTEMPTS):
            before = self.part.size()
            try:
                if before != self.file.bytes:
                    self._receive()
            except _Interrupted:
                if self.part.size() != before:  # there is more of it, or it has to begin again
                    continue
                raise self._failure(QT_TRANSLATE_NOOP("Data", "{host} broke off in the middle")) from None
            if self._is_right():
                return
            self.part.discard()
            if not before:  # otherwise the beginning may be of another version: once more from the start
                wrong = QT_TRANSLATE_NOOP("Data", "what {host} sent has the wrong checksum")
                raise self._failure(wrong, wrong_content=True)
        raise self._failure(QT_TRANSLATE_NOOP("Data", "{host} broke off again and again"))

    def _failure(self, template: str, /, **values: Any) -> TransferFailed:
        return TransferFailed(template, host=self.host, **values)

    def _receive(self) -> None:
        """Add to the part what the server sends; raises :class:`_Interrupted`, :class:`TransferFailed` and OSError."""
        import requests  # late: half a second of imports that are rarely needed
        import urllib3

        try:
            with requests.Session() as session, self._ask(session) as response:
                self._begin(response)
                self._write(response)
        except requests.exceptions.ProxyError as error:
            proxy = QT_TRANSLATE_NOOP("Data", "the proxy for {host} cannot be reached")
            raise self._failure(proxy, unreachable=True) from error
        except requests.exceptions.SSLError as error:
            raise self._failure(QT_TRANSLATE_NOOP("Data", "{host} cannot prove who it is")) from error
        except requests.exceptions.Timeout as error:
            silent = QT_TRANSLATE_NOOP("Data", "{host} does not answer")
            raise self._failure(silent, unreachable=True) from error
        except requests.exceptions.ConnectionError as error:
            away = QT_TRANSLATE_NOOP("Data", "{host} cannot be reached")
            raise self._failure(away, unreachable=True) from error
        except requests.exceptions.RequestException as error:
            odd = QT_TRANSLATE_NOOP("Data", "{host} cannot be asked: {reason}")
            raise self._failure(odd, reason=first_line(error)) from error
        except urllib3.exceptions.HTTPError as error:
            raise _Interrupted from error

    def _ask(self, session: requests.Session) -> requests.Response:
        start = self.part.size()
        headers = {"Accept-Encoding": "identity", "User-Agent": "Convas"}
        if start:
            headers["Range"] = f"bytes={start}-"
            if validator := self.part.validator(self.url):
                headers["If-Range"] = validator
        return session.get(self.url, headers=headers, stream=True, timeout=(CONNECT_SECONDS, READ_SECONDS))

    def _begin(self, response: requests.Response) -> None:
        """Make the part ready for the bytes that follow; raises :class:`TransferFailed` where the answer is no such file."""
        start, status = self.part.size(), response.status_code
        if status == 206 and start:
            first, total = _content_range(response)
            if first == start and total in (None, self.file.bytes):
                return
            self.part.discard()  # it goes on with something else: ask for the whole
            raise _Interrupted
        if status == 416:  # nothing lies behind the part: the file is another one now
            self.part.discard()
            raise _Interrupted
        if status != 200:
            refused = QT_TRANSLATE_NOOP("Data", "{host} refuses: {status} {reason}")
            raise self._failure(refused, status=status, reason=first_line(ValueError(response.reason or "")))
        self._check_announced(response)
        etag = response.headers.get("ETag", "")
        strong = etag if etag.startswith('"') else ""
        self.part.begin(self.url, strong or response.headers.get("Last-Modified", ""))

    def _check_announced(self, response: requests.Response) -> None:
        """Refuse what cannot be the file before it is read: a web page, or something of another size."""
        length = response.headers.get("Content-Length", "")
        size = int(length) if length.isascii() and length.isdigit() else None
        if size == self.file.bytes:
            return
        if response.headers.get("Content-Type", "").casefold().startswith("text/html"):
            page = QT_TRANSLATE_NOOP("Data", "{host} sends a web page instead of the file")
            raise self._failure(page, wrong_content=True)
        if size is not None:
            other = QT_TRANSLATE_NOOP("Data", "{host} has a file of {size}; {expected} are expected")
            sizes = {"size": bytes_text(size), "expected": bytes_text(self.file.bytes)}
            raise self._failure(other, wrong_content=True, **sizes)

    def _write(self, response: requests.Response) -> None:
        done = self.part.size()
        with self.part.path.open("ab") as file:
            while True:
                check_cancelled(self.cancelled)
                self.tell(done)
                # Not decoded, or requests would unzip what the checksum is for; read1 gives what has come already.
                chunk = response.raw.read1(CHUNK, decode_content=False)
                if not chunk:
                    break
                done += len(chunk)
                if done > self.file.bytes:
                    break
                file.write(chunk)
        if done < self.file.bytes:
            raise _Interrupted
        if done > self.file.bytes:
            self.part.discard()
            more = QT_TRANSLATE_NOOP("Data", "{host} sends more than the {expected} that are expected")
            raise self._failure(more, wrong_content=True, expected=bytes_text(self.file.bytes))

    def _is_right(self) -> bool:
        """Whether the part has the published checksum."""
        kind, _, expected = self.file.checksum.partition(":")
        digest = hashlib.new(kind, usedforsecurity=False)
        with self.part.path.open("rb") as file:
            while chunk := file.read(16 * CHUNK):
                check_cancelled(self.cancelled)
                digest.update(chunk)
        return digest.hexdigest() == expected


def _content_range(response: requests.Response) -> tuple[int | None, int | None]:
    """The first byte that is sent and the size of the whole file, of "bytes 5-9/10"; None for what is not said."""
    span, _, total = response.headers.get("Content-Range", "").removeprefix("bytes ").partition("/")
    first = span.partition("-")[0]
    return (int(first) if _is_number(first) else None), (int(total) if _is_number(total) else None)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 20
