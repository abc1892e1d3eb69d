from collections import OrderedDict

import torch
from torch import Tensor, nn


class ShuffleDown(nn.Module):
    """Both ways take all channels and halve the image; then the channels of both stand
    by turns.
    """

    def __init__(self, in_channels: int, branch: int) -> None:
        super().__init__()
        self.branch_depthwise_conv = nn.Conv2d(
            in_channels,
            in_channels,
            kernel_size=3,
            stride=2,
            padding=1,
            groups=in_channels,
            bias=False,
        )
        self.branch_depthwise_bn = nn.BatchNorm2d(in_channels)
        self.branch_pointwise_conv = nn.Conv2d(
            in_channels, branch, kernel_size=1, bias=False
        )
        self.branch_pointwise_bn = nn.BatchNorm2d(branch)
        self.branch_pointwise_act = nn.ReLU()
        self.narrow_conv = nn.Conv2d(in_channels, branch, kernel_size=1, bias=False)
        self.narrow_bn = nn.BatchNorm2d(branch)
        self.narrow_act = nn.ReLU()
        self.depthwise_conv = nn.Conv2d(
            branch,
            branch,
            kernel_size=3,
            stride=2,
            padding=1,
            groups=branch,
            bias=False,
        )
        self.depthwise_bn = nn.BatchNorm2d(branch)
        self.pointwise_conv = nn.Conv2d(branch, branch, kernel_size=1, bias=False)
        self.pointwise_bn = nn.BatchNorm2d(branch)
        self.pointwise_act = nn.ReLU()
        self.halves = nn.Unflatten(1, (2, branch))
        self.shuffled = nn.Flatten(end_dim=2)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, in_channels, H, W) to (N, branch * 2, (H + 1) // 2, (W + 1) // 2)."""
        y = self.branch_depthwise_conv(x)
        y = self.branch_depthwise_bn(y)
        y = self.branch_pointwise_conv(y)
        y = self.branch_pointwise_bn(y)
        branch_pointwise_act = self.branch_pointwise_act(y)
        y = self.narrow_conv(x)
        y = self.narrow_bn(y)
        y = self.narrow_act(y)
        y = self.depthwise_conv(y)
        y = self.depthwise_bn(y)
        y = self.pointwise_conv(y)
        y = self.pointwise_bn(y)
        y = self.pointwise_act(y)
        y = torch.cat([branch_pointwise_act, y], dim=1)
        y = self.halves(y)
        y = y.permute(0, 2, 1, 3, 4)
        y = self.shuffled(y)
        return y


class ShuffleUnit(nn.Module):
    """One half of the channels passes untouched, the other is worked on; then the
    channels of both stand by turns.
    """

    def __init__(self, in_channels: int, branch: int) -> None:
        super().__init__()
        self.narrow_conv = nn.Conv2d(
            -(-in_channels // 2), branch, kernel_size=1, bias=False
        )
        self.narrow_bn = nn.BatchNorm2d(branch)
        self.narrow_act = nn.ReLU()
        self.depthwise_conv = nn.Conv2d(
            branch, branch, kernel_size=3, padding=1, groups=branch, bias=False
        )
        self.depthwise_bn = nn.BatchNorm2d(branch)
        self.pointwise_conv = nn.Conv2d(branch, branch, kernel_size=1, bias=False)
        self.pointwise_bn = nn.BatchNorm2d(branch)
        self.pointwise_act = nn.ReLU()
        self.halves = nn.Unflatten(1, (2, branch))
        self.shuffled = nn.Flatten(end_dim=2)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, in_channels, H, W) to (N, branch * 2, H, W)."""
        chunk_1, chunk_2 = torch.chunk(x, 2, dim=1)
        x = self.narrow_conv(chunk_2)
        x = self.narrow_bn(x)
        x = self.narrow_act(x)
        x = self.depthwise_conv(x)
        x = self.depthwise_bn(x)
        x = self.pointwise_conv(x)
        x = self.pointwise_bn(x)
        x = self.pointwise_act(x)
        x = torch.cat([chunk_1, x], dim=1)
        x = self.halves(x)
        x = x.permute(0, 2, 1, 3, 4)
        x = self.shuffled(x)
        return x


class ShuffleNetV2(nn.Module):
    """2,278,604 parameters, 144,907,992 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Sequential(
            OrderedDict(
                first_conv=nn.Conv2d(
                    3, 24, kernel_size=3, stride=2, padding=1, bias=False
                ),
                first_bn=nn.BatchNorm2d(24),
                first_act=nn.ReLU(),
            )
        )
        self.maxpool = nn.MaxPool2d(3, stride=2, padding=1)
        self.stage2_down = ShuffleDown(24, 58)
        self.stage2 = nn.Sequential(*[ShuffleUnit(116, 58) for _ in range(3)])
        self.stage3_down = ShuffleDown(116, 116)
        self.stage3 = nn.Sequential(*[ShuffleUnit(232, 116) for _ in range(7)])
        self.stage4_down = ShuffleDown(232, 232)
        self.stage4 = nn.Sequential(*[ShuffleUnit(464, 232) for _ in range(3)])
        self.last = nn.Sequential(
            OrderedDict(
                last_conv=nn.Conv2d(464, 1024, kernel_size=1, bias=False),
                last_bn=nn.BatchNorm2d(1024),
                last_act=nn.ReLU(),
            )
        )
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.flatten = nn.Flatten()
        self.fc = nn.Linear(1024, 1000)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 3, 224, 224), pixels from 0 to 1, to (N, 1000)."""
        x = self.first(x)
        x = self.maxpool(x)  # (N, 24, 56, 56)
        x = self.stage2_down(x)  # (N, 116, 28, 28)
        x = self.stage2(x)
        x = self.stage3_down(x)  # (N, 232, 14, 14)
        x = self.stage3(x)
        x = self.stage4_down(x)  # (N, 464, 7, 7)
        x = self.stage4(x)
        x = self.last(x)
        x = self.avgpool(x)  # (N, 1024, 1, 1)
        x = self.flatten(x)  # (N, 1024)
        x = self.fc(x)  # (N, 1000)
        return x
