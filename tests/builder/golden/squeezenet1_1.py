from collections import OrderedDict

import torch
from torch import Tensor, nn


class SqueezeNet(nn.Module):
    """1,235,496 parameters, 349,151,936 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            OrderedDict(
                conv1=nn.Conv2d(3, 64, kernel_size=3, stride=2),  # (N, 64, 111, 111)
                conv1_relu=nn.ReLU(),
                pool1=nn.MaxPool2d(3, stride=2, ceil_mode=True),  # (N, 64, 55, 55)
                fire2_squeeze=nn.Conv2d(64, 16, kernel_size=1),  # (N, 16, 55, 55)
                fire2_squeeze_relu=nn.ReLU(),
            )
        )
        self.fire2_expand1x1 = nn.Conv2d(16, 64, kernel_size=1)
        self.fire2_expand1x1_relu = nn.ReLU()
        self.fire2_expand3x3 = nn.Conv2d(16, 64, kernel_size=3, padding=1)
        self.fire2_expand3x3_relu = nn.ReLU()
        self.fire3_squeeze = nn.Conv2d(128, 16, kernel_size=1)
        self.fire3_squeeze_relu = nn.ReLU()
        self.fire3_expand1x1 = nn.Conv2d(16, 64, kernel_size=1)
        self.fire3_expand1x1_relu = nn.ReLU()
        self.fire3_expand3x3 = nn.Conv2d(16, 64, kernel_size=3, padding=1)
        self.fire3_expand3x3_relu = nn.ReLU()
        self.pool2_block = nn.Sequential(
            OrderedDict(
                pool2=nn.MaxPool2d(3, stride=2, ceil_mode=True),  # (N, 128, 27, 27)
                fire4_squeeze=nn.Conv2d(128, 32, kernel_size=1),  # (N, 32, 27, 27)
                fire4_squeeze_relu=nn.ReLU(),
            )
        )
        self.fire4_expand1x1 = nn.Conv2d(32, 128, kernel_size=1)
        self.fire4_expand1x1_relu = nn.ReLU()
        self.fire4_expand3x3 = nn.Conv2d(32, 128, kernel_size=3, padding=1)
        self.fire4_expand3x3_relu = nn.ReLU()
        self.fire5_squeeze = nn.Conv2d(256, 32, kernel_size=1)
        self.fire5_squeeze_relu = nn.ReLU()
        self.fire5_expand1x1 = nn.Conv2d(32, 128, kernel_size=1)
        self.fire5_expand1x1_relu = nn.ReLU()
        self.fire5_expand3x3 = nn.Conv2d(32, 128, kernel_size=3, padding=1)
        self.fire5_expand3x3_relu = nn.ReLU()
        self.pool3_block = nn.Sequential(
            OrderedDict(
                pool3=nn.MaxPool2d(3, stride=2, ceil_mode=True),  # (N, 256, 13, 13)
                fire6_squeeze=nn.Conv2d(256, 48, kernel_size=1),  # (N, 48, 13, 13)
                fire6_squeeze_relu=nn.ReLU(),
            )
        )
        self.fire6_expand1x1 = nn.Conv2d(48, 192, kernel_size=1)
        self.fire6_expand1x1_relu = nn.ReLU()
        self.fire6_expand3x3 = nn.Conv2d(48, 192, kernel_size=3, padding=1)
        self.fire6_expand3x3_relu = nn.ReLU()
        self.fire7_squeeze = nn.Conv2d(384, 48, kernel_size=1)
        self.fire7_squeeze_relu = nn.ReLU()
        self.fire7_expand1x1 = nn.Conv2d(48, 192, kernel_size=1)
        self.fire7_expand1x1_relu = nn.ReLU()
        self.fire7_expand3x3 = nn.Conv2d(48, 192, kernel_size=3, padding=1)
        self.fire7_expand3x3_relu = nn.ReLU()
        self.fire8_squeeze = nn.Conv2d(384, 64, kernel_size=1)
        self.fire8_squeeze_relu = nn.ReLU()
        self.fire8_expand1x1 = nn.Conv2d(64, 256, kernel_size=1)
        self.fire8_expand1x1_relu = nn.ReLU()
        self.fire8_expand3x3 = nn.Conv2d(64, 256, kernel_size=3, padding=1)
        self.fire8_expand3x3_relu = nn.ReLU()
        self.fire9_squeeze = nn.Conv2d(512, 64, kernel_size=1)
        self.fire9_squeeze_relu = nn.ReLU()
        self.fire9_expand1x1 = nn.Conv2d(64, 256, kernel_size=1)
        self.fire9_expand1x1_relu = nn.ReLU()
        self.fire9_expand3x3 = nn.Conv2d(64, 256, kernel_size=3, padding=1)
        self.fire9_expand3x3_relu = nn.ReLU()
        self.dropout_block = nn.Sequential(
            OrderedDict(
                dropout=nn.Dropout(),
                conv10=nn.Conv2d(512, 1000, kernel_size=1),  # (N, 1000, 13, 13)
                conv10_relu=nn.ReLU(),
                avgpool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 1000, 1, 1)
            )
        )
        self.flatten = nn.Flatten()

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 3, 224, 224), pixels from 0 to 1, to (N, 1000)."""
        stem = self.stem(x)
        x = self.fire2_expand1x1(stem)  # (N, 64, 55, 55)
        fire2_expand1x1_relu = self.fire2_expand1x1_relu(x)
        x = self.fire2_expand3x3(stem)  # (N, 64, 55, 55)
        x = self.fire2_expand3x3_relu(x)
        x = torch.cat([fire2_expand1x1_relu, x], dim=1)  # (N, 128, 55, 55)
        x = self.fire3_squeeze(x)  # (N, 16, 55, 55)
        fire3_squeeze_relu = self.fire3_squeeze_relu(x)
        x = self.fire3_expand1x1(fire3_squeeze_relu)  # (N, 64, 55, 55)
        fire3_expand1x1_relu = self.fire3_expand1x1_relu(x)
        x = self.fire3_expand3x3(fire3_squeeze_relu)  # (N, 64, 55, 55)
        x = self.fire3_expand3x3_relu(x)
        x = torch.cat([fire3_expand1x1_relu, x], dim=1)  # (N, 128, 55, 55)
        pool2_block = self.pool2_block(x)
        x = self.fire4_expand1x1(pool2_block)  # (N, 128, 27, 27)
        fire4_expand1x1_relu = self.fire4_expand1x1_relu(x)
        x = self.fire4_expand3x3(pool2_block)  # (N, 128, 27, 27)
        x = self.fire4_expand3x3_relu(x)
        x = torch.cat([fire4_expand1x1_relu, x], dim=1)  # (N, 256, 27, 27)
        x = self.fire5_squeeze(x)  # (N, 32, 27, 27)
        fire5_squeeze_relu = self.fire5_squeeze_relu(x)
        x = self.fire5_expand1x1(fire5_squeeze_relu)  # (N, 128, 27, 27)
        fire5_expand1x1_relu = self.fire5_expand1x1_relu(x)
        x = self.fire5_expand3x3(fire5_squeeze_relu)  # (N, 128, 27, 27)
        x = self.fire5_expand3x3_relu(x)
        x = torch.cat([fire5_expand1x1_relu, x], dim=1)  # (N, 256, 27, 27)
        pool3_block = self.pool3_block(x)
        x = self.fire6_expand1x1(pool3_block)  # (N, 192, 13, 13)
        fire6_expand1x1_relu = self.fire6_expand1x1_relu(x)
        x = self.fire6_expand3x3(pool3_block)  # (N, 192, 13, 13)
        x = self.fire6_expand3x3_relu(x)
        x = torch.cat([fire6_expand1x1_relu, x], dim=1)  # (N, 384, 13, 13)
        x = self.fire7_squeeze(x)  # (N, 48, 13, 13)
        fire7_squeeze_relu = self.fire7_squeeze_relu(x)
        x = self.fire7_expand1x1(fire7_squeeze_relu)  # (N, 192, 13, 13)
        fire7_expand1x1_relu = self.fire7_expand1x1_relu(x)
        x = self.fire7_expand3x3(fire7_squeeze_relu)  # (N, 192, 13, 13)
        x = self.fire7_expand3x3_relu(x)
        x = torch.cat([fire7_expand1x1_relu, x], dim=1)  # (N, 384, 13, 13)
        x = self.fire8_squeeze(x)  # (N, 64, 13, 13)
        fire8_squeeze_relu = self.fire8_squeeze_relu(x)
        x = self.fire8_expand1x1(fire8_squeeze_relu)  # (N, 256, 13, 13)
        fire8_expand1x1_relu = self.fire8_expand1x1_relu(x)
        x = self.fire8_expand3x3(fire8_squeeze_relu)  # (N, 256, 13, 13)
        x = self.fire8_expand3x3_relu(x)
        x = torch.cat([fire8_expand1x1_relu, x], dim=1)  # (N, 512, 13, 13)
        x = self.fire9_squeeze(x)  # (N, 64, 13, 13)
        fire9_squeeze_relu = self.fire9_squeeze_relu(x)
        x = self.fire9_expand1x1(fire9_squeeze_relu)  # (N, 256, 13, 13)
        fire9_expand1x1_relu = self.fire9_expand1x1_relu(x)
        x = self.fire9_expand3x3(fire9_squeeze_relu)  # (N, 256, 13, 13)
        x = self.fire9_expand3x3_relu(x)
        x = torch.cat([fire9_expand1x1_relu, x], dim=1)  # (N, 512, 13, 13)
        x = self.dropout_block(x)  # (N, 1000, 1, 1)
        x = self.flatten(x)  # (N, 1000)
        return x
