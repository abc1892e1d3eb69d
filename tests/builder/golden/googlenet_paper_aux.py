from collections import OrderedDict

import torch
from torch import Tensor, nn


class GoogLeNet2014Aux(nn.Module):
    """13,378,280 parameters, 1,591,044,096 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            OrderedDict(
                conv1=nn.Conv2d(3, 64, kernel_size=7, stride=2, padding=3),
                conv1_relu=nn.ReLU(),
                pool1=nn.MaxPool2d(3, stride=2, ceil_mode=True),  # (N, 64, 56, 56)
                norm1=nn.LocalResponseNorm(5),
                conv2_reduce=nn.Conv2d(64, 64, kernel_size=1),
                conv2_reduce_relu=nn.ReLU(),
                conv2=nn.Conv2d(64, 192, kernel_size=3, padding=1),  # (N, 192, 56, 56)
                conv2_relu=nn.ReLU(),
                norm2=nn.LocalResponseNorm(5),
                pool2=nn.MaxPool2d(3, stride=2, ceil_mode=True),  # (N, 192, 28, 28)
            )
        )
        self.inception3a_1x1 = nn.Conv2d(192, 64, kernel_size=1)
        self.inception3a_1x1_relu = nn.ReLU()
        self.inception3a = nn.Sequential(
            OrderedDict(
                inception3a_3x3_reduce=nn.Conv2d(192, 96, kernel_size=1),
                inception3a_3x3_reduce_relu=nn.ReLU(),
                inception3a_3x3=nn.Conv2d(96, 128, kernel_size=3, padding=1),
                inception3a_3x3_relu=nn.ReLU(),
            )
        )
        self.inception3a_5x5_reduce_block = nn.Sequential(
            OrderedDict(
                inception3a_5x5_reduce=nn.Conv2d(192, 16, kernel_size=1),
                inception3a_5x5_reduce_relu=nn.ReLU(),
                inception3a_5x5=nn.Conv2d(16, 32, kernel_size=5, padding=2),
                inception3a_5x5_relu=nn.ReLU(),
            )
        )
        self.inception3a_pool_block = nn.Sequential(
            OrderedDict(
                inception3a_pool=nn.MaxPool2d(3, stride=1, padding=1, ceil_mode=True),
                inception3a_pool_proj=nn.Conv2d(192, 32, kernel_size=1),
                inception3a_pool_proj_relu=nn.ReLU(),
            )
        )
        self.inception3b_1x1 = nn.Conv2d(256, 128, kernel_size=1)
        self.inception3b_1x1_relu = nn.ReLU()
        self.inception3b = nn.Sequential(
            OrderedDict(
                inception3b_3x3_reduce=nn.Conv2d(256, 128, kernel_size=1),
                inception3b_3x3_reduce_relu=nn.ReLU(),
                inception3b_3x3=nn.Conv2d(128, 192, kernel_size=3, padding=1),
                inception3b_3x3_relu=nn.ReLU(),
            )
        )
        self.inception3b_5x5_reduce_block = nn.Sequential(
            OrderedDict(
                inception3b_5x5_reduce=nn.Conv2d(256, 32, kernel_size=1),
                inception3b_5x5_reduce_relu=nn.ReLU(),
                inception3b_5x5=nn.Conv2d(32, 96, kernel_size=5, padding=2),
                inception3b_5x5_relu=nn.ReLU(),
            )
        )
        self.inception3b_pool_block = nn.Sequential(
            OrderedDict(
                inception3b_pool=nn.MaxPool2d(3, stride=1, padding=1, ceil_mode=True),
                inception3b_pool_proj=nn.Conv2d(256, 64, kernel_size=1),
                inception3b_pool_proj_relu=nn.ReLU(),
            )
        )
        self.pool3 = nn.MaxPool2d(3, stride=2, ceil_mode=True)
        self.inception4a_1x1 = nn.Conv2d(480, 192, kernel_size=1)
        self.inception4a_1x1_relu = nn.ReLU()
        self.inception4a = nn.Sequential(
            OrderedDict(
                inception4a_3x3_reduce=nn.Conv2d(480, 96, kernel_size=1),
                inception4a_3x3_reduce_relu=nn.ReLU(),
                inception4a_3x3=nn.Conv2d(96, 208, kernel_size=3, padding=1),
                inception4a_3x3_relu=nn.ReLU(),
            )
        )
        self.inception4a_5x5_reduce_block = nn.Sequential(
            OrderedDict(
                inception4a_5x5_reduce=nn.Conv2d(480, 16, kernel_size=1),
                inception4a_5x5_reduce_relu=nn.ReLU(),
                inception4a_5x5=nn.Conv2d(16, 48, kernel_size=5, padding=2),
                inception4a_5x5_relu=nn.ReLU(),
            )
        )
        self.inception4a_pool_block = nn.Sequential(
            OrderedDict(
                inception4a_pool=nn.MaxPool2d(3, stride=1, padding=1, ceil_mode=True),
                inception4a_pool_proj=nn.Conv2d(480, 64, kernel_size=1),
                inception4a_pool_proj_relu=nn.ReLU(),
            )
        )
        self.aux1 = nn.Sequential(
            OrderedDict(
                aux1_pool=nn.AvgPool2d(5, stride=3),  # (N, 512, 4, 4)
                aux1_conv=nn.Conv2d(512, 128, kernel_size=1),  # (N, 128, 4, 4)
                aux1_conv_relu=nn.ReLU(),
            )
        )
        self.aux1_flatten_block = nn.Sequential(
            OrderedDict(
                aux1_flatten=nn.Flatten(),  # (N, 2048)
                aux1_fc1=nn.Linear(2048, 1024),  # (N, 1024)
                aux1_relu=nn.ReLU(),
                aux1_dropout=nn.Dropout(p=0.7),
                aux1_fc2=nn.Linear(1024, 1000),  # (N, 1000)
            )
        )
        self.inception4b_1x1 = nn.Conv2d(512, 160, kernel_size=1)
        self.inception4b_1x1_relu = nn.ReLU()
        self.inception4b = nn.Sequential(
            OrderedDict(
                inception4b_3x3_reduce=nn.Conv2d(512, 112, kernel_size=1),
                inception4b_3x3_reduce_relu=nn.ReLU(),
                inception4b_3x3=nn.Conv2d(112, 224, kernel_size=3, padding=1),
                inception4b_3x3_relu=nn.ReLU(),
            )
        )
        self.inception4b_5x5_reduce_block = nn.Sequential(
            OrderedDict(
                inception4b_5x5_reduce=nn.Conv2d(512, 24, kernel_size=1),
                inception4b_5x5_reduce_relu=nn.ReLU(),
                inception4b_5x5=nn.Conv2d(24, 64, kernel_size=5, padding=2),
                inception4b_5x5_relu=nn.ReLU(),
            )
        )
        self.inception4b_pool_block = nn.Sequential(
            OrderedDict(
                inception4b_pool=nn.MaxPool2d(3, stride=1, padding=1, ceil_mode=True),
                inception4b_pool_proj=nn.Conv2d(512, 64, kernel_size=1),
                inception4b_pool_proj_relu=nn.ReLU(),
            )
        )
        self.inception4c_1x1 = nn.Conv2d(512, 128, kernel_size=1)
        self.inception4c_1x1_relu = nn.ReLU()
        self.inception4c = nn.Sequential(
            OrderedDict(
                inception4c_3x3_reduce=nn.Conv2d(512, 128, kernel_size=1),
                inception4c_3x3_reduce_relu=nn.ReLU(),
                inception4c_3x3=nn.Conv2d(128, 256, kernel_size=3, padding=1),
                inception4c_3x3_relu=nn.ReLU(),
            )
        )
        self.inception4c_5x5_reduce_block = nn.Sequential(
            OrderedDict(
                inception4c_5x5_reduce=nn.Conv2d(512, 24, kernel_size=1),
                inception4c_5x5_reduce_relu=nn.ReLU(),
                inception4c_5x5=nn.Conv2d(24, 64, kernel_size=5, padding=2),
                inception4c_5x5_relu=nn.ReLU(),
            )
        )
        self.inception4c_pool_block = nn.Sequential(
            OrderedDict(
                inception4c_pool=nn.MaxPool2d(3, stride=1, padding=1, ceil_mode=True),
                inception4c_pool_proj=nn.Conv2d(512, 64, kernel_size=1),
                inception4c_pool_proj_relu=nn.ReLU(),
            )
        )
        self.inception4d_1x1 = nn.Conv2d(512, 112, kernel_size=1)
        self.inception4d_1x1_relu = nn.ReLU()
        self.inception4d = nn.Sequential(
            OrderedDict(
                inception4d_3x3_reduce=nn.Conv2d(512, 144, kernel_size=1),
                inception4d_3x3_reduce_relu=nn.ReLU(),
                inception4d_3x3=nn.Conv2d(144, 288, kernel_size=3, padding=1),
                inception4d_3x3_relu=nn.ReLU(),
            )
        )
        self.inception4d_5x5_reduce_block = nn.Sequential(
            OrderedDict(
                inception4d_5x5_reduce=nn.Conv2d(512, 32, kernel_size=1),
                inception4d_5x5_reduce_relu=nn.ReLU(),
                inception4d_5x5=nn.Conv2d(32, 64, kernel_size=5, padding=2),
                inception4d_5x5_relu=nn.ReLU(),
            )
        )
        self.inception4d_pool_block = nn.Sequential(
            OrderedDict(
                inception4d_pool=nn.MaxPool2d(3, stride=1, padding=1, ceil_mode=True),
                inception4d_pool_proj=nn.Conv2d(512, 64, kernel_size=1),
                inception4d_pool_proj_relu=nn.ReLU(),
            )
        )
        self.aux2 = nn.Sequential(
            OrderedDict(
                aux2_pool=nn.AvgPool2d(5, stride=3),  # (N, 528, 4, 4)
                aux2_conv=nn.Conv2d(528, 128, kernel_size=1),  # (N, 128, 4, 4)
                aux2_conv_relu=nn.ReLU(),
            )
        )
        self.aux2_flatten_block = nn.Sequential(
            OrderedDict(
                aux2_flatten=nn.Flatten(),  # (N, 2048)
                aux2_fc1=nn.Linear(2048, 1024),  # (N, 1024)
                aux2_relu=nn.ReLU(),
                aux2_dropout=nn.Dropout(p=0.7),
                aux2_fc2=nn.Linear(1024, 1000),  # (N, 1000)
            )
        )
        self.inception4e_1x1 = nn.Conv2d(528, 256, kernel_size=1)
        self.inception4e_1x1_relu = nn.ReLU()
        self.inception4e = nn.Sequential(
            OrderedDict(
                inception4e_3x3_reduce=nn.Conv2d(528, 160, kernel_size=1),
                inception4e_3x3_reduce_relu=nn.ReLU(),
                inception4e_3x3=nn.Conv2d(160, 320, kernel_size=3, padding=1),
                inception4e_3x3_relu=nn.ReLU(),
            )
        )
        self.inception4e_5x5_reduce_block = nn.Sequential(
            OrderedDict(
                inception4e_5x5_reduce=nn.Conv2d(528, 32, kernel_size=1),
                inception4e_5x5_reduce_relu=nn.ReLU(),
                inception4e_5x5=nn.Conv2d(32, 128, kernel_size=5, padding=2),
                inception4e_5x5_relu=nn.ReLU(),
            )
        )
        self.inception4e_pool_block = nn.Sequential(
            OrderedDict(
                inception4e_pool=nn.MaxPool2d(3, stride=1, padding=1, ceil_mode=True),
                inception4e_pool_proj=nn.Conv2d(528, 128, kernel_size=1),
                inception4e_pool_proj_relu=nn.ReLU(),
            )
        )
        self.pool4 = nn.MaxPool2d(3, stride=2, ceil_mode=True)
        self.inception5a_1x1 = nn.Conv2d(832, 256, kernel_size=1)
        self.inception5a_1x1_relu = nn.ReLU()
        self.inception5a = nn.Sequential(
            OrderedDict(
                inception5a_3x3_reduce=nn.Conv2d(832, 160, kernel_size=1),
                inception5a_3x3_reduce_relu=nn.ReLU(),
                inception5a_3x3=nn.Conv2d(160, 320, kernel_size=3, padding=1),
                inception5a_3x3_relu=nn.ReLU(),
            )
        )
        self.inception5a_5x5_reduce_block = nn.Sequential(
            OrderedDict(
                inception5a_5x5_reduce=nn.Conv2d(832, 32, kernel_size=1),
                inception5a_5x5_reduce_relu=nn.ReLU(),
                inception5a_5x5=nn.Conv2d(32, 128, kernel_size=5, padding=2),
                inception5a_5x5_relu=nn.ReLU(),
            )
        )
        self.inception5a_pool_block = nn.Sequential(
            OrderedDict(
                inception5a_pool=nn.MaxPool2d(3, stride=1, padding=1, ceil_mode=True),
                inception5a_pool_proj=nn.Conv2d(832, 128, kernel_size=1),
                inception5a_pool_proj_relu=nn.ReLU(),
            )
        )
        self.inception5b_1x1 = nn.Conv2d(832, 384, kernel_size=1)
        self.inception5b_1x1_relu = nn.ReLU()
        self.inception5b = nn.Sequential(
            OrderedDict(
                inception5b_3x3_reduce=nn.Conv2d(832, 192, kernel_size=1),
                inception5b_3x3_reduce_relu=nn.ReLU(),
                inception5b_3x3=nn.Conv2d(192, 384, kernel_size=3, padding=1),
                inception5b_3x3_relu=nn.ReLU(),
            )
        )
        self.inception5b_5x5_reduce_block = nn.Sequential(
            OrderedDict(
                inception5b_5x5_reduce=nn.Conv2d(832, 48, kernel_size=1),
                inception5b_5x5_reduce_relu=nn.ReLU(),
                inception5b_5x5=nn.Conv2d(48, 128, kernel_size=5, padding=2),
                inception5b_5x5_relu=nn.ReLU(),
            )
        )
        self.inception5b_pool_block = nn.Sequential(
            OrderedDict(
                inception5b_pool=nn.MaxPool2d(3, stride=1, padding=1, ceil_mode=True),
                inception5b_pool_proj=nn.Conv2d(832, 128, kernel_size=1),
                inception5b_pool_proj_relu=nn.ReLU(),
            )
        )
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.classifier = nn.Sequential(
            OrderedDict(
                flatten=nn.Flatten(),  # (N, 1024)
                dropout=nn.Dropout(p=0.4),
                fc=nn.Linear(1024, 1000),  # (N, 1000)
            )
        )

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Map (N, 3, 224, 224), pixels from 0 to 1, to (N, 1000), (N, 1000) and (N,
        1000).
        """
        stem = self.stem(x)  # (N, 192, 28, 28)
        x = self.inception3a_1x1(stem)  # (N, 64, 28, 28)
        inception3a_1x1_relu = self.inception3a_1x1_relu(x)
        inception3a = self.inception3a(stem)
        inception3a_5x5_reduce_block = self.inception3a_5x5_reduce_block(stem)
        x = self.inception3a_pool_block(stem)
        inception3a_concat = torch.cat(
            [inception3a_1x1_relu, inception3a, inception3a_5x5_reduce_block, x], dim=1
        )
        x = self.inception3b_1x1(inception3a_concat)  # (N, 128, 28, 28)
        inception3b_1x1_relu = self.inception3b_1x1_relu(x)
        inception3b = self.inception3b(inception3a_concat)
        inception3b_5x5_reduce_block = self.inception3b_5x5_reduce_block(
            inception3a_concat
        )
        x = self.inception3b_pool_block(inception3a_concat)
        x = torch.cat(
            [inception3b_1x1_relu, inception3b, inception3b_5x5_reduce_block, x], dim=1
        )
        pool3 = self.pool3(x)  # (N, 480, 14, 14)
        x = self.inception4a_1x1(pool3)  # (N, 192, 14, 14)
        inception4a_1x1_relu = self.inception4a_1x1_relu(x)
        inception4a = self.inception4a(pool3)
        inception4a_5x5_reduce_block = self.inception4a_5x5_reduce_block(pool3)
        x = self.inception4a_pool_block(pool3)
        inception4a_concat = torch.cat(
            [inception4a_1x1_relu, inception4a, inception4a_5x5_reduce_block, x], dim=1
        )
        x = self.aux1(inception4a_concat)
        aux1_scores = self.aux1_flatten_block(x)  # (N, 1000)
        x = self.inception4b_1x1(inception4a_concat)  # (N, 160, 14, 14)
        inception4b_1x1_relu = self.inception4b_1x1_relu(x)
        inception4b = self.inception4b(inception4a_concat)
        inception4b_5x5_reduce_block = self.inception4b_5x5_reduce_block(
            inception4a_concat
        )
        x = self.inception4b_pool_block(inception4a_concat)
        inception4b_concat = torch.cat(
            [inception4b_1x1_relu, inception4b, inception4b_5x5_reduce_block, x], dim=1
        )
        x = self.inception4c_1x1(inception4b_concat)  # (N, 128, 14, 14)
        inception4c_1x1_relu = self.inception4c_1x1_relu(x)
        inception4c = self.inception4c(inception4b_concat)
        inception4c_5x5_reduce_block = self.inception4c_5x5_reduce_block(
            inception4b_concat
        )
        x = self.inception4c_pool_block(inception4b_concat)
        inception4c_concat = torch.cat(
            [inception4c_1x1_relu, inception4c, inception4c_5x5_reduce_block, x], dim=1
        )
        x = self.inception4d_1x1(inception4c_concat)  # (N, 112, 14, 14)
        inception4d_1x1_relu = self.inception4d_1x1_relu(x)
        inception4d = self.inception4d(inception4c_concat)
        inception4d_5x5_reduce_block = self.inception4d_5x5_reduce_block(
            inception4c_concat
        )
        x = self.inception4d_pool_block(inception4c_concat)
        inception4d_concat = torch.cat(
            [inception4d_1x1_relu, inception4d, inception4d_5x5_reduce_block, x], dim=1
        )
        x = self.aux2(inception4d_concat)
        aux2_scores = self.aux2_flatten_block(x)  # (N, 1000)
        x = self.inception4e_1x1(inception4d_concat)  # (N, 256, 14, 14)
        inception4e_1x1_relu = self.inception4e_1x1_relu(x)
        inception4e = self.inception4e(inception4d_concat)
        inception4e_5x5_reduce_block = self.inception4e_5x5_reduce_block(
            inception4d_concat
        )
        x = self.inception4e_pool_block(inception4d_concat)
        x = torch.cat(
            [inception4e_1x1_relu, inception4e, inception4e_5x5_reduce_block, x], dim=1
        )
        pool4 = self.pool4(x)  # (N, 832, 7, 7)
        x = self.inception5a_1x1(pool4)  # (N, 256, 7, 7)
        inception5a_1x1_relu = self.inception5a_1x1_relu(x)
        inception5a = self.inception5a(pool4)
        inception5a_5x5_reduce_block = self.inception5a_5x5_reduce_block(pool4)
        x = self.inception5a_pool_block(pool4)
        inception5a_concat = torch.cat(
            [inception5a_1x1_relu, inception5a, inception5a_5x5_reduce_block, x], dim=1
        )
        x = self.inception5b_1x1(inception5a_concat)  # (N, 384, 7, 7)
        inception5b_1x1_relu = self.inception5b_1x1_relu(x)
        inception5b = self.inception5b(inception5a_concat)
        inception5b_5x5_reduce_block = self.inception5b_5x5_reduce_block(
            inception5a_concat
        )
        x = self.inception5b_pool_block(inception5a_concat)
        x = torch.cat(
            [inception5b_1x1_relu, inception5b, inception5b_5x5_reduce_block, x], dim=1
        )
        x = self.avgpool(x)  # (N, 1024, 1, 1)
        x = self.classifier(x)  # (N, 1000)
        return x, aux1_scores, aux2_scores
