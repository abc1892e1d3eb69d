"""Super-resolution: the picture two, three or four times as large."""

from __future__ import annotations

import numpy as np

from backend.metrics.baselines import Targets, bicubic
from backend.tasks.pictures import Baseline, Pictures
from builder.tasks.super_resolution import LargerPicture


class SuperResolution(Pictures):
    """Outputs (n, C, rH, rW) float and targets uint8 of that shape, for inputs (n, C, H, W)."""

    def baseline(self, train_targets: Targets) -> Baseline:
        """The small picture enlarged by bicubic interpolation."""
        del train_targets
        target = self.target
        assert isinstance(target, LargerPicture)
        return lambda inputs: bicubic(np.rint(inputs * 255).astype(np.uint8), target.factor)
