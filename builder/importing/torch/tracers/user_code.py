"""Tells the user's code from torch and from our own in tracebacks, so that errors name the line they come from."""

from __future__ import annotations

import os
import traceback
from pathlib import Path

from builder.common.errors import first_line
from builder.common.messages import QT_TRANSLATE_NOOP, Message

BUILDER = str(Path(__file__).parents[3]) + os.sep
"""Our own package: an error that is raised in it is a bug, whoever called."""


def is_bug(error: BaseException) -> bool:
    """Whether an error comes from our own code: its innermost frame is in it."""
    frames = traceback.extract_tb(error.__traceback__)
    return bool(frames) and frames[-1].filename.startswith(BUILDER)


def foreign_folders() -> tuple[str, str]:
    """The folders whose code is not the user's: torch (not torchvision, which is used like a file of the user) and ours."""
    import torch

    return str(Path(torch.__file__).parent) + os.sep, BUILDER


def user_frame(error: BaseException) -> traceback.FrameSummary | None:
    """The innermost frame of the user's code in the traceback of an error; None where there is none."""
    folders = foreign_folders()
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if not frame.filename.startswith((*folders, "<"))]
    return frames[-1] if frames else None


def user_place(error: BaseException) -> Message | None:
    """The innermost line of the user's code in the traceback of an error, with its text; None where there is none."""
    frame = user_frame(error)
    if frame is None:
        return None
    template = QT_TRANSLATE_NOOP("Import", "{file}, line {line}")
    if frame.line:
        template = QT_TRANSLATE_NOOP("Import", '{file}, line {line}: "{code}"')
    return Message.of(template, file=Path(frame.filename).name, line=frame.lineno, code=frame.line)


def user_error(error: BaseException) -> Message:
    """An error of the user's code in one line: its type, what it says, and the file and line where it occurs."""
    place = user_place(error)
    template = QT_TRANSLATE_NOOP("Import", "{type}: {reason}")
    if place is not None:
        template = QT_TRANSLATE_NOOP("Import", "{type}: {reason} ({place})")
    return Message.of(template, type=type(error).__name__, reason=first_line(error), place=place)
