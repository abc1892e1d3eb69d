"""Parses the shape of a sample as people write it."""

from __future__ import annotations

from builder.common.errors import ConvasError
from builder.common.messages import QT_TRANSLATE_NOOP


class ShapeTextError(ConvasError, ValueError):
    """A text that is no shape; a ValueError too, for the form that checks what is typed."""


def parse_sizes(text: str) -> tuple[int, ...]:
    """The shape in a text such as 3,32,32 or 3 × 32 × 32; raises ShapeTextError."""
    parts = text.replace("x", ",").replace("×", ",").split(",")
    if not all(len(part.strip()) < 8 and part.strip().isdecimal() and int(part) > 0 for part in parts):
        raise ShapeTextError(
            QT_TRANSLATE_NOOP("Import", "{text!r} is no shape; write sizes with commas, such as 3,32,32."), text=text[:60]
        )
    return tuple(map(int, parts))
