"""Running the two child processes of an export: bounded in time, ended when nobody waits, silent but for their reply."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parent.parent
MAKE = ("-m", "backend.export_child")
CHECK = ("-I", str(Path(__file__).with_name("export_check.py")))
LIMIT = 300.0
"""Seconds after which a child is taken to hang."""


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
    with talk.open("wb") as said:
        child = subprocess.Popen(
            [sys.executable, *how, str(paper)],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            env=_surroundings(),
            cwd=folder,
            start_new_session=True,
        )
        try:
            _wait(child, cancelled, limit)
        finally:
            _end(child)
    try:
        answer: dict[str, Any] = json.loads(reply.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise ExportError(_ending(child.returncode), talk.read_text(encoding="utf-8", errors="replace")[-4000:]) from None
    if "error" in answer:
        raise ExportError(str(answer["error"]))
    return answer


def _wait(child: subprocess.Popen[bytes], cancelled: Callable[[], bool], limit: float) -> None:
    deadline = time.monotonic() + limit
    while True:
        try:
            child.wait(0.05)
            return
        except subprocess.TimeoutExpired:
            if cancelled():
                raise ExportCancelled from None
            if time.monotonic() > deadline:
                raise ExportError(f"The export was given up: it had not ended after {limit:.0f} seconds.") from None


def _end(child: subprocess.Popen[bytes]) -> None:
    """Leave nothing running, whatever happened."""
    if child.poll() is None:
        with suppress(ProcessLookupError):
            if hasattr(os, "killpg"):
                os.killpg(child.pid, signal.SIGKILL)
            else:
                child.kill()
        child.wait()


def _surroundings() -> dict[str, str]:
    """One thread and no GPU, so that a training beside it keeps its speed; our packages on the path."""
    path = os.pathsep.join(filter(None, (str(HOUSE), os.environ.get("PYTHONPATH"))))
    ours = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": "", "PYTHONPATH": path}
    return {**os.environ, **ours, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}


def _ending(code: int | None) -> str:
    if code is not None and code < 0 and -code == signal.SIGKILL:
        return "The export was ended by the system, probably because there was not enough memory."
    return "The export ended unexpectedly, and nothing was written. The details tell where."
