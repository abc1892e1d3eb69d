"""Reconstruction: the picture that came in, without the noise or the holes that were put into it."""

from __future__ import annotations

import numpy as np
from torch import Tensor

from backend.metrics.baselines import Targets, mean_picture
from backend.tasks.noise import normal_numbers, uniform_numbers
from backend.tasks.pictures import Baseline, Pictures
from builder.tasks.base import Target
from builder.tasks.reconstruction import SamePicture


class Reconstruction(Pictures):
    """Outputs (n, C, H, W) float and targets uint8 of that shape."""

    def __init__(self, loss: str, target: Target) -> None:
        """`target` says how much noise is added and which share of pixels is set to 0."""
        super().__init__(loss, target)
        assert isinstance(target, SamePicture)
        self._noise, self._masked = target.noise, target.masked

    @property
    def corrupts(self) -> bool:
        """Whether there is noise or a mask."""
        return bool(self._noise or self._masked)

    def corrupt(self, images: Tensor, samples: Tensor, *, seed: int, epoch: int) -> Tensor:
        """With Gaussian noise of the target's deviation, cut to 0 to 1; all channels of a masked pixel are 0."""
        if self._noise:
            count = images[0].numel()
            noise = normal_numbers(samples, count, seed=seed, epoch=epoch).view_as(images)
            images = images.add(noise, alpha=self._noise).clamp_(0, 1)
        if self._masked:
            pixels = images[0, 0].numel()
            shown = uniform_numbers(samples, pixels, seed=seed, epoch=epoch, stream=1) >= self._masked
            images = images * shown.view(len(images), 1, *images.shape[2:])
        return images

    def baseline(self, train_targets: Targets) -> Baseline:
        """The picture with its noise and holes as it came; where there are none, the mean picture of the training set."""
        if self.corrupts:
            return lambda inputs: inputs
        mean = mean_picture(train_targets)
        return lambda inputs: np.broadcast_to(mean, (len(inputs), *mean.shape))
