from collections import OrderedDict

from torch import Tensor, nn


class ConvReLU(nn.Module):
    """A 3×3 convolution that keeps height and width, and ReLU."""

    def __init__(self, in_channels: int, channels: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(in_channels, channels, kernel_size=3, padding=1)
        self.relu = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, in_channels, H, W) to (N, channels, H, W)."""
        x = self.conv(x)
        x = self.relu(x)
        return x


class VGGStage(nn.Module):
    """Convolutions of 3×3 with ReLU in a row, then pooling, which halves height and
    width.
    """

    def __init__(self, in_channels: int, channels: int) -> None:
        super().__init__()
        self.convs = ConvReLU(in_channels, channels)
        self.pool = nn.MaxPool2d(2)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, in_channels, H, W) to (N, channels, H // 2, W // 2)."""
        x = self.convs(x)
        x = self.pool(x)
        return x


class VGGStage2(nn.Module):
    """Convolutions of 3×3 with ReLU in a row, then pooling, which halves height and
    width.
    """

    def __init__(self, in_channels: int, channels: int, layers: int = 2) -> None:
        super().__init__()
        self.convs = nn.Sequential(
            ConvReLU(in_channels, channels),
            *[ConvReLU(channels, channels) for _ in range(layers - 1)],
        )
        self.pool = nn.MaxPool2d(2)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, in_channels, H, W) to (N, channels, H // 2, W // 2)."""
        x = self.convs(x)
        x = self.pool(x)
        return x


class VGG11(nn.Module):
    """132,863,336 parameters, 7,609,090,048 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.stages = nn.Sequential(
            OrderedDict(
                stage1=VGGStage(3, 64),  # (N, 64, 112, 112)
                stage2=VGGStage(64, 128),  # (N, 128, 56, 56)
                stage3=VGGStage2(128, 256),  # (N, 256, 28, 28)
                stage4=VGGStage2(256, 512),  # (N, 512, 14, 14)
                stage5=VGGStage2(512, 512),  # (N, 512, 7, 7)
            )
        )
        self.avgpool = nn.AdaptiveAvgPool2d((7, 7))
        self.classifier = nn.Sequential(
            OrderedDict(
                flatten=nn.Flatten(),  # (N, 25088)
                fc6=nn.Linear(25088, 4096),  # (N, 4096)
                fc6_relu=nn.ReLU(),
                fc6_drop=nn.Dropout(),
                fc7=nn.Linear(4096, 4096),
                fc7_relu=nn.ReLU(),
                fc7_drop=nn.Dropout(),
                fc8=nn.Linear(4096, 1000),  # (N, 1000)
            )
        )

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 3, 224, 224), pixels from 0 to 1, to (N, 1000)."""
        x = self.stages(x)  # (N, 512, 7, 7)
        x = self.avgpool(x)
        x = self.classifier(x)  # (N, 1000)
        return x
