from collections import OrderedDict

import torch
from torch import Tensor, nn


class Fire(nn.Module):
    """Squeezes to few channels with 1×1 filters, then expands with 1×1 and 3×3 filters
    side by side.
    """

    def __init__(self, in_channels: int, squeeze: int, expand: int) -> None:
        super().__init__()
        self.squeeze = nn.Conv2d(in_channels, squeeze, kernel_size=1)
        self.squeeze_relu = nn.ReLU()
        self.expand1x1 = nn.Conv2d(squeeze, expand, kernel_size=1)
        self.expand1x1_relu = nn.ReLU()
        self.expand3x3 = nn.Conv2d(squeeze, expand, kernel_size=3, padding=1)
        self.expand3x3_relu = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, in_channels, H, W) to (N, expand * 2, H, W)."""
        x = self.squeeze(x)
        squeeze_relu = self.squeeze_relu(x)
        x = self.expand1x1(squeeze_relu)
        expand1x1_relu = self.expand1x1_relu(x)
        x = self.expand3x3(squeeze_relu)
        x = self.expand3x3_relu(x)
        x = torch.cat([expand1x1_relu, x], dim=1)
        return x


class SqueezeNet(nn.Module):
    """1,235,496 parameters, 349,151,936 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            OrderedDict(
                conv1=nn.Conv2d(3, 64, kernel_size=3, stride=2),  # (N, 64, 111, 111)
                conv1_relu=nn.ReLU(),
                pool1=nn.MaxPool2d(3, stride=2, ceil_mode=True),  # (N, 64, 55, 55)
            )
        )
        self.fire2 = Fire(64, 16, 64)
        self.fire3 = Fire(128, 16, 64)
        self.pool2 = nn.MaxPool2d(3, stride=2, ceil_mode=True)
        self.fire4 = Fire(128, 32, 128)
        self.fire5 = Fire(256, 32, 128)
        self.pool3 = nn.MaxPool2d(3, stride=2, ceil_mode=True)
        self.fires = nn.Sequential(
            OrderedDict(
                fire6=Fire(256, 48, 192),  # (N, 384, 13, 13)
                fire7=Fire(384, 48, 192),
                fire8=Fire(384, 64, 256),  # (N, 512, 13, 13)
                fire9=Fire(512, 64, 256),
            )
        )
        self.dropout_block = nn.Sequential(
            OrderedDict(
                dropout=nn.Dropout(),
                conv10=nn.Conv2d(512, 1000, kernel_size=1),  # (N, 1000, 13, 13)
                conv10_relu=nn.ReLU(),
                avgpool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 1000, 1, 1)
            )
        )
        self.flatten = nn.Flatten()

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 3, 224, 224), pixels from 0 to 1, to (N, 1000)."""
        x = self.stem(x)  # (N, 64, 55, 55)
        x = self.fire2(x)  # (N, 128, 55, 55)
        x = self.fire3(x)
        x = self.pool2(x)  # (N, 128, 27, 27)
        x = self.fire4(x)  # (N, 256, 27, 27)
        x = self.fire5(x)
        x = self.pool3(x)  # (N, 256, 13, 13)
        x = self.fires(x)
        x = self.dropout_block(x)  # (N, 1000, 1, 1)
        x = self.flatten(x)  # (N, 1000)
        return x
