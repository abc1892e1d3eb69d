from collections import OrderedDict

import torch
from torch import Tensor, nn


class GoogLeNet(nn.Module):
    """6,624,904 parameters, 1,498,376,192 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            OrderedDict(
                conv1_conv=nn.Conv2d(
                    3, 64, kernel_size=7, stride=2, padding=3, bias=False
                ),
                conv1_bn=nn.BatchNorm2d(64, eps=0.001),
                conv1_act=nn.ReLU(),
                pool1=nn.MaxPool2d(3, stride=2, ceil_mode=True),  # (N, 64, 56, 56)
                conv2_reduce_conv=nn.Conv2d(64, 64, kernel_size=1, bias=False),
                conv2_reduce_bn=nn.BatchNorm2d(64, eps=0.001),
                conv2_reduce_act=nn.ReLU(),
                conv2_conv=nn.Conv2d(64, 192, kernel_size=3, padding=1, bias=False),
                conv2_bn=nn.BatchNorm2d(192, eps=0.001),
                conv2_act=nn.ReLU(),
                pool2=nn.MaxPool2d(3, stride=2, ceil_mode=True),  # (N, 192, 28, 28)
            )
        )
        self.inception3a_1x1 = nn.Sequential(
            OrderedDict(
                inception3a_1x1_conv=nn.Conv2d(192, 64, kernel_size=1, bias=False),
                inception3a_1x1_bn=nn.BatchNorm2d(64, eps=0.001),
                inception3a_1x1_act=nn.ReLU(),
            )
        )
        self.inception3a_3x3 = nn.Sequential(
            OrderedDict(
                inception3a_3x3_reduce_conv=nn.Conv2d(
                    192, 96, kernel_size=1, bias=False
                ),
                inception3a_3x3_reduce_bn=nn.BatchNorm2d(96, eps=0.001),
                inception3a_3x3_reduce_act=nn.ReLU(),
                inception3a_3x3_conv=nn.Conv2d(
                    96, 128, kernel_size=3, padding=1, bias=False
                ),
                inception3a_3x3_bn=nn.BatchNorm2d(128, eps=0.001),
                inception3a_3x3_act=nn.ReLU(),
            )
        )
        self.inception3a_5x5 = nn.Sequential(
            OrderedDict(
                inception3a_5x5_reduce_conv=nn.Conv2d(
                    192, 16, kernel_size=1, bias=False
                ),
                inception3a_5x5_reduce_bn=nn.BatchNorm2d(16, eps=0.001),
                inception3a_5x5_reduce_act=nn.ReLU(),
                inception3a_5x5_conv=nn.Conv2d(
                    16, 32, kernel_size=3, padding=1, bias=False
                ),
                inception3a_5x5_bn=nn.BatchNorm2d(32, eps=0.001),
                inception3a_5x5_act=nn.ReLU(),
            )
        )
        self.inception3a = nn.Sequential(
            OrderedDict(
                inception3a_pool=nn.MaxPool2d(3, stride=1, padding=1, ceil_mode=True),
                inception3a_pool_proj_conv=nn.Conv2d(
                    192, 32, kernel_size=1, bias=False
                ),
                inception3a_pool_proj_bn=nn.BatchNorm2d(32, eps=0.001),
                inception3a_pool_proj_act=nn.ReLU(),
            )
        )
        self.inception3b_1x1 = nn.Sequential(
            OrderedDict(
                inception3b_1x1_conv=nn.Conv2d(256, 128, kernel_size=1, bias=False),
                inception3b_1x1_bn=nn.BatchNorm2d(128, eps=0.001),
                inception3b_1x1_act=nn.ReLU(),
            )
        )
        self.inception3b_3x3 = nn.Sequential(
            OrderedDict(
                inception3b_3x3_reduce_conv=nn.Conv2d(
                    256, 128, kernel_size=1, bias=False
                ),
                inception3b_3x3_reduce_bn=nn.BatchNorm2d(128, eps=0.001),
                inception3b_3x3_reduce_act=nn.ReLU(),
                inception3b_3x3_conv=nn.Conv2d(
                    128, 192, kernel_size=3, padding=1, bias=False
                ),
                inception3b_3x3_bn=nn.BatchNorm2d(192, eps=0.001),
                inception3b_3x3_act=nn.ReLU(),
            )
        )
        self.inception3b_5x5 = nn.Sequential(
            OrderedDict(
                inception3b_5x5_reduce_conv=nn.Conv2d(
                    256, 32, kernel_size=1, bias=False
                ),
                inception3b_5x5_reduce_bn=nn.BatchNorm2d(32, eps=0.001),
                inception3b_5x5_reduce_act=nn.ReLU(),
                inception3b_5x5_conv=nn.Conv2d(
                    32, 96, kernel_size=3, padding=1, bias=False
                ),
                inception3b_5x5_bn=nn.BatchNorm2d(96, eps=0.001),
                inception3b_5x5_act=nn.ReLU(),
            )
        )
        self.inception3b = nn.Sequential(
            OrderedDict(
                inception3b_pool=nn.MaxPool2d(3, stride=1, padding=1, ceil_mode=True),
                inception3b_pool_proj_conv=nn.Conv2d(
                    256, 64, kernel_size=1, bias=False
                ),
                inception3b_pool_proj_bn=nn.BatchNorm2d(64, eps=0.001),
                inception3b_pool_proj_act=nn.ReLU(),
            )
        )
        self.pool3 = nn.MaxPool2d(3, stride=2, ceil_mode=True)
        self.inception4a_1x1 = nn.Sequential(
            OrderedDict(
                inception4a_1x1_conv=nn.Conv2d(480, 192, kernel_size=1, bias=False),
                inception4a_1x1_bn=nn.BatchNorm2d(192, eps=0.001),
                inception4a_1x1_act=nn.ReLU(),
            )
        )
        self.inception4a_3x3 = nn.Sequential(
            OrderedDict(
                inception4a_3x3_reduce_conv=nn.Conv2d(
                    480, 96, kernel_size=1, bias=False
                ),
                inception4a_3x3_reduce_bn=nn.BatchNorm2d(96, eps=0.001),
                inception4a_3x3_reduce_act=nn.ReLU(),
                inception4a_3x3_conv=nn.Conv2d(
                    96, 208, kernel_size=3, padding=1, bias=False
                ),
                inception4a_3x3_bn=nn.BatchNorm2d(208, eps=0.001),
                inception4a_3x3_act=nn.ReLU(),
            )
        )
        self.inception4a_5x5 = nn.Sequential(
            OrderedDict(
                inception4a_5x5_reduce_conv=nn.Conv2d(
                    480, 16, kernel_size=1, bias=False
                ),
                inception4a_5x5_reduce_bn=nn.BatchNorm2d(16, eps=0.001),
                inception4a_5x5_reduce_act=nn.ReLU(),
                inception4a_5x5_conv=nn.Conv2d(
                    16, 48, kernel_size=3, padding=1, bias=False
                ),
                inception4a_5x5_bn=nn.BatchNorm2d(48, eps=0.001),
                inception4a_5x5_act=nn.ReLU(),
            )
        )
        self.inception4a = nn.Sequential(
            OrderedDict(
                inception4a_pool=nn.MaxPool2d(3, stride=1, padding=1, ceil_mode=True),
                inception4a_pool_proj_conv=nn.Conv2d(
                    480, 64, kernel_size=1, bias=False
                ),
                inception4a_pool_proj_bn=nn.BatchNorm2d(64, eps=0.001),
                inception4a_pool_proj_act=nn.ReLU(),
            )
        )
        self.inception4b_1x1 = nn.Sequential(
            OrderedDict(
                inception4b_1x1_conv=nn.Conv2d(512, 160, kernel_size=1, bias=False),
                inception4b_1x1_bn=nn.BatchNorm2d(160, eps=0.001),
                inception4b_1x1_act=nn.ReLU(),
            )
        )
        self.inception4b_3x3 = nn.Sequential(
            OrderedDict(
                inception4b_3x3_reduce_conv=nn.Conv2d(
                    512, 112, kernel_size=1, bias=False
                ),
                inception4b_3x3_reduce_bn=nn.BatchNorm2d(112, eps=0.001),
                inception4b_3x3_reduce_act=nn.ReLU(),
                inception4b_3x3_conv=nn.Conv2d(
                    112, 224, kernel_size=3, padding=1, bias=False
                ),
                inception4b_3x3_bn=nn.BatchNorm2d(224, eps=0.001),
                inception4b_3x3_act=nn.ReLU(),
            )
        )
        self.inception4b_5x5 = nn.Sequential(
            OrderedDict(
                inception4b_5x5_reduce_conv=nn.Conv2d(
                    512, 24, kernel_size=1, bias=False
                ),
                inception4b_5x5_reduce_bn=nn.BatchNorm2d(24, eps=0.001),
                inception4b_5x5_reduce_act=nn.ReLU(),
                inception4b_5x5_conv=nn.Conv2d(
                    24, 64, kernel_size=3, padding=1, bias=False
                ),
                inception4b_5x5_bn=nn.BatchNorm2d(64, eps=0.001),
                inception4b_5x5_act=nn.ReLU(),
            )
        )
        self.inception4b = nn.Sequential(
            OrderedDict(
                inception4b_pool=nn.MaxPool2d(3, stride=1, padding=1, ceil_mode=True),
                inception4b_pool_proj_conv=nn.Conv2d(
                    512, 64, kernel_size=1, bias=False
                ),
                inception4b_pool_proj_bn=nn.BatchNorm2d(64, eps=0.001),
                inception4b_pool_proj_act=nn.ReLU(),
            )
        )
        self.inception4c_1x1 = nn.Sequential(
            OrderedDict(
                inception4c_1x1_conv=nn.Conv2d(512, 128, kernel_size=1, bias=False),
                inception4c_1x1_bn=nn.BatchNorm2d(128, eps=0.001),
                inception4c_1x1_act=nn.ReLU(),
            )
        )
        self.inception4c_3x3 = nn.Sequential(
            OrderedDict(
                inception4c_3x3_reduce_conv=nn.Conv2d(
                    512, 128, kernel_size=1, bias=False
                ),
                inception4c_3x3_reduce_bn=nn.BatchNorm2d(128, eps=0.001),
                inception4c_3x3_reduce_act=nn.ReLU(),
                inception4c_3x3_conv=nn.Conv2d(
                    128, 256, kernel_size=3, padding=1, bias=False
                ),
                inception4c_3x3_bn=nn.BatchNorm2d(256, eps=0.001),
                inception4c_3x3_act=nn.ReLU(),
            )
        )
        self.inception4c_5x5 = nn.Sequential(
            OrderedDict(
                inception4c_5x5_reduce_conv=nn.Conv2d(
                    512, 24, kernel_size=1, bias=False
                ),
                inception4c_5x5_reduce_bn=nn.BatchNorm2d(24, eps=0.001),
                inception4c_5x5_reduce_act=nn.ReLU(),
                inception4c_5x5_conv=nn.Conv2d(
                    24, 64, kernel_size=3, padding=1, bias=False
                ),
                inception4c_5x5_bn=nn.BatchNorm2d(64, eps=0.001),
                inception4c_5x5_act=nn.ReLU(),
            )
        )
        self.inception4c = nn.Sequential(
            OrderedDict(
                inception4c_pool=nn.MaxPool2d(3, stride=1, padding=1, ceil_mode=True),
                inception4c_pool_proj_conv=nn.Conv2d(
                    512, 64, kernel_size=1, bias=False
                ),
                inception4c_pool_proj_bn=nn.BatchNorm2d(64, eps=0.001),
                inception4c_pool_proj_act=nn.ReLU(),
            )
        )
        self.inception4d_1x1 = nn.Sequential(
            OrderedDict(
                inception4d_1x1_conv=nn.Conv2d(512, 112, kernel_size=1, bias=False),
                inception4d_1x1_bn=nn.BatchNorm2d(112, eps=0.001),
                inception4d_1x1_act=nn.ReLU(),
            )
        )
        self.inception4d_3x3 = nn.Sequential(
            OrderedDict(
                inception4d_3x3_reduce_conv=nn.Conv2d(
                    512, 144, kernel_size=1, bias=False
                ),
                inception4d_3x3_reduce_bn=nn.BatchNorm2d(144, eps=0.001),
                inception4d_3x3_reduce_act=nn.ReLU(),
                inception4d_3x3_conv=nn.Conv2d(
                    144, 288, kernel_size=3, padding=1, bias=False
                ),
                inception4d_3x3_bn=nn.BatchNorm2d(288, eps=0.001),
                inception4d_3x3_act=nn.ReLU(),
            )
        )
        self.inception4d_5x5 = nn.Sequential(
            OrderedDict(
                inception4d_5x5_reduce_conv=nn.Conv2d(
                    512, 32, kernel_size=1, bias=False
                ),
                inception4d_5x5_reduce_bn=nn.BatchNorm2d(32, eps=0.001),
                inception4d_5x5_reduce_act=nn.ReLU(),
                inception4d_5x5_conv=nn.Conv2d(
                    32, 64, kernel_size=3, padding=1, bias=False
                ),
                inception4d_5x5_bn=nn.BatchNorm2d(64, eps=0.001),
                inception4d_5x5_act=nn.ReLU(),
            )
        )
        self.inception4d = nn.Sequential(
            OrderedDict(
                inception4d_pool=nn.MaxPool2d(3, stride=1, padding=1, ceil_mode=True),
                inception4d_pool_proj_conv=nn.Conv2d(
                    512, 64, kernel_size=1, bias=False
                ),
                inception4d_pool_proj_bn=nn.BatchNorm2d(64, eps=0.001),
                inception4d_pool_proj_act=nn.ReLU(),
            )
        )
        self.inception4e_1x1 = nn.Sequential(
            OrderedDict(
                inception4e_1x1_conv=nn.Conv2d(528, 256, kernel_size=1, bias=False),
                inception4e_1x1_bn=nn.BatchNorm2d(256, eps=0.001),
                inception4e_1x1_act=nn.ReLU(),
            )
        )
        self.inception4e_3x3 = nn.Sequential(
            OrderedDict(
                inception4e_3x3_reduce_conv=nn.Conv2d(
                    528, 160, kernel_size=1, bias=False
                ),
                inception4e_3x3_reduce_bn=nn.BatchNorm2d(160, eps=0.001),
                inception4e_3x3_reduce_act=nn.ReLU(),
                inception4e_3x3_conv=nn.Conv2d(
                    160, 320, kernel_size=3, padding=1, bias=False
                ),
                inception4e_3x3_bn=nn.BatchNorm2d(320, eps=0.001),
                inception4e_3x3_act=nn.ReLU(),
            )
        )
        self.inception4e_5x5 = nn.Sequential(
            OrderedDict(
                inception4e_5x5_reduce_conv=nn.Conv2d(
                    528, 32, kernel_size=1, bias=False
                ),
                inception4e_5x5_reduce_bn=nn.BatchNorm2d(32, eps=0.001),
                inception4e_5x5_reduce_act=nn.ReLU(),
                inception4e_5x5_conv=nn.Conv2d(
                    32, 128, kernel_size=3, padding=1, bias=False
                ),
                inception4e_5x5_bn=nn.BatchNorm2d(128, eps=0.001),
                inception4e_5x5_act=nn.ReLU(),
            )
        )
        self.inception4e = nn.Sequential(
            OrderedDict(
                inception4e_pool=nn.MaxPool2d(3, stride=1, padding=1, ceil_mode=True),
                inception4e_pool_proj_conv=nn.Conv2d(
                    528, 128, kernel_size=1, bias=False
                ),
                inception4e_pool_proj_bn=nn.BatchNorm2d(128, eps=0.001),
                inception4e_pool_proj_act=nn.ReLU(),
            )
        )
        self.pool4 = nn.MaxPool2d(2, stride=2, ceil_mode=True)
        self.inception5a_1x1 = nn.Sequential(
            OrderedDict(
                inception5a_1x1_conv=nn.Conv2d(832, 256, kernel_size=1, bias=False),
                inception5a_1x1_bn=nn.BatchNorm2d(256, eps=0.001),
                inception5a_1x1_act=nn.ReLU(),
            )
        )
        self.inception5a_3x3 = nn.Sequential(
            OrderedDict(
                inception5a_3x3_reduce_conv=nn.Conv2d(
                    832, 160, kernel_size=1, bias=False
                ),
                inception5a_3x3_reduce_bn=nn.BatchNorm2d(160, eps=0.001),
                inception5a_3x3_reduce_act=nn.ReLU(),
                inception5a_3x3_conv=nn.Conv2d(
                    160, 320, kernel_size=3, padding=1, bias=False
                ),
                inception5a_3x3_bn=nn.BatchNorm2d(320, eps=0.001),
                inception5a_3x3_act=nn.ReLU(),
            )
        )
        self.inception5a_5x5 = nn.Sequential(
            OrderedDict(
                inception5a_5x5_reduce_conv=nn.Conv2d(
                    832, 32, kernel_size=1, bias=False
                ),
                inception5a_5x5_reduce_bn=nn.BatchNorm2d(32, eps=0.001),
                inception5a_5x5_reduce_act=nn.ReLU(),
                inception5a_5x5_conv=nn.Conv2d(
                    32, 128, kernel_size=3, padding=1, bias=False
                ),
                inception5a_5x5_bn=nn.BatchNorm2d(128, eps=0.001),
                inception5a_5x5_act=nn.ReLU(),
            )
        )
        self.inception5a = nn.Sequential(
            OrderedDict(
                inception5a_pool=nn.MaxPool2d(3, stride=1, padding=1, ceil_mode=True),
                inception5a_pool_proj_conv=nn.Conv2d(
                    832, 128, kernel_size=1, bias=False
                ),
                inception5a_pool_proj_bn=nn.BatchNorm2d(128, eps=0.001),
                inception5a_pool_proj_act=nn.ReLU(),
            )
        )
        self.inception5b_1x1 = nn.Sequential(
            OrderedDict(
                inception5b_1x1_conv=nn.Conv2d(832, 384, kernel_size=1, bias=False),
                inception5b_1x1_bn=nn.BatchNorm2d(384, eps=0.001),
                inception5b_1x1_act=nn.ReLU(),
            )
        )
        self.inception5b_3x3 = nn.Sequential(
            OrderedDict(
                inception5b_3x3_reduce_conv=nn.Conv2d(
                    832, 192, kernel_size=1, bias=False
                ),
                inception5b_3x3_reduce_bn=nn.BatchNorm2d(192, eps=0.001),
                inception5b_3x3_reduce_act=nn.ReLU(),
                inception5b_3x3_conv=nn.Conv2d(
                    192, 384, kernel_size=3, padding=1, bias=False
                ),
                inception5b_3x3_bn=nn.BatchNorm2d(384, eps=0.001),
                inception5b_3x3_act=nn.ReLU(),
            )
        )
        self.inception5b_5x5 = nn.Sequential(
            OrderedDict(
                inception5b_5x5_reduce_conv=nn.Conv2d(
                    832, 48, kernel_size=1, bias=False
                ),
                inception5b_5x5_reduce_bn=nn.BatchNorm2d(48, eps=0.001),
                inception5b_5x5_reduce_act=nn.ReLU(),
                inception5b_5x5_conv=nn.Conv2d(
                    48, 128, kernel_size=3, padding=1, bias=False
                ),
                inception5b_5x5_bn=nn.BatchNorm2d(128, eps=0.001),
                inception5b_5x5_act=nn.ReLU(),
            )
        )
        self.inception5b = nn.Sequential(
            OrderedDict(
                inception5b_pool=nn.MaxPool2d(3, stride=1, padding=1, ceil_mode=True),
                inception5b_pool_proj_conv=nn.Conv2d(
                    832, 128, kernel_size=1, bias=False
                ),
                inception5b_pool_proj_bn=nn.BatchNorm2d(128, eps=0.001),
                inception5b_pool_proj_act=nn.ReLU(),
            )
        )
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.classifier = nn.Sequential(
            OrderedDict(
                flatten=nn.Flatten(),  # (N, 1024)
                dropout=nn.Dropout(p=0.2),
                fc=nn.Linear(1024, 1000),  # (N, 1000)
            )
        )

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 3, 224, 224), pixels from 0 to 1, to (N, 1000)."""
        stem = self.stem(x)  # (N, 192, 28, 28)
        inception3a_1x1 = self.inception3a_1x1(stem)
        inception3a_3x3 = self.inception3a_3x3(stem)
        inception3a_5x5 = self.inception3a_5x5(stem)
        x = self.inception3a(stem)
        inception3a_concat = torch.cat(
            [inception3a_1x1, inception3a_3x3, inception3a_5x5, x], dim=1
        )
        inception3b_1x1 = self.inception3b_1x1(inception3a_concat)
        inception3b_3x3 = self.inception3b_3x3(inception3a_concat)
        inception3b_5x5 = self.inception3b_5x5(inception3a_concat)
        x = self.inception3b(inception3a_concat)
        x = torch.cat([inception3b_1x1, inception3b_3x3, inception3b_5x5, x], dim=1)
        pool3 = self.pool3(x)  # (N, 480, 14, 14)
        inception4a_1x1 = self.inception4a_1x1(pool3)
        inception4a_3x3 = self.inception4a_3x3(pool3)
        inception4a_5x5 = self.inception4a_5x5(pool3)
        x = self.inception4a(pool3)
        inception4a_concat = torch.cat(
            [inception4a_1x1, inception4a_3x3, inception4a_5x5, x], dim=1
        )
        inception4b_1x1 = self.inception4b_1x1(inception4a_concat)
        inception4b_3x3 = self.inception4b_3x3(inception4a_concat)
        inception4b_5x5 = self.inception4b_5x5(inception4a_concat)
        x = self.inception4b(inception4a_concat)
        inception4b_concat = torch.cat(
            [inception4b_1x1, inception4b_3x3, inception4b_5x5, x], dim=1
        )
        inception4c_1x1 = self.inception4c_1x1(inception4b_concat)
        inception4c_3x3 = self.inception4c_3x3(inception4b_concat)
        inception4c_5x5 = self.inception4c_5x5(inception4b_concat)
        x = self.inception4c(inception4b_concat)
        inception4c_concat = torch.cat(
            [inception4c_1x1, inception4c_3x3, inception4c_5x5, x], dim=1
        )
        inception4d_1x1 = self.inception4d_1x1(inception4c_concat)
        inception4d_3x3 = self.inception4d_3x3(inception4c_concat)
        inception4d_5x5 = self.inception4d_5x5(inception4c_concat)
        x = self.inception4d(inception4c_concat)
        inception4d_concat = torch.cat(
            [inception4d_1x1, inception4d_3x3, inception4d_5x5, x], dim=1
        )
        inception4e_1x1 = self.inception4e_1x1(inception4d_concat)
        inception4e_3x3 = self.inception4e_3x3(inception4d_concat)
        inception4e_5x5 = self.inception4e_5x5(inception4d_concat)
        x = self.inception4e(inception4d_concat)
        x = torch.cat([inception4e_1x1, inception4e_3x3, inception4e_5x5, x], dim=1)
        pool4 = self.pool4(x)  # (N, 832, 7, 7)
        inception5a_1x1 = self.inception5a_1x1(pool4)
        inception5a_3x3 = self.inception5a_3x3(pool4)
        inception5a_5x5 = self.inception5a_5x5(pool4)
        x = self.inception5a(pool4)
        inception5a_concat = torch.cat(
            [inception5a_1x1, inception5a_3x3, inception5a_5x5, x], dim=1
        )
        inception5b_1x1 = self.inception5b_1x1(inception5a_concat)
        inception5b_3x3 = self.inception5b_3x3(inception5a_concat)
        inception5b_5x5 = self.inception5b_5x5(inception5a_concat)
        x = self.inception5b(inception5a_concat)
        x = torch.cat([inception5b_1x1, inception5b_3x3, inception5b_5x5, x], dim=1)
        x = self.avgpool(x)  # (N, 1024, 1, 1)
        x = self.classifier(x)  # (N, 1000)
        return x
