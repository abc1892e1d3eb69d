from collections import OrderedDict

import torch
from torch import Tensor, nn


class DenseLayer(nn.Module):
    """Normalises and looks at all maps that came in, and hands them on with a few more
    of its own.
    """

    def __init__(self, in_channels: int, growth: int) -> None:
        super().__init__()
        self.norm1 = nn.BatchNorm2d(in_channels)
        self.relu1 = nn.ReLU()
        self.conv1 = nn.Conv2d(in_channels, growth * 4, kernel_size=1, bias=False)
        self.norm2 = nn.BatchNorm2d(growth * 4)
        self.relu2 = nn.ReLU()
        self.conv2 = nn.Conv2d(growth * 4, growth, kernel_size=3, padding=1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, in_channels, H, W) to (N, in_channels + growth, H, W)."""
        y = self.norm1(x)
        y = self.relu1(y)
        y = self.conv1(y)
        y = self.norm2(y)
        y = self.relu2(y)
        y = self.conv2(y)
        y = torch.cat([x, y], dim=1)
        return y


class Transition(nn.Module):
    """Normalises, makes fewer channels of many with a 1×1 convolution, and halves
    height and width.
    """

    def __init__(self, in_channels: int, channels: int) -> None:
        super().__init__()
        self.norm = nn.BatchNorm2d(in_channels)
        self.norm_relu = nn.ReLU()
        self.conv = nn.Conv2d(in_channels, channels, kernel_size=1, bias=False)
        self.pool = nn.AvgPool2d(2)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, in_channels, H, W) to (N, channels, H // 2, W // 2)."""
        x = self.norm(x)
        x = self.norm_relu(x)
        x = self.conv(x)
        x = self.pool(x)
        return x


class DenseBlock(nn.Module):
    """Layers in a row, each of which sees the maps of all before it and adds a few of
    its own.
    """

    def __init__(self, in_channels: int, growth: int, layers: int = 6) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            *[DenseLayer(in_channels + growth * i, growth) for i in range(layers)]
        )

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, in_channels, H, W) to (N, in_channels + growth * layers, H, W)."""
        x = self.layers(x)
        return x


class DenseNet121(nn.Module):
    """7,978,856 parameters, 2,834,161,664 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            OrderedDict(
                conv0=nn.Conv2d(3, 64, kernel_size=7, stride=2, padding=3, bias=False),
                norm0=nn.BatchNorm2d(64),
                norm0_relu=nn.ReLU(),
                pool0=nn.MaxPool2d(3, stride=2, padding=1),  # (N, 64, 56, 56)
            )
        )
        self.block1 = DenseBlock(64, 32)
        self.transition1 = Transition(256, 128)
        self.block2 = DenseBlock(128, 32, layers=12)
        self.transition2 = Transition(512, 256)
        self.block3 = DenseBlock(256, 32, layers=24)
        self.transition3 = Transition(1024, 512)
        self.block4 = DenseBlock(512, 32, layers=16)
        self.norm5_block = nn.Sequential(
            OrderedDict(
                norm5=nn.BatchNorm2d(1024),
                norm5_relu=nn.ReLU(),
                avgpool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 1024, 1, 1)
            )
        )
        self.flatten = nn.Flatten()
        self.fc = nn.Linear(1024, 1000)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 3, 224, 224), pixels from 0 to 1, to (N, 1000)."""
        x = self.stem(x)  # (N, 64, 56, 56)
        x = self.block1(x)  # (N, 256, 56, 56)
        x = self.transition1(x)  # (N, 128, 28, 28)
        x = self.block2(x)  # (N, 512, 28, 28)
        x = self.transition2(x)  # (N, 256, 14, 14)
        x = self.block3(x)  # (N, 1024, 14, 14)
        x = self.transition3(x)  # (N, 512, 7, 7)
        x = self.block4(x)  # (N, 1024, 7, 7)
        x = self.norm5_block(x)  # (N, 1024, 1, 1)
        x = self.flatten(x)  # (N, 1024)
        x = self.fc(x)  # (N, 1000)
        return x
