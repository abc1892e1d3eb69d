from collections import OrderedDict

from torch import Tensor, nn


class NielsenShallow(nn.Module):
    """79,510 parameters, 79,400 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            OrderedDict(
                flatten=nn.Flatten(),  # (N, 784)
                fc1=nn.Linear(784, 100),  # (N, 100)
                sigmoid1=nn.Sigmoid(),
                fc2=nn.Linear(100, 10),  # (N, 10)
            )
        )

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 1, 28, 28), pixels from 0 to 1, to (N, 10)."""
        x = self.layers(x)  # (N, 10)
        return x
