from collections import OrderedDict

import torch
from torch import Tensor, nn


class MBConvFirst(nn.Module):
    """As MBConv for another size, but as wide inside as what comes in."""

    def __init__(
        self,
        in_channels: int,
        hidden: int,
        squeezed: int,
        channels: int,
        kernel_size: int = 3,
        stride: int = 1,
    ) -> None:
        super().__init__()
        self.depthwise_conv = nn.Conv2d(
            in_channels,
            hidden,
            kernel_size=kernel_size,
            stride=stride,
            padding=kernel_size // 2,
            groups=hidden,
            bias=False,
        )
        self.depthwise_bn = nn.BatchNorm2d(hidden)
        self.depthwise_act = nn.SiLU()
        self.squeeze = nn.AdaptiveAvgPool2d((1, 1))
        self.fc1 = nn.Conv2d(hidden, squeezed, kernel_size=1)
        self.gate1 = nn.SiLU()
        self.fc2 = nn.Conv2d(squeezed, hidden, kernel_size=1)
        self.gate2 = nn.Sigmoid()
        self.project_conv = nn.Conv2d(hidden, channels, kernel_size=1, bias=False)
        self.project_bn = nn.BatchNorm2d(channels)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, in_channels, H, W) to (N, channels, H', W')."""
        x = self.depthwise_conv(x)
        x = self.depthwise_bn(x)
        depthwise_act = self.depthwise_act(x)
        x = self.squeeze(depthwise_act)
        x = self.fc1(x)
        x = self.gate1(x)
        x = self.fc2(x)
        x = self.gate2(x)
        x = depthwise_act * x
        x = self.project_conv(x)
        x = self.project_bn(x)
        return x


class MBConvDown(nn.Module):
    """As MBConv, but for another size or other channels: without a way around."""

    def __init__(
        self,
        in_channels: int,
        hidden: int,
        squeezed: int,
        channels: int,
        kernel_size: int = 3,
        stride: int = 1,
    ) -> None:
        super().__init__()
        self.expand_conv = nn.Conv2d(in_channels, hidden, kernel_size=1, bias=False)
        self.expand_bn = nn.BatchNorm2d(hidden)
        self.expand_act = nn.SiLU()
        self.depthwise_conv = nn.Conv2d(
            hidden,
            hidden,
            kernel_size=kernel_size,
            stride=stride,
            padding=kernel_size // 2,
            groups=hidden,
            bias=False,
        )
        self.depthwise_bn = nn.BatchNorm2d(hidden)
        self.depthwise_act = nn.SiLU()
        self.squeeze = nn.AdaptiveAvgPool2d((1, 1))
        self.fc1 = nn.Conv2d(hidden, squeezed, kernel_size=1)
        self.gate1 = nn.SiLU()
        self.fc2 = nn.Conv2d(squeezed, hidden, kernel_size=1)
        self.gate2 = nn.Sigmoid()
        self.project_conv = nn.Conv2d(hidden, channels, kernel_size=1, bias=False)
        self.project_bn = nn.BatchNorm2d(channels)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, in_channels, H, W) to (N, channels, H', W')."""
        x = self.expand_conv(x)
        x = self.expand_bn(x)
        x = self.expand_act(x)
        x = self.depthwise_conv(x)
        x = self.depthwise_bn(x)
        depthwise_act = self.depthwise_act(x)
        x = self.squeeze(depthwise_act)
        x = self.fc1(x)
        x = self.gate1(x)
        x = self.fc2(x)
        x = self.gate2(x)
        x = depthwise_act * x
        x = self.project_conv(x)
        x = self.project_bn(x)
        return x


