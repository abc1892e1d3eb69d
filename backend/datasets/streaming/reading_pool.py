"""Child processes that decode image files ahead of whoever needs them, into shared memory, in the order that was asked for."""

from __future__ import annotations

import json
import math
import os
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from backend.datasets.base import Cancel, DataError, check_cancelled, never
from backend.datasets.images.file_faults import UnreadableImage
from backend.datasets.streaming.buffer_layout import BufferLayout
from backend.datasets.streaming.decoding import Decoding, shown_path
from backend.datasets.streaming.shared_buffer import SharedBuffer
from builder.common.children.child_process import ROOT, child_environment
from builder.common.message_json import parse_message
from builder.common.messages import QT_TRANSLATE_NOOP

BUFFER_BYTES = 64 << 20
"""Memory for images that were read ahead, where they are not so large that two pieces of each child need more."""

PIECE_BYTES, LONGEST_PIECE = 1 << 20, 64
"""A child is sent about so many bytes of images at a time, and at most so many files."""

AHEAD, MOST_SLOTS = 2, 32
"""Pieces that a child has before it, so that it never waits for the next; and pieces read ahead for each child."""

MOST_CHILDREN = 8
PATIENCE = 0.1
"""Seconds between two looks whether the person gave up."""

LAST_WAIT = 2.0
"""Seconds for a child to end by itself."""


class ReaderBug(Exception):
    """A bug showed in a child; the text ends with its traceback."""


@dataclass(frozen=True, slots=True)
class RowResult:
    """What is to be said of an image that was decoded, or why it was not."""

    flags: tuple[str, ...] = ()
    failure: UnreadableImage | None = None


@dataclass(slots=True)
class _Piece:
    """Consecutive files that one child decodes into one slot; `results` come with its answer."""

    number: int
    slot: int
    child: int
    paths: list[str]
    results: list[RowResult] | None = None
    taken: int = 0


@dataclass(slots=True)
class _Child:
    process: subprocess.Popen[bytes]
    listener: threading.Thread
    pieces: int = field(default=0)


