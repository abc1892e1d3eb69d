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


class FCN8s(nn.Module):
    """134,489,759 parameters, 62,860,657,728 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.border = nn.ZeroPad2d(99)
        self.stage1 = nn.Sequential(ConvReLU(3, 64), ConvReLU(64, 64))
        self.pool1 = nn.MaxPool2d(2, ceil_mode=True)
        self.stage2 = nn.Sequential(ConvReLU(64, 128), ConvReLU(128, 128))
        self.pool2 = nn.MaxPool2d(2, ceil_mode=True)
        self.stage3 = nn.Sequential(
            ConvReLU(128, 256), *[ConvReLU(256, 256) for _ in range(2)]
        )
        self.pool3 = nn.MaxPool2d(2, ceil_mode=True)
        self.stage4 = nn.Sequential(
            ConvReLU(256, 512), *[ConvReLU(512, 512) for _ in range(2)]
        )
        self.pool4 = nn.MaxPool2d(2, ceil_mode=True)
        self.stage5 = nn.Sequential(*[ConvReLU(512, 512) for _ in range(3)])
        self.pool5_block = nn.Sequential(
            OrderedDict(
                pool5=nn.MaxPool2d(2, ceil_mode=True),  # (N, 512, 14, 14)
                fc6=nn.Conv2d(512, 4096, kernel_size=7),  # (N, 4096, 8, 8)
                fc6_relu=nn.ReLU(),
                fc6_drop=nn.Dropout2d(),
                fc7=nn.Conv2d(4096, 4096, kernel_size=1),
                fc7_relu=nn.ReLU(),
                fc7_drop=nn.Dropout2d(),
                score_fc7=nn.Conv2d(4096, 21, kernel_size=1),  # (N, 21, 8, 8)
                grow2=nn.ConvTranspose2d(21, 21, kernel_size=4, stride=2, bias=False),
            )
        )
        self.score_pool4 = nn.Conv2d(512, 21, kernel_size=1)
        self.grow4 = nn.ConvTranspose2d(21, 21, kernel_size=4, stride=2, bias=False)
        self.score_pool3 = nn.Conv2d(256, 21, kernel_size=1)
        self.grow8 = nn.ConvTranspose2d(21, 21, kernel_size=16, stride=8, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 3, 224, 224), pixels from 0 to 1, to (N, 21, 224, 224)."""
        x = self.border(x)  # (N, 3, 422, 422)
        x = self.stage1(x)  # (N, 64, 422, 422)
        x = self.pool1(x)  # (N, 64, 211, 211)
        x = self.stage2(x)  # (N, 128, 211, 211)
        x = self.pool2(x)  # (N, 128, 106, 106)
        x = self.stage3(x)  # (N, 256, 106, 106)
        pool3 = self.pool3(x)  # (N, 256, 53, 53)
        x = self.stage4(pool3)  # (N, 512, 53, 53)
        pool4 = self.pool4(x)  # (N, 512, 27, 27)
        x = self.stage5(pool4)
        pool5_block = self.pool5_block(x)  # (N, 21, 18, 18)
        x = self.score_pool4(pool4)  # (N, 21, 27, 27)
        x = x[:, :, 5:-4]  # (N, 21, 18, 27)
        x = x[:, :, :, 5:-4]  # (N, 21, 18, 18)
        x = pool5_block + x
        grow4 = self.grow4(x)  # (N, 21, 38, 38)
        x = self.score_pool3(pool3)  # (N, 21, 53, 53)
        x = x[:, :, 9:-6]  # (N, 21, 38, 53)
        x = x[:, :, :, 9:-6]  # (N, 21, 38, 38)
        x = grow4 + x
        x = self.grow8(x)  # (N, 21, 312, 312)
        x = x[:, :, 31:-57]  # (N, 21, 224, 312)
        x = x[:, :, :, 31:-57]  # (N, 21, 224, 224)
        return x
