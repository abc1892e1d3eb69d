"""Classification: one of several classes per image; the largest output is the prediction."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from torch import Tensor
from torch.nn import functional

from backend.tasks.objective import Kept, Measurement, Objective, SampleSums
from builder.tasks.base import Target


class Classification(Objective):
    """Outputs (n, classes) float are one score per class; targets (n,) int64 are class numbers."""

    def __init__(self, loss: str, target: Target) -> None:
        """`loss` is a name in :data:`backend.protocol.recipe.LOSSES`."""
        super().__init__(loss, target)
        self._one_hot, self._classes = self.loss_spec.one_hot, len(target.names)
        self._function: Callable[..., Tensor] = getattr(functional, self.loss_spec.torch_name)

    def loss(self, outputs: Tensor, targets: Tensor) -> Tensor:
        """The mean loss of the batch, a scalar (); losses for numbers compare the scores (n, classes) with one-hot classes."""
        if self._one_hot:
            targets = functional.one_hot(targets, self._classes).to(outputs.dtype)
        return self._function(outputs, targets)

    def training_loss(self, outputs: Tensor, targets: Tensor) -> Tensor:
        """The mean over the batch, weighted by `class_weights` (classes,) where they are set: sum of w l by sum of w."""
        if self.class_weights is None:
            return self.loss(outputs, targets)
        weights = self.class_weights[targets]
        goal = functional.one_hot(targets, self._classes).to(outputs.dtype) if self._one_hot else targets
        losses = self._function(outputs, goal, reduction="none")
        return (losses.flatten(1).mean(1) if self._one_hot else losses).mul(weights).sum() / weights.sum()

    def measure(self) -> Measurement:
        """Loss, and the share of right predictions."""
        return SampleSums(self._sums)

    def keep(self, outputs: Tensor) -> Kept:
        """The class with the largest score (n,) int64, its softmax (n,) float, and the scores.

        For one-hot losses the confidence is the score itself, clamped to 0 to 1.
        """
        predicted = outputs.argmax(1)
        shares = outputs.clamp(0, 1) if self._one_hot else outputs.softmax(1)
        return Kept(predictions=predicted, confidences=shares.gather(1, predicted[:, None])[:, 0], scores=outputs)

    def _sums(self, outputs: Tensor, targets: Tensor) -> Mapping[str, Tensor]:
        return {
            "loss": self.loss(outputs, targets).double() * len(targets),
            "accuracy": (outputs.argmax(1) == targets).sum(),
        }
