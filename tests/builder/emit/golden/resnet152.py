from collections import OrderedDict

from torch import Tensor, nn


class BottleneckDown(nn.Module):
    """A bottleneck whose result has other channels or another size than what comes in;
    a 1×1 convolution on the way around makes both alike.
    """

    def __init__(self, in_channels: int, channels: int, stride: int = 2) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, channels, kernel_size=1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.relu1 = nn.ReLU()
        self.conv2 = nn.Conv2d(
            channels, channels, kernel_size=3, stride=stride, padding=1, bias=False
        )
        self.bn2 = nn.BatchNorm2d(channels)
        self.relu2 = nn.ReLU()
        self.conv3 = nn.Conv2d(channels, channels * 4, kernel_size=1, bias=False)
        self.bn3 = nn.BatchNorm2d(channels * 4)
        self.shortcut = nn.Conv2d(
            in_channels, channels * 4, kernel_size=1, stride=stride, bias=False
        )
        self.shortcut_bn = nn.BatchNorm2d(channels * 4)
        self.relu_out = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, in_channels, H, W) to (N, channels * 4, H', W')."""
        y = self.conv1(x)
        y = self.bn1(y)
        y = self.relu1(y)
        y = self.conv2(y)
        y = self.bn2(y)
        y = self.relu2(y)
        y = self.conv3(y)
        bn3 = self.bn3(y)
        y = self.shortcut(x)
        y = self.shortcut_bn(y)
        y = bn3 + y
        y = self.relu_out(y)
        return y


class Bottleneck(nn.Module):
    """A residual block that is narrow inside: 1×1 down to few channels, 3×3 on these,
    1×1 up to four times as many.
    """

    def __init__(self, in_channels: int, channels: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, channels, kernel_size=1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.relu1 = nn.ReLU()
        self.conv2 = nn.Conv2d(channels, channels, kernel_size=3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.relu2 = nn.ReLU()
        self.conv3 = nn.Conv2d(channels, channels * 4, kernel_size=1, bias=False)
        self.bn3 = nn.BatchNorm2d(channels * 4)
        self.relu_out = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, in_channels, H, W) to (N, channels * 4, H, W)."""
        y = self.conv1(x)
        y = self.bn1(y)
        y = self.relu1(y)
        y = self.conv2(y)
        y = self.bn2(y)
        y = self.relu2(y)
        y = self.conv3(y)
        y = self.bn3(y)
        y = y + x
        y = self.relu_out(y)
        return y


class ResNet152(nn.Module):
    """60,192,808 parameters, 11,513,626,624 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            OrderedDict(
                conv1=nn.Conv2d(3, 64, kernel_size=7, stride=2, padding=3, bias=False),
                bn1=nn.BatchNorm2d(64),
                relu=nn.ReLU(),
                maxpool=nn.MaxPool2d(3, stride=2, padding=1),  # (N, 64, 56, 56)
            )
        )
        self.layer1_down = BottleneckDown(64, 64, stride=1)
        self.layer1 = nn.Sequential(*[Bottleneck(256, 64) for _ in range(2)])
        self.layer2_down = BottleneckDown(256, 128)
        self.layer2 = nn.Sequential(*[Bottleneck(512, 128) for _ in range(7)])
        self.layer3_down = BottleneckDown(512, 256)
        self.layer3 = nn.Sequential(*[Bottleneck(1024, 256) for _ in range(35)])
        self.layer4_down = BottleneckDown(1024, 512)
        self.layer4 = nn.Sequential(*[Bottleneck(2048, 512) for _ in range(2)])
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.flatten = nn.Flatten()
        self.fc = nn.Linear(2048, 1000)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 3, 224, 224), pixels from 0 to 1, to (N, 1000)."""
        x = self.stem(x)  # (N, 64, 56, 56)
        x = self.layer1_down(x)  # (N, 256, 56, 56)
        x = self.layer1(x)
        x = self.layer2_down(x)  # (N, 512, 28, 28)
        x = self.layer2(x)
        x = self.layer3_down(x)  # (N, 1024, 14, 14)
        x = self.layer3(x)
        x = self.layer4_down(x)  # (N, 2048, 7, 7)
        x = self.layer4(x)
        x = self.avgpool(x)  # (N, 2048, 1, 1)
        x = self.flatten(x)  # (N, 2048)
        x = self.fc(x)  # (N, 1000)
        return x
