from collections import OrderedDict

from torch import Tensor, nn


class TFTutorial(nn.Module):
    """1,669,002 parameters, 3,952,640 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            OrderedDict(
                conv1=nn.Conv2d(1, 32, kernel_size=5),  # (N, 32, 24, 24)
                relu1=nn.ReLU(),
                pool1=nn.MaxPool2d(2),  # (N, 32, 12, 12)
                conv2=nn.Conv2d(32, 64, kernel_size=3),  # (N, 64, 10, 10)
                relu2=nn.ReLU(),
                pool2=nn.MaxPool2d(2),  # (N, 64, 5, 5)
            )
        )
        self.classifier = nn.Sequential(
            OrderedDict(
                flatten=nn.Flatten(),  # (N, 1600)
                fc1=nn.Linear(1600, 1024),  # (N, 1024)
                drop1=nn.Dropout(p=0.25),
                fc2=nn.Linear(1024, 10),  # (N, 10)
            )
        )

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 1, 28, 28), pixels from 0 to 1, to (N, 10)."""
        x = self.features(x)  # (N, 64, 5, 5)
        x = self.classifier(x)  # (N, 10)
        return x
