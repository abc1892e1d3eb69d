"""Classification: one of several classes per image; the largest output is the prediction."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from torch import Tensor
from torch.nn import functional

from backend.protocol.recipe import LOSSES
from backend.tasks.objective import Objective


class Classification(Objective):
    """Outputs (n, classes) float are one score per class; targets (n,) int64 are class numbers."""

    def __init__(self, loss: str, classes: int) -> None:
        """`loss` is a name in :data:`backend.protocol.recipe.LOSSES`."""
        spec = LOSSES[loss]
        self._one_hot, self._classes = spec.one_hot, classes
        self._function: Callable[[Tensor, Tensor], Tensor] = getattr(functional, spec.torch_name)

    def loss(self, outputs: Tensor, targets: Tensor) -> Tensor:
        """The mean loss of the batch, a scalar (); losses for numbers compare the scores (n, classes) with one-hot classes."""
        if self._one_hot:
            targets = functional.one_hot(targets, self._classes).to(outputs.dtype)
        return self._function(outputs, targets)

    def metrics(self, outputs: Tensor, targets: Tensor) -> Mapping[str, Tensor]:
        """Sums over the batch, scalars (): of the loss, float64, and of the right predictions, int64."""
        return {
            "loss": self.loss(outputs, targets).double() * len(targets),
            "accuracy": (outputs.argmax(1) == targets).sum(),
        }

    def predict(self, outputs: Tensor) -> tuple[Tensor, Tensor]:
        """The class with the largest score (n,) int64, and its softmax (n,) float.

        For one-hot losses the confidence is the score itself, clamped to 0 to 1.
        """
        predicted = outputs.argmax(1)
        shares = outputs.clamp(0, 1) if self._one_hot else outputs.softmax(1)
        return predicted, shares.gather(1, predicted[:, None])[:, 0]
