from collections import OrderedDict

import torch
from torch import Tensor, nn


class InceptionA(nn.Module):
    """Windows of 1×1, 5×5 and twice 3×3 side by side, and pooling."""

    def __init__(self, in_channels: int, pooled: int) -> None:
        super().__init__()
        self.conv1x1_1_conv = nn.Conv2d(in_channels, 64, kernel_size=1, bias=False)
        self.conv1x1_1_bn = nn.BatchNorm2d(64, eps=0.001)
        self.conv1x1_1_act = nn.ReLU()
        self.conv5x5_1_conv = nn.Conv2d(in_channels, 48, kernel_size=1, bias=False)
        self.conv5x5_1_bn = nn.BatchNorm2d(48, eps=0.001)
        self.conv5x5_1_act = nn.ReLU()
        self.conv5x5_2_conv = nn.Conv2d(48, 64, kernel_size=5, padding=2, bias=False)
        self.conv5x5_2_bn = nn.BatchNorm2d(64, eps=0.001)
        self.conv5x5_2_act = nn.ReLU()
        self.conv3x3_1_conv = nn.Conv2d(in_channels, 64, kernel_size=1, bias=False)
        self.conv3x3_1_bn = nn.BatchNorm2d(64, eps=0.001)
        self.conv3x3_1_act = nn.ReLU()
        self.conv3x3_2_conv = nn.Conv2d(64, 96, kernel_size=3, padding=1, bias=False)
        self.conv3x3_2_bn = nn.BatchNorm2d(96, eps=0.001)
        self.conv3x3_2_act = nn.ReLU()
        self.conv3x3_3_conv = nn.Conv2d(96, 96, kernel_size=3, padding=1, bias=False)
        self.conv3x3_3_bn = nn.BatchNorm2d(96, eps=0.001)
        self.conv3x3_3_act = nn.ReLU()
        self.pool = nn.AvgPool2d(3, stride=1, padding=1)
        self.pool_proj_conv = nn.Conv2d(in_channels, pooled, kernel_size=1, bias=False)
        self.pool_proj_bn = nn.BatchNorm2d(pooled, eps=0.001)
        self.pool_proj_act = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, in_channels, H, W) to (N, pooled + 224, H, W)."""
        y = self.conv1x1_1_conv(x)
        y = self.conv1x1_1_bn(y)
        conv1x1_1_act = self.conv1x1_1_act(y)
        y = self.conv5x5_1_conv(x)
        y = self.conv5x5_1_bn(y)
        y = self.conv5x5_1_act(y)
        y = self.conv5x5_2_conv(y)
        y = self.conv5x5_2_bn(y)
        conv5x5_2_act = self.conv5x5_2_act(y)
        y = self.conv3x3_1_conv(x)
        y = self.conv3x3_1_bn(y)
        y = self.conv3x3_1_act(y)
        y = self.conv3x3_2_conv(y)
        y = self.conv3x3_2_bn(y)
        y = self.conv3x3_2_act(y)
        y = self.conv3x3_3_conv(y)
        y = self.conv3x3_3_bn(y)
        conv3x3_3_act = self.conv3x3_3_act(y)
        y = self.pool(x)
        y = self.pool_proj_conv(y)
        y = self.pool_proj_bn(y)
        y = self.pool_proj_act(y)
        y = torch.cat([conv1x1_1_act, conv5x5_2_act, conv3x3_3_act, y], dim=1)
        return y


class InceptionB(nn.Module):
    """Several windows and pooling side by side, all of which halve the size."""

    def __init__(self, in_channels: int) -> None:
        super().__init__()
        self.way1_half_conv = nn.Conv2d(
            in_channels, 384, kernel_size=3, stride=2, bias=False
        )
        self.way1_half_bn = nn.BatchNorm2d(384, eps=0.001)
        self.way1_half_act = nn.ReLU()
        self.way2_1_conv = nn.Conv2d(in_channels, 64, kernel_size=1, bias=False)
        self.way2_1_bn = nn.BatchNorm2d(64, eps=0.001)
        self.way2_1_act = nn.ReLU()
        self.way2_2_conv = nn.Conv2d(64, 96, kernel_size=3, padding=1, bias=False)
        self.way2_2_bn = nn.BatchNorm2d(96, eps=0.001)
        self.way2_2_act = nn.ReLU()
        self.way2_half_conv = nn.Conv2d(96, 96, kernel_size=3, stride=2, bias=False)
        self.way2_half_bn = nn.BatchNorm2d(96, eps=0.001)
        self.way2_half_act = nn.ReLU()
        self.pool = nn.MaxPool2d(3, stride=2)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, in_channels, H, W) to (N, in_channels + 480, H', W')."""
        y = self.way1_half_conv(x)
        y = self.way1_half_bn(y)
        way1_half_act = self.way1_half_act(y)
        y = self.way2_1_conv(x)
        y = self.way2_1_bn(y)
        y = self.way2_1_act(y)
        y = self.way2_2_conv(y)
        y = self.way2_2_bn(y)
        y = self.way2_2_act(y)
        y = self.way2_half_conv(y)
        y = self.way2_half_bn(y)
        way2_half_act = self.way2_half_act(y)
        y = self.pool(x)
        y = torch.cat([way1_half_act, way2_half_act, y], dim=1)
        return y


