"""The child's side of a child process: run the work that a request asks for and write the reply.

The other side is :mod:`builder.common.children.child_process`.
"""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from builder.common.error_messages import OUR_PACKAGES, message_of
from builder.common.message_json import message_record


def answer(request: Path, work: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Write what `work` gives for the request: its result, the message of its error, or the traceback of a bug."""
    asked = json.loads(request.read_text(encoding="utf-8"))
    for name in OUR_PACKAGES:
        logging.getLogger(name).setLevel(logging.INFO)
    logging.getLogger().addHandler(_RecordFile(Path(asked["records"])))
    try:
        reply: dict[str, Any] = {"result": work(asked)}
    except Exception as error:  # noqa: BLE001  # the edge of the process
        message = message_of(error)
        known = {"bug": traceback.format_exc()} if message is None else {"message": message_record(message)}
        reply = {**known, "traceback": traceback.format_exc()}
    Path(asked["reply"]).write_text(json.dumps(reply), encoding="utf-8")


class _RecordFile(logging.Handler):
    """Writes each record as a line of JSON for the parent's log."""

    def __init__(self, path: Path) -> None:
        super().__init__(logging.INFO)
        self._path = path

    def emit(self, record: logging.LogRecord) -> None:
        """Append a record; one that cannot be written is dropped."""
        line = json.dumps({"level": record.levelno, "text": f"{record.name} {self.format(record)}"})
        with suppress(OSError), self._path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
