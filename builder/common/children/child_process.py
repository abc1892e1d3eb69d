"""The parent's side of a child process: a request as JSON, a Python process that is bounded in time, its reply as JSON.

The child (see :mod:`builder.common.children.child_reply`) gets the path of a request that names where the reply goes. It
answers with a result, with a message for people, or with the traceback of a bug; and it may write records for the log, which
are handed on to the loggers of this process. It runs with one thread, without a GPU, and is ended with all it started.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from builder.common.errors import ConvasError
from builder.common.files import read_text
from builder.common.json_checks import ProjectError, parse_json
from builder.common.message_json import parse_message
from builder.common.messages import QT_TRANSLATE_NOOP, Message

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 300.0
"""Seconds after which a child is taken to hang."""

MOST_RECORDS = 200
LONGEST_RECORD = 20_000
"""How many records of a child are taken into the log, and how many characters of each."""

OUTPUT_TAIL = 4000
"""Bytes at the end of what a child printed that are kept as details."""


class ChildError(ConvasError):
    """A child process gave no result. `details` is a traceback or what it printed last, for reports."""

    def __init__(self, template: str | Message, /, *, details: str = "", **values: Any) -> None:
        super().__init__(template, **values)
        self.details = details


class ChildCancelled(ChildError):
    """Nobody waits for the child any more; it was ended."""


class ChildLate(ChildError):
    """The child had not ended in time; it was ended."""


class ChildEnded(ChildError):
    """The child ended without a reply; `out_of_memory` says that the system probably ended it for its memory."""

    def __init__(self, *, out_of_memory: bool, details: str) -> None:
        super().__init__(QT_TRANSLATE_NOOP("Files", "A process of the program ended unexpectedly."), details=details)
        self.out_of_memory = out_of_memory


class ChildRefused(ChildError):
    """The child says why it gives no result; its message is this error's."""


class ChildBug(Exception):
    """A bug showed in the child; the text ends with its traceback."""


def ask(
    arguments: Sequence[str],
    request: Mapping[str, Any],
    folder: Path,
    *,
    name: str,
    cancelled: Callable[[], bool],
    limit: float = LIMIT,
    keep_output: bool = False,
) -> dict[str, Any]:
    """The result of this Python with `arguments` and the path of a file with `request`, run in `folder` (for its files).

    `name` is the prefix of its files and log records. `keep_output`: what it prints is kept in a file, so only for
    children that run no person's code. Raises ChildCancelled, ChildLate, ChildEnded and ChildRefused, and ChildBug for a
    bug. Whatever happens, nothing is left running. Blocks: keep it off the GUI thread.
    """
    files = {part: folder / f"{name}-{part}" for part in ("request.json", "reply.json", "records.jsonl", "output.txt")}
    asked = {**request, "reply": str(files["reply.json"]), "records": str(files["records.jsonl"])}
    files["request.json"].write_text(json.dumps(asked), encoding="utf-8")
    command = (*arguments, str(files["request.json"]))
    try:
        if keep_output:
            with files["output.txt"].open("wb") as output:
                code = run_python(command, folder, cancelled=cancelled, limit=limit, output=output)
        else:
            code = run_python(command, folder, cancelled=cancelled, limit=limit)
    finally:
        _log_records(files["records.jsonl"], name)
    printed = _tail(files["output.txt"]) if keep_output else ""
    if not files["reply.json"].is_file():
        raise ChildEnded(out_of_memory=_is_killed(code), details=printed)
    return _result(files["reply.json"], name, printed)


def run_python(
    arguments: Sequence[str],
    folder: Path,
    *,
    cancelled: Callable[[], bool],
    limit: float = LIMIT,
    output: IO[bytes] | None = None,
) -> int:
    """Run this Python with `arguments` in `folder` to its end; gives its exit status.

    What it prints goes to `output`, or nowhere. Raises ChildCancelled and ChildLate; whatever happens, nothing is left
    running. Blocks: keep it off the GUI thread.
    """
    # A session of its own makes it the leader of a process group, so that _end() reaches what it has started too.
    child = subprocess.Popen(
        [sys.executable, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=output if output is not None else subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        env=child_environment(),
        cwd=folder,
        start_new_session=True,
    )
    deadline = time.monotonic() + limit
    try:
        while True:
            with suppress(subprocess.TimeoutExpired):
                return child.wait(0.05)
            if cancelled():
                raise ChildCancelled(QT_TRANSLATE_NOOP("Files", "It was cancelled."))
            if time.monotonic() > deadline:
                raise ChildLate(
                    QT_TRANSLATE_NOOP("Files", "It was given up: it had not ended after {limit:.0f} seconds."), limit=limit
                )
    finally:
        _end(child)


def _result(path: Path, name: str, printed: str) -> dict[str, Any]:
    """The result in a reply, which is not trusted: a person's code may have written it; raises what `ask` raises."""
    try:
        reply = parse_json(read_text(path))
        if isinstance(reply, dict) and isinstance(reply.get("result"), dict):
            result: dict[str, Any] = reply["result"]
            return result
        if isinstance(reply, dict) and "message" in reply:
            traceback = str(reply.get("traceback", ""))[-LONGEST_RECORD:]
            raise ChildRefused(parse_message(reply["message"]), details=traceback)
    except (ProjectError, ValueError) as error:
        raise ChildEnded(out_of_memory=False, details=f"{printed}\nIts reply cannot be read: {error}") from error
    traceback = str(reply.get("bug", "no traceback"))[-LONGEST_RECORD:] if isinstance(reply, dict) else "no traceback"
    raise ChildBug(f"in the process {name}; there:\n{traceback}\n{printed}".rstrip())


def _log_records(path: Path, name: str) -> None:
    """Hand the child's records to a logger of this process. They are taken as text: they are not trusted."""
    with suppress(OSError), path.open("rb") as file:
        for _ in range(MOST_RECORDS):
            line = file.readline(LONGEST_RECORD)
            if not line:
                return
            with suppress(ValueError, TypeError, KeyError):
                record = json.loads(line)
                level = min(int(record["level"]), logging.ERROR)
                logging.getLogger(f"child.{name}").log(level, "%s", str(record["text"]))


def _tail(path: Path) -> str:
    with suppress(OSError), path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - OUTPUT_TAIL))
        return file.read(OUTPUT_TAIL).decode(errors="replace").strip()
    return ""


def _is_killed(code: int) -> bool:
    """Whether the system ended the child, as it does when memory runs out."""
    return os.name == "posix" and code == -signal.SIGKILL


def _end(child: subprocess.Popen[bytes]) -> None:
    """Leave nothing running, including what the child may have started."""
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()
    child.wait()


def child_environment() -> dict[str, str]:
    """One thread and no GPU, so that a training in this process keeps its speed; our packages are on the path."""
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    ours = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": "", "PYTHONPATH": path}
    return {**os.environ, **ours, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}