class InceptionC(nn.Module):
    """Windows of 7×7 in thin steps, 1×7 and 7×1, once and twice; 1×1, and pooling."""

    def __init__(self, in_channels: int, width: int) -> None:
        super().__init__()
        self.conv1x1_1_conv = nn.Conv2d(in_channels, 192, kernel_size=1, bias=False)
        self.conv1x1_1_bn = nn.BatchNorm2d(192, eps=0.001)
        self.conv1x1_1_act = nn.ReLU()
        self.conv7x7_1_conv = nn.Conv2d(in_channels, width, kernel_size=1, bias=False)
        self.conv7x7_1_bn = nn.BatchNorm2d(width, eps=0.001)
        self.conv7x7_1_act = nn.ReLU()
        self.conv7x7_2_conv = nn.Conv2d(
            width, width, kernel_size=(1, 7), padding=(0, 3), bias=False
        )
        self.conv7x7_2_bn = nn.BatchNorm2d(width, eps=0.001)
        self.conv7x7_2_act = nn.ReLU()
        self.conv7x7_3_conv = nn.Conv2d(
            width, 192, kernel_size=(7, 1), padding=(3, 0), bias=False
        )
        self.conv7x7_3_bn = nn.BatchNorm2d(192, eps=0.001)
        self.conv7x7_3_act = nn.ReLU()
        self.conv7x7dbl_1_conv = nn.Conv2d(
            in_channels, width, kernel_size=1, bias=False
        )
        self.conv7x7dbl_1_bn = nn.BatchNorm2d(width, eps=0.001)
        self.conv7x7dbl_1_act = nn.ReLU()
        self.conv7x7dbl_2_conv = nn.Conv2d(
            width, width, kernel_size=(7, 1), padding=(3, 0), bias=False
        )
        self.conv7x7dbl_2_bn = nn.BatchNorm2d(width, eps=0.001)
        self.conv7x7dbl_2_act = nn.ReLU()
        self.conv7x7dbl_3_conv = nn.Conv2d(
            width, width, kernel_size=(1, 7), padding=(0, 3), bias=False
        )
        self.conv7x7dbl_3_bn = nn.BatchNorm2d(width, eps=0.001)
        self.conv7x7dbl_3_act = nn.ReLU()
        self.conv7x7dbl_4_conv = nn.Conv2d(
            width, width, kernel_size=(7, 1), padding=(3, 0), bias=False
        )
        self.conv7x7dbl_4_bn = nn.BatchNorm2d(width, eps=0.001)
        self.conv7x7dbl_4_act = nn.ReLU()
        self.conv7x7dbl_5_conv = nn.Conv2d(
            width, 192, kernel_size=(1, 7), padding=(0, 3), bias=False
        )
        self.conv7x7dbl_5_bn = nn.BatchNorm2d(192, eps=0.001)
        self.conv7x7dbl_5_act = nn.ReLU()
        self.pool = nn.AvgPool2d(3, stride=1, padding=1)
        self.pool_proj_conv = nn.Conv2d(in_channels, 192, kernel_size=1, bias=False)
        self.pool_proj_bn = nn.BatchNorm2d(192, eps=0.001)
        self.pool_proj_act = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, in_channels, H, width_) to (N, 768, H, width_)."""
        y = self.conv1x1_1_conv(x)
        y = self.conv1x1_1_bn(y)
        conv1x1_1_act = self.conv1x1_1_act(y)
        y = self.conv7x7_1_conv(x)
        y = self.conv7x7_1_bn(y)
        y = self.conv7x7_1_act(y)
        y = self.conv7x7_2_conv(y)
        y = self.conv7x7_2_bn(y)
        y = self.conv7x7_2_act(y)
        y = self.conv7x7_3_conv(y)
        y = self.conv7x7_3_bn(y)
        conv7x7_3_act = self.conv7x7_3_act(y)
        y = self.conv7x7dbl_1_conv(x)
        y = self.conv7x7dbl_1_bn(y)
        y = self.conv7x7dbl_1_act(y)
        y = self.conv7x7dbl_2_conv(y)
        y = self.conv7x7dbl_2_bn(y)
        y = self.conv7x7dbl_2_act(y)
        y = self.conv7x7dbl_3_conv(y)
        y = self.conv7x7dbl_3_bn(y)
        y = self.conv7x7dbl_3_act(y)
        y = self.conv7x7dbl_4_conv(y)
        y = self.conv7x7dbl_4_bn(y)
        y = self.conv7x7dbl_4_act(y)
        y = self.conv7x7dbl_5_conv(y)
        y = self.conv7x7dbl_5_bn(y)
        conv7x7dbl_5_act = self.conv7x7dbl_5_act(y)
        y = self.pool(x)
        y = self.pool_proj_conv(y)
        y = self.pool_proj_bn(y)
        y = self.pool_proj_act(y)
        y = torch.cat([conv1x1_1_act, conv7x7_3_act, conv7x7dbl_5_act, y], dim=1)
        return y


class InceptionD(nn.Module):
    """Several windows and pooling side by side, all of which halve the size."""

    def __init__(self, in_channels: int) -> None:
        super().__init__()
        self.way1_1_conv = nn.Conv2d(in_channels, 192, kernel_size=1, bias=False)
        self.way1_1_bn = nn.BatchNorm2d(192, eps=0.001)
        self.way1_1_act = nn.ReLU()
        self.way1_half_conv = nn.Conv2d(192, 320, kernel_size=3, stride=2, bias=False)
        self.way1_half_bn = nn.BatchNorm2d(320, eps=0.001)
        self.way1_half_act = nn.ReLU()
        self.way2_1_conv = nn.Conv2d(in_channels, 192, kernel_size=1, bias=False)
        self.way2_1_bn = nn.BatchNorm2d(192, eps=0.001)
        self.way2_1_act = nn.ReLU()
        self.way2_2_conv = nn.Conv2d(
            192, 192, kernel_size=(1, 7), padding=(0, 3), bias=False
        )
        self.way2_2_bn = nn.BatchNorm2d(192, eps=0.001)
        self.way2_2_act = nn.ReLU()
        self.way2_3_conv = nn.Conv2d(
            192, 192, kernel_size=(7, 1), padding=(3, 0), bias=False
        )
        self.way2_3_bn = nn.BatchNorm2d(192, eps=0.001)
        self.way2_3_act = nn.ReLU()
        self.way2_half_conv = nn.Conv2d(192, 192, kernel_size=3, stride=2, bias=False)
        self.way2_half_bn = nn.BatchNorm2d(192, eps=0.001)
        self.way2_half_act = nn.ReLU()
        self.pool = nn.MaxPool2d(3, stride=2)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, in_channels, H, W) to (N, in_channels + 512, H', W')."""
        y = self.way1_1_conv(x)
        y = self.way1_1_bn(y)
        y = self.way1_1_act(y)
        y = self.way1_half_conv(y)
        y = self.way1_half_bn(y)
        way1_half_act = self.way1_half_act(y)
        y = self.way2_1_conv(x)
        y = self.way2_1_bn(y)
        y = self.way2_1_act(y)
        y = self.way2_2_conv(y)
        y = self.way2_2_bn(y)
        y = self.way2_2_act(y)
        y = self.way2_3_conv(y)
        y = self.way2_3_bn(y)
        y = self.way2_3_act(y)
        y = self.way2_half_conv(y)
        y = self.way2_half_bn(y)
        way2_half_act = self.way2_half_act(y)
        y = self.pool(x)
        y = torch.cat([way1_half_act, way2_half_act, y], dim=1)
        return y


