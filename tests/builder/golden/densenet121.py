from collections import OrderedDict

import torch
from torch import Tensor, nn


class DenseNet121(nn.Module):
    """7,978,856 parameters, 2,834,161,664 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            OrderedDict(
                conv0=nn.Conv2d(3, 64, kernel_size=7, stride=2, padding=3, bias=False),
                norm0=nn.BatchNorm2d(64),
                norm0_relu=nn.ReLU(),
                pool0=nn.MaxPool2d(3, stride=2, padding=1),  # (N, 64, 56, 56)
            )
        )
        self.block1_layer1 = nn.Sequential(
            OrderedDict(
                block1_layer1_norm1=nn.BatchNorm2d(64),
                block1_layer1_norm1_relu=nn.ReLU(),
                block1_layer1_conv1=nn.Conv2d(64, 128, kernel_size=1, bias=False),
                block1_layer1_norm2=nn.BatchNorm2d(128),
                block1_layer1_norm2_relu=nn.ReLU(),
                block1_layer1_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block1_layer2 = nn.Sequential(
            OrderedDict(
                block1_layer2_norm1=nn.BatchNorm2d(96),
                block1_layer2_norm1_relu=nn.ReLU(),
                block1_layer2_conv1=nn.Conv2d(96, 128, kernel_size=1, bias=False),
                block1_layer2_norm2=nn.BatchNorm2d(128),
                block1_layer2_norm2_relu=nn.ReLU(),
                block1_layer2_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block1_layer3 = nn.Sequential(
            OrderedDict(
                block1_layer3_norm1=nn.BatchNorm2d(128),
                block1_layer3_norm1_relu=nn.ReLU(),
                block1_layer3_conv1=nn.Conv2d(128, 128, kernel_size=1, bias=False),
                block1_layer3_norm2=nn.BatchNorm2d(128),
                block1_layer3_norm2_relu=nn.ReLU(),
                block1_layer3_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block1_layer4 = nn.Sequential(
            OrderedDict(
                block1_layer4_norm1=nn.BatchNorm2d(160),
                block1_layer4_norm1_relu=nn.ReLU(),
                block1_layer4_conv1=nn.Conv2d(160, 128, kernel_size=1, bias=False),
                block1_layer4_norm2=nn.BatchNorm2d(128),
                block1_layer4_norm2_relu=nn.ReLU(),
                block1_layer4_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block1_layer5 = nn.Sequential(
            OrderedDict(
                block1_layer5_norm1=nn.BatchNorm2d(192),
                block1_layer5_norm1_relu=nn.ReLU(),
                block1_layer5_conv1=nn.Conv2d(192, 128, kernel_size=1, bias=False),
                block1_layer5_norm2=nn.BatchNorm2d(128),
                block1_layer5_norm2_relu=nn.ReLU(),
                block1_layer5_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block1_layer6 = nn.Sequential(
            OrderedDict(
                block1_layer6_norm1=nn.BatchNorm2d(224),
                block1_layer6_norm1_relu=nn.ReLU(),
                block1_layer6_conv1=nn.Conv2d(224, 128, kernel_size=1, bias=False),
                block1_layer6_norm2=nn.BatchNorm2d(128),
                block1_layer6_norm2_relu=nn.ReLU(),
                block1_layer6_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.transition1 = nn.Sequential(
            OrderedDict(
                transition1_norm=nn.BatchNorm2d(256),
                transition1_norm_relu=nn.ReLU(),
                transition1_conv=nn.Conv2d(256, 128, kernel_size=1, bias=False),
                transition1_pool=nn.AvgPool2d(2),  # (N, 128, 28, 28)
            )
        )
        self.block2_layer1 = nn.Sequential(
            OrderedDict(
                block2_layer1_norm1=nn.BatchNorm2d(128),
                block2_layer1_norm1_relu=nn.ReLU(),
                block2_layer1_conv1=nn.Conv2d(128, 128, kernel_size=1, bias=False),
                block2_layer1_norm2=nn.BatchNorm2d(128),
                block2_layer1_norm2_relu=nn.ReLU(),
                block2_layer1_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block2_layer2 = nn.Sequential(
            OrderedDict(
                block2_layer2_norm1=nn.BatchNorm2d(160),
                block2_layer2_norm1_relu=nn.ReLU(),
                block2_layer2_conv1=nn.Conv2d(160, 128, kernel_size=1, bias=False),
                block2_layer2_norm2=nn.BatchNorm2d(128),
                block2_layer2_norm2_relu=nn.ReLU(),
                block2_layer2_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block2_layer3 = nn.Sequential(
            OrderedDict(
                block2_layer3_norm1=nn.BatchNorm2d(192),
                block2_layer3_norm1_relu=nn.ReLU(),
                block2_layer3_conv1=nn.Conv2d(192, 128, kernel_size=1, bias=False),
                block2_layer3_norm2=nn.BatchNorm2d(128),
                block2_layer3_norm2_relu=nn.ReLU(),
                block2_layer3_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block2_layer4 = nn.Sequential(
            OrderedDict(
                block2_layer4_norm1=nn.BatchNorm2d(224),
                block2_layer4_norm1_relu=nn.ReLU(),
                block2_layer4_conv1=nn.Conv2d(224, 128, kernel_size=1, bias=False),
                block2_layer4_norm2=nn.BatchNorm2d(128),
                block2_layer4_norm2_relu=nn.ReLU(),
                block2_layer4_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block2_layer5 = nn.Sequential(
            OrderedDict(
                block2_layer5_norm1=nn.BatchNorm2d(256),
                block2_layer5_norm1_relu=nn.ReLU(),
                block2_layer5_conv1=nn.Conv2d(256, 128, kernel_size=1, bias=False),
                block2_layer5_norm2=nn.BatchNorm2d(128),
                block2_layer5_norm2_relu=nn.ReLU(),
                block2_layer5_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block2_layer6 = nn.Sequential(
            OrderedDict(
                block2_layer6_norm1=nn.BatchNorm2d(288),
                block2_layer6_norm1_relu=nn.ReLU(),
                block2_layer6_conv1=nn.Conv2d(288, 128, kernel_size=1, bias=False),
                block2_layer6_norm2=nn.BatchNorm2d(128),
                block2_layer6_norm2_relu=nn.ReLU(),
                block2_layer6_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block2_layer7 = nn.Sequential(
            OrderedDict(
                block2_layer7_norm1=nn.BatchNorm2d(320),
                block2_layer7_norm1_relu=nn.ReLU(),
                block2_layer7_conv1=nn.Conv2d(320, 128, kernel_size=1, bias=False),
                block2_layer7_norm2=nn.BatchNorm2d(128),
                block2_layer7_norm2_relu=nn.ReLU(),
                block2_layer7_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block2_layer8 = nn.Sequential(
            OrderedDict(
                block2_layer8_norm1=nn.BatchNorm2d(352),
                block2_layer8_norm1_relu=nn.ReLU(),
                block2_layer8_conv1=nn.Conv2d(352, 128, kernel_size=1, bias=False),
                block2_layer8_norm2=nn.BatchNorm2d(128),
                block2_layer8_norm2_relu=nn.ReLU(),
                block2_layer8_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block2_layer9 = nn.Sequential(
            OrderedDict(
                block2_layer9_norm1=nn.BatchNorm2d(384),
                block2_layer9_norm1_relu=nn.ReLU(),
                block2_layer9_conv1=nn.Conv2d(384, 128, kernel_size=1, bias=False),
                block2_layer9_norm2=nn.BatchNorm2d(128),
                block2_layer9_norm2_relu=nn.ReLU(),
                block2_layer9_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block2_layer10 = nn.Sequential(
            OrderedDict(
                block2_layer10_norm1=nn.BatchNorm2d(416),
                block2_layer10_norm1_relu=nn.ReLU(),
                block2_layer10_conv1=nn.Conv2d(416, 128, kernel_size=1, bias=False),
                block2_layer10_norm2=nn.BatchNorm2d(128),
                block2_layer10_norm2_relu=nn.ReLU(),
                block2_layer10_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block2_layer11 = nn.Sequential(
            OrderedDict(
                block2_layer11_norm1=nn.BatchNorm2d(448),
                block2_layer11_norm1_relu=nn.ReLU(),
                block2_layer11_conv1=nn.Conv2d(448, 128, kernel_size=1, bias=False),
                block2_layer11_norm2=nn.BatchNorm2d(128),
                block2_layer11_norm2_relu=nn.ReLU(),
                block2_layer11_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block2_layer12 = nn.Sequential(
            OrderedDict(
                block2_layer12_norm1=nn.BatchNorm2d(480),
                block2_layer12_norm1_relu=nn.ReLU(),
                block2_layer12_conv1=nn.Conv2d(480, 128, kernel_size=1, bias=False),
                block2_layer12_norm2=nn.BatchNorm2d(128),
                block2_layer12_norm2_relu=nn.ReLU(),
                block2_layer12_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.transition2 = nn.Sequential(
            OrderedDict(
                transition2_norm=nn.BatchNorm2d(512),
                transition2_norm_relu=nn.ReLU(),
                transition2_conv=nn.Conv2d(512, 256, kernel_size=1, bias=False),
                transition2_pool=nn.AvgPool2d(2),  # (N, 256, 14, 14)
            )
        )
        self.block3_layer1 = nn.Sequential(
            OrderedDict(
                block3_layer1_norm1=nn.BatchNorm2d(256),
                block3_layer1_norm1_relu=nn.ReLU(),
                block3_layer1_conv1=nn.Conv2d(256, 128, kernel_size=1, bias=False),
                block3_layer1_norm2=nn.BatchNorm2d(128),
                block3_layer1_norm2_relu=nn.ReLU(),
                block3_layer1_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block3_layer2 = nn.Sequential(
            OrderedDict(
                block3_layer2_norm1=nn.BatchNorm2d(288),
                block3_layer2_norm1_relu=nn.ReLU(),
                block3_layer2_conv1=nn.Conv2d(288, 128, kernel_size=1, bias=False),
                block3_layer2_norm2=nn.BatchNorm2d(128),
                block3_layer2_norm2_relu=nn.ReLU(),
                block3_layer2_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block3_layer3 = nn.Sequential(
            OrderedDict(
                block3_layer3_norm1=nn.BatchNorm2d(320),
                block3_layer3_norm1_relu=nn.ReLU(),
                block3_layer3_conv1=nn.Conv2d(320, 128, kernel_size=1, bias=False),
                block3_layer3_norm2=nn.BatchNorm2d(128),
                block3_layer3_norm2_relu=nn.ReLU(),
                block3_layer3_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block3_layer4 = nn.Sequential(
            OrderedDict(
                block3_layer4_norm1=nn.BatchNorm2d(352),
                block3_layer4_norm1_relu=nn.ReLU(),
                block3_layer4_conv1=nn.Conv2d(352, 128, kernel_size=1, bias=False),
                block3_layer4_norm2=nn.BatchNorm2d(128),
                block3_layer4_norm2_relu=nn.ReLU(),
                block3_layer4_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block3_layer5 = nn.Sequential(
            OrderedDict(
                block3_layer5_norm1=nn.BatchNorm2d(384),
                block3_layer5_norm1_relu=nn.ReLU(),
                block3_layer5_conv1=nn.Conv2d(384, 128, kernel_size=1, bias=False),
                block3_layer5_norm2=nn.BatchNorm2d(128),
                block3_layer5_norm2_relu=nn.ReLU(),
                block3_layer5_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block3_layer6 = nn.Sequential(
            OrderedDict(
                block3_layer6_norm1=nn.BatchNorm2d(416),
                block3_layer6_norm1_relu=nn.ReLU(),
                block3_layer6_conv1=nn.Conv2d(416, 128, kernel_size=1, bias=False),
                block3_layer6_norm2=nn.BatchNorm2d(128),
                block3_layer6_norm2_relu=nn.ReLU(),
                block3_layer6_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block3_layer7 = nn.Sequential(
            OrderedDict(
                block3_layer7_norm1=nn.BatchNorm2d(448),
                block3_layer7_norm1_relu=nn.ReLU(),
                block3_layer7_conv1=nn.Conv2d(448, 128, kernel_size=1, bias=False),
                block3_layer7_norm2=nn.BatchNorm2d(128),
                block3_layer7_norm2_relu=nn.ReLU(),
                block3_layer7_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block3_layer8 = nn.Sequential(
            OrderedDict(
                block3_layer8_norm1=nn.BatchNorm2d(480),
                block3_layer8_norm1_relu=nn.ReLU(),
                block3_layer8_conv1=nn.Conv2d(480, 128, kernel_size=1, bias=False),
                block3_layer8_norm2=nn.BatchNorm2d(128),
                block3_layer8_norm2_relu=nn.ReLU(),
                block3_layer8_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block3_layer9 = nn.Sequential(
            OrderedDict(
                block3_layer9_norm1=nn.BatchNorm2d(512),
                block3_layer9_norm1_relu=nn.ReLU(),
                block3_layer9_conv1=nn.Conv2d(512, 128, kernel_size=1, bias=False),
                block3_layer9_norm2=nn.BatchNorm2d(128),
                block3_layer9_norm2_relu=nn.ReLU(),
                block3_layer9_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block3_layer10 = nn.Sequential(
            OrderedDict(
                block3_layer10_norm1=nn.BatchNorm2d(544),
                block3_layer10_norm1_relu=nn.ReLU(),
                block3_layer10_conv1=nn.Conv2d(544, 128, kernel_size=1, bias=False),
                block3_layer10_norm2=nn.BatchNorm2d(128),
                block3_layer10_norm2_relu=nn.ReLU(),
                block3_layer10_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block3_layer11 = nn.Sequential(
            OrderedDict(
                block3_layer11_norm1=nn.BatchNorm2d(576),
                block3_layer11_norm1_relu=nn.ReLU(),
                block3_layer11_conv1=nn.Conv2d(576, 128, kernel_size=1, bias=False),
                block3_layer11_norm2=nn.BatchNorm2d(128),
                block3_layer11_norm2_relu=nn.ReLU(),
                block3_layer11_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block3_layer12 = nn.Sequential(
            OrderedDict(
                block3_layer12_norm1=nn.BatchNorm2d(608),
                block3_layer12_norm1_relu=nn.ReLU(),
                block3_layer12_conv1=nn.Conv2d(608, 128, kernel_size=1, bias=False),
                block3_layer12_norm2=nn.BatchNorm2d(128),
                block3_layer12_norm2_relu=nn.ReLU(),
                block3_layer12_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block3_layer13 = nn.Sequential(
            OrderedDict(
                block3_layer13_norm1=nn.BatchNorm2d(640),
                block3_layer13_norm1_relu=nn.ReLU(),
                block3_layer13_conv1=nn.Conv2d(640, 128, kernel_size=1, bias=False),
                block3_layer13_norm2=nn.BatchNorm2d(128),
                block3_layer13_norm2_relu=nn.ReLU(),
                block3_layer13_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block3_layer14 = nn.Sequential(
            OrderedDict(
                block3_layer14_norm1=nn.BatchNorm2d(672),
                block3_layer14_norm1_relu=nn.ReLU(),
                block3_layer14_conv1=nn.Conv2d(672, 128, kernel_size=1, bias=False),
                block3_layer14_norm2=nn.BatchNorm2d(128),
                block3_layer14_norm2_relu=nn.ReLU(),
                block3_layer14_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block3_layer15 = nn.Sequential(
            OrderedDict(
                block3_layer15_norm1=nn.BatchNorm2d(704),
                block3_layer15_norm1_relu=nn.ReLU(),
                block3_layer15_conv1=nn.Conv2d(704, 128, kernel_size=1, bias=False),
                block3_layer15_norm2=nn.BatchNorm2d(128),
                block3_layer15_norm2_relu=nn.ReLU(),
                block3_layer15_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block3_layer16 = nn.Sequential(
            OrderedDict(
                block3_layer16_norm1=nn.BatchNorm2d(736),
                block3_layer16_norm1_relu=nn.ReLU(),
                block3_layer16_conv1=nn.Conv2d(736, 128, kernel_size=1, bias=False),
                block3_layer16_norm2=nn.BatchNorm2d(128),
                block3_layer16_norm2_relu=nn.ReLU(),
                block3_layer16_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block3_layer17 = nn.Sequential(
            OrderedDict(
                block3_layer17_norm1=nn.BatchNorm2d(768),
                block3_layer17_norm1_relu=nn.ReLU(),
                block3_layer17_conv1=nn.Conv2d(768, 128, kernel_size=1, bias=False),
                block3_layer17_norm2=nn.BatchNorm2d(128),
                block3_layer17_norm2_relu=nn.ReLU(),
                block3_layer17_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block3_layer18 = nn.Sequential(
            OrderedDict(
                block3_layer18_norm1=nn.BatchNorm2d(800),
                block3_layer18_norm1_relu=nn.ReLU(),
                block3_layer18_conv1=nn.Conv2d(800, 128, kernel_size=1, bias=False),
                block3_layer18_norm2=nn.BatchNorm2d(128),
                block3_layer18_norm2_relu=nn.ReLU(),
                block3_layer18_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block3_layer19 = nn.Sequential(
            OrderedDict(
                block3_layer19_norm1=nn.BatchNorm2d(832),
                block3_layer19_norm1_relu=nn.ReLU(),
                block3_layer19_conv1=nn.Conv2d(832, 128, kernel_size=1, bias=False),
                block3_layer19_norm2=nn.BatchNorm2d(128),
                block3_layer19_norm2_relu=nn.ReLU(),
                block3_layer19_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block3_layer20 = nn.Sequential(
            OrderedDict(
                block3_layer20_norm1=nn.BatchNorm2d(864),
                block3_layer20_norm1_relu=nn.ReLU(),
                block3_layer20_conv1=nn.Conv2d(864, 128, kernel_size=1, bias=False),
                block3_layer20_norm2=nn.BatchNorm2d(128),
                block3_layer20_norm2_relu=nn.ReLU(),
                block3_layer20_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block3_layer21 = nn.Sequential(
            OrderedDict(
                block3_layer21_norm1=nn.BatchNorm2d(896),
                block3_layer21_norm1_relu=nn.ReLU(),
                block3_layer21_conv1=nn.Conv2d(896, 128, kernel_size=1, bias=False),
                block3_layer21_norm2=nn.BatchNorm2d(128),
                block3_layer21_norm2_relu=nn.ReLU(),
                block3_layer21_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block3_layer22 = nn.Sequential(
            OrderedDict(
                block3_layer22_norm1=nn.BatchNorm2d(928),
                block3_layer22_norm1_relu=nn.ReLU(),
                block3_layer22_conv1=nn.Conv2d(928, 128, kernel_size=1, bias=False),
                block3_layer22_norm2=nn.BatchNorm2d(128),
                block3_layer22_norm2_relu=nn.ReLU(),
                block3_layer22_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block3_layer23 = nn.Sequential(
            OrderedDict(
                block3_layer23_norm1=nn.BatchNorm2d(960),
                block3_layer23_norm1_relu=nn.ReLU(),
                block3_layer23_conv1=nn.Conv2d(960, 128, kernel_size=1, bias=False),
                block3_layer23_norm2=nn.BatchNorm2d(128),
                block3_layer23_norm2_relu=nn.ReLU(),
                block3_layer23_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block3_layer24 = nn.Sequential(
            OrderedDict(
                block3_layer24_norm1=nn.BatchNorm2d(992),
                block3_layer24_norm1_relu=nn.ReLU(),
                block3_layer24_conv1=nn.Conv2d(992, 128, kernel_size=1, bias=False),
                block3_layer24_norm2=nn.BatchNorm2d(128),
                block3_layer24_norm2_relu=nn.ReLU(),
                block3_layer24_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.transition3 = nn.Sequential(
            OrderedDict(
                transition3_norm=nn.BatchNorm2d(1024),
                transition3_norm_relu=nn.ReLU(),
                transition3_conv=nn.Conv2d(1024, 512, kernel_size=1, bias=False),
                transition3_pool=nn.AvgPool2d(2),  # (N, 512, 7, 7)
            )
        )
        self.block4_layer1 = nn.Sequential(
            OrderedDict(
                block4_layer1_norm1=nn.BatchNorm2d(512),
                block4_layer1_norm1_relu=nn.ReLU(),
                block4_layer1_conv1=nn.Conv2d(512, 128, kernel_size=1, bias=False),
                block4_layer1_norm2=nn.BatchNorm2d(128),
                block4_layer1_norm2_relu=nn.ReLU(),
                block4_layer1_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block4_layer2 = nn.Sequential(
            OrderedDict(
                block4_layer2_norm1=nn.BatchNorm2d(544),
                block4_layer2_norm1_relu=nn.ReLU(),
                block4_layer2_conv1=nn.Conv2d(544, 128, kernel_size=1, bias=False),
                block4_layer2_norm2=nn.BatchNorm2d(128),
                block4_layer2_norm2_relu=nn.ReLU(),
                block4_layer2_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block4_layer3 = nn.Sequential(
            OrderedDict(
                block4_layer3_norm1=nn.BatchNorm2d(576),
                block4_layer3_norm1_relu=nn.ReLU(),
                block4_layer3_conv1=nn.Conv2d(576, 128, kernel_size=1, bias=False),
                block4_layer3_norm2=nn.BatchNorm2d(128),
                block4_layer3_norm2_relu=nn.ReLU(),
                block4_layer3_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block4_layer4 = nn.Sequential(
            OrderedDict(
                block4_layer4_norm1=nn.BatchNorm2d(608),
                block4_layer4_norm1_relu=nn.ReLU(),
                block4_layer4_conv1=nn.Conv2d(608, 128, kernel_size=1, bias=False),
                block4_layer4_norm2=nn.BatchNorm2d(128),
                block4_layer4_norm2_relu=nn.ReLU(),
                block4_layer4_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block4_layer5 = nn.Sequential(
            OrderedDict(
                block4_layer5_norm1=nn.BatchNorm2d(640),
                block4_layer5_norm1_relu=nn.ReLU(),
                block4_layer5_conv1=nn.Conv2d(640, 128, kernel_size=1, bias=False),
                block4_layer5_norm2=nn.BatchNorm2d(128),
                block4_layer5_norm2_relu=nn.ReLU(),
                block4_layer5_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block4_layer6 = nn.Sequential(
            OrderedDict(
                block4_layer6_norm1=nn.BatchNorm2d(672),
                block4_layer6_norm1_relu=nn.ReLU(),
                block4_layer6_conv1=nn.Conv2d(672, 128, kernel_size=1, bias=False),
                block4_layer6_norm2=nn.BatchNorm2d(128),
                block4_layer6_norm2_relu=nn.ReLU(),
                block4_layer6_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block4_layer7 = nn.Sequential(
            OrderedDict(
                block4_layer7_norm1=nn.BatchNorm2d(704),
                block4_layer7_norm1_relu=nn.ReLU(),
                block4_layer7_conv1=nn.Conv2d(704, 128, kernel_size=1, bias=False),
                block4_layer7_norm2=nn.BatchNorm2d(128),
                block4_layer7_norm2_relu=nn.ReLU(),
                block4_layer7_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block4_layer8 = nn.Sequential(
            OrderedDict(
                block4_layer8_norm1=nn.BatchNorm2d(736),
                block4_layer8_norm1_relu=nn.ReLU(),
                block4_layer8_conv1=nn.Conv2d(736, 128, kernel_size=1, bias=False),
                block4_layer8_norm2=nn.BatchNorm2d(128),
                block4_layer8_norm2_relu=nn.ReLU(),
                block4_layer8_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block4_layer9 = nn.Sequential(
            OrderedDict(
                block4_layer9_norm1=nn.BatchNorm2d(768),
                block4_layer9_norm1_relu=nn.ReLU(),
                block4_layer9_conv1=nn.Conv2d(768, 128, kernel_size=1, bias=False),
                block4_layer9_norm2=nn.BatchNorm2d(128),
                block4_layer9_norm2_relu=nn.ReLU(),
                block4_layer9_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block4_layer10 = nn.Sequential(
            OrderedDict(
                block4_layer10_norm1=nn.BatchNorm2d(800),
                block4_layer10_norm1_relu=nn.ReLU(),
                block4_layer10_conv1=nn.Conv2d(800, 128, kernel_size=1, bias=False),
                block4_layer10_norm2=nn.BatchNorm2d(128),
                block4_layer10_norm2_relu=nn.ReLU(),
                block4_layer10_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block4_layer11 = nn.Sequential(
            OrderedDict(
                block4_layer11_norm1=nn.BatchNorm2d(832),
                block4_layer11_norm1_relu=nn.ReLU(),
                block4_layer11_conv1=nn.Conv2d(832, 128, kernel_size=1, bias=False),
                block4_layer11_norm2=nn.BatchNorm2d(128),
                block4_layer11_norm2_relu=nn.ReLU(),
                block4_layer11_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block4_layer12 = nn.Sequential(
            OrderedDict(
                block4_layer12_norm1=nn.BatchNorm2d(864),
                block4_layer12_norm1_relu=nn.ReLU(),
                block4_layer12_conv1=nn.Conv2d(864, 128, kernel_size=1, bias=False),
                block4_layer12_norm2=nn.BatchNorm2d(128),
                block4_layer12_norm2_relu=nn.ReLU(),
                block4_layer12_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block4_layer13 = nn.Sequential(
            OrderedDict(
                block4_layer13_norm1=nn.BatchNorm2d(896),
                block4_layer13_norm1_relu=nn.ReLU(),
                block4_layer13_conv1=nn.Conv2d(896, 128, kernel_size=1, bias=False),
                block4_layer13_norm2=nn.BatchNorm2d(128),
                block4_layer13_norm2_relu=nn.ReLU(),
                block4_layer13_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block4_layer14 = nn.Sequential(
            OrderedDict(
                block4_layer14_norm1=nn.BatchNorm2d(928),
                block4_layer14_norm1_relu=nn.ReLU(),
                block4_layer14_conv1=nn.Conv2d(928, 128, kernel_size=1, bias=False),
                block4_layer14_norm2=nn.BatchNorm2d(128),
                block4_layer14_norm2_relu=nn.ReLU(),
                block4_layer14_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block4_layer15 = nn.Sequential(
            OrderedDict(
                block4_layer15_norm1=nn.BatchNorm2d(960),
                block4_layer15_norm1_relu=nn.ReLU(),
                block4_layer15_conv1=nn.Conv2d(960, 128, kernel_size=1, bias=False),
                block4_layer15_norm2=nn.BatchNorm2d(128),
                block4_layer15_norm2_relu=nn.ReLU(),
                block4_layer15_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.block4_layer16 = nn.Sequential(
            OrderedDict(
                block4_layer16_norm1=nn.BatchNorm2d(992),
                block4_layer16_norm1_relu=nn.ReLU(),
                block4_layer16_conv1=nn.Conv2d(992, 128, kernel_size=1, bias=False),
                block4_layer16_norm2=nn.BatchNorm2d(128),
                block4_layer16_norm2_relu=nn.ReLU(),
                block4_layer16_conv2=nn.Conv2d(
                    128, 32, kernel_size=3, padding=1, bias=False
                ),
            )
        )
        self.norm5_block = nn.Sequential(
            OrderedDict(
                norm5=nn.BatchNorm2d(1024),
                norm5_relu=nn.ReLU(),
                avgpool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 1024, 1, 1)
            )
        )
        self.flatten = nn.Flatten()
        self.fc = nn.Linear(1024, 1000)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 3, 224, 224), pixels from 0 to 1, to (N, 1000)."""
        stem = self.stem(x)  # (N, 64, 56, 56)
        x = self.block1_layer1(stem)  # (N, 32, 56, 56)
        block1_layer1_concat = torch.cat([stem, x], dim=1)  # (N, 96, 56, 56)
        x = self.block1_layer2(block1_layer1_concat)  # (N, 32, 56, 56)
        block1_layer2_concat = torch.cat([block1_layer1_concat, x], dim=1)
        x = self.block1_layer3(block1_layer2_concat)  # (N, 32, 56, 56)
        block1_layer3_concat = torch.cat([block1_layer2_concat, x], dim=1)
        x = self.block1_layer4(block1_layer3_concat)  # (N, 32, 56, 56)
        block1_layer4_concat = torch.cat([block1_layer3_concat, x], dim=1)
        x = self.block1_layer5(block1_layer4_concat)  # (N, 32, 56, 56)
        block1_layer5_concat = torch.cat([block1_layer4_concat, x], dim=1)
        x = self.block1_layer6(block1_layer5_concat)  # (N, 32, 56, 56)
        x = torch.cat([block1_layer5_concat, x], dim=1)  # (N, 256, 56, 56)
        transition1 = self.transition1(x)  # (N, 128, 28, 28)
        x = self.block2_layer1(transition1)  # (N, 32, 28, 28)
        block2_layer1_concat = torch.cat([transition1, x], dim=1)  # (N, 160, 28, 28)
        x = self.block2_layer2(block2_layer1_concat)  # (N, 32, 28, 28)
        block2_layer2_concat = torch.cat([block2_layer1_concat, x], dim=1)
        x = self.block2_layer3(block2_layer2_concat)  # (N, 32, 28, 28)
        block2_layer3_concat = torch.cat([block2_layer2_concat, x], dim=1)
        x = self.block2_layer4(block2_layer3_concat)  # (N, 32, 28, 28)
        block2_layer4_concat = torch.cat([block2_layer3_concat, x], dim=1)
        x = self.block2_layer5(block2_layer4_concat)  # (N, 32, 28, 28)
        block2_layer5_concat = torch.cat([block2_layer4_concat, x], dim=1)
        x = self.block2_layer6(block2_layer5_concat)  # (N, 32, 28, 28)
        block2_layer6_concat = torch.cat([block2_layer5_concat, x], dim=1)
        x = self.block2_layer7(block2_layer6_concat)  # (N, 32, 28, 28)
        block2_layer7_concat = torch.cat([block2_layer6_concat, x], dim=1)
        x = self.block2_layer8(block2_layer7_concat)  # (N, 32, 28, 28)
        block2_layer8_concat = torch.cat([block2_layer7_concat, x], dim=1)
        x = self.block2_layer9(block2_layer8_concat)  # (N, 32, 28, 28)
        block2_layer9_concat = torch.cat([block2_layer8_concat, x], dim=1)
        x = self.block2_layer10(block2_layer9_concat)  # (N, 32, 28, 28)
        block2_layer10_concat = torch.cat([block2_layer9_concat, x], dim=1)
        x = self.block2_layer11(block2_layer10_concat)  # (N, 32, 28, 28)
        block2_layer11_concat = torch.cat([block2_layer10_concat, x], dim=1)
        x = self.block2_layer12(block2_layer11_concat)  # (N, 32, 28, 28)
        x = torch.cat([block2_layer11_concat, x], dim=1)  # (N, 512, 28, 28)
        transition2 = self.transition2(x)  # (N, 256, 14, 14)
        x = self.block3_layer1(transition2)  # (N, 32, 14, 14)
        block3_layer1_concat = torch.cat([transition2, x], dim=1)  # (N, 288, 14, 14)
        x = self.block3_layer2(block3_layer1_concat)  # (N, 32, 14, 14)
        block3_layer2_concat = torch.cat([block3_layer1_concat, x], dim=1)
        x = self.block3_layer3(block3_layer2_concat)  # (N, 32, 14, 14)
        block3_layer3_concat = torch.cat([block3_layer2_concat, x], dim=1)
        x = self.block3_layer4(block3_layer3_concat)  # (N, 32, 14, 14)
        block3_layer4_concat = torch.cat([block3_layer3_concat, x], dim=1)
        x = self.block3_layer5(block3_layer4_concat)  # (N, 32, 14, 14)
        block3_layer5_concat = torch.cat([block3_layer4_concat, x], dim=1)
        x = self.block3_layer6(block3_layer5_concat)  # (N, 32, 14, 14)
        block3_layer6_concat = torch.cat([block3_layer5_concat, x], dim=1)
        x = self.block3_layer7(block3_layer6_concat)  # (N, 32, 14, 14)
        block3_layer7_concat = torch.cat([block3_layer6_concat, x], dim=1)
        x = self.block3_layer8(block3_layer7_concat)  # (N, 32, 14, 14)
        block3_layer8_concat = torch.cat([block3_layer7_concat, x], dim=1)
        x = self.block3_layer9(block3_layer8_concat)  # (N, 32, 14, 14)
        block3_layer9_concat = torch.cat([block3_layer8_concat, x], dim=1)
        x = self.block3_layer10(block3_layer9_concat)  # (N, 32, 14, 14)
        block3_layer10_concat = torch.cat([block3_layer9_concat, x], dim=1)
        x = self.block3_layer11(block3_layer10_concat)  # (N, 32, 14, 14)
        block3_layer11_concat = torch.cat([block3_layer10_concat, x], dim=1)
        x = self.block3_layer12(block3_layer11_concat)  # (N, 32, 14, 14)
        block3_layer12_concat = torch.cat([block3_layer11_concat, x], dim=1)
        x = self.block3_layer13(block3_layer12_concat)  # (N, 32, 14, 14)
        block3_layer13_concat = torch.cat([block3_layer12_concat, x], dim=1)
        x = self.block3_layer14(block3_layer13_concat)  # (N, 32, 14, 14)
        block3_layer14_concat = torch.cat([block3_layer13_concat, x], dim=1)
        x = self.block3_layer15(block3_layer14_concat)  # (N, 32, 14, 14)
        block3_layer15_concat = torch.cat([block3_layer14_concat, x], dim=1)
        x = self.block3_layer16(block3_layer15_concat)  # (N, 32, 14, 14)
        block3_layer16_concat = torch.cat([block3_layer15_concat, x], dim=1)
        x = self.block3_layer17(block3_layer16_concat)  # (N, 32, 14, 14)
        block3_layer17_concat = torch.cat([block3_layer16_concat, x], dim=1)
        x = self.block3_layer18(block3_layer17_concat)  # (N, 32, 14, 14)
        block3_layer18_concat = torch.cat([block3_layer17_concat, x], dim=1)
        x = self.block3_layer19(block3_layer18_concat)  # (N, 32, 14, 14)
        block3_layer19_concat = torch.cat([block3_layer18_concat, x], dim=1)
        x = self.block3_layer20(block3_layer19_concat)  # (N, 32, 14, 14)
        block3_layer20_concat = torch.cat([block3_layer19_concat, x], dim=1)
        x = self.block3_layer21(block3_layer20_concat)  # (N, 32, 14, 14)
        block3_layer21_concat = torch.cat([block3_layer20_concat, x], dim=1)
        x = self.block3_layer22(block3_layer21_concat)  # (N, 32, 14, 14)
        block3_layer22_concat = torch.cat([block3_layer21_concat, x], dim=1)
        x = self.block3_layer23(block3_layer22_concat)  # (N, 32, 14, 14)
        block3_layer23_concat = torch.cat([block3_layer22_concat, x], dim=1)
        x = self.block3_layer24(block3_layer23_concat)  # (N, 32, 14, 14)
        x = torch.cat([block3_layer23_concat, x], dim=1)  # (N, 1024, 14, 14)
        transition3 = self.transition3(x)  # (N, 512, 7, 7)
        x = self.block4_layer1(transition3)  # (N, 32, 7, 7)
        block4_layer1_concat = torch.cat([transition3, x], dim=1)  # (N, 544, 7, 7)
        x = self.block4_layer2(block4_layer1_concat)  # (N, 32, 7, 7)
        block4_layer2_concat = torch.cat([block4_layer1_concat, x], dim=1)
        x = self.block4_layer3(block4_layer2_concat)  # (N, 32, 7, 7)
        block4_layer3_concat = torch.cat([block4_layer2_concat, x], dim=1)
        x = self.block4_layer4(block4_layer3_concat)  # (N, 32, 7, 7)
        block4_layer4_concat = torch.cat([block4_layer3_concat, x], dim=1)
        x = self.block4_layer5(block4_layer4_concat)  # (N, 32, 7, 7)
        block4_layer5_concat = torch.cat([block4_layer4_concat, x], dim=1)
        x = self.block4_layer6(block4_layer5_concat)  # (N, 32, 7, 7)
        block4_layer6_concat = torch.cat([block4_layer5_concat, x], dim=1)
        x = self.block4_layer7(block4_layer6_concat)  # (N, 32, 7, 7)
        block4_layer7_concat = torch.cat([block4_layer6_concat, x], dim=1)
        x = self.block4_layer8(block4_layer7_concat)  # (N, 32, 7, 7)
        block4_layer8_concat = torch.cat([block4_layer7_concat, x], dim=1)
        x = self.block4_layer9(block4_layer8_concat)  # (N, 32, 7, 7)
        block4_layer9_concat = torch.cat([block4_layer8_concat, x], dim=1)
        x = self.block4_layer10(block4_layer9_concat)  # (N, 32, 7, 7)
        block4_layer10_concat = torch.cat([block4_layer9_concat, x], dim=1)
        x = self.block4_layer11(block4_layer10_concat)  # (N, 32, 7, 7)
        block4_layer11_concat = torch.cat([block4_layer10_concat, x], dim=1)
        x = self.block4_layer12(block4_layer11_concat)  # (N, 32, 7, 7)
        block4_layer12_concat = torch.cat([block4_layer11_concat, x], dim=1)
        x = self.block4_layer13(block4_layer12_concat)  # (N, 32, 7, 7)
        block4_layer13_concat = torch.cat([block4_layer12_concat, x], dim=1)
        x = self.block4_layer14(block4_layer13_concat)  # (N, 32, 7, 7)
        block4_layer14_concat = torch.cat([block4_layer13_concat, x], dim=1)
        x = self.block4_layer15(block4_layer14_concat)  # (N, 32, 7, 7)
        block4_layer15_concat = torch.cat([block4_layer14_concat, x], dim=1)
        x = self.block4_layer16(block4_layer15_concat)  # (N, 32, 7, 7)
        x = torch.cat([block4_layer15_concat, x], dim=1)  # (N, 1024, 7, 7)
        x = self.norm5_block(x)  # (N, 1024, 1, 1)
        x = self.flatten(x)  # (N, 1024)
        x = self.fc(x)  # (N, 1000)
        return x
