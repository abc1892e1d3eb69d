"""Whether images are read whole or streamed: by their bytes at the network's size, and the memory that is free."""

from __future__ import annotations

import math
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from backend.datasets.base import Size
from backend.datasets.images.resizing import check_memory
from backend.datasets.notes import NOTES
from builder.common.messages import Message
from builder.common.quantities import bytes_text
from builder.cost.memory_guard import machine_bytes

FREE_PART = 0.5
"""The share of the free memory that images may take: the network, its optimiser and the window need the rest."""

COPIES = 2
"""What is read, and the splits that it is divided into, are in memory at the same time."""

WORTH_A_WORD = 10_000_000
"""Of fewer bytes nobody asks whether they are read whole."""

SMALL_BATCH = 64
"""So many images are in memory at the same time even if they are streamed."""

FORCED = "CONVAS_READING"
"""The environment variable that decides: "whole" or "streamed"."""

MEMORY_FILE = "/proc/meminfo"
LIMITS = (
    ("/sys/fs/cgroup", "memory.max", "memory.current"),
    ("/sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes"),
)
"""Where Linux keeps a container's limit and what of it is used, by age of the kernel."""

CACHES = ("active_file", "inactive_file")
"""Lines of ``memory.stat``: files that are kept in memory while nobody else needs it count as used."""


@dataclass(frozen=True, slots=True)
class ReadingChoice:
    """What was decided; `notes` say it with the sizes, where they are worth a word."""

    streamed: bool
    notes: tuple[Message, ...] = ()


def choose_reading(count: int, size: Size, available: int | None = None) -> ReadingChoice:
    """How to read `count` images of `size` (C, H, W), where `available` bytes are free: measured here if not given.

    Raises :class:`DataError` for images of which not even a batch fits.
    """
    check_memory(min(count, SMALL_BATCH), size)
    needed = count * math.prod(size)
    free = free_bytes() if available is None else available
    forced = os.environ.get(FORCED, "")
    fits = free is None or COPIES * needed <= free * FREE_PART
    streamed = forced == "streamed" or (forced != "whole" and not fits)
    if not streamed:
        said = Message.of(NOTES["read-whole"], size=bytes_text(needed))
        return ReadingChoice(False, (said,) if needed >= WORTH_A_WORD else ())
    if fits:
        return ReadingChoice(True, (Message.of(NOTES["streamed"], size=bytes_text(needed)),))
    said = Message.of(NOTES["streamed-too-large"], size=bytes_text(needed), free=bytes_text(free or 0))
    return ReadingChoice(True, (said,))


def free_bytes() -> int | None:
    """Bytes of memory that are free, in the machine and in the container; None where the system does not say."""
    known = [size for size in (_available_bytes(), *(_left(*place) for place in LIMITS)) if size is not None]
    return min(known) if known else machine_bytes()


def _available_bytes() -> int | None:
    if not sys.platform.startswith("linux"):
        return None
    for line in _text(MEMORY_FILE).splitlines():
        name, _, value = line.partition(":")
        if name == "MemAvailable" and value.split():
            return int(value.split()[0]) * 1024
    return None


def _left(folder: str, limit: str, used: str) -> int | None:
    """What is left of a container's limit; None where there is none."""
    most, now = (_text(f"{folder}/{name}").strip() for name in (limit, used))
    if not (most.isdigit() and now.isdigit()):
        return None
    lines = (line.split() for line in _text(f"{folder}/memory.stat").splitlines())
    caches = sum(int(line[1]) for line in lines if len(line) == 2 and line[0] in CACHES and line[1].isdigit())
    return max(0, int(most) - int(now) + caches)


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return ""
