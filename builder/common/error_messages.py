"""Sorts errors at the edge of a thread or process: a message for people, or a bug."""

from __future__ import annotations

import sys
import sysconfig
import traceback
from pathlib import Path

from builder.common.errors import ConvasError, os_error_message
from builder.common.messages import QT_TRANSLATE_NOOP, Message

OUR_PACKAGES = ("builder", "backend", "gui")
ROOT = Path(__file__).resolve().parents[2]


def message_of(error: BaseException) -> Message | None:
    """The message that an error carries for people; None for a bug, which is to be logged with its traceback."""
    if isinstance(error, ConvasError):
        return error.message
    if isinstance(error, OSError):
        return os_error_message(error)
    if isinstance(error, MemoryError):
        return Message.of(QT_TRANSLATE_NOOP("Files", "There is not enough memory."))
    return None


def is_from_our_source(error: BaseException) -> bool:
    """Whether the innermost frame of an error is ours, frames of torch and of Python's own library left out.

    Otherwise it comes from emitted source or from a person's own code, and is to become a ConvasError.
    """
    torch = sys.modules.get("torch")
    libraries = [Path(torch.__file__).parent] if torch is not None and torch.__file__ else []
    standard = Path(sysconfig.get_paths()["stdlib"])
    for frame, _line in reversed(list(traceback.walk_tb(error.__traceback__))):
        file = frame.f_code.co_filename
        path = Path(file)
        if any(path.is_relative_to(ROOT / package) for package in OUR_PACKAGES):
            return True
        is_standard = path.is_relative_to(standard) and "site-packages" not in path.parts
        if not (file.startswith("<frozen ") or is_standard or any(path.is_relative_to(each) for each in libraries)):
            return False
    return False