class MBConv(nn.Module):
    """An inverted residual that also weighs its channels; left out for some samples in
    training.
    """

    def __init__(
        self,
        in_channels: int,
        hidden: int,
        squeezed: int,
        channels: int,
        kernel_size: int = 3,
        dropped: float = 0.0,
    ) -> None:
        super().__init__()
        self.expand_conv = nn.Conv2d(in_channels, hidden, kernel_size=1, bias=False)
        self.expand_bn = nn.BatchNorm2d(hidden)
        self.expand_act = nn.SiLU()
        self.depthwise_conv = nn.Conv2d(
            hidden,
            hidden,
            kernel_size=kernel_size,
            padding=kernel_size // 2,
            groups=hidden,
            bias=False,
        )
        self.depthwise_bn = nn.BatchNorm2d(hidden)
        self.depthwise_act = nn.SiLU()
        self.squeeze = nn.AdaptiveAvgPool2d((1, 1))
        self.fc1 = nn.Conv2d(hidden, squeezed, kernel_size=1)
        self.gate1 = nn.SiLU()
        self.fc2 = nn.Conv2d(squeezed, hidden, kernel_size=1)
        self.gate2 = nn.Sigmoid()
        self.project_conv = nn.Conv2d(hidden, channels, kernel_size=1, bias=False)
        self.project_bn = nn.BatchNorm2d(channels)
        self.drop = nn.Dropout(dropped)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, in_channels, H, W) to (N, channels, H', W')."""
        y = self.expand_conv(x)
        y = self.expand_bn(y)
        y = self.expand_act(y)
        y = self.depthwise_conv(y)
        y = self.depthwise_bn(y)
        depthwise_act = self.depthwise_act(y)
        y = self.squeeze(depthwise_act)
        y = self.fc1(y)
        y = self.gate1(y)
        y = self.fc2(y)
        y = self.gate2(y)
        y = depthwise_act * y
        y = self.project_conv(y)
        y = self.project_bn(y)
        y = y * self.drop(torch.ones_like(y[:, :1, :1, :1]))
        y = y + x
        return y


class EfficientNetB0(nn.Module):
    """5,288,548 parameters, 385,814,752 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Sequential(
            OrderedDict(
                first_conv=nn.Conv2d(
                    3, 32, kernel_size=3, stride=2, padding=1, bias=False
                ),
                first_bn=nn.BatchNorm2d(32),
                first_act=nn.SiLU(),
            )
        )
        self.stage1_1 = MBConvFirst(32, 32, 8, 16)
        self.stage2_1 = MBConvDown(16, 96, 4, 24, stride=2)
        self.stage2_2 = MBConv(24, 144, 6, 24, dropped=0.025)
        self.stage3_1 = MBConvDown(24, 144, 6, 40, kernel_size=5, stride=2)
        self.stage3_2 = MBConv(40, 240, 10, 40, kernel_size=5, dropped=0.05)
        self.stage4_1 = MBConvDown(40, 240, 10, 80, stride=2)
        self.stage4_2 = MBConv(80, 480, 20, 80, dropped=0.075)
        self.stage4_3 = MBConv(80, 480, 20, 80, dropped=0.0875)
        self.stage5_1 = MBConvDown(80, 480, 20, 112, kernel_size=5)
        self.stage5_2 = MBConv(112, 672, 28, 112, kernel_size=5, dropped=0.1125)
        self.stage5_3 = MBConv(112, 672, 28, 112, kernel_size=5, dropped=0.125)
        self.stage6_1 = MBConvDown(112, 672, 28, 192, kernel_size=5, stride=2)
        self.stage6 = nn.Sequential(
            OrderedDict(
                stage6_2=MBConv(192, 1152, 48, 192, kernel_size=5, dropped=0.15),
                stage6_3=MBConv(192, 1152, 48, 192, kernel_size=5, dropped=0.1625),
                stage6_4=MBConv(192, 1152, 48, 192, kernel_size=5, dropped=0.175),
            )
        )
        self.stage7_1 = MBConvDown(192, 1152, 48, 320)
        self.last = nn.Sequential(
            OrderedDict(
                last_conv=nn.Conv2d(320, 1280, kernel_size=1, bias=False),
                last_bn=nn.BatchNorm2d(1280),
                last_act=nn.SiLU(),
            )
        )
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.classifier = nn.Sequential(
            OrderedDict(
                flatten=nn.Flatten(),  # (N, 1280)
                dropout=nn.Dropout(p=0.2),
                fc=nn.Linear(1280, 1000),  # (N, 1000)
            )
        )

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 3, 224, 224), pixels from 0 to 1, to (N, 1000)."""
        x = self.first(x)
        x = self.stage1_1(x)  # (N, 16, 112, 112)
        x = self.stage2_1(x)  # (N, 24, 56, 56)
        x = self.stage2_2(x)
        x = self.stage3_1(x)  # (N, 40, 28, 28)
        x = self.stage3_2(x)
        x = self.stage4_1(x)  # (N, 80, 14, 14)
        x = self.stage4_2(x)
        x = self.stage4_3(x)
        x = self.stage5_1(x)  # (N, 112, 14, 14)
        x = self.stage5_2(x)
        x = self.stage5_3(x)
        x = self.stage6_1(x)  # (N, 192, 7, 7)
        x = self.stage6(x)
        x = self.stage7_1(x)  # (N, 320, 7, 7)
        x = self.last(x)
        x = self.avgpool(x)  # (N, 1280, 1, 1)
        x = self.classifier(x)  # (N, 1000)
        return x
