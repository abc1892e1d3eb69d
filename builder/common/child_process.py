"""A child process that somebody waits for: bounded in time, ended with all it started, one thread and no GPU."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

HOUSE = Path(__file__).resolve().parents[2]
LIMIT = 300.0
"""Seconds after which a child is taken to hang."""


class ChildCancelled(RuntimeError):
    """Nobody waits for the child any more; it was ended."""


class ChildLate(RuntimeError):
    """The child had not ended in time; it was ended."""


def run_python(
    arguments: Sequence[str],
    folder: Path,
    *,
    cancelled: Callable[[], bool],
    limit: float = LIMIT,
    said: IO[bytes] | None = None,
) -> int:
    """Run this Python with `arguments` in `folder` to its end; gives its exit status.

    What it prints goes to `said`, or nowhere. Raises ChildCancelled and ChildLate; whatever happens, nothing is left
    running. Blocks: keep it off the GUI thread.
    """
    child = subprocess.Popen(
        [sys.executable, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=said if said is not None else subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        env=_surroundings(),
        cwd=folder,
        start_new_session=True,
    )
    deadline = time.monotonic() + limit
    try:
        while True:
            with suppress(subprocess.TimeoutExpired):
                return child.wait(0.05)
            if cancelled():
                raise ChildCancelled
            if time.monotonic() > deadline:
                raise ChildLate
    finally:
        _end(child)


def out_of_memory(code: int) -> bool:
    """Whether an exit status says that the system ended the child, as it does when memory runs out."""
    return os.name == "posix" and code == -signal.SIGKILL


def _end(child: subprocess.Popen[bytes]) -> None:
    """Leave nothing running, what the child may have started included."""
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()
    child.wait()


def _surroundings() -> dict[str, str]:
    """A training beside it keeps its speed; our packages are on the path."""
    path = os.pathsep.join(filter(None, (str(HOUSE), os.environ.get("PYTHONPATH"))))
    ours = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": "", "PYTHONPATH": path}
    return {**os.environ, **ours, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}
