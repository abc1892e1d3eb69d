"""Reading and writing whole files with failures in words."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from pathlib import Path

from builder.common.json_checks import ProjectError

LARGEST_FILE = 64 * 2**20
"""How many bytes a project file may have."""

_REASONS = {
    errno.EACCES: "you are not allowed to",
    errno.EPERM: "you are not allowed to",
    errno.EROFS: "the disk can only be read",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is used up",
    errno.ENOENT: "there is no such file or folder",
    errno.ENOTDIR: "part of the path is not a folder",
    errno.EISDIR: "it is a folder",
    errno.ENAMETOOLONG: "the name is too long",
}


def in_words(error: OSError) -> str:
    """Why the system refused, as a clause."""
    return _REASONS.get(error.errno or 0, (error.strerror or str(error)).lower())


def read_text(path: Path) -> str:
    """The text of a file of at most 64 MB in UTF-8; raises :class:`ProjectError`."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise ProjectError(f"{path} cannot be opened: it is not a file.")
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise ProjectError(f"{path} cannot be opened: {in_words(error)}.") from error
    except ProjectError:
        raise
    except ValueError as error:
        raise ProjectError(f"{str(path)!r} cannot be opened: {error}.") from error
    if len(data) > LARGEST_FILE:
        raise ProjectError(f"{path.name} cannot be opened: it is larger than {LARGEST_FILE // 2**20} MB.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProjectError(f"{path.name} cannot be opened: byte {error.start:,} is no text in UTF-8.") from None


def write_text(path: Path, text: str) -> None:
    """Put `text` in the place of the file in one step, following links; raises :class:`ProjectError`.

    It is written to a temporary file in the same folder first; when anything fails, the old file is as it was.
    """
    try:
        data = text.encode()
        if len(data) > LARGEST_FILE:
            raise ProjectError(f"{path.name} cannot be saved: it would be larger than {LARGEST_FILE // 2**20} MB.")
        _replace(path.resolve(), data)
    except OSError as error:
        raise ProjectError(f"{path} cannot be saved: {in_words(error)}. The old file, if any, is unchanged.") from error
    except ProjectError:
        raise
    except ValueError as error:
        raise ProjectError(f"{str(path)!r} cannot be saved: {error}.") from error


def _replace(path: Path, data: bytes) -> None:
    rights = _rights(path)
    temporary = path.with_name(f".{path.name[:40]}.{secrets.token_hex(4)}.part")
    try:
        with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as file:  # noqa: PTH123 - a descriptor
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if rights is not None:
            temporary.chmod(rights)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _settle(path.parent)


def _rights(path: Path) -> int | None:
    """The rights of the old file, which must be ours to write; None when there is none."""
    if not path.exists():
        return None
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return stat.S_IMODE(path.stat().st_mode)


def _settle(folder: Path) -> None:
    """Make the renaming itself last, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
