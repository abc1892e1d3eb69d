from collections import OrderedDict

from torch import Tensor, nn


class BasicBlock(nn.Module):
    """Two 3×3 convolutions; what came in is added to what they give."""

    def __init__(self, in_channels: int, channels: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(
            in_channels, channels, kernel_size=3, padding=1, bias=False
        )
        self.bn1 = nn.BatchNorm2d(channels)
        self.relu1 = nn.ReLU()
        self.conv2 = nn.Conv2d(channels, channels, kernel_size=3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.relu_out = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, in_channels, H, W) to (N, channels, H, W)."""
        y = self.conv1(x)
        y = self.bn1(y)
        y = self.relu1(y)
        y = self.conv2(y)
        y = self.bn2(y)
        y = y + x
        y = self.relu_out(y)
        return y


class BasicBlockDown(nn.Module):
    """A residual block whose result has other channels or another size than what comes
    in; a 1×1 convolution on the way around makes both alike.
    """

    def __init__(self, in_channels: int, channels: int, stride: int = 2) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(
            in_channels, channels, kernel_size=3, stride=stride, padding=1, bias=False
        )
        self.bn1 = nn.BatchNorm2d(channels)
        self.relu1 = nn.ReLU()
        self.conv2 = nn.Conv2d(channels, channels, kernel_size=3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.shortcut = nn.Conv2d(
            in_channels, channels, kernel_size=1, stride=stride, bias=False
        )
        self.shortcut_bn = nn.BatchNorm2d(channels)
        self.relu_out = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, in_channels, H, W) to (N, channels, H', W')."""
        y = self.conv1(x)
        y = self.bn1(y)
        y = self.relu1(y)
        y = self.conv2(y)
        bn2 = self.bn2(y)
        y = self.shortcut(x)
        y = self.shortcut_bn(y)
        y = bn2 + y
        y = self.relu_out(y)
        return y


class ResNet20(nn.Module):
    """272,474 parameters, 40,813,184 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            OrderedDict(
                conv1=nn.Conv2d(3, 16, kernel_size=3, padding=1, bias=False),
                bn1=nn.BatchNorm2d(16),
                relu1=nn.ReLU(),
            )
        )
        self.stage1 = nn.Sequential(*[BasicBlock(16, 16) for _ in range(3)])
        self.stage2_down = BasicBlockDown(16, 32)
        self.stage2 = nn.Sequential(*[BasicBlock(32, 32) for _ in range(2)])
        self.stage3_down = BasicBlockDown(32, 64)
        self.stage3 = nn.Sequential(*[BasicBlock(64, 64) for _ in range(2)])
        self.pool = nn.AdaptiveAvgPool2d((1, 1))
        self.flatten = nn.Flatten()
        self.fc = nn.Linear(64, 10)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 3, 32, 32), pixels from 0 to 1, to (N, 10)."""
        x = self.stem(x)
        x = self.stage1(x)
        x = self.stage2_down(x)  # (N, 32, 16, 16)
        x = self.stage2(x)
        x = self.stage3_down(x)  # (N, 64, 8, 8)
        x = self.stage3(x)
        x = self.pool(x)  # (N, 64, 1, 1)
        x = self.flatten(x)  # (N, 64)
        x = self.fc(x)  # (N, 10)
        return x
