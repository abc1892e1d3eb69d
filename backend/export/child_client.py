"""The two child processes of an export: one makes the file, one loads it without Convas and compares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from builder.common.children import child_process
from builder.common.children.child_process import LIMIT, ChildCancelled, ChildEnded, ChildLate, ChildRefused
from builder.common.errors import ConvasError
from builder.common.messages import QT_TRANSLATE_NOOP, Message

MAKE = ("-m", "backend.export.child_main")
CHECK = ("-I", str(Path(__file__).with_name("verify_main.py")))


class ExportError(ConvasError):
    """Why nothing was exported. `details` is what the child printed last, for a report."""

    def __init__(self, template: str | Message, /, *, details: str = "", **values: Any) -> None:
        super().__init__(template, **values)
        self.details = details


class ExportCancelled(ExportError):
    """The person gave up waiting."""

    def __init__(self) -> None:
        super().__init__(QT_TRANSLATE_NOOP("Export", "The export was cancelled; nothing was written."))


def ask(
    how: tuple[str, ...],
    request: Mapping[str, Any],
    folder: Path,
    *,
    cancelled: Callable[[], bool],
    limit: float = LIMIT,
) -> dict[str, Any]:
    """The result of MAKE or CHECK for a request; its files go to `folder`.

    Raises ExportError, ExportCancelled, and ChildBug for a bug in the child.
    """
    name = "export" if how == MAKE else "verify"
    try:
        return child_process.ask(how, request, folder, name=name, cancelled=cancelled, limit=limit, keep_output=True)
    except ChildCancelled:
        raise ExportCancelled from None
    except ChildLate as error:
        raise ExportError(
            QT_TRANSLATE_NOOP("Export", "The export was given up: it had not ended after {limit:.0f} seconds."), limit=limit
        ) from error
    except ChildRefused as error:
        raise ExportError(error.message, details=error.details) from error
    except ChildEnded as error:
        raise ExportError(_ending(error), details=error.details) from error


def _ending(error: ChildEnded) -> str:
    if error.out_of_memory:
        return QT_TRANSLATE_NOOP("Export", "The export was ended by the system, probably because there was not enough memory.")
    return QT_TRANSLATE_NOOP("Export", "The export ended unexpectedly, and nothing was written. The details tell where.")
