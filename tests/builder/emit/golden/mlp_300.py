from collections import OrderedDict

from torch import Tensor, nn


class MLP300(nn.Module):
    """238,510 parameters, 238,200 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            OrderedDict(
                flatten=nn.Flatten(),  # (N, 784)
                fc1=nn.Linear(784, 300),  # (N, 300)
                tanh1=nn.Tanh(),
                fc2=nn.Linear(300, 10),  # (N, 10)
            )
        )

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 1, 28, 28), pixels from 0 to 1, to (N, 10)."""
        x = self.layers(x)  # (N, 10)
        return x
