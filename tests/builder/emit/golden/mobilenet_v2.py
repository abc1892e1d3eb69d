from collections import OrderedDict

from torch import Tensor, nn


class LinearBottleneck(nn.Module):
    """As an inverted residual, but for another size or other channels: without a way
    around.
    """

    def __init__(
        self, in_channels: int, hidden: int, channels: int, stride: int = 2
    ) -> None:
        super().__init__()
        self.expand_conv = nn.Conv2d(in_channels, hidden, kernel_size=1, bias=False)
        self.expand_bn = nn.BatchNorm2d(hidden)
        self.expand_act = nn.ReLU6()
        self.depthwise_conv = nn.Conv2d(
            hidden,
            hidden,
            kernel_size=3,
            stride=stride,
            padding=1,
            groups=hidden,
            bias=False,
        )
        self.depthwise_bn = nn.BatchNorm2d(hidden)
        self.depthwise_act = nn.ReLU6()
        self.project_conv = nn.Conv2d(hidden, channels, kernel_size=1, bias=False)
        self.project_bn = nn.BatchNorm2d(channels)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, in_channels, H, W) to (N, channels, H', W')."""
        x = self.expand_conv(x)
        x = self.expand_bn(x)
        x = self.expand_act(x)
        x = self.depthwise_conv(x)
        x = self.depthwise_bn(x)
        x = self.depthwise_act(x)
        x = self.project_conv(x)
        x = self.project_bn(x)
        return x


class InvertedResidual(nn.Module):
    """Widened by 1×1, each channel looked at by itself, narrowed by 1×1 without an
    activation; what came in is added.
    """

    def __init__(self, in_channels: int, channels: int, expansion: int = 6) -> None:
        super().__init__()
        self.expand_conv = nn.Conv2d(
            in_channels, channels * expansion, kernel_size=1, bias=False
        )
        self.expand_bn = nn.BatchNorm2d(channels * expansion)
        self.expand_act = nn.ReLU6()
        self.depthwise_conv = nn.Conv2d(
            channels * expansion,
            channels * expansion,
            kernel_size=3,
            padding=1,
            groups=channels * expansion,
            bias=False,
        )
        self.depthwise_bn = nn.BatchNorm2d(channels * expansion)
        self.depthwise_act = nn.ReLU6()
        self.project_conv = nn.Conv2d(
            channels * expansion, channels, kernel_size=1, bias=False
        )
        self.project_bn = nn.BatchNorm2d(channels)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, in_channels, H, W) to (N, in_channels, H, W)."""
        y = self.expand_conv(x)
        y = self.expand_bn(y)
        y = self.expand_act(y)
        y = self.depthwise_conv(y)
        y = self.depthwise_bn(y)
        y = self.depthwise_act(y)
        y = self.project_conv(y)
        y = self.project_bn(y)
        y = x + y
        return y


class MobileNetV2(nn.Module):
    """3,504,872 parameters, 300,774,272 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Sequential(
            OrderedDict(
                first_conv=nn.Conv2d(
                    3, 32, kernel_size=3, stride=2, padding=1, bias=False
                ),
                first_bn=nn.BatchNorm2d(32),
                first_act=nn.ReLU6(),
            )
        )
        self.stage1 = nn.Sequential(
            OrderedDict(
                stage1_depthwise_conv=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, groups=32, bias=False
                ),
                stage1_depthwise_bn=nn.BatchNorm2d(32),
                stage1_depthwise_act=nn.ReLU6(),
                stage1_project_conv=nn.Conv2d(32, 16, kernel_size=1, bias=False),
                stage1_project_bn=nn.BatchNorm2d(16),
            )
        )
        self.stage2_first = LinearBottleneck(16, 96, 24)
        self.stage2 = InvertedResidual(24, 24)
        self.stage3_first = LinearBottleneck(24, 144, 32)
        self.stage3 = nn.Sequential(*[InvertedResidual(32, 32) for _ in range(2)])
        self.stage4_first = LinearBottleneck(32, 192, 64)
        self.stage4 = nn.Sequential(*[InvertedResidual(64, 64) for _ in range(3)])
        self.stage5_first = LinearBottleneck(64, 384, 96, stride=1)
        self.stage5 = nn.Sequential(*[InvertedResidual(96, 96) for _ in range(2)])
        self.stage6_first = LinearBottleneck(96, 576, 160)
        self.stage6 = nn.Sequential(*[InvertedResidual(160, 160) for _ in range(2)])
        self.stage7_first = LinearBottleneck(160, 960, 320, stride=1)
        self.last = nn.Sequential(
            OrderedDict(
                last_conv=nn.Conv2d(320, 1280, kernel_size=1, bias=False),
                last_bn=nn.BatchNorm2d(1280),
                last_act=nn.ReLU6(),
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
        x = self.stage1(x)
        x = self.stage2_first(x)  # (N, 24, 56, 56)
        x = self.stage2(x)
        x = self.stage3_first(x)  # (N, 32, 28, 28)
        x = self.stage3(x)
        x = self.stage4_first(x)  # (N, 64, 14, 14)
        x = self.stage4(x)
        x = self.stage5_first(x)  # (N, 96, 14, 14)
        x = self.stage5(x)
        x = self.stage6_first(x)  # (N, 160, 7, 7)
        x = self.stage6(x)
        x = self.stage7_first(x)  # (N, 320, 7, 7)
        x = self.last(x)
        x = self.avgpool(x)  # (N, 1280, 1, 1)
        x = self.classifier(x)  # (N, 1000)
        return x
