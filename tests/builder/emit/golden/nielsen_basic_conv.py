from collections import OrderedDict

from torch import Tensor, nn


class NielsenBasicConv(nn.Module):
    """289,630 parameters, 577,000 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            OrderedDict(
                conv1=nn.Conv2d(1, 20, kernel_size=5),  # (N, 20, 24, 24)
                pool1=nn.MaxPool2d(2),  # (N, 20, 12, 12)
                sigmoid1=nn.Sigmoid(),
            )
        )
        self.classifier = nn.Sequential(
            OrderedDict(
                flatten=nn.Flatten(),  # (N, 2880)
                fc1=nn.Linear(2880, 100),  # (N, 100)
                sigmoid2=nn.Sigmoid(),
                fc2=nn.Linear(100, 10),  # (N, 10)
            )
        )

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 1, 28, 28), pixels from 0 to 1, to (N, 10)."""
        x = self.features(x)
        x = self.classifier(x)  # (N, 10)
        return x
