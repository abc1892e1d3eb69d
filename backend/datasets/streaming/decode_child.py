"""The child that decodes image files into the memory that its parent shares with it; started by the reading pool.

Requests come as lines of JSON on standard input: first how to decode, then pieces ``{"piece": 3, "slot": 0, "paths": [...]}``.
Each piece is answered by a line ``{"piece": 3, "rows": [...]}`` on standard output. The end of the input is the end of the
parent, whatever ended it, and of this process, whatever it is doing. Never imports torch.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
import traceback
from typing import IO, Any

from backend.datasets.images.file_faults import UnreadableImage
from backend.datasets.own.masks.mask_decoding import MaskDecoding
from backend.datasets.streaming.buffer_layout import BufferLayout
from backend.datasets.streaming.decoding import Decoding
from backend.datasets.streaming.shared_buffer import open_in_child
from builder.common.message_json import message_record


def main() -> None:
    """Serve until the parent ends; exit status 1 for a bug, whose traceback is answered."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints must not come between the answers
    requests: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=_read_requests, args=(sys.stdin.buffer, requests), daemon=True).start()
    try:
        begin = requests.get()
        layout = BufferLayout.parse(begin["layout"])
        memory = open_in_child(begin["key"], layout.size)
        kind = MaskDecoding if "masks" in begin["decoding"] else Decoding
        decoding, rows, place = kind.parse(begin["decoding"]), layout.rows(memory), layout.places(memory)[begin["child"]]
        while True:
            request = requests.get()
            piece = {"piece": request["piece"], "rows": _decode(request, decoding, rows, place)}
            _answer(answers, piece)
    except Exception:  # noqa: BLE001  # the edge of the process
        _answer(answers, {"bug": traceback.format_exc()})
        sys.exit(1)


def _decode(request: dict[str, Any], decoding: Decoding, rows: Any, place: Any) -> list[Any]:
    """Decode the files of a piece; for each what is to be said of it, or why it cannot be read."""
    made: list[Any] = []
    for at, path in enumerate(request["paths"]):
        place[:] = request["piece"], at  # read by the parent if this process does not survive the file
        try:
            made.append(list(decoding.decode(path, rows[request["slot"], at])))
        except UnreadableImage as error:
            made.append({"fault": error.fault, "message": message_record(error.message)})
    return made


def _read_requests(stream: IO[bytes], requests: queue.SimpleQueue[dict[str, Any]]) -> None:
    """Hand on the requests as they come; a thread of its own, so that the parent's end is noticed in the middle of a file."""
    for line in stream:
        requests.put(json.loads(line))
    os._exit(0)


def _answer(answers: IO[str], answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer) + "\n")
    answers.flush()


if __name__ == "__main__":
    main()