def usable_cores() -> int:
    """How many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class ReadingPool:
    """Children that decode files by `decoding`. Owns them and the memory: close it, or use it as a context manager."""

    def __init__(self, decoding: Decoding, *, children: int | None = None) -> None:
        """Start `children` processes, by default one for each core but that of the training."""
        count = min(MOST_CHILDREN, max(1, usable_cores() - 1) if children is None else children)
        row = math.prod(decoding.size)
        length = max(1, min(LONGEST_PIECE, PIECE_BYTES // row))
        slots = max(AHEAD * count + 1, min(MOST_SLOTS * count, BUFFER_BYTES // (length * row)))
        self._layout = BufferLayout(children=count, slots=slots, length=length, image=decoding.size)
        self._buffer = SharedBuffer(self._layout.size)
        memory = self._buffer.array()
        self._rows, self._places = self._layout.rows(memory), self._layout.places(memory)
        self._answers: queue.SimpleQueue[tuple[int, bytes]] = queue.SimpleQueue()
        self._free = list(range(slots))
        self._waiting: Iterator[str] = iter(())
        self._pieces: dict[int, _Piece] = {}
        self._ordered: deque[_Piece] = deque()
        self._number = 0
        self._children: list[_Child] = []
        try:
            for index in range(count):
                self._children.append(self._start_child(index, decoding))
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    @property
    def process_ids(self) -> tuple[int, ...]:
        """The system's numbers of the children."""
        return tuple(child.process.pid for child in self._children)

    def start(self, paths: Iterable[str]) -> None:
        """Begin to read `paths`, in that order; what was read ahead of others is dropped."""
        self._waiting = iter(paths)
        for piece in self._ordered:
            if piece.results is not None:
                self._free.append(piece.slot)
        self._ordered.clear()
        self._send_pieces()

    def take(self, out: npt.NDArray[np.uint8], cancelled: Cancel = never) -> list[RowResult]:
        """Fill `out` (n, C, H, W) with the next images; gives what is to be said of each, fewer at the end of the paths.

        The rows of images that cannot be read hold anything. Raises :class:`DataCancelled`, :class:`DataError` where a child
        does not survive a file, and ReaderBug.
        """
        made: list[RowResult] = []
        while len(made) < len(out):
            self._send_pieces()
            if not self._ordered:
                if not self._pieces:
                    break
                self._receive(cancelled)  # every child is still at pieces that nobody wants any more
                continue
            piece = self._ordered[0]
            while piece.results is None:
                self._receive(cancelled)
            count = min(len(out) - len(made), len(piece.paths) - piece.taken)
            rows = slice(piece.taken, piece.taken + count)
            out[len(made) : len(made) + count] = self._rows[piece.slot, rows]
            made += piece.results[rows]
            piece.taken += count
            if piece.taken == len(piece.paths):
                self._ordered.popleft()
                self._free.append(piece.slot)
        self._send_pieces()
        return made

    def close(self) -> None:
        """End the children, by force where they do not end by themselves, and give up the memory."""
        for child in self._children:
            with suppress(OSError):
                child.process.stdin.close()  # type: ignore[union-attr]  # it is a pipe
        for child in self._children:
            try:
                child.process.wait(LAST_WAIT)
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()
            child.listener.join()
        self._children.clear()
        self._ordered.clear()
        self._rows = self._places = np.empty(0, np.uint8)
        self._buffer.close()

    def _start_child(self, index: int, decoding: Decoding) -> _Child:
        # A session of its own keeps Ctrl-C away from it: it ends with its input.
        process = subprocess.Popen(
            [sys.executable, "-m", "backend.datasets.streaming.decode_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=child_environment(),
            cwd=ROOT,
            start_new_session=True,
            pass_fds=self._buffer.descriptors,
        )
        listener = threading.Thread(target=self._listen, args=(index, process), name=f"reading-{index}", daemon=True)
        listener.start()
        child = _Child(process, listener)
        begin = {"key": self._buffer.key, "layout": self._layout.record(), "decoding": decoding.record(), "child": index}
        self._places[index] = -1
        _send(child, begin)
        return child

    def _listen(self, index: int, process: subprocess.Popen[bytes]) -> None:
        """Hand on the answers of a child; an empty one when it has ended."""
        assert process.stdout is not None
        with process.stdout as stream:
            for line in stream:
                self._answers.put((index, line))
        self._answers.put((index, b""))

    def _send_pieces(self) -> None:
        """Give the children work while there is room for what they make of it."""
        while self._free:
            index = min(range(len(self._children)), key=lambda each: self._children[each].pieces)
            if self._children[index].pieces >= AHEAD:
                return
            paths = list(islice(self._waiting, self._layout.length))
            if not paths:
                return
            piece = _Piece(self._number, self._free.pop(), index, paths)
            self._number += 1
            self._pieces[piece.number] = piece
            self._ordered.append(piece)
            self._children[index].pieces += 1
            _send(self._children[index], {"piece": piece.number, "slot": piece.slot, "paths": paths})

    def _receive(self, cancelled: Cancel) -> None:
        """Wait for one answer, and put it where it belongs."""
        while True:
            check_cancelled(cancelled)
            with suppress(queue.Empty):
                index, line = self._answers.get(timeout=PATIENCE)
                break
        if not line:
            raise self._ended(index)
        answer: dict[str, Any] = json.loads(line)
        if "bug" in answer:
            raise ReaderBug(f"in a process that reads images; there:\n{answer['bug']}")
        piece = self._pieces.pop(answer["piece"])
        self._children[index].pieces -= 1
        piece.results = [_row_result(row) for row in answer["rows"]]
        if all(piece is not each for each in self._ordered):  # nobody waits for it any more
            self._free.append(piece.slot)
        self._send_pieces()

    def _ended(self, index: int) -> DataError:
        """Why a child has ended: at which file, if it was at one."""
        number, at = map(int, self._places[index])
        piece = self._pieces.get(number)
        if piece is None:
            return DataError(QT_TRANSLATE_NOOP("Data", "A process that reads images ended unexpectedly. Try again."))
        template = QT_TRANSLATE_NOOP(
            "Data",
            "A process that reads images ended unexpectedly, at {file}. Try again; if it happens again, take that file away.",
        )
        return DataError(template, file=shown_path(piece.paths[at]))


def _send(child: _Child, request: dict[str, Any]) -> None:
    """Write a line to a child; that it has ended is noticed when its answer is waited for."""
    assert child.process.stdin is not None
    with suppress(BrokenPipeError):
        child.process.stdin.write(json.dumps(request).encode() + b"\n")
        child.process.stdin.flush()


def _row_result(row: Any) -> RowResult:
    if not isinstance(row, dict):
        return RowResult(flags=tuple(row))
    return RowResult(failure=UnreadableImage(row["fault"], **parse_message(row["message"]).values))
