"""Ids of blocks: assigned once, never reused."""

from __future__ import annotations


class Ids:
    """Hands out ids upwards from a high-water mark; `next` is the mark."""

    def __init__(self, next: int = 1) -> None:
        self.next = next

    def __call__(self) -> int:
        """An id that was never handed out before."""
        id = self.next
        self.next += 1
        return id
