"""Memory that a process shares with its children, without a name that could outlive them.

Named segments stay in /dev/shm when a process is killed. This memory is an unnamed file whose descriptor children inherit
(on Windows, memory with a tag): the system frees it with the last process that has it.
"""

from __future__ import annotations

import mmap
import os
import secrets
import sys
import tempfile
from contextlib import suppress

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]


class SharedBuffer:
    """`size` bytes, zero at first. `key` tells a child how to open them, and `descriptors` are those it must inherit."""

    def __init__(self, size: int) -> None:
        """Allocate; raises OSError where there is no room."""
        self.size = size
        self.descriptors: tuple[int, ...] = ()
        if sys.platform == "win32":
            self.key = f"convas-{secrets.token_hex(8)}"
            self._memory = mmap.mmap(-1, size, tagname=self.key)
            return
        descriptor = _unnamed_file()
        os.ftruncate(descriptor, size)
        self.descriptors, self.key = (descriptor,), str(descriptor)
        self._memory = mmap.mmap(descriptor, size)

    def array(self) -> Bytes:
        """All of it as uint8 (size,), shared with the children."""
        return np.frombuffer(self._memory, np.uint8)

    def close(self) -> None:
        """Give it up; the memory goes when no array shows it any more."""
        with suppress(BufferError):
            self._memory.close()
        for descriptor in self.descriptors:
            os.close(descriptor)
        self.descriptors = ()


def open_in_child(key: str, size: int) -> Bytes:
    """The memory of a SharedBuffer of the parent with this `key`, as uint8 (size,)."""
    if sys.platform == "win32":
        return np.frombuffer(mmap.mmap(-1, size, tagname=key), np.uint8)
    return np.frombuffer(mmap.mmap(int(key), size), np.uint8)


def _unnamed_file() -> int:
    """The descriptor of a file without a name: in memory on Linux, elsewhere one that is deleted already."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("convas-images", os.MFD_CLOEXEC)
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())
