"""Several labels: each of them holds or does not; the sigmoid of an output is its probability."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from torch import Tensor
from torch.nn import functional

from backend.tasks.objective import Kept, Measurement, Objective, SampleSums


class MultiLabel(Objective):
    """Outputs (n, labels) float are scores, above 0 where a label holds; targets (n, labels) uint8 are 0 or 1."""

    def loss(self, outputs: Tensor, targets: Tensor) -> Tensor:
        """The mean over samples and labels; MSE compares the sigmoid of the scores."""
        function: Callable[[Tensor, Tensor], Tensor] = getattr(functional, self.loss_spec.torch_name)
        given = outputs if self.loss_spec.applies_sigmoid else outputs.sigmoid()
        return function(given, targets.to(outputs.dtype))

    def measure(self) -> Measurement:
        """Loss, the share of right labels, and of samples all of whose labels are right."""
        return SampleSums(self._sums)

    def keep(self, outputs: Tensor) -> Kept:
        """The labels that hold (n, labels) uint8, and the scores."""
        return Kept(predictions=(outputs > 0).byte(), scores=outputs)

    def _sums(self, outputs: Tensor, targets: Tensor) -> Mapping[str, Tensor]:
        right = (outputs > 0) == targets.bool()
        return {
            "loss": self.loss(outputs, targets).double() * len(targets),
            "accuracy": right.double().mean(1).sum(),
            "exact_match": right.all(1).sum(),
        }
