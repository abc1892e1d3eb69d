from torch import Tensor, nn


class NielsenDblConvReLU(nn.Module):
    """85,670 parameters, 1,633,000 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, 20, kernel_size=5)
        self.pool1 = nn.MaxPool2d(2)
        self.relu1 = nn.ReLU()
        self.conv2 = nn.Conv2d(20, 40, kernel_size=5)
        self.pool2 = nn.MaxPool2d(2)
        self.relu2 = nn.ReLU()
        self.flatten = nn.Flatten()
        self.fc1 = nn.Linear(640, 100)
        self.relu3 = nn.ReLU()
        self.fc2 = nn.Linear(100, 10)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 1, 28, 28), pixels from 0 to 1, to (N, 10)."""
        x = self.conv1(x)  # (N, 20, 24, 24)
        x = self.pool1(x)  # (N, 20, 12, 12)
        x = self.relu1(x)
        x = self.conv2(x)  # (N, 40, 8, 8)
        x = self.pool2(x)  # (N, 40, 4, 4)
        x = self.relu2(x)
        x = self.flatten(x)  # (N, 640)
        x = self.fc1(x)  # (N, 100)
        x = self.relu3(x)
        x = self.fc2(x)  # (N, 10)
        return x
