"""Whether a network fits into the machine, said in words before the machine finds out."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

from builder.analysis import Analysis

BYTES = 4
"""Of one number: weights and activations are float32."""

LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
"""Where Linux keeps the limit of a container, by age of the kernel."""


class TooLarge(ValueError):
    """The network does not fit; `needed` and `available` are bytes."""

    def __init__(self, text: str, needed: int, available: int) -> None:
        super().__init__(text)
        self.needed, self.available = needed, available


def weight_bytes(analysis: Analysis, optimiser_slots: int) -> int:
    """Weights, their gradients, and what the optimiser keeps of each weight."""
    return BYTES * analysis.parameters * (2 + optimiser_slots)


def activation_bytes(analysis: Analysis, batch_size: int) -> int:
    """What one batch leaves behind on its way, with the gradients of the largest step back."""
    largest = max((shape.elements for report in analysis.blocks.values() for shape in report.outputs), default=0)
    return BYTES * batch_size * (analysis.activations + 2 * largest)


def training_bytes(analysis: Analysis, optimiser_slots: int, batch_size: int) -> int:
    """About what training takes: weights, gradients, optimiser state, and the activations of one batch."""
    return weight_bytes(analysis, optimiser_slots) + activation_bytes(analysis, batch_size)


def guard(analysis: Analysis, optimiser_slots: int, batch_size: int, available: int | None = None) -> None:
    """Raise :class:`TooLarge` when training takes more than `available` bytes: the machine's memory if not given."""
    room = machine_bytes() if available is None else available
    weights, passing = weight_bytes(analysis, optimiser_slots), activation_bytes(analysis, batch_size)
    if room is None or weights + passing <= room:
        return
    advice = "Make the largest layer smaller." if weights > room else "Choose a smaller batch, or smaller images and layers."
    text = (
        f"Training this network takes about {spoken(weights + passing)}, but there are {spoken(room)} of memory: "
        f"{spoken(weights)} for {analysis.parameters:,} weights, their gradients and the optimiser, "
        f"and {spoken(passing)} for a batch of {batch_size:,}. {advice}"
    )
    raise TooLarge(text, weights + passing, room)


def guard_weights(analysis: Analysis, available: int | None = None) -> None:
    """Raise :class:`TooLarge` when the weights alone take more than `available` bytes."""
    room = machine_bytes() if available is None else available
    needed = BYTES * analysis.parameters
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