class InceptionE(nn.Module):
    """Windows of 3×3 parted into 1×3 and 3×1 side by side; 1×1, and pooling."""

    def __init__(self, in_channels: int) -> None:
        super().__init__()
        self.conv1x1_1_conv = nn.Conv2d(in_channels, 320, kernel_size=1, bias=False)
        self.conv1x1_1_bn = nn.BatchNorm2d(320, eps=0.001)
        self.conv1x1_1_act = nn.ReLU()
        self.conv3x3_1_conv = nn.Conv2d(in_channels, 384, kernel_size=1, bias=False)
        self.conv3x3_1_bn = nn.BatchNorm2d(384, eps=0.001)
        self.conv3x3_1_act = nn.ReLU()
        self.conv3x3_a_conv = nn.Conv2d(
            384, 384, kernel_size=(1, 3), padding=(0, 1), bias=False
        )
        self.conv3x3_a_bn = nn.BatchNorm2d(384, eps=0.001)
        self.conv3x3_a_act = nn.ReLU()
        self.conv3x3_b_conv = nn.Conv2d(
            384, 384, kernel_size=(3, 1), padding=(1, 0), bias=False
        )
        self.conv3x3_b_bn = nn.BatchNorm2d(384, eps=0.001)
        self.conv3x3_b_act = nn.ReLU()
        self.conv3x3dbl_1_conv = nn.Conv2d(in_channels, 448, kernel_size=1, bias=False)
        self.conv3x3dbl_1_bn = nn.BatchNorm2d(448, eps=0.001)
        self.conv3x3dbl_1_act = nn.ReLU()
        self.conv3x3dbl_2_conv = nn.Conv2d(
            448, 384, kernel_size=3, padding=1, bias=False
        )
        self.conv3x3dbl_2_bn = nn.BatchNorm2d(384, eps=0.001)
        self.conv3x3dbl_2_act = nn.ReLU()
        self.conv3x3dbl_a_conv = nn.Conv2d(
            384, 384, kernel_size=(1, 3), padding=(0, 1), bias=False
        )
        self.conv3x3dbl_a_bn = nn.BatchNorm2d(384, eps=0.001)
        self.conv3x3dbl_a_act = nn.ReLU()
        self.conv3x3dbl_b_conv = nn.Conv2d(
            384, 384, kernel_size=(3, 1), padding=(1, 0), bias=False
        )
        self.conv3x3dbl_b_bn = nn.BatchNorm2d(384, eps=0.001)
        self.conv3x3dbl_b_act = nn.ReLU()
        self.pool = nn.AvgPool2d(3, stride=1, padding=1)
        self.pool_proj_conv = nn.Conv2d(in_channels, 192, kernel_size=1, bias=False)
        self.pool_proj_bn = nn.BatchNorm2d(192, eps=0.001)
        self.pool_proj_act = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, in_channels, H, W) to (N, 2048, H, W)."""
        y = self.conv1x1_1_conv(x)
        y = self.conv1x1_1_bn(y)
        conv1x1_1_act = self.conv1x1_1_act(y)
        y = self.conv3x3_1_conv(x)
        y = self.conv3x3_1_bn(y)
        conv3x3_1_act = self.conv3x3_1_act(y)
        y = self.conv3x3_a_conv(conv3x3_1_act)
        y = self.conv3x3_a_bn(y)
        conv3x3_a_act = self.conv3x3_a_act(y)
        y = self.conv3x3_b_conv(conv3x3_1_act)
        y = self.conv3x3_b_bn(y)
        conv3x3_b_act = self.conv3x3_b_act(y)
        y = self.conv3x3dbl_1_conv(x)
        y = self.conv3x3dbl_1_bn(y)
        y = self.conv3x3dbl_1_act(y)
        y = self.conv3x3dbl_2_conv(y)
        y = self.conv3x3dbl_2_bn(y)
        conv3x3dbl_2_act = self.conv3x3dbl_2_act(y)
        y = self.conv3x3dbl_a_conv(conv3x3dbl_2_act)
        y = self.conv3x3dbl_a_bn(y)
        conv3x3dbl_a_act = self.conv3x3dbl_a_act(y)
        y = self.conv3x3dbl_b_conv(conv3x3dbl_2_act)
        y = self.conv3x3dbl_b_bn(y)
        conv3x3dbl_b_act = self.conv3x3dbl_b_act(y)
        y = self.pool(x)
        y = self.pool_proj_conv(y)
        y = self.pool_proj_bn(y)
        y = self.pool_proj_act(y)
        y = torch.cat(
            [
                conv1x1_1_act,
                conv3x3_a_act,
                conv3x3_b_act,
                conv3x3dbl_a_act,
                conv3x3dbl_b_act,
                y,
            ],
            dim=1,
        )
        return y


class InceptionV3Aux(nn.Module):
    """27,161,264 parameters, 5,718,899,296 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            OrderedDict(
                conv1a_conv=nn.Conv2d(3, 32, kernel_size=3, stride=2, bias=False),
                conv1a_bn=nn.BatchNorm2d(32, eps=0.001),
                conv1a_act=nn.ReLU(),
                conv2a_conv=nn.Conv2d(32, 32, kernel_size=3, bias=False),
                conv2a_bn=nn.BatchNorm2d(32, eps=0.001),
                conv2a_act=nn.ReLU(),
                conv2b_conv=nn.Conv2d(32, 64, kernel_size=3, padding=1, bias=False),
                conv2b_bn=nn.BatchNorm2d(64, eps=0.001),
                conv2b_act=nn.ReLU(),
                pool1=nn.MaxPool2d(3, stride=2),  # (N, 64, 73, 73)
                conv3b_conv=nn.Conv2d(64, 80, kernel_size=1, bias=False),
                conv3b_bn=nn.BatchNorm2d(80, eps=0.001),
                conv3b_act=nn.ReLU(),
                conv4a_conv=nn.Conv2d(80, 192, kernel_size=3, bias=False),
                conv4a_bn=nn.BatchNorm2d(192, eps=0.001),
                conv4a_act=nn.ReLU(),
                pool2=nn.MaxPool2d(3, stride=2),  # (N, 192, 35, 35)
            )
        )
        self.blocks = nn.Sequential(
            OrderedDict(
                mixed5b=InceptionA(192, 32),  # (N, 256, 35, 35)
                mixed5c=InceptionA(256, 64),  # (N, 288, 35, 35)
                mixed5d=InceptionA(288, 64),
            )
        )
        self.mixed6a = InceptionB(288)
        self.mixed6b_block = nn.Sequential(
            OrderedDict(
                mixed6b=InceptionC(768, 128),
                mixed6c=InceptionC(768, 160),
                mixed6d=InceptionC(768, 160),
                mixed6e=InceptionC(768, 192),
            )
        )
        self.aux = nn.Sequential(
            OrderedDict(
                aux_pool=nn.AvgPool2d(5, stride=3),  # (N, 768, 5, 5)
                aux_conv0_conv=nn.Conv2d(768, 128, kernel_size=1, bias=False),
                aux_conv0_bn=nn.BatchNorm2d(128, eps=0.001),
                aux_conv0_act=nn.ReLU(),
                aux_conv1_conv=nn.Conv2d(128, 768, kernel_size=5, bias=False),
                aux_conv1_bn=nn.BatchNorm2d(768, eps=0.001),
                aux_conv1_act=nn.ReLU(),
                aux_avgpool=nn.AdaptiveAvgPool2d((1, 1)),
            )
        )
        self.aux_flatten = nn.Flatten()
        self.aux_fc = nn.Linear(768, 1000)
        self.mixed7a = InceptionD(768)
        self.mixed7b = InceptionE(1280)
        self.mixed7c = InceptionE(2048)
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.classifier = nn.Sequential(
            OrderedDict(
                flatten=nn.Flatten(),  # (N, 2048)
                dropout=nn.Dropout(),
                fc=nn.Linear(2048, 1000),  # (N, 1000)
            )
        )

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Map (N, 3, 299, 299), pixels from 0 to 1, to (N, 1000) and (N, 1000)."""
        x = self.stem(x)  # (N, 192, 35, 35)
        x = self.blocks(x)
        x = self.mixed6a(x)  # (N, 768, 17, 17)
        mixed6b_block = self.mixed6b_block(x)
        x = self.aux(mixed6b_block)
        x = self.aux_flatten(x)  # (N, 768)
        aux_scores = self.aux_fc(x)  # (N, 1000)
        x = self.mixed7a(mixed6b_block)  # (N, 1280, 8, 8)
        x = self.mixed7b(x)  # (N, 2048, 8, 8)
        x = self.mixed7c(x)
        x = self.avgpool(x)  # (N, 2048, 1, 1)
        x = self.classifier(x)  # (N, 1000)
        return x, aux_scores
