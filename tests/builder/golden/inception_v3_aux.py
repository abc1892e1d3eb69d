from collections import OrderedDict

import torch
from torch import Tensor, nn


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
        self.mixed5b_1x1_1 = nn.Sequential(
            OrderedDict(
                mixed5b_1x1_1_conv=nn.Conv2d(192, 64, kernel_size=1, bias=False),
                mixed5b_1x1_1_bn=nn.BatchNorm2d(64, eps=0.001),
                mixed5b_1x1_1_act=nn.ReLU(),
            )
        )
        self.mixed5b_5x5 = nn.Sequential(
            OrderedDict(
                mixed5b_5x5_1_conv=nn.Conv2d(192, 48, kernel_size=1, bias=False),
                mixed5b_5x5_1_bn=nn.BatchNorm2d(48, eps=0.001),
                mixed5b_5x5_1_act=nn.ReLU(),
                mixed5b_5x5_2_conv=nn.Conv2d(
                    48, 64, kernel_size=5, padding=2, bias=False
                ),
                mixed5b_5x5_2_bn=nn.BatchNorm2d(64, eps=0.001),
                mixed5b_5x5_2_act=nn.ReLU(),
            )
        )
        self.mixed5b_3x3 = nn.Sequential(
            OrderedDict(
                mixed5b_3x3_1_conv=nn.Conv2d(192, 64, kernel_size=1, bias=False),
                mixed5b_3x3_1_bn=nn.BatchNorm2d(64, eps=0.001),
                mixed5b_3x3_1_act=nn.ReLU(),
                mixed5b_3x3_2_conv=nn.Conv2d(
                    64, 96, kernel_size=3, padding=1, bias=False
                ),
                mixed5b_3x3_2_bn=nn.BatchNorm2d(96, eps=0.001),
                mixed5b_3x3_2_act=nn.ReLU(),
                mixed5b_3x3_3_conv=nn.Conv2d(
                    96, 96, kernel_size=3, padding=1, bias=False
                ),
                mixed5b_3x3_3_bn=nn.BatchNorm2d(96, eps=0.001),
                mixed5b_3x3_3_act=nn.ReLU(),
            )
        )
        self.mixed5b = nn.Sequential(
            OrderedDict(
                mixed5b_pool=nn.AvgPool2d(3, stride=1, padding=1),
                mixed5b_pool_proj_conv=nn.Conv2d(192, 32, kernel_size=1, bias=False),
                mixed5b_pool_proj_bn=nn.BatchNorm2d(32, eps=0.001),
                mixed5b_pool_proj_act=nn.ReLU(),
            )
        )
        self.mixed5c_1x1_1 = nn.Sequential(
            OrderedDict(
                mixed5c_1x1_1_conv=nn.Conv2d(256, 64, kernel_size=1, bias=False),
                mixed5c_1x1_1_bn=nn.BatchNorm2d(64, eps=0.001),
                mixed5c_1x1_1_act=nn.ReLU(),
            )
        )
        self.mixed5c_5x5 = nn.Sequential(
            OrderedDict(
                mixed5c_5x5_1_conv=nn.Conv2d(256, 48, kernel_size=1, bias=False),
                mixed5c_5x5_1_bn=nn.BatchNorm2d(48, eps=0.001),
                mixed5c_5x5_1_act=nn.ReLU(),
                mixed5c_5x5_2_conv=nn.Conv2d(
                    48, 64, kernel_size=5, padding=2, bias=False
                ),
                mixed5c_5x5_2_bn=nn.BatchNorm2d(64, eps=0.001),
                mixed5c_5x5_2_act=nn.ReLU(),
            )
        )
        self.mixed5c_3x3 = nn.Sequential(
            OrderedDict(
                mixed5c_3x3_1_conv=nn.Conv2d(256, 64, kernel_size=1, bias=False),
                mixed5c_3x3_1_bn=nn.BatchNorm2d(64, eps=0.001),
                mixed5c_3x3_1_act=nn.ReLU(),
                mixed5c_3x3_2_conv=nn.Conv2d(
                    64, 96, kernel_size=3, padding=1, bias=False
                ),
                mixed5c_3x3_2_bn=nn.BatchNorm2d(96, eps=0.001),
                mixed5c_3x3_2_act=nn.ReLU(),
                mixed5c_3x3_3_conv=nn.Conv2d(
                    96, 96, kernel_size=3, padding=1, bias=False
                ),
                mixed5c_3x3_3_bn=nn.BatchNorm2d(96, eps=0.001),
                mixed5c_3x3_3_act=nn.ReLU(),
            )
        )
        self.mixed5c = nn.Sequential(
            OrderedDict(
                mixed5c_pool=nn.AvgPool2d(3, stride=1, padding=1),
                mixed5c_pool_proj_conv=nn.Conv2d(256, 64, kernel_size=1, bias=False),
                mixed5c_pool_proj_bn=nn.BatchNorm2d(64, eps=0.001),
                mixed5c_pool_proj_act=nn.ReLU(),
            )
        )
        self.mixed5d_1x1_1 = nn.Sequential(
            OrderedDict(
                mixed5d_1x1_1_conv=nn.Conv2d(288, 64, kernel_size=1, bias=False),
                mixed5d_1x1_1_bn=nn.BatchNorm2d(64, eps=0.001),
                mixed5d_1x1_1_act=nn.ReLU(),
            )
        )
        self.mixed5d_5x5 = nn.Sequential(
            OrderedDict(
                mixed5d_5x5_1_conv=nn.Conv2d(288, 48, kernel_size=1, bias=False),
                mixed5d_5x5_1_bn=nn.BatchNorm2d(48, eps=0.001),
                mixed5d_5x5_1_act=nn.ReLU(),
                mixed5d_5x5_2_conv=nn.Conv2d(
                    48, 64, kernel_size=5, padding=2, bias=False
                ),
                mixed5d_5x5_2_bn=nn.BatchNorm2d(64, eps=0.001),
                mixed5d_5x5_2_act=nn.ReLU(),
            )
        )
        self.mixed5d_3x3 = nn.Sequential(
            OrderedDict(
                mixed5d_3x3_1_conv=nn.Conv2d(288, 64, kernel_size=1, bias=False),
                mixed5d_3x3_1_bn=nn.BatchNorm2d(64, eps=0.001),
                mixed5d_3x3_1_act=nn.ReLU(),
                mixed5d_3x3_2_conv=nn.Conv2d(
                    64, 96, kernel_size=3, padding=1, bias=False
                ),
                mixed5d_3x3_2_bn=nn.BatchNorm2d(96, eps=0.001),
                mixed5d_3x3_2_act=nn.ReLU(),
                mixed5d_3x3_3_conv=nn.Conv2d(
                    96, 96, kernel_size=3, padding=1, bias=False
                ),
                mixed5d_3x3_3_bn=nn.BatchNorm2d(96, eps=0.001),
                mixed5d_3x3_3_act=nn.ReLU(),
            )
        )
        self.mixed5d = nn.Sequential(
            OrderedDict(
                mixed5d_pool=nn.AvgPool2d(3, stride=1, padding=1),
                mixed5d_pool_proj_conv=nn.Conv2d(288, 64, kernel_size=1, bias=False),
                mixed5d_pool_proj_bn=nn.BatchNorm2d(64, eps=0.001),
                mixed5d_pool_proj_act=nn.ReLU(),
            )
        )
        self.mixed6a_way1_half = nn.Sequential(
            OrderedDict(
                mixed6a_way1_half_conv=nn.Conv2d(
                    288, 384, kernel_size=3, stride=2, bias=False
                ),
                mixed6a_way1_half_bn=nn.BatchNorm2d(384, eps=0.001),
                mixed6a_way1_half_act=nn.ReLU(),
            )
        )
        self.mixed6a_way2 = nn.Sequential(
            OrderedDict(
                mixed6a_way2_1_conv=nn.Conv2d(288, 64, kernel_size=1, bias=False),
                mixed6a_way2_1_bn=nn.BatchNorm2d(64, eps=0.001),
                mixed6a_way2_1_act=nn.ReLU(),
                mixed6a_way2_2_conv=nn.Conv2d(
                    64, 96, kernel_size=3, padding=1, bias=False
                ),
                mixed6a_way2_2_bn=nn.BatchNorm2d(96, eps=0.001),
                mixed6a_way2_2_act=nn.ReLU(),
                mixed6a_way2_half_conv=nn.Conv2d(
                    96, 96, kernel_size=3, stride=2, bias=False
                ),
                mixed6a_way2_half_bn=nn.BatchNorm2d(96, eps=0.001),
                mixed6a_way2_half_act=nn.ReLU(),
            )
        )
        self.mixed6a_pool = nn.MaxPool2d(3, stride=2)
        self.mixed6b_1x1_1 = nn.Sequential(
            OrderedDict(
                mixed6b_1x1_1_conv=nn.Conv2d(768, 192, kernel_size=1, bias=False),
                mixed6b_1x1_1_bn=nn.BatchNorm2d(192, eps=0.001),
                mixed6b_1x1_1_act=nn.ReLU(),
            )
        )
        self.mixed6b_7x7 = nn.Sequential(
            OrderedDict(
                mixed6b_7x7_1_conv=nn.Conv2d(768, 128, kernel_size=1, bias=False),
                mixed6b_7x7_1_bn=nn.BatchNorm2d(128, eps=0.001),
                mixed6b_7x7_1_act=nn.ReLU(),
                mixed6b_7x7_2_conv=nn.Conv2d(
                    128, 128, kernel_size=(1, 7), padding=(0, 3), bias=False
                ),
                mixed6b_7x7_2_bn=nn.BatchNorm2d(128, eps=0.001),
                mixed6b_7x7_2_act=nn.ReLU(),
                mixed6b_7x7_3_conv=nn.Conv2d(
                    128, 192, kernel_size=(7, 1), padding=(3, 0), bias=False
                ),
                mixed6b_7x7_3_bn=nn.BatchNorm2d(192, eps=0.001),
                mixed6b_7x7_3_act=nn.ReLU(),
            )
        )
        self.mixed6b_7x7dbl = nn.Sequential(
            OrderedDict(
                mixed6b_7x7dbl_1_conv=nn.Conv2d(768, 128, kernel_size=1, bias=False),
                mixed6b_7x7dbl_1_bn=nn.BatchNorm2d(128, eps=0.001),
                mixed6b_7x7dbl_1_act=nn.ReLU(),
                mixed6b_7x7dbl_2_conv=nn.Conv2d(
                    128, 128, kernel_size=(7, 1), padding=(3, 0), bias=False
                ),
                mixed6b_7x7dbl_2_bn=nn.BatchNorm2d(128, eps=0.001),
                mixed6b_7x7dbl_2_act=nn.ReLU(),
                mixed6b_7x7dbl_3_conv=nn.Conv2d(
                    128, 128, kernel_size=(1, 7), padding=(0, 3), bias=False
                ),
                mixed6b_7x7dbl_3_bn=nn.BatchNorm2d(128, eps=0.001),
                mixed6b_7x7dbl_3_act=nn.ReLU(),
                mixed6b_7x7dbl_4_conv=nn.Conv2d(
                    128, 128, kernel_size=(7, 1), padding=(3, 0), bias=False
                ),
                mixed6b_7x7dbl_4_bn=nn.BatchNorm2d(128, eps=0.001),
                mixed6b_7x7dbl_4_act=nn.ReLU(),
                mixed6b_7x7dbl_5_conv=nn.Conv2d(
                    128, 192, kernel_size=(1, 7), padding=(0, 3), bias=False
                ),
                mixed6b_7x7dbl_5_bn=nn.BatchNorm2d(192, eps=0.001),
                mixed6b_7x7dbl_5_act=nn.ReLU(),
            )
        )
        self.mixed6b = nn.Sequential(
            OrderedDict(
                mixed6b_pool=nn.AvgPool2d(3, stride=1, padding=1),
                mixed6b_pool_proj_conv=nn.Conv2d(768, 192, kernel_size=1, bias=False),
                mixed6b_pool_proj_bn=nn.BatchNorm2d(192, eps=0.001),
                mixed6b_pool_proj_act=nn.ReLU(),
            )
        )
        self.mixed6c_1x1_1 = nn.Sequential(
            OrderedDict(
                mixed6c_1x1_1_conv=nn.Conv2d(768, 192, kernel_size=1, bias=False),
                mixed6c_1x1_1_bn=nn.BatchNorm2d(192, eps=0.001),
                mixed6c_1x1_1_act=nn.ReLU(),
            )
        )
        self.mixed6c_7x7 = nn.Sequential(
            OrderedDict(
                mixed6c_7x7_1_conv=nn.Conv2d(768, 160, kernel_size=1, bias=False),
                mixed6c_7x7_1_bn=nn.BatchNorm2d(160, eps=0.001),
                mixed6c_7x7_1_act=nn.ReLU(),
                mixed6c_7x7_2_conv=nn.Conv2d(
                    160, 160, kernel_size=(1, 7), padding=(0, 3), bias=False
                ),
                mixed6c_7x7_2_bn=nn.BatchNorm2d(160, eps=0.001),
                mixed6c_7x7_2_act=nn.ReLU(),
                mixed6c_7x7_3_conv=nn.Conv2d(
                    160, 192, kernel_size=(7, 1), padding=(3, 0), bias=False
                ),
                mixed6c_7x7_3_bn=nn.BatchNorm2d(192, eps=0.001),
                mixed6c_7x7_3_act=nn.ReLU(),
            )
        )
        self.mixed6c_7x7dbl = nn.Sequential(
            OrderedDict(
                mixed6c_7x7dbl_1_conv=nn.Conv2d(768, 160, kernel_size=1, bias=False),
                mixed6c_7x7dbl_1_bn=nn.BatchNorm2d(160, eps=0.001),
                mixed6c_7x7dbl_1_act=nn.ReLU(),
                mixed6c_7x7dbl_2_conv=nn.Conv2d(
                    160, 160, kernel_size=(7, 1), padding=(3, 0), bias=False
                ),
                mixed6c_7x7dbl_2_bn=nn.BatchNorm2d(160, eps=0.001),
                mixed6c_7x7dbl_2_act=nn.ReLU(),
                mixed6c_7x7dbl_3_conv=nn.Conv2d(
                    160, 160, kernel_size=(1, 7), padding=(0, 3), bias=False
                ),
                mixed6c_7x7dbl_3_bn=nn.BatchNorm2d(160, eps=0.001),
                mixed6c_7x7dbl_3_act=nn.ReLU(),
                mixed6c_7x7dbl_4_conv=nn.Conv2d(
                    160, 160, kernel_size=(7, 1), padding=(3, 0), bias=False
                ),
                mixed6c_7x7dbl_4_bn=nn.BatchNorm2d(160, eps=0.001),
                mixed6c_7x7dbl_4_act=nn.ReLU(),
                mixed6c_7x7dbl_5_conv=nn.Conv2d(
                    160, 192, kernel_size=(1, 7), padding=(0, 3), bias=False
                ),
                mixed6c_7x7dbl_5_bn=nn.BatchNorm2d(192, eps=0.001),
                mixed6c_7x7dbl_5_act=nn.ReLU(),
            )
        )
        self.mixed6c = nn.Sequential(
            OrderedDict(
                mixed6c_pool=nn.AvgPool2d(3, stride=1, padding=1),
                mixed6c_pool_proj_conv=nn.Conv2d(768, 192, kernel_size=1, bias=False),
                mixed6c_pool_proj_bn=nn.BatchNorm2d(192, eps=0.001),
                mixed6c_pool_proj_act=nn.ReLU(),
            )
        )
        self.mixed6d_1x1_1 = nn.Sequential(
            OrderedDict(
                mixed6d_1x1_1_conv=nn.Conv2d(768, 192, kernel_size=1, bias=False),
                mixed6d_1x1_1_bn=nn.BatchNorm2d(192, eps=0.001),
                mixed6d_1x1_1_act=nn.ReLU(),
            )
        )
        self.mixed6d_7x7 = nn.Sequential(
            OrderedDict(
                mixed6d_7x7_1_conv=nn.Conv2d(768, 160, kernel_size=1, bias=False),
                mixed6d_7x7_1_bn=nn.BatchNorm2d(160, eps=0.001),
                mixed6d_7x7_1_act=nn.ReLU(),
                mixed6d_7x7_2_conv=nn.Conv2d(
                    160, 160, kernel_size=(1, 7), padding=(0, 3), bias=False
                ),
                mixed6d_7x7_2_bn=nn.BatchNorm2d(160, eps=0.001),
                mixed6d_7x7_2_act=nn.ReLU(),
                mixed6d_7x7_3_conv=nn.Conv2d(
                    160, 192, kernel_size=(7, 1), padding=(3, 0), bias=False
                ),
                mixed6d_7x7_3_bn=nn.BatchNorm2d(192, eps=0.001),
                mixed6d_7x7_3_act=nn.ReLU(),
            )
        )
        self.mixed6d_7x7dbl = nn.Sequential(
            OrderedDict(
                mixed6d_7x7dbl_1_conv=nn.Conv2d(768, 160, kernel_size=1, bias=False),
                mixed6d_7x7dbl_1_bn=nn.BatchNorm2d(160, eps=0.001),
                mixed6d_7x7dbl_1_act=nn.ReLU(),
                mixed6d_7x7dbl_2_conv=nn.Conv2d(
                    160, 160, kernel_size=(7, 1), padding=(3, 0), bias=False
                ),
                mixed6d_7x7dbl_2_bn=nn.BatchNorm2d(160, eps=0.001),
                mixed6d_7x7dbl_2_act=nn.ReLU(),
                mixed6d_7x7dbl_3_conv=nn.Conv2d(
                    160, 160, kernel_size=(1, 7), padding=(0, 3), bias=False
                ),
                mixed6d_7x7dbl_3_bn=nn.BatchNorm2d(160, eps=0.001),
                mixed6d_7x7dbl_3_act=nn.ReLU(),
                mixed6d_7x7dbl_4_conv=nn.Conv2d(
                    160, 160, kernel_size=(7, 1), padding=(3, 0), bias=False
                ),
                mixed6d_7x7dbl_4_bn=nn.BatchNorm2d(160, eps=0.001),
                mixed6d_7x7dbl_4_act=nn.ReLU(),
                mixed6d_7x7dbl_5_conv=nn.Conv2d(
                    160, 192, kernel_size=(1, 7), padding=(0, 3), bias=False
                ),
                mixed6d_7x7dbl_5_bn=nn.BatchNorm2d(192, eps=0.001),
                mixed6d_7x7dbl_5_act=nn.ReLU(),
            )
        )
        self.mixed6d = nn.Sequential(
            OrderedDict(
                mixed6d_pool=nn.AvgPool2d(3, stride=1, padding=1),
                mixed6d_pool_proj_conv=nn.Conv2d(768, 192, kernel_size=1, bias=False),
                mixed6d_pool_proj_bn=nn.BatchNorm2d(192, eps=0.001),
                mixed6d_pool_proj_act=nn.ReLU(),
            )
        )
        self.mixed6e_1x1_1 = nn.Sequential(
            OrderedDict(
                mixed6e_1x1_1_conv=nn.Conv2d(768, 192, kernel_size=1, bias=False),
                mixed6e_1x1_1_bn=nn.BatchNorm2d(192, eps=0.001),
                mixed6e_1x1_1_act=nn.ReLU(),
            )
        )
        self.mixed6e_7x7 = nn.Sequential(
            OrderedDict(
                mixed6e_7x7_1_conv=nn.Conv2d(768, 192, kernel_size=1, bias=False),
                mixed6e_7x7_1_bn=nn.BatchNorm2d(192, eps=0.001),
                mixed6e_7x7_1_act=nn.ReLU(),
                mixed6e_7x7_2_conv=nn.Conv2d(
                    192, 192, kernel_size=(1, 7), padding=(0, 3), bias=False
                ),
                mixed6e_7x7_2_bn=nn.BatchNorm2d(192, eps=0.001),
                mixed6e_7x7_2_act=nn.ReLU(),
                mixed6e_7x7_3_conv=nn.Conv2d(
                    192, 192, kernel_size=(7, 1), padding=(3, 0), bias=False
                ),
                mixed6e_7x7_3_bn=nn.BatchNorm2d(192, eps=0.001),
                mixed6e_7x7_3_act=nn.ReLU(),
            )
        )
        self.mixed6e_7x7dbl = nn.Sequential(
            OrderedDict(
                mixed6e_7x7dbl_1_conv=nn.Conv2d(768, 192, kernel_size=1, bias=False),
                mixed6e_7x7dbl_1_bn=nn.BatchNorm2d(192, eps=0.001),
                mixed6e_7x7dbl_1_act=nn.ReLU(),
                mixed6e_7x7dbl_2_conv=nn.Conv2d(
                    192, 192, kernel_size=(7, 1), padding=(3, 0), bias=False
                ),
                mixed6e_7x7dbl_2_bn=nn.BatchNorm2d(192, eps=0.001),
                mixed6e_7x7dbl_2_act=nn.ReLU(),
                mixed6e_7x7dbl_3_conv=nn.Conv2d(
                    192, 192, kernel_size=(1, 7), padding=(0, 3), bias=False
                ),
                mixed6e_7x7dbl_3_bn=nn.BatchNorm2d(192, eps=0.001),
                mixed6e_7x7dbl_3_act=nn.ReLU(),
                mixed6e_7x7dbl_4_conv=nn.Conv2d(
                    192, 192, kernel_size=(7, 1), padding=(3, 0), bias=False
                ),
                mixed6e_7x7dbl_4_bn=nn.BatchNorm2d(192, eps=0.001),
                mixed6e_7x7dbl_4_act=nn.ReLU(),
                mixed6e_7x7dbl_5_conv=nn.Conv2d(
                    192, 192, kernel_size=(1, 7), padding=(0, 3), bias=False
                ),
                mixed6e_7x7dbl_5_bn=nn.BatchNorm2d(192, eps=0.001),
                mixed6e_7x7dbl_5_act=nn.ReLU(),
            )
        )
        self.mixed6e = nn.Sequential(
            OrderedDict(
                mixed6e_pool=nn.AvgPool2d(3, stride=1, padding=1),
                mixed6e_pool_proj_conv=nn.Conv2d(768, 192, kernel_size=1, bias=False),
                mixed6e_pool_proj_bn=nn.BatchNorm2d(192, eps=0.001),
                mixed6e_pool_proj_act=nn.ReLU(),
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
        self.mixed7a_way1 = nn.Sequential(
            OrderedDict(
                mixed7a_way1_1_conv=nn.Conv2d(768, 192, kernel_size=1, bias=False),
                mixed7a_way1_1_bn=nn.BatchNorm2d(192, eps=0.001),
                mixed7a_way1_1_act=nn.ReLU(),
                mixed7a_way1_half_conv=nn.Conv2d(
                    192, 320, kernel_size=3, stride=2, bias=False
                ),
                mixed7a_way1_half_bn=nn.BatchNorm2d(320, eps=0.001),
                mixed7a_way1_half_act=nn.ReLU(),
            )
        )
        self.mixed7a_way2 = nn.Sequential(
            OrderedDict(
                mixed7a_way2_1_conv=nn.Conv2d(768, 192, kernel_size=1, bias=False),
                mixed7a_way2_1_bn=nn.BatchNorm2d(192, eps=0.001),
                mixed7a_way2_1_act=nn.ReLU(),
                mixed7a_way2_2_conv=nn.Conv2d(
                    192, 192, kernel_size=(1, 7), padding=(0, 3), bias=False
                ),
                mixed7a_way2_2_bn=nn.BatchNorm2d(192, eps=0.001),
                mixed7a_way2_2_act=nn.ReLU(),
                mixed7a_way2_3_conv=nn.Conv2d(
                    192, 192, kernel_size=(7, 1), padding=(3, 0), bias=False
                ),
                mixed7a_way2_3_bn=nn.BatchNorm2d(192, eps=0.001),
                mixed7a_way2_3_act=nn.ReLU(),
                mixed7a_way2_half_conv=nn.Conv2d(
                    192, 192, kernel_size=3, stride=2, bias=False
                ),
                mixed7a_way2_half_bn=nn.BatchNorm2d(192, eps=0.001),
                mixed7a_way2_half_act=nn.ReLU(),
            )
        )
        self.mixed7a_pool = nn.MaxPool2d(3, stride=2)
        self.mixed7b_1x1_1 = nn.Sequential(
            OrderedDict(
                mixed7b_1x1_1_conv=nn.Conv2d(1280, 320, kernel_size=1, bias=False),
                mixed7b_1x1_1_bn=nn.BatchNorm2d(320, eps=0.001),
                mixed7b_1x1_1_act=nn.ReLU(),
            )
        )
        self.mixed7b_3x3_1 = nn.Sequential(
            OrderedDict(
                mixed7b_3x3_1_conv=nn.Conv2d(1280, 384, kernel_size=1, bias=False),
                mixed7b_3x3_1_bn=nn.BatchNorm2d(384, eps=0.001),
                mixed7b_3x3_1_act=nn.ReLU(),
            )
        )
        self.mixed7b_3x3_a = nn.Sequential(
            OrderedDict(
                mixed7b_3x3_a_conv=nn.Conv2d(
                    384, 384, kernel_size=(1, 3), padding=(0, 1), bias=False
                ),
                mixed7b_3x3_a_bn=nn.BatchNorm2d(384, eps=0.001),
                mixed7b_3x3_a_act=nn.ReLU(),
            )
        )
        self.mixed7b_3x3_b = nn.Sequential(
            OrderedDict(
                mixed7b_3x3_b_conv=nn.Conv2d(
                    384, 384, kernel_size=(3, 1), padding=(1, 0), bias=False
                ),
                mixed7b_3x3_b_bn=nn.BatchNorm2d(384, eps=0.001),
                mixed7b_3x3_b_act=nn.ReLU(),
            )
        )
        self.mixed7b_3x3dbl = nn.Sequential(
            OrderedDict(
                mixed7b_3x3dbl_1_conv=nn.Conv2d(1280, 448, kernel_size=1, bias=False),
                mixed7b_3x3dbl_1_bn=nn.BatchNorm2d(448, eps=0.001),
                mixed7b_3x3dbl_1_act=nn.ReLU(),
                mixed7b_3x3dbl_2_conv=nn.Conv2d(
                    448, 384, kernel_size=3, padding=1, bias=False
                ),
                mixed7b_3x3dbl_2_bn=nn.BatchNorm2d(384, eps=0.001),
                mixed7b_3x3dbl_2_act=nn.ReLU(),
            )
        )
        self.mixed7b_3x3dbl_a = nn.Sequential(
            OrderedDict(
                mixed7b_3x3dbl_a_conv=nn.Conv2d(
                    384, 384, kernel_size=(1, 3), padding=(0, 1), bias=False
                ),
                mixed7b_3x3dbl_a_bn=nn.BatchNorm2d(384, eps=0.001),
                mixed7b_3x3dbl_a_act=nn.ReLU(),
            )
        )
        self.mixed7b_3x3dbl_b = nn.Sequential(
            OrderedDict(
                mixed7b_3x3dbl_b_conv=nn.Conv2d(
                    384, 384, kernel_size=(3, 1), padding=(1, 0), bias=False
                ),
                mixed7b_3x3dbl_b_bn=nn.BatchNorm2d(384, eps=0.001),
                mixed7b_3x3dbl_b_act=nn.ReLU(),
            )
        )
        self.mixed7b = nn.Sequential(
            OrderedDict(
                mixed7b_pool=nn.AvgPool2d(3, stride=1, padding=1),
                mixed7b_pool_proj_conv=nn.Conv2d(1280, 192, kernel_size=1, bias=False),
                mixed7b_pool_proj_bn=nn.BatchNorm2d(192, eps=0.001),
                mixed7b_pool_proj_act=nn.ReLU(),
            )
        )
        self.mixed7c_1x1_1 = nn.Sequential(
            OrderedDict(
                mixed7c_1x1_1_conv=nn.Conv2d(2048, 320, kernel_size=1, bias=False),
                mixed7c_1x1_1_bn=nn.BatchNorm2d(320, eps=0.001),
                mixed7c_1x1_1_act=nn.ReLU(),
            )
        )
        self.mixed7c_3x3_1 = nn.Sequential(
            OrderedDict(
                mixed7c_3x3_1_conv=nn.Conv2d(2048, 384, kernel_size=1, bias=False),
                mixed7c_3x3_1_bn=nn.BatchNorm2d(384, eps=0.001),
                mixed7c_3x3_1_act=nn.ReLU(),
            )
        )
        self.mixed7c_3x3_a = nn.Sequential(
            OrderedDict(
                mixed7c_3x3_a_conv=nn.Conv2d(
                    384, 384, kernel_size=(1, 3), padding=(0, 1), bias=False
                ),
                mixed7c_3x3_a_bn=nn.BatchNorm2d(384, eps=0.001),
                mixed7c_3x3_a_act=nn.ReLU(),
            )
        )
        self.mixed7c_3x3_b = nn.Sequential(
            OrderedDict(
                mixed7c_3x3_b_conv=nn.Conv2d(
                    384, 384, kernel_size=(3, 1), padding=(1, 0), bias=False
                ),
                mixed7c_3x3_b_bn=nn.BatchNorm2d(384, eps=0.001),
                mixed7c_3x3_b_act=nn.ReLU(),
            )
        )
        self.mixed7c_3x3dbl = nn.Sequential(
            OrderedDict(
                mixed7c_3x3dbl_1_conv=nn.Conv2d(2048, 448, kernel_size=1, bias=False),
                mixed7c_3x3dbl_1_bn=nn.BatchNorm2d(448, eps=0.001),
                mixed7c_3x3dbl_1_act=nn.ReLU(),
                mixed7c_3x3dbl_2_conv=nn.Conv2d(
                    448, 384, kernel_size=3, padding=1, bias=False
                ),
                mixed7c_3x3dbl_2_bn=nn.BatchNorm2d(384, eps=0.001),
                mixed7c_3x3dbl_2_act=nn.ReLU(),
            )
        )
        self.mixed7c_3x3dbl_a = nn.Sequential(
            OrderedDict(
                mixed7c_3x3dbl_a_conv=nn.Conv2d(
                    384, 384, kernel_size=(1, 3), padding=(0, 1), bias=False
                ),
                mixed7c_3x3dbl_a_bn=nn.BatchNorm2d(384, eps=0.001),
                mixed7c_3x3dbl_a_act=nn.ReLU(),
            )
        )
        self.mixed7c_3x3dbl_b = nn.Sequential(
            OrderedDict(
                mixed7c_3x3dbl_b_conv=nn.Conv2d(
                    384, 384, kernel_size=(3, 1), padding=(1, 0), bias=False
                ),
                mixed7c_3x3dbl_b_bn=nn.BatchNorm2d(384, eps=0.001),
                mixed7c_3x3dbl_b_act=nn.ReLU(),
            )
        )
        self.mixed7c = nn.Sequential(
            OrderedDict(
                mixed7c_pool=nn.AvgPool2d(3, stride=1, padding=1),
                mixed7c_pool_proj_conv=nn.Conv2d(2048, 192, kernel_size=1, bias=False),
                mixed7c_pool_proj_bn=nn.BatchNorm2d(192, eps=0.001),
                mixed7c_pool_proj_act=nn.ReLU(),
            )
        )
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
        stem = self.stem(x)  # (N, 192, 35, 35)
        mixed5b_1x1_1 = self.mixed5b_1x1_1(stem)
        mixed5b_5x5 = self.mixed5b_5x5(stem)
        mixed5b_3x3 = self.mixed5b_3x3(stem)
        x = self.mixed5b(stem)
        mixed5b_concat = torch.cat([mixed5b_1x1_1, mixed5b_5x5, mixed5b_3x3, x], dim=1)
        mixed5c_1x1_1 = self.mixed5c_1x1_1(mixed5b_concat)
        mixed5c_5x5 = self.mixed5c_5x5(mixed5b_concat)
        mixed5c_3x3 = self.mixed5c_3x3(mixed5b_concat)
        x = self.mixed5c(mixed5b_concat)
        mixed5c_concat = torch.cat([mixed5c_1x1_1, mixed5c_5x5, mixed5c_3x3, x], dim=1)
        mixed5d_1x1_1 = self.mixed5d_1x1_1(mixed5c_concat)
        mixed5d_5x5 = self.mixed5d_5x5(mixed5c_concat)
        mixed5d_3x3 = self.mixed5d_3x3(mixed5c_concat)
        x = self.mixed5d(mixed5c_concat)
        mixed5d_concat = torch.cat([mixed5d_1x1_1, mixed5d_5x5, mixed5d_3x3, x], dim=1)
        mixed6a_way1_half = self.mixed6a_way1_half(mixed5d_concat)
        mixed6a_way2 = self.mixed6a_way2(mixed5d_concat)
        x = self.mixed6a_pool(mixed5d_concat)  # (N, 288, 17, 17)
        mixed6a_concat = torch.cat([mixed6a_way1_half, mixed6a_way2, x], dim=1)
        mixed6b_1x1_1 = self.mixed6b_1x1_1(mixed6a_concat)
        mixed6b_7x7 = self.mixed6b_7x7(mixed6a_concat)
        mixed6b_7x7dbl = self.mixed6b_7x7dbl(mixed6a_concat)
        x = self.mixed6b(mixed6a_concat)
        mixed6b_concat = torch.cat(
            [mixed6b_1x1_1, mixed6b_7x7, mixed6b_7x7dbl, x], dim=1
        )
        mixed6c_1x1_1 = self.mixed6c_1x1_1(mixed6b_concat)
        mixed6c_7x7 = self.mixed6c_7x7(mixed6b_concat)
        mixed6c_7x7dbl = self.mixed6c_7x7dbl(mixed6b_concat)
        x = self.mixed6c(mixed6b_concat)
        mixed6c_concat = torch.cat(
            [mixed6c_1x1_1, mixed6c_7x7, mixed6c_7x7dbl, x], dim=1
        )
        mixed6d_1x1_1 = self.mixed6d_1x1_1(mixed6c_concat)
        mixed6d_7x7 = self.mixed6d_7x7(mixed6c_concat)
        mixed6d_7x7dbl = self.mixed6d_7x7dbl(mixed6c_concat)
        x = self.mixed6d(mixed6c_concat)
        mixed6d_concat = torch.cat(
            [mixed6d_1x1_1, mixed6d_7x7, mixed6d_7x7dbl, x], dim=1
        )
        mixed6e_1x1_1 = self.mixed6e_1x1_1(mixed6d_concat)
        mixed6e_7x7 = self.mixed6e_7x7(mixed6d_concat)
        mixed6e_7x7dbl = self.mixed6e_7x7dbl(mixed6d_concat)
        x = self.mixed6e(mixed6d_concat)
        mixed6e_concat = torch.cat(
            [mixed6e_1x1_1, mixed6e_7x7, mixed6e_7x7dbl, x], dim=1
        )
        x = self.aux(mixed6e_concat)
        x = self.aux_flatten(x)  # (N, 768)
        aux_scores = self.aux_fc(x)  # (N, 1000)
        mixed7a_way1 = self.mixed7a_way1(mixed6e_concat)
        mixed7a_way2 = self.mixed7a_way2(mixed6e_concat)
        x = self.mixed7a_pool(mixed6e_concat)  # (N, 768, 8, 8)
        mixed7a_concat = torch.cat([mixed7a_way1, mixed7a_way2, x], dim=1)
        mixed7b_1x1_1 = self.mixed7b_1x1_1(mixed7a_concat)
        mixed7b_3x3_1 = self.mixed7b_3x3_1(mixed7a_concat)
        mixed7b_3x3_a = self.mixed7b_3x3_a(mixed7b_3x3_1)
        mixed7b_3x3_b = self.mixed7b_3x3_b(mixed7b_3x3_1)
        mixed7b_3x3dbl = self.mixed7b_3x3dbl(mixed7a_concat)
        mixed7b_3x3dbl_a = self.mixed7b_3x3dbl_a(mixed7b_3x3dbl)
        mixed7b_3x3dbl_b = self.mixed7b_3x3dbl_b(mixed7b_3x3dbl)
        x = self.mixed7b(mixed7a_concat)
        mixed7b_concat = torch.cat(
            [
                mixed7b_1x1_1,
                mixed7b_3x3_a,
                mixed7b_3x3_b,
                mixed7b_3x3dbl_a,
                mixed7b_3x3dbl_b,
                x,
            ],
            dim=1,
        )
        mixed7c_1x1_1 = self.mixed7c_1x1_1(mixed7b_concat)
        mixed7c_3x3_1 = self.mixed7c_3x3_1(mixed7b_concat)
        mixed7c_3x3_a = self.mixed7c_3x3_a(mixed7c_3x3_1)
        mixed7c_3x3_b = self.mixed7c_3x3_b(mixed7c_3x3_1)
        mixed7c_3x3dbl = self.mixed7c_3x3dbl(mixed7b_concat)
        mixed7c_3x3dbl_a = self.mixed7c_3x3dbl_a(mixed7c_3x3dbl)
        mixed7c_3x3dbl_b = self.mixed7c_3x3dbl_b(mixed7c_3x3dbl)
        x = self.mixed7c(mixed7b_concat)
        x = torch.cat(
            [
                mixed7c_1x1_1,
                mixed7c_3x3_a,
                mixed7c_3x3_b,
                mixed7c_3x3dbl_a,
                mixed7c_3x3dbl_b,
                x,
            ],
            dim=1,
        )
        x = self.avgpool(x)  # (N, 2048, 1, 1)
        x = self.classifier(x)  # (N, 1000)
        return x, aux_scores
