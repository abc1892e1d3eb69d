from torch import Tensor, nn


class Perceptron(nn.Module):
    """7,850 parameters, 7,840 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.flatten = nn.Flatten()
        self.fc = nn.Linear(784, 10)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 1, 28, 28), pixels from 0 to 1, to (N, 10)."""
        x = self.flatten(x)  # (N, 784)
        x = self.fc(x)  # (N, 10)
        return x
