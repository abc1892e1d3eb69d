from collections import OrderedDict

from torch import Tensor, nn


class LeNet5(nn.Module):
    """61,706 parameters, 416,520 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            OrderedDict(
                conv1=nn.Conv2d(1, 6, kernel_size=5, padding=2),  # (N, 6, 28, 28)
                relu1=nn.ReLU(),
                pool1=nn.MaxPool2d(2),  # (N, 6, 14, 14)
                conv2=nn.Conv2d(6, 16, kernel_size=5),  # (N, 16, 10, 10)
                relu2=nn.ReLU(),
                pool2=nn.MaxPool2d(2),  # (N, 16, 5, 5)
            )
        )
        self.classifier = nn.Sequential(
            OrderedDict(
                flatten=nn.Flatten(),  # (N, 400)
                fc1=nn.Linear(400, 120),  # (N, 120)
                relu3=nn.ReLU(),
                fc2=nn.Linear(120, 84),  # (N, 84)
                relu4=nn.ReLU(),
                fc3=nn.Linear(84, 10),  # (N, 10)
            )
        )

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 1, 28, 28), pixels from 0 to 1, to (N, 10)."""
        x = self.features(x)  # (N, 16, 5, 5)
        x = self.classifier(x)  # (N, 10)
        return x
