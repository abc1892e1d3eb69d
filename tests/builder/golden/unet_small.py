from collections import OrderedDict

import torch
from torch import Tensor, nn


class SmallUNet(nn.Module):
    """482,754 parameters, 580,124,672 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.down1 = nn.Sequential(
            OrderedDict(
                down1_conv1=nn.Conv2d(3, 16, kernel_size=3, padding=1, bias=False),
                down1_bn1=nn.BatchNorm2d(16),
                down1_relu1=nn.ReLU(),
                down1_conv2=nn.Conv2d(16, 16, kernel_size=3, padding=1, bias=False),
                down1_bn2=nn.BatchNorm2d(16),
                down1_relu2=nn.ReLU(),
            )
        )
        self.pool1 = nn.MaxPool2d(2)
        self.down2 = nn.Sequential(
            OrderedDict(
                down2_conv1=nn.Conv2d(16, 32, kernel_size=3, padding=1, bias=False),
                down2_bn1=nn.BatchNorm2d(32),
                down2_relu1=nn.ReLU(),
                down2_conv2=nn.Conv2d(32, 32, kernel_size=3, padding=1, bias=False),
                down2_bn2=nn.BatchNorm2d(32),
                down2_relu2=nn.ReLU(),
            )
        )
        self.pool2 = nn.MaxPool2d(2)
        self.down3 = nn.Sequential(
            OrderedDict(
                down3_conv1=nn.Conv2d(32, 64, kernel_size=3, padding=1, bias=False),
                down3_bn1=nn.BatchNorm2d(64),
                down3_relu1=nn.ReLU(),
                down3_conv2=nn.Conv2d(64, 64, kernel_size=3, padding=1, bias=False),
                down3_bn2=nn.BatchNorm2d(64),
                down3_relu2=nn.ReLU(),
            )
        )
        self.pool3 = nn.MaxPool2d(2)
        self.bottom = nn.Sequential(
            OrderedDict(
                bottom_conv1=nn.Conv2d(64, 128, kernel_size=3, padding=1, bias=False),
                bottom_bn1=nn.BatchNorm2d(128),
                bottom_relu1=nn.ReLU(),
                bottom_conv2=nn.Conv2d(128, 128, kernel_size=3, padding=1, bias=False),
                bottom_bn2=nn.BatchNorm2d(128),
                bottom_relu2=nn.ReLU(),
            )
        )
        self.grow3 = nn.ConvTranspose2d(128, 64, kernel_size=2, stride=2)
        self.up3 = nn.Sequential(
            OrderedDict(
                up3_conv1=nn.Conv2d(128, 64, kernel_size=3, padding=1, bias=False),
                up3_bn1=nn.BatchNorm2d(64),
                up3_relu1=nn.ReLU(),
                up3_conv2=nn.Conv2d(64, 64, kernel_size=3, padding=1, bias=False),
                up3_bn2=nn.BatchNorm2d(64),
                up3_relu2=nn.ReLU(),
            )
        )
        self.grow2 = nn.ConvTranspose2d(64, 32, kernel_size=2, stride=2)
        self.up2 = nn.Sequential(
            OrderedDict(
                up2_conv1=nn.Conv2d(64, 32, kernel_size=3, padding=1, bias=False),
                up2_bn1=nn.BatchNorm2d(32),
                up2_relu1=nn.ReLU(),
                up2_conv2=nn.Conv2d(32, 32, kernel_size=3, padding=1, bias=False),
                up2_bn2=nn.BatchNorm2d(32),
                up2_relu2=nn.ReLU(),
            )
        )
        self.grow1 = nn.ConvTranspose2d(32, 16, kernel_size=2, stride=2)
        self.up1 = nn.Sequential(
            OrderedDict(
                up1_conv1=nn.Conv2d(32, 16, kernel_size=3, padding=1, bias=False),
                up1_bn1=nn.BatchNorm2d(16),
                up1_relu1=nn.ReLU(),
                up1_conv2=nn.Conv2d(16, 16, kernel_size=3, padding=1, bias=False),
                up1_bn2=nn.BatchNorm2d(16),
                up1_relu2=nn.ReLU(),
            )
        )
        self.score = nn.Conv2d(16, 2, kernel_size=1)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 3, 128, 128), pixels from 0 to 1, to (N, 2, 128, 128)."""
        down1 = self.down1(x)
        x = self.pool1(down1)  # (N, 16, 64, 64)
        down2 = self.down2(x)
        x = self.pool2(down2)  # (N, 32, 32, 32)
        down3 = self.down3(x)
        x = self.pool3(down3)  # (N, 64, 16, 16)
        x = self.bottom(x)
        x = self.grow3(x)  # (N, 64, 32, 32)
        x = torch.cat([down3, x], dim=1)  # (N, 128, 32, 32)
        x = self.up3(x)
        x = self.grow2(x)  # (N, 32, 64, 64)
        x = torch.cat([down2, x], dim=1)  # (N, 64, 64, 64)
        x = self.up2(x)
        x = self.grow1(x)  # (N, 16, 128, 128)
        x = torch.cat([down1, x], dim=1)  # (N, 32, 128, 128)
        x = self.up1(x)
        x = self.score(x)  # (N, 2, 128, 128)
        return x
