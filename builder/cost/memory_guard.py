"""Checks before a training or export whether the network fits into the memory of this machine."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from typing import Any

from builder.analysis import Analysis
from builder.common.errors import ConvasError
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.quantities import bytes_text
from builder.cost.training_memory import NUMBER, footprint
from builder.model.graph import Graph

LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
"""Where Linux keeps the limit of a container, by age of the kernel."""


_NETWORK = QT_TRANSLATE_NOOP(
    "Cost",
    "Training this network takes about {needed}, but there are {available} of memory: {steady} for {weights:,} weights, "
    "their gradients and the optimiser, and {passing} for a batch of {batch:,}. {advice}",
)
_WEIGHTS = QT_TRANSLATE_NOOP("Cost", "The {weights:,} weights take {needed}, but there are {available} of memory. {advice}")
_SMALLER_LAYER = QT_TRANSLATE_NOOP("Cost", "Make the largest layer smaller.")
_SMALLER_BATCH = QT_TRANSLATE_NOOP("Cost", "Choose a smaller batch, or smaller images and layers.")


class TooLarge(ConvasError):
    """The network does not fit; `needed` and `available` are bytes."""

    def __init__(self, template: str | Message, /, *, needed: int, available: int, **values: Any) -> None:
        super().__init__(template, needed=bytes_text(needed), available=bytes_text(available), **values)
        self.needed, self.available = needed, available


def guard(graph: Graph, analysis: Analysis, *, optimiser_slots: int, batch_size: int, available: int | None = None) -> None:
    """Raise :class:`TooLarge` when training takes more than `available` bytes: the machine's memory if not given."""
    room = machine_bytes() if available is None else available
    if room is None:
        return
    needed = footprint(graph, analysis, optimiser_slots, batch_size)
    if needed.peak <= room:
        return
    raise TooLarge(
        _NETWORK,
        needed=needed.peak,
        available=room,
        steady=bytes_text(needed.steady),
        passing=bytes_text(needed.passing),
        weights=analysis.parameters,
        batch=batch_size,
        advice=_SMALLER_LAYER if needed.steady > room else _SMALLER_BATCH,
    )


def guard_weights(analysis: Analysis, available: int | None = None) -> None:
    """Raise :class:`TooLarge` when the weights alone take more than `available` bytes."""
    room = machine_bytes() if available is None else available
    needed = NUMBER * analysis.parameters
    if room is not None and needed > room:
        raise TooLarge(_WEIGHTS, needed=needed, available=room, weights=analysis.parameters, advice=_SMALLER_LAYER)


def machine_bytes() -> int | None:
    """Bytes of memory that this process may use: the machine's or a container's limit; None where the system does not say."""
    limits = [size for size in (_installed_bytes(), *map(_limit, LIMITS)) if size]
    return min(limits) if limits else None


def _installed_bytes() -> int | None:
    if sys.platform == "win32":
        return _windows_bytes()
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return None


def _windows_bytes() -> int | None:
    # MEMORYSTATUSEX: dwLength and dwMemoryLoad share the first 8 bytes, the next 8 are ullTotalPhys.
    status = (ctypes.c_ulonglong * 8)()
    ctypes.cast(status, ctypes.POINTER(ctypes.c_ulong))[0] = ctypes.sizeof(status)
    done = ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))  # type: ignore[attr-defined]  # there on Windows only
    return int(status[1]) if done else None


def _limit(path: str) -> int | None:
    try:
        text = Path(path).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    # Without a limit, version 2 of cgroups writes "max", and version 1 a number larger than any memory.
    return int(text) if text.isdigit() else None
