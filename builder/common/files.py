"""Reading and writing whole files: bounded reads, and writes that happen completely or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from builder.common.errors import os_error_reason
from builder.common.json_checks import ProjectError
from builder.common.messages import QT_TRANSLATE_NOOP

LARGEST_FILE = 64 * 2**20
"""How many bytes a project file may have."""

_CANNOT_OPEN = QT_TRANSLATE_NOOP("Files", "{file} cannot be opened: {reason}.")
_CANNOT_SAVE = QT_TRANSLATE_NOOP("Files", "{file} cannot be saved: {reason}.")
_UNCHANGED = QT_TRANSLATE_NOOP("Files", "{file} cannot be saved: {reason}. The old file, if any, is unchanged.")


def read_text(path: Path) -> str:
    """The text of a file of at most 64 MB in UTF-8; raises :class:`ProjectError`."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise ProjectError(_CANNOT_OPEN, file=path, reason=QT_TRANSLATE_NOOP("Files", "it is not a file"))
        with path.open("rb") as file:
            # One byte more than allowed shows that a file is too large. Its size would not do: it may grow, and /proc says 0.
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise ProjectError(_CANNOT_OPEN, file=path, reason=os_error_reason(error)) from error
    except ValueError as error:  # a null character in the path
        raise ProjectError(_CANNOT_OPEN, file=repr(str(path)), reason=str(error)) from error
    if len(data) > LARGEST_FILE:
        template = QT_TRANSLATE_NOOP("Files", "{file} cannot be opened: it is larger than {most} MB.")
        raise ProjectError(template, file=path.name, most=LARGEST_FILE // 2**20)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        template = QT_TRANSLATE_NOOP("Files", "{file} cannot be opened: byte {at:,} is no text in UTF-8.")
        raise ProjectError(template, file=path.name, at=error.start) from None


def write_text(path: Path, text: str) -> None:
    """Replace the file by `text` in one step, following links; raises :class:`ProjectError`.

    After a failure the old file is as it was.
    """
    try:
        data = text.encode()
        if len(data) > LARGEST_FILE:
            template = QT_TRANSLATE_NOOP("Files", "{file} cannot be saved: it would be larger than {most} MB.")
            raise ProjectError(template, file=path.name, most=LARGEST_FILE // 2**20)
        with replacing(path.resolve()) as file:
            file.write(data)
    except OSError as error:
        raise ProjectError(_UNCHANGED, file=path, reason=os_error_reason(error)) from error
    except ValueError as error:  # a null character in the path, or half a character in the text
        raise ProjectError(_CANNOT_SAVE, file=repr(str(path)), reason=str(error)) from error


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A binary file that replaces `path` when the block ends without an error; otherwise `path` stays as it was.

    It is a temporary file in the same folder, synchronised to the disk before it is renamed. The old file must be
    writable; its permissions are kept. Raises OSError.
    """
    rights = _rights(path)
    # Shortened, since the longer name must fit into the 255 bytes of a file name too.
    temporary = path.with_name(f".{path.name[:40]}.{secrets.token_hex(4)}.part")
    try:
        with temporary.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if rights is not None:
            temporary.chmod(rights)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(path.parent)


def replace_text(path: Path, text: str) -> None:
    """Replace the file by `text` in one step; raises OSError."""
    with replacing(path) as file:
        file.write(text.encode())


def _rights(path: Path) -> int | None:
    """The permissions of the old file, which must be writable for us; None when there is none."""
    if not path.exists():
        return None
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    # Renaming needs rights to the folder only: without this check a write-protected file would be replaced.
    if not os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return stat.S_IMODE(path.stat().st_mode)


def _sync_folder(folder: Path) -> None:
    """Make the renaming itself durable, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
