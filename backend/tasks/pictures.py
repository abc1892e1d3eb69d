"""Pictures as targets: the loss between pictures and their signal to noise ratio."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from torch import Tensor
from torch.nn import functional

from backend.tasks.objective import Kept, Measurement, Objective, SampleSums

BEST_PSNR = 100.0
"""Decibels of a picture without any error: the logarithm has no end."""


class Pictures(Objective):
    """Outputs (n, C, H, W) float and targets (n, C, H, W) uint8; 0 to 1 in the outputs is 0 to 255 in the targets."""

    main_metric = "psnr"
    higher_is_better = True

    def loss(self, outputs: Tensor, targets: Tensor) -> Tensor:
        """The mean over all pixels, in units of 0 to 1."""
        function: Callable[[Tensor, Tensor], Tensor] = getattr(functional, self.loss_spec.torch_name)
        return function(outputs, targets.to(outputs.dtype).div_(255))

    def measure(self) -> Measurement:
        """Loss, and the mean peak signal to noise ratio of the pictures in decibels."""
        return SampleSums(self._sums)

    def keep(self, outputs: Tensor) -> Kept:
        """The pictures (n, C, H, W) uint8."""
        return Kept(predictions=outputs.clamp(0, 1).mul(255).round().byte())

    def _sums(self, outputs: Tensor, targets: Tensor) -> Mapping[str, Tensor]:
        return {
            "loss": self.loss(outputs, targets).double() * len(targets),
            "psnr": psnr(outputs, targets).double().sum(),
        }


def psnr(outputs: Tensor, targets: Tensor) -> Tensor:
    """10 log10(1 / MSE) of each picture (n,) in decibels, outputs cut to 0 to 1; at most BEST_PSNR."""
    error = (outputs.clamp(0, 1) - targets.to(outputs.dtype).div_(255)).square().flatten(1).mean(1)
    return error.clamp(min=10 ** (-BEST_PSNR / 10)).log10().mul(-10)
