from collections import OrderedDict

import torch
from torch import Tensor, nn


class InceptionBN(nn.Module):
    """An Inception block with batch normalisation, whose third way looks through 3×3
    windows as well.
    """

    def __init__(
        self,
        in_channels: int,
        ones: int,
        threes_in: int,
        threes: int,
        fives_in: int,
        fives: int,
        pooled: int,
    ) -> None:
        super().__init__()
        self.conv1x1_conv = nn.Conv2d(in_channels, ones, kernel_size=1, bias=False)
        self.conv1x1_bn = nn.BatchNorm2d(ones, eps=0.001)
        self.conv1x1_act = nn.ReLU()
        self.reduce3x3_conv = nn.Conv2d(
            in_channels, threes_in, kernel_size=1, bias=False
        )
        self.reduce3x3_bn = nn.BatchNorm2d(threes_in, eps=0.001)
        self.reduce3x3_act = nn.ReLU()
        self.conv3x3_conv = nn.Conv2d(
            threes_in, threes, kernel_size=3, padding=1, bias=False
        )
        self.conv3x3_bn = nn.BatchNorm2d(threes, eps=0.001)
        self.conv3x3_act = nn.ReLU()
        self.reduce5x5_conv = nn.Conv2d(
            in_channels, fives_in, kernel_size=1, bias=False
        )
        self.reduce5x5_bn = nn.BatchNorm2d(fives_in, eps=0.001)
        self.reduce5x5_act = nn.ReLU()
        self.conv5x5_conv = nn.Conv2d(
            fives_in, fives, kernel_size=3, padding=1, bias=False
        )
        self.conv5x5_bn = nn.BatchNorm2d(fives, eps=0.001)
        self.conv5x5_act = nn.ReLU()
        self.pool = nn.MaxPool2d(3, stride=1, padding=1, ceil_mode=True)
        self.pool_proj_conv = nn.Conv2d(in_channels, pooled, kernel_size=1, bias=False)
        self.pool_proj_bn = nn.BatchNorm2d(pooled, eps=0.001)
        self.pool_proj_act = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, in_channels, H, W) to (N, ones + threes + fives + pooled, H, W)."""
        y = self.conv1x1_conv(x)
        y = self.conv1x1_bn(y)
        conv1x1_act = self.conv1x1_act(y)
        y = self.reduce3x3_conv(x)
        y = self.reduce3x3_bn(y)
        y = self.reduce3x3_act(y)
        y = self.conv3x3_conv(y)
        y = self.conv3x3_bn(y)
        conv3x3_act = self.conv3x3_act(y)
        y = self.reduce5x5_conv(x)
        y = self.reduce5x5_bn(y)
        y = self.reduce5x5_act(y)
        y = self.conv5x5_conv(y)
        y = self.conv5x5_bn(y)
        conv5x5_act = self.conv5x5_act(y)
        y = self.pool(x)
        y = self.pool_proj_conv(y)
        y = self.pool_proj_bn(y)
        y = self.pool_proj_act(y)
        y = torch.cat([conv1x1_act, conv3x3_act, conv5x5_act, y], dim=1)
        return y


class GoogLeNet(nn.Module):
    """6,624,904 parameters, 1,498,376,192 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            OrderedDict(
                conv1_conv=nn.Conv2d(
                    3, 64, kernel_size=7, stride=2, padding=3, bias=False
                ),
                conv1_bn=nn.BatchNorm2d(64, eps=0.001),
                conv1_act=nn.ReLU(),
                pool1=nn.MaxPool2d(3, stride=2, ceil_mode=True),  # (N, 64, 56, 56)
                conv2_reduce_conv=nn.Conv2d(64, 64, kernel_size=1, bias=False),
                conv2_reduce_bn=nn.BatchNorm2d(64, eps=0.001),
                conv2_reduce_act=nn.ReLU(),
                conv2_conv=nn.Conv2d(64, 192, kernel_size=3, padding=1, bias=False),
                conv2_bn=nn.BatchNorm2d(192, eps=0.001),
                conv2_act=nn.ReLU(),
                pool2=nn.MaxPool2d(3, stride=2, ceil_mode=True),  # (N, 192, 28, 28)
            )
        )
        self.inception3a = InceptionBN(192, 64, 96, 128, 16, 32, 32)
        self.inception3b = InceptionBN(256, 128, 128, 192, 32, 96, 64)
        self.pool3 = nn.MaxPool2d(3, stride=2, ceil_mode=True)
        self.blocks = nn.Sequential(
            OrderedDict(
                inception4a=InceptionBN(480, 192, 96, 208, 16, 48, 64),
                inception4b=InceptionBN(512, 160, 112, 224, 24, 64, 64),
                inception4c=InceptionBN(512, 128, 128, 256, 24, 64, 64),
                inception4d=InceptionBN(512, 112, 144, 288, 32, 64, 64),
                inception4e=InceptionBN(528, 256, 160, 320, 32, 128, 128),
            )
        )
        self.pool4 = nn.MaxPool2d(2, stride=2, ceil_mode=True)
        self.inception5a = InceptionBN(832, 256, 160, 320, 32, 128, 128)
        self.inception5b = InceptionBN(832, 384, 192, 384, 48, 128, 128)
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.classifier = nn.Sequential(
            OrderedDict(
                flatten=nn.Flatten(),  # (N, 1024)
                dropout=nn.Dropout(p=0.2),
                fc=nn.Linear(1024, 1000),  # (N, 1000)
            )
        )

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 3, 224, 224), pixels from 0 to 1, to (N, 1000)."""
        x = self.stem(x)  # (N, 192, 28, 28)
        x = self.inception3a(x)  # (N, 256, 28, 28)
        x = self.inception3b(x)  # (N, 480, 28, 28)
        x = self.pool3(x)  # (N, 480, 14, 14)
        x = self.blocks(x)  # (N, 832, 14, 14)
        x = self.pool4(x)  # (N, 832, 7, 7)
        x = self.inception5a(x)
        x = self.inception5b(x)  # (N, 1024, 7, 7)
        x = self.avgpool(x)  # (N, 1024, 1, 1)
        x = self.classifier(x)  # (N, 1000)
        return x
