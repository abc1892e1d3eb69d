"""Running the two child processes of an export: bounded in time, ended when nobody waits, silent but for their reply."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from builder.common.child_process import LIMIT, ChildCancelled, ChildLate, out_of_memory, run_python

MAKE = ("-m", "backend.export.child_main")
CHECK = ("-I", str(Path(__file__).with_name("verify_main.py")))


class ExportError(RuntimeError):
    """Why nothing was exported, in plain words. `details` is what the child said on its way out, for a report."""

    def __init__(self, text: str, details: str = "") -> None:
        super().__init__(text)
        self.details = details


class ExportCancelled(ExportError):
    """The person gave up waiting."""

    def __init__(self) -> None:
        super().__init__("The export was cancelled; nothing was written.")


def ask(
    how: tuple[str, ...],
    request: Mapping[str, Any],
    folder: Path,
    *,
    cancelled: Callable[[], bool],
    limit: float = LIMIT,
) -> dict[str, Any]:
    """The reply of a child process to `request`; raises :class:`ExportError`. `folder` is for its papers."""
    stem = "make" if how == MAKE else "check"
    paper, reply, talk = (folder / f"{stem}-{name}" for name in ("request.json", "reply.json", "talk.txt"))
    paper.write_text(json.dumps({**request, "reply": str(reply)}), encoding="utf-8")
    try:
        with talk.open("wb") as said:
            code = run_python((*how, str(paper)), folder, cancelled=cancelled, limit=limit, said=said)
    except ChildCancelled:
        raise ExportCancelled from None
    except ChildLate:
        raise ExportError(f"The export was given up: it had not ended after {limit:.0f} seconds.") from None
    try:
        answer: dict[str, Any] = json.loads(reply.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise ExportError(_ending(code), talk.read_text(encoding="utf-8", errors="replace")[-4000:]) from None
    if "error" in answer:
        raise ExportError(str(answer["error"]))
    return answer


def _ending(code: int) -> str:
    if out_of_memory(code):
        return "The export was ended by the system, probably because there was not enough memory."
    return "The export ended unexpectedly, and nothing was written. The details tell where."
