import torch
from torch import Tensor, nn


class ValidConvolutions(nn.Module):
    """Two 3×3 convolutions without padding: each takes a pixel off every side."""

    def __init__(self, in_channels: int, channels: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, channels, kernel_size=3)
        self.relu1 = nn.ReLU()
        self.conv2 = nn.Conv2d(channels, channels, kernel_size=3)
        self.relu2 = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, in_channels, H, W) to (N, channels, H - 4, W - 4)."""
        x = self.conv1(x)
        x = self.relu1(x)
        x = self.conv2(x)
        x = self.relu2(x)
        return x


class UNet2015(nn.Module):
    """31,030,658 parameters, 150,428,424,448 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.down1 = ValidConvolutions(1, 64)
        self.pool1 = nn.MaxPool2d(2)
        self.down2 = ValidConvolutions(64, 128)
        self.pool2 = nn.MaxPool2d(2)
        self.down3 = ValidConvolutions(128, 256)
        self.pool3 = nn.MaxPool2d(2)
        self.down4 = ValidConvolutions(256, 512)
        self.pool4 = nn.MaxPool2d(2)
        self.bottom = ValidConvolutions(512, 1024)
        self.grow4 = nn.ConvTranspose2d(1024, 512, kernel_size=2, stride=2)
        self.crop4 = nn.ZeroPad2d(-4)
        self.up4 = ValidConvolutions(1024, 512)
        self.grow3 = nn.ConvTranspose2d(512, 256, kernel_size=2, stride=2)
        self.crop3 = nn.ZeroPad2d(-16)
        self.up3 = ValidConvolutions(512, 256)
        self.grow2 = nn.ConvTranspose2d(256, 128, kernel_size=2, stride=2)
        self.crop2 = nn.ZeroPad2d(-40)
        self.up2 = ValidConvolutions(256, 128)
        self.grow1 = nn.ConvTranspose2d(128, 64, kernel_size=2, stride=2)
        self.crop1 = nn.ZeroPad2d(-88)
        self.up1 = ValidConvolutions(128, 64)
        self.score = nn.Conv2d(64, 2, kernel_size=1)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 1, 572, 572), pixels from 0 to 1, to (N, 2, 388, 388)."""
        down1 = self.down1(x)  # (N, 64, 568, 568)
        x = self.pool1(down1)  # (N, 64, 284, 284)
        down2 = self.down2(x)  # (N, 128, 280, 280)
        x = self.pool2(down2)  # (N, 128, 140, 140)
        down3 = self.down3(x)  # (N, 256, 136, 136)
        x = self.pool3(down3)  # (N, 256, 68, 68)
        down4 = self.down4(x)  # (N, 512, 64, 64)
        x = self.pool4(down4)  # (N, 512, 32, 32)
        x = self.bottom(x)  # (N, 1024, 28, 28)
        grow4 = self.grow4(x)  # (N, 512, 56, 56)
        x = self.crop4(down4)  # (N, 512, 56, 56)
        x = torch.cat([x, grow4], dim=1)  # (N, 1024, 56, 56)
        x = self.up4(x)  # (N, 512, 52, 52)
        grow3 = self.grow3(x)  # (N, 256, 104, 104)
        x = self.crop3(down3)  # (N, 256, 104, 104)
        x = torch.cat([x, grow3], dim=1)  # (N, 512, 104, 104)
        x = self.up3(x)  # (N, 256, 100, 100)
        grow2 = self.grow2(x)  # (N, 128, 200, 200)
        x = self.crop2(down2)  # (N, 128, 200, 200)
        x = torch.cat([x, grow2], dim=1)  # (N, 256, 200, 200)
        x = self.up2(x)  # (N, 128, 196, 196)
        grow1 = self.grow1(x)  # (N, 64, 392, 392)
        x = self.crop1(down1)  # (N, 64, 392, 392)
        x = torch.cat([x, grow1], dim=1)  # (N, 128, 392, 392)
        x = self.up1(x)  # (N, 64, 388, 388)
        x = self.score(x)  # (N, 2, 388, 388)
        return x
