"""Super-resolution: the picture two, three or four times as large."""

from __future__ import annotations

from backend.tasks.pictures import Pictures


class SuperResolution(Pictures):
    """Outputs (n, C, rH, rW) float and targets uint8 of that shape, for inputs (n, C, H, W)."""
