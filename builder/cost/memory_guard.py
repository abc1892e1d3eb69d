"""Whether a network fits into the machine, said in words before the machine finds out."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

from builder.analysis import Analysis
from builder.cost.training_memory import NUMBER, footprint
from builder.model.graph import Graph

LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
"""Where Linux keeps the limit of a container, by age of the kernel."""


class TooLarge(ValueError):
    """The network does not fit; `needed` and `available` are bytes."""

    def __init__(self, text: str, needed: int, available: int) -> None:
        super().__init__(text)
        self.needed, self.available = needed, available


def guard(graph: Graph, analysis: Analysis, *, optimiser_slots: int, batch_size: int, available: int | None = None) -> None:
    """Raise :class:`TooLarge` when training takes more than `available` bytes: the machine's memory if not given."""
    room = machine_bytes() if available is None else available
    if room is None:
        return
    needed = footprint(graph, analysis, optimiser_slots, batch_size)
    if needed.peak <= room:
        return
    advice = (
        "Make the largest layer smaller." if needed.steady > room else "Choose a smaller batch, or smaller images and layers."
    )
    text = (
        f"Training this network takes about {spoken(needed.peak)}, but there are {spoken(room)} of memory: "
        f"{spoken(needed.steady)} for {analysis.parameters:,} weights, their gradients and the optimiser, "
        f"and {spoken(needed.passing)} for a batch of {batch_size:,}. {advice}"
    )
    raise TooLarge(text, needed.peak, room)


def guard_weights(analysis: Analysis, available: int | None = None) -> None:
    """Raise :class:`TooLarge` when the weights alone take more than `available` bytes."""
    room = machine_bytes() if available is None else available
    needed = NUMBER * analysis.parameters
    if room is not None and needed > room:
        text = f"The {analysis.parameters:,} weights take {spoken(needed)}, but there are {spoken(room)} of memory."
        raise TooLarge(f"{text} Make the largest layer smaller.", needed, room)


def machine_bytes() -> int | None:
    """The memory that this process may use, or None where the system does not say."""
    limits = [size for size in (_installed(), *map(_limit, LIMITS)) if size]
    return min(limits) if limits else None


def spoken(size: int) -> str:
    """A number of bytes as people say it: "1.3 GB"."""
    for unit, scale in (("TB", 10**12), ("GB", 10**9), ("MB", 10**6)):
        if size >= scale:
            return f"{size / scale:,.1f} {unit}"
    return f"{size / 1000:,.0f} kB"


def _installed() -> int | None:
    if sys.platform == "win32":
        return _windows_bytes()
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return None


def _windows_bytes() -> int | None:
    status = (ctypes.c_ulonglong * 8)()
    ctypes.cast(status, ctypes.POINTER(ctypes.c_ulong))[0] = ctypes.sizeof(status)
    done = ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))  # type: ignore[attr-defined]
    return int(status[1]) if done else None


def _limit(path: str) -> int | None:
    try:
        text = Path(path).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return int(text) if text.isdigit() else None
