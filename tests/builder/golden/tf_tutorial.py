from torch import Tensor, nn


class TFTutorial(nn.Module):
    """1,669,002 parameters, 3,952,640 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, kernel_size=5)
        self.relu1 = nn.ReLU()
        self.pool1 = nn.MaxPool2d(2)
        self.conv2 = nn.Conv2d(32, 64, kernel_size=3)
        self.relu2 = nn.ReLU()
        self.pool2 = nn.MaxPool2d(2)
        self.flatten = nn.Flatten()
        self.fc1 = nn.Linear(1600, 1024)
        self.drop1 = nn.Dropout(p=0.25)
        self.fc2 = nn.Linear(1024, 10)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 1, 28, 28), pixels from 0 to 1, to (N, 10)."""
        x = self.conv1(x)  # (N, 32, 24, 24)
        x = self.relu1(x)
        x = self.pool1(x)  # (N, 32, 12, 12)
        x = self.conv2(x)  # (N, 64, 10, 10)
        x = self.relu2(x)
        x = self.pool2(x)  # (N, 64, 5, 5)
        x = self.flatten(x)  # (N, 1600)
        x = self.fc1(x)  # (N, 1024)
        x = self.drop1(x)
        x = self.fc2(x)  # (N, 10)
        return x
