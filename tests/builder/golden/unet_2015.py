from collections import OrderedDict

import torch
from torch import Tensor, nn


class UNet2015(nn.Module):
    """31,030,658 parameters, 150,428,424,448 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.down1 = nn.Sequential(
            OrderedDict(
                down1_conv1=nn.Conv2d(1, 64, kernel_size=3),  # (N, 64, 570, 570)
                down1_relu1=nn.ReLU(),
                down1_conv2=nn.Conv2d(64, 64, kernel_size=3),  # (N, 64, 568, 568)
                down1_relu2=nn.ReLU(),
            )
        )
        self.pool1 = nn.MaxPool2d(2)
        self.down2 = nn.Sequential(
            OrderedDict(
                down2_conv1=nn.Conv2d(64, 128, kernel_size=3),  # (N, 128, 282, 282)
                down2_relu1=nn.ReLU(),
                down2_conv2=nn.Conv2d(128, 128, kernel_size=3),  # (N, 128, 280, 280)
                down2_relu2=nn.ReLU(),
            )
        )
        self.pool2 = nn.MaxPool2d(2)
        self.down3 = nn.Sequential(
            OrderedDict(
                down3_conv1=nn.Conv2d(128, 256, kernel_size=3),  # (N, 256, 138, 138)
                down3_relu1=nn.ReLU(),
                down3_conv2=nn.Conv2d(256, 256, kernel_size=3),  # (N, 256, 136, 136)
                down3_relu2=nn.ReLU(),
            )
        )
        self.pool3 = nn.MaxPool2d(2)
        self.down4 = nn.Sequential(
            OrderedDict(
                down4_conv1=nn.Conv2d(256, 512, kernel_size=3),  # (N, 512, 66, 66)
                down4_relu1=nn.ReLU(),
                down4_conv2=nn.Conv2d(512, 512, kernel_size=3),  # (N, 512, 64, 64)
                down4_relu2=nn.ReLU(),
            )
        )
        self.pool4 = nn.MaxPool2d(2)
        self.bottom = nn.Sequential(
            OrderedDict(
                bottom_conv1=nn.Conv2d(512, 1024, kernel_size=3),  # (N, 1024, 30, 30)
                bottom_relu1=nn.ReLU(),
                bottom_conv2=nn.Conv2d(1024, 1024, kernel_size=3),  # (N, 1024, 28, 28)
                bottom_relu2=nn.ReLU(),
            )
        )
        self.grow4 = nn.ConvTranspose2d(1024, 512, kernel_size=2, stride=2)
        self.up4 = nn.Sequential(
            OrderedDict(
                up4_conv1=nn.Conv2d(1024, 512, kernel_size=3),  # (N, 512, 54, 54)
                up4_relu1=nn.ReLU(),
                up4_conv2=nn.Conv2d(512, 512, kernel_size=3),  # (N, 512, 52, 52)
                up4_relu2=nn.ReLU(),
            )
        )
        self.grow3 = nn.ConvTranspose2d(512, 256, kernel_size=2, stride=2)
        self.up3 = nn.Sequential(
            OrderedDict(
                up3_conv1=nn.Conv2d(512, 256, kernel_size=3),  # (N, 256, 102, 102)
                up3_relu1=nn.ReLU(),
                up3_conv2=nn.Conv2d(256, 256, kernel_size=3),  # (N, 256, 100, 100)
                up3_relu2=nn.ReLU(),
            )
        )
        self.grow2 = nn.ConvTranspose2d(256, 128, kernel_size=2, stride=2)
        self.up2 = nn.Sequential(
            OrderedDict(
                up2_conv1=nn.Conv2d(256, 128, kernel_size=3),  # (N, 128, 198, 198)
                up2_relu1=nn.ReLU(),
                up2_conv2=nn.Conv2d(128, 128, kernel_size=3),  # (N, 128, 196, 196)
                up2_relu2=nn.ReLU(),
            )
        )
        self.grow1 = nn.ConvTranspose2d(128, 64, kernel_size=2, stride=2)
        self.up1 = nn.Sequential(
            OrderedDict(
                up1_conv1=nn.Conv2d(128, 64, kernel_size=3),  # (N, 64, 390, 390)
                up1_relu1=nn.ReLU(),
                up1_conv2=nn.Conv2d(64, 64, kernel_size=3),  # (N, 64, 388, 388)
                up1_relu2=nn.ReLU(),
            )
        )
        self.score = nn.Conv2d(64, 2, kernel_size=1)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 1, 572, 572), pixels from 0 to 1, to (N, 2, 388, 388)."""
        down1 = self.down1(x)
        x = self.pool1(down1)  # (N, 64, 284, 284)
        down2 = self.down2(x)
        x = self.pool2(down2)  # (N, 128, 140, 140)
        down3 = self.down3(x)
        x = self.pool3(down3)  # (N, 256, 68, 68)
        down4 = self.down4(x)
        x = self.pool4(down4)  # (N, 512, 32, 32)
        x = self.bottom(x)
        grow4 = self.grow4(x)  # (N, 512, 56, 56)
        x = down4[:, :, 4:60, 4:60]  # (N, 512, 56, 56)
        x = torch.cat([x, grow4], dim=1)  # (N, 1024, 56, 56)
        x = self.up4(x)
        grow3 = self.grow3(x)  # (N, 256, 104, 104)
        x = down3[:, :, 16:120, 16:120]  # (N, 256, 104, 104)
        x = torch.cat([x, grow3], dim=1)  # (N, 512, 104, 104)
        x = self.up3(x)
        grow2 = self.grow2(x)  # (N, 128, 200, 200)
        x = down2[:, :, 40:240, 40:240]  # (N, 128, 200, 200)
        x = torch.cat([x, grow2], dim=1)  # (N, 256, 200, 200)
        x = self.up2(x)
        grow1 = self.grow1(x)  # (N, 64, 392, 392)
        x = down1[:, :, 88:480, 88:480]  # (N, 64, 392, 392)
        x = torch.cat([x, grow1], dim=1)  # (N, 128, 392, 392)
        x = self.up1(x)
        x = self.score(x)  # (N, 2, 388, 388)
        return x
