from collections import OrderedDict

from torch import Tensor, nn


class NielsenDblConvReLU(nn.Module):
    """85,670 parameters, 1,633,000 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            OrderedDict(
                conv1=nn.Conv2d(1, 20, kernel_size=5),  # (N, 20, 24, 24)
                pool1=nn.MaxPool2d(2),  # (N, 20, 12, 12)
                relu1=nn.ReLU(),
                conv2=nn.Conv2d(20, 40, kernel_size=5),  # (N, 40, 8, 8)
                pool2=nn.MaxPool2d(2),  # (N, 40, 4, 4)
                relu2=nn.ReLU(),
            )
        )
        self.classifier = nn.Sequential(
            OrderedDict(
                flatten=nn.Flatten(),  # (N, 640)
                fc1=nn.Linear(640, 100),  # (N, 100)
                relu3=nn.ReLU(),
                fc2=nn.Linear(100, 10),  # (N, 10)
            )
        )

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 1, 28, 28), pixels from 0 to 1, to (N, 10)."""
        x = self.features(x)
        x = self.classifier(x)  # (N, 10)
        return x
