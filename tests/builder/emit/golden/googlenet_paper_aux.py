from collections import OrderedDict

import torch
from torch import Tensor, nn


class Inception(nn.Module):
    """Looks at the same maps through windows of 1×1, 3×3 and 5×5 and through pooling,
    and joins what all four ways give.
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
        self.conv1x1 = nn.Conv2d(in_channels, ones, kernel_size=1)
        self.conv1x1_relu = nn.ReLU()
        self.reduce3x3 = nn.Conv2d(in_channels, threes_in, kernel_size=1)
        self.reduce3x3_relu = nn.ReLU()
        self.conv3x3 = nn.Conv2d(threes_in, threes, kernel_size=3, padding=1)
        self.conv3x3_relu = nn.ReLU()
        self.reduce5x5 = nn.Conv2d(in_channels, fives_in, kernel_size=1)
        self.reduce5x5_relu = nn.ReLU()
        self.conv5x5 = nn.Conv2d(fives_in, fives, kernel_size=5, padding=2)
        self.conv5x5_relu = nn.ReLU()
        self.pool = nn.MaxPool2d(3, stride=1, padding=1, ceil_mode=True)
        self.pool_proj = nn.Conv2d(in_channels, pooled, kernel_size=1)
        self.pool_proj_relu = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, in_channels, H, W) to (N, ones + threes + fives + pooled, H, W)."""
        y = self.conv1x1(x)
        conv1x1_relu = self.conv1x1_relu(y)
        y = self.reduce3x3(x)
        y = self.reduce3x3_relu(y)
        y = self.conv3x3(y)
        conv3x3_relu = self.conv3x3_relu(y)
        y = self.reduce5x5(x)
        y = self.reduce5x5_relu(y)
        y = self.conv5x5(y)
        conv5x5_relu = self.conv5x5_relu(y)
        y = self.pool(x)
        y = self.pool_proj(y)
        y = self.pool_proj_relu(y)
        y = torch.cat([conv1x1_relu, conv3x3_relu, conv5x5_relu, y], dim=1)
        return y


class GoogLeNet2014Aux(nn.Module):
    """13,378,280 parameters, 1,591,044,096 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            OrderedDict(
                conv1=nn.Conv2d(3, 64, kernel_size=7, stride=2, padding=3),
                conv1_relu=nn.ReLU(),
                pool1=nn.MaxPool2d(3, stride=2, ceil_mode=True),  # (N, 64, 56, 56)
                norm1=nn.LocalResponseNorm(5),
                conv2_reduce=nn.Conv2d(64, 64, kernel_size=1),
                conv2_reduce_relu=nn.ReLU(),
                conv2=nn.Conv2d(64, 192, kernel_size=3, padding=1),  # (N, 192, 56, 56)
                conv2_relu=nn.ReLU(),
                norm2=nn.LocalResponseNorm(5),
                pool2=nn.MaxPool2d(3, stride=2, ceil_mode=True),  # (N, 192, 28, 28)
            )
        )
        self.inception3a = Inception(192, 64, 96, 128, 16, 32, 32)
        self.inception3b = Inception(256, 128, 128, 192, 32, 96, 64)
        self.pool3 = nn.MaxPool2d(3, stride=2, ceil_mode=True)
        self.inception4a = Inception(480, 192, 96, 208, 16, 48, 64)
        self.aux1 = nn.Sequential(
            OrderedDict(
                aux1_pool=nn.AvgPool2d(5, stride=3),  # (N, 512, 4, 4)
                aux1_conv=nn.Conv2d(512, 128, kernel_size=1),  # (N, 128, 4, 4)
                aux1_conv_relu=nn.ReLU(),
            )
        )
        self.aux1_flatten_block = nn.Sequential(
            OrderedDict(
                aux1_flatten=nn.Flatten(),  # (N, 2048)
                aux1_fc1=nn.Linear(2048, 1024),  # (N, 1024)
                aux1_relu=nn.ReLU(),
                aux1_dropout=nn.Dropout(p=0.7),
                aux1_fc2=nn.Linear(1024, 1000),  # (N, 1000)
            )
        )
        self.blocks = nn.Sequential(
            OrderedDict(
                inception4b=Inception(512, 160, 112, 224, 24, 64, 64),
                inception4c=Inception(512, 128, 128, 256, 24, 64, 64),
                inception4d=Inception(512, 112, 144, 288, 32, 64, 64),
            )
        )
        self.aux2 = nn.Sequential(
            OrderedDict(
                aux2_pool=nn.AvgPool2d(5, stride=3),  # (N, 528, 4, 4)
                aux2_conv=nn.Conv2d(528, 128, kernel_size=1),  # (N, 128, 4, 4)
                aux2_conv_relu=nn.ReLU(),
            )
        )
        self.aux2_flatten_block = nn.Sequential(
            OrderedDict(
                aux2_flatten=nn.Flatten(),  # (N, 2048)
                aux2_fc1=nn.Linear(2048, 1024),  # (N, 1024)
                aux2_relu=nn.ReLU(),
                aux2_dropout=nn.Dropout(p=0.7),
                aux2_fc2=nn.Linear(1024, 1000),  # (N, 1000)
            )
        )
        self.inception4e = Inception(528, 256, 160, 320, 32, 128, 128)
        self.pool4 = nn.MaxPool2d(3, stride=2, ceil_mode=True)
        self.inception5a = Inception(832, 256, 160, 320, 32, 128, 128)
        self.inception5b = Inception(832, 384, 192, 384, 48, 128, 128)
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.classifier = nn.Sequential(
            OrderedDict(
                flatten=nn.Flatten(),  # (N, 1024)
                dropout=nn.Dropout(p=0.4),
                fc=nn.Linear(1024, 1000),  # (N, 1000)
            )
        )

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Map (N, 3, 224, 224), pixels from 0 to 1, to (N, 1000), (N, 1000) and (N,
        1000).
        """
        x = self.stem(x)  # (N, 192, 28, 28)
        x = self.inception3a(x)  # (N, 256, 28, 28)
        x = self.inception3b(x)  # (N, 480, 28, 28)
        x = self.pool3(x)  # (N, 480, 14, 14)
        inception4a = self.inception4a(x)  # (N, 512, 14, 14)
        x = self.aux1(inception4a)
        aux1_scores = self.aux1_flatten_block(x)  # (N, 1000)
        blocks = self.blocks(inception4a)  # (N, 528, 14, 14)
        x = self.aux2(blocks)
        aux2_scores = self.aux2_flatten_block(x)  # (N, 1000)
        x = self.inception4e(blocks)  # (N, 832, 14, 14)
        x = self.pool4(x)  # (N, 832, 7, 7)
        x = self.inception5a(x)
        x = self.inception5b(x)  # (N, 1024, 7, 7)
        x = self.avgpool(x)  # (N, 1024, 1, 1)
        x = self.classifier(x)  # (N, 1000)
        return x, aux1_scores, aux2_scores
