"""Why a file gives no picture: the true reason by code, from what Pillow and the system raise."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Mapping
from typing import Any

from backend.datasets.images.readable_formats import format_of, text_kind
from builder.common.errors import ConvasError, first_line, os_error_reason
from builder.common.messages import QT_TRANSLATE_NOOP, Message, Template

FAULTS: Mapping[str, Template] = {
    "empty": QT_TRANSLATE_NOOP("Data", "it is empty"),
    "truncated": QT_TRANSLATE_NOOP("Data", "it breaks off before its end"),
    "no-picture": QT_TRANSLATE_NOOP("Data", "it holds no picture"),
    "text": QT_TRANSLATE_NOOP("Data", "it holds {found} instead of a picture"),
    "other-format": QT_TRANSLATE_NOOP("Data", "it is a kind of {found} that cannot be read here"),
    "too-large": QT_TRANSLATE_NOOP("Data", "{size} are too many"),
    "damaged": QT_TRANSLATE_NOOP("Data", "it is damaged ({reason})"),
    "refused": QT_TRANSLATE_NOOP("Data", "{reason}"),
    "memory": QT_TRANSLATE_NOOP("Data", "it needs more memory than there is"),
}
"""What is wrong with a file, as a clause. Each code has a line in the notes: ``unreadable-<code>``."""


class UnreadableImage(ConvasError):
    """A file that gives no picture; `fault` is a code of :data:`FAULTS`."""

    def __init__(self, fault: str, **values: Any) -> None:
        self.fault = fault
        super().__init__(FAULTS[fault], **values)

    @property
    def detail(self) -> str | Message:
        """What was found or said, for those codes whose sentence has it."""
        values = self.message.values
        found: str | Message = values.get("found") or values.get("reason") or values.get("size") or ""
        return found


def decoding_errors() -> tuple[type[BaseException], ...]:
    """What Pillow raises for files that are damaged or no pictures."""
    from PIL import Image

    bombs = (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError, OverflowError)
    damage = (OSError, EOFError, SyntaxError, struct.error, zlib.error)
    slips = (ValueError, TypeError, IndexError, KeyError, AttributeError, ZeroDivisionError, NotImplementedError)
    return (*bombs, *damage, *slips)


def unreadable(error: BaseException, path: str) -> UnreadableImage:
    """What `error`, one of :func:`decoding_errors`, says of the file at `path`; looks at its first bytes."""
    from PIL import Image, UnidentifiedImageError

    if isinstance(error, UnreadableImage):
        return error
    if isinstance(error, Image.DecompressionBombError | Image.DecompressionBombWarning):
        digits = "".join(each for each in str(error).split("pixels")[0] if each.isdigit())
        return too_large(int(digits or 0))
    if isinstance(error, MemoryError):
        return UnreadableImage("memory")
    if isinstance(error, OSError) and error.errno is not None:
        return UnreadableImage("refused", reason=os_error_reason(error))
    begin, size = _begin(path)
    if size == 0:
        return UnreadableImage("empty")
    if isinstance(error, UnidentifiedImageError):
        return _no_picture(begin)
    text = str(error).casefold()
    cut = ("truncated", "unexpected end", "unpack requires", "not enough image data", "buffer is not large enough")
    if isinstance(error, EOFError) or any(words in text for words in cut):
        return UnreadableImage("truncated")
    return UnreadableImage("damaged", reason=first_line(error))


def too_large(pixels: int, width: int = 0, height: int = 0) -> UnreadableImage:
    """A picture of so many `pixels` that is not decoded."""
    if width:
        sides = QT_TRANSLATE_NOOP("Data", "{width:,}×{height:,} pixels")
        return UnreadableImage("too-large", size=Message.of(sides, width=width, height=height))
    return UnreadableImage("too-large", size=Message.of(QT_TRANSLATE_NOOP("Data", "{pixels:,} pixels"), pixels=pixels))


def _no_picture(begin: bytes) -> UnreadableImage:
    kind, text = format_of(begin), text_kind(begin)
    if text is not None:
        return UnreadableImage("text", found=text)
    if len(begin) < 64 and kind in ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WebP"):
        return UnreadableImage("truncated")
    return UnreadableImage("other-format", found=kind) if kind else UnreadableImage("no-picture")


def _begin(path: str) -> tuple[bytes, int]:
    """The first bytes of a file, and its size; nothing and -1 where it cannot be read."""
    try:
        with open(path, "rb") as stream:  # noqa: PTH123 - paths are strings here: there may be millions
            return stream.read(512), os.fstat(stream.fileno()).st_size
    except OSError:
        return b"", -1
