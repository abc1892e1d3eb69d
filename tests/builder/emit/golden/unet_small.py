import torch
from torch import Tensor, nn


class UNetDown(nn.Module):
    """Two 3×3 convolutions, then pooling, which halves the size."""

    def __init__(self, in_channels: int, channels: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(
            in_channels, channels, kernel_size=3, padding=1, bias=False
        )
        self.bn1 = nn.BatchNorm2d(channels)
        self.relu1 = nn.ReLU()
        self.conv2 = nn.Conv2d(channels, channels, kernel_size=3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.relu2 = nn.ReLU()
        self.pool = nn.MaxPool2d(2)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Map (N, in_channels, H, W) to (N, channels, H // 2, W // 2) and (N, channels,
        H, W).
        """
        x = self.conv1(x)
        x = self.bn1(x)
        x = self.relu1(x)
        x = self.conv2(x)
        x = self.bn2(x)
        relu2 = self.relu2(x)
        x = self.pool(relu2)
        return x, relu2


class DoubleConv(nn.Module):
    """Two 3×3 convolutions, each with batch normalisation and ReLU; height and width
    stay.
    """

    def __init__(self, in_channels: int, channels: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(
            in_channels, channels, kernel_size=3, padding=1, bias=False
        )
        self.bn1 = nn.BatchNorm2d(channels)
        self.relu1 = nn.ReLU()
        self.conv2 = nn.Conv2d(channels, channels, kernel_size=3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.relu2 = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, in_channels, H, W) to (N, channels, H, W)."""
        x = self.conv1(x)
        x = self.bn1(x)
        x = self.relu1(x)
        x = self.conv2(x)
        x = self.bn2(x)
        x = self.relu2(x)
        return x


class UNetUp(nn.Module):
    """Doubles the size with a transposed convolution, joins what was led across from
    the step down of the same size, and applies two 3×3 convolutions.
    """

    def __init__(self, in_channels: int, across_channels: int, channels: int) -> None:
        super().__init__()
        self.grow = nn.ConvTranspose2d(in_channels, channels, kernel_size=2, stride=2)
        self.conv1 = nn.Conv2d(
            across_channels + channels, channels, kernel_size=3, padding=1, bias=False
        )
        self.bn1 = nn.BatchNorm2d(channels)
        self.relu1 = nn.ReLU()
        self.conv2 = nn.Conv2d(channels, channels, kernel_size=3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.relu2 = nn.ReLU()

    def forward(self, input: Tensor, across: Tensor) -> Tensor:
        """Map (N, in_channels, H, W) and (N, across_channels, across_H, across_W) to
        (N, channels, across_H, across_W).
        """
        x = self.grow(input)
        x = torch.cat([across, x], dim=1)
        x = self.conv1(x)
        x = self.bn1(x)
        x = self.relu1(x)
        x = self.conv2(x)
        x = self.bn2(x)
        x = self.relu2(x)
        return x


class SmallUNet(nn.Module):
    """482,754 parameters, 580,124,672 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.down1 = UNetDown(3, 16)
        self.down2 = UNetDown(16, 32)
        self.down3 = UNetDown(32, 64)
        self.bottom = DoubleConv(64, 128)
        self.up3 = UNetUp(128, 64, 64)
        self.up2 = UNetUp(64, 32, 32)
        self.up1 = UNetUp(32, 16, 16)
        self.score = nn.Conv2d(16, 2, kernel_size=1)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 3, 128, 128), pixels from 0 to 1, to (N, 2, 128, 128)."""
        x, down1_across = self.down1(x)  # (N, 16, 64, 64), (N, 16, 128, 128)
        x, down2_across = self.down2(x)  # (N, 32, 32, 32), (N, 32, 64, 64)
        x, down3_across = self.down3(x)  # (N, 64, 16, 16), (N, 64, 32, 32)
        x = self.bottom(x)  # (N, 128, 16, 16)
        x = self.up3(x, down3_across)  # (N, 64, 32, 32)
        x = self.up2(x, down2_across)  # (N, 32, 64, 64)
        x = self.up1(x, down1_across)  # (N, 16, 128, 128)
        x = self.score(x)  # (N, 2, 128, 128)
        return x
