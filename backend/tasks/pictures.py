"""Pictures as targets: the loss between pictures and their signal to noise ratio."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from backend.metrics import picture_metrics
from backend.metrics.baselines import Targets
from backend.metrics.bootstrap import intervals, weighted_means
from backend.metrics.picture_metrics import BEST_PSNR
from backend.protocol.events import Array
from backend.tasks.gathering import Rows, finite
from backend.tasks.objective import Kept, Measurement, Objective, Report, Reporter, SampleSums

Baseline = Callable[[Array], NDArray[np.float64] | NDArray[np.uint8]]
"""From what the network gets, (n, C, H, W) float32, to pictures of the size of the targets, uint8 or float from 0 to 1."""


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

    def reporter(self, train_targets: Targets) -> Reporter:
        """The mean structural similarity, and signal to noise ratio and similarity of the baseline."""
        return _PictureReport(self.baseline(train_targets))

    @abstractmethod
    def baseline(self, train_targets: Targets) -> Baseline:
        """What can be given without learning."""

    def _sums(self, outputs: Tensor, targets: Tensor) -> Mapping[str, Tensor]:
        return {
            "loss": self.loss(outputs, targets).double() * len(targets),
            "psnr": psnr(outputs, targets).double().sum(),
        }


def psnr(outputs: Tensor, targets: Tensor) -> Tensor:
    """10 log10(1 / MSE) of each picture (n,) in decibels, outputs cut to 0 to 1; at most BEST_PSNR."""
    error = (outputs.clamp(0, 1) - targets.to(outputs.dtype).div_(255)).square().flatten(1).mean(1)
    return error.clamp(min=10 ** (-BEST_PSNR / 10)).log10().mul(-10)


class _PictureReport(Reporter):
    """Measures each picture when it comes, and keeps the numbers (n,) alone."""

    def __init__(self, baseline: Baseline) -> None:
        self._baseline = baseline
        self._psnr, self._ssim = Rows(), Rows()
        self._baseline_psnr, self._baseline_ssim = Rows(), Rows()

    def add(self, inputs: Tensor, outputs: Tensor, targets: Tensor) -> None:
        given, wanted = outputs.cpu().numpy(), targets.cpu().numpy()
        self._psnr.add(picture_metrics.psnr(given, wanted))
        self._ssim.add(picture_metrics.ssim(given, wanted))
        simple = self._baseline(inputs.cpu().numpy())
        self._baseline_psnr.add(picture_metrics.psnr(simple, wanted))
        self._baseline_ssim.add(picture_metrics.ssim(simple, wanted))

    def report(self) -> Report:
        ratios, likenesses = self._psnr.joined(), self._ssim.joined()
        if not len(ratios):
            return Report()
        baseline = {"psnr": self._baseline_psnr.joined().mean(), "ssim": self._baseline_ssim.joined().mean()}
        return Report(
            metrics=finite({"ssim": likenesses.mean()}),
            baseline=finite(baseline),
            intervals=intervals(weighted_means({"psnr": ratios, "ssim": likenesses}), len(ratios)),
        )
