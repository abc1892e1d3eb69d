from collections import OrderedDict

from torch import Tensor, nn


class RegNetDown(nn.Module):
    """A RegNetY block for another size or other channels, with a 1×1 convolution on the
    way around.
    """

    def __init__(
        self, in_channels: int, channels: int, squeezed: int, stride: int = 2
    ) -> None:
        super().__init__()
        self.a_conv = nn.Conv2d(in_channels, channels, kernel_size=1, bias=False)
        self.a_bn = nn.BatchNorm2d(channels)
        self.a_act = nn.ReLU()
        self.b_conv = nn.Conv2d(
            channels,
            channels,
            kernel_size=3,
            stride=stride,
            padding=1,
            groups=channels // 8,
            bias=False,
        )
        self.b_bn = nn.BatchNorm2d(channels)
        self.b_act = nn.ReLU()
        self.squeeze = nn.AdaptiveAvgPool2d((1, 1))
        self.fc1 = nn.Conv2d(channels, squeezed, kernel_size=1)
        self.gate1 = nn.ReLU()
        self.fc2 = nn.Conv2d(squeezed, channels, kernel_size=1)
        self.gate2 = nn.Sigmoid()
        self.c_conv = nn.Conv2d(channels, channels, kernel_size=1, bias=False)
        self.c_bn = nn.BatchNorm2d(channels)
        self.shortcut_conv = nn.Conv2d(
            in_channels, channels, kernel_size=1, stride=stride, bias=False
        )
        self.shortcut_bn = nn.BatchNorm2d(channels)
        self.relu = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, in_channels, H, W) to (N, channels, H', W')."""
        y = self.a_conv(x)
        y = self.a_bn(y)
        y = self.a_act(y)
        y = self.b_conv(y)
        y = self.b_bn(y)
        b_act = self.b_act(y)
        y = self.squeeze(b_act)
        y = self.fc1(y)
        y = self.gate1(y)
        y = self.fc2(y)
        y = self.gate2(y)
        y = b_act * y
        y = self.c_conv(y)
        c_bn = self.c_bn(y)
        y = self.shortcut_conv(x)
        y = self.shortcut_bn(y)
        y = y + c_bn
        y = self.relu(y)
        return y


class RegNetBlock(nn.Module):
    """A residual block whose 3×3 convolution works in groups of channels, and that
    weighs its channels.
    """

    def __init__(self, in_channels: int, channels: int, squeezed: int) -> None:
        super().__init__()
        self.a_conv = nn.Conv2d(in_channels, channels, kernel_size=1, bias=False)
        self.a_bn = nn.BatchNorm2d(channels)
        self.a_act = nn.ReLU()
        self.b_conv = nn.Conv2d(
            channels,
            channels,
            kernel_size=3,
            padding=1,
            groups=channels // 8,
            bias=False,
        )
        self.b_bn = nn.BatchNorm2d(channels)
        self.b_act = nn.ReLU()
        self.squeeze = nn.AdaptiveAvgPool2d((1, 1))
        self.fc1 = nn.Conv2d(channels, squeezed, kernel_size=1)
        self.gate1 = nn.ReLU()
        self.fc2 = nn.Conv2d(squeezed, channels, kernel_size=1)
        self.gate2 = nn.Sigmoid()
        self.c_conv = nn.Conv2d(channels, channels, kernel_size=1, bias=False)
        self.c_bn = nn.BatchNorm2d(channels)
        self.relu = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, in_channels, H, W) to (N, in_channels, H, W)."""
        y = self.a_conv(x)
        y = self.a_bn(y)
        y = self.a_act(y)
        y = self.b_conv(y)
        y = self.b_bn(y)
        b_act = self.b_act(y)
        y = self.squeeze(b_act)
        y = self.fc1(y)
        y = self.gate1(y)
        y = self.fc2(y)
        y = self.gate2(y)
        y = b_act * y
        y = self.c_conv(y)
        y = self.c_bn(y)
        y = x + y
        y = self.relu(y)
        return y


class RegNetY400MF(nn.Module):
    """4,344,144 parameters, 401,842,848 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Sequential(
            OrderedDict(
                first_conv=nn.Conv2d(
                    3, 32, kernel_size=3, stride=2, padding=1, bias=False
                ),
                first_bn=nn.BatchNorm2d(32),
                first_act=nn.ReLU(),
            )
        )
        self.stage1_down = RegNetDown(32, 48, 8)
        self.stage2_down = RegNetDown(48, 104, 12)
        self.stage2 = nn.Sequential(*[RegNetBlock(104, 104, 26) for _ in range(2)])
        self.stage3_down = RegNetDown(104, 208, 26)
        self.stage3 = nn.Sequential(*[RegNetBlock(208, 208, 52) for _ in range(5)])
        self.stage4_down = RegNetDown(208, 440, 52)
        self.stage4 = nn.Sequential(*[RegNetBlock(440, 440, 110) for _ in range(5)])
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.flatten = nn.Flatten()
        self.fc = nn.Linear(440, 1000)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 3, 224, 224), pixels from 0 to 1, to (N, 1000)."""
        x = self.first(x)
        x = self.stage1_down(x)  # (N, 48, 56, 56)
        x = self.stage2_down(x)  # (N, 104, 28, 28)
        x = self.stage2(x)
        x = self.stage3_down(x)  # (N, 208, 14, 14)
        x = self.stage3(x)
        x = self.stage4_down(x)  # (N, 440, 7, 7)
        x = self.stage4(x)
        x = self.avgpool(x)  # (N, 440, 1, 1)
        x = self.flatten(x)  # (N, 440)
        x = self.fc(x)  # (N, 1000)
        return x
