from collections import OrderedDict

from torch import Tensor, nn


class ResNet101(nn.Module):
    """44,549,160 parameters, 7,801,405,440 multiply-accumulates a sample."""

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
        self.layer1_0 = nn.Sequential(
            OrderedDict(
                layer1_0_conv1=nn.Conv2d(64, 64, kernel_size=1, bias=False),
                layer1_0_bn1=nn.BatchNorm2d(64),
                layer1_0_relu1=nn.ReLU(),
                layer1_0_conv2=nn.Conv2d(64, 64, kernel_size=3, padding=1, bias=False),
                layer1_0_bn2=nn.BatchNorm2d(64),
                layer1_0_relu2=nn.ReLU(),
                layer1_0_conv3=nn.Conv2d(64, 256, kernel_size=1, bias=False),
                layer1_0_bn3=nn.BatchNorm2d(256),
            )
        )
        self.layer1_0_shortcut = nn.Conv2d(64, 256, kernel_size=1, bias=False)
        self.layer1_0_shortcut_bn = nn.BatchNorm2d(256)
        self.layer1_0_relu = nn.ReLU()
        self.layer1_1 = nn.Sequential(
            OrderedDict(
                layer1_1_conv1=nn.Conv2d(256, 64, kernel_size=1, bias=False),
                layer1_1_bn1=nn.BatchNorm2d(64),
                layer1_1_relu1=nn.ReLU(),
                layer1_1_conv2=nn.Conv2d(64, 64, kernel_size=3, padding=1, bias=False),
                layer1_1_bn2=nn.BatchNorm2d(64),
                layer1_1_relu2=nn.ReLU(),
                layer1_1_conv3=nn.Conv2d(64, 256, kernel_size=1, bias=False),
                layer1_1_bn3=nn.BatchNorm2d(256),
            )
        )
        self.layer1_1_relu = nn.ReLU()
        self.layer1_2 = nn.Sequential(
            OrderedDict(
                layer1_2_conv1=nn.Conv2d(256, 64, kernel_size=1, bias=False),
                layer1_2_bn1=nn.BatchNorm2d(64),
                layer1_2_relu1=nn.ReLU(),
                layer1_2_conv2=nn.Conv2d(64, 64, kernel_size=3, padding=1, bias=False),
                layer1_2_bn2=nn.BatchNorm2d(64),
                layer1_2_relu2=nn.ReLU(),
                layer1_2_conv3=nn.Conv2d(64, 256, kernel_size=1, bias=False),
                layer1_2_bn3=nn.BatchNorm2d(256),
            )
        )
        self.layer1_2_relu = nn.ReLU()
        self.layer2_0 = nn.Sequential(
            OrderedDict(
                layer2_0_conv1=nn.Conv2d(256, 128, kernel_size=1, bias=False),
                layer2_0_bn1=nn.BatchNorm2d(128),
                layer2_0_relu1=nn.ReLU(),
                layer2_0_conv2=nn.Conv2d(
                    128, 128, kernel_size=3, stride=2, padding=1, bias=False
                ),
                layer2_0_bn2=nn.BatchNorm2d(128),
                layer2_0_relu2=nn.ReLU(),
                layer2_0_conv3=nn.Conv2d(128, 512, kernel_size=1, bias=False),
                layer2_0_bn3=nn.BatchNorm2d(512),
            )
        )
        self.layer2_0_shortcut = nn.Conv2d(
            256, 512, kernel_size=1, stride=2, bias=False
        )
        self.layer2_0_shortcut_bn = nn.BatchNorm2d(512)
        self.layer2_0_relu = nn.ReLU()
        self.layer2_1 = nn.Sequential(
            OrderedDict(
                layer2_1_conv1=nn.Conv2d(512, 128, kernel_size=1, bias=False),
                layer2_1_bn1=nn.BatchNorm2d(128),
                layer2_1_relu1=nn.ReLU(),
                layer2_1_conv2=nn.Conv2d(
                    128, 128, kernel_size=3, padding=1, bias=False
                ),
                layer2_1_bn2=nn.BatchNorm2d(128),
                layer2_1_relu2=nn.ReLU(),
                layer2_1_conv3=nn.Conv2d(128, 512, kernel_size=1, bias=False),
                layer2_1_bn3=nn.BatchNorm2d(512),
            )
        )
        self.layer2_1_relu = nn.ReLU()
        self.layer2_2 = nn.Sequential(
            OrderedDict(
                layer2_2_conv1=nn.Conv2d(512, 128, kernel_size=1, bias=False),
                layer2_2_bn1=nn.BatchNorm2d(128),
                layer2_2_relu1=nn.ReLU(),
                layer2_2_conv2=nn.Conv2d(
                    128, 128, kernel_size=3, padding=1, bias=False
                ),
                layer2_2_bn2=nn.BatchNorm2d(128),
                layer2_2_relu2=nn.ReLU(),
                layer2_2_conv3=nn.Conv2d(128, 512, kernel_size=1, bias=False),
                layer2_2_bn3=nn.BatchNorm2d(512),
            )
        )
        self.layer2_2_relu = nn.ReLU()
        self.layer2_3 = nn.Sequential(
            OrderedDict(
                layer2_3_conv1=nn.Conv2d(512, 128, kernel_size=1, bias=False),
                layer2_3_bn1=nn.BatchNorm2d(128),
                layer2_3_relu1=nn.ReLU(),
                layer2_3_conv2=nn.Conv2d(
                    128, 128, kernel_size=3, padding=1, bias=False
                ),
                layer2_3_bn2=nn.BatchNorm2d(128),
                layer2_3_relu2=nn.ReLU(),
                layer2_3_conv3=nn.Conv2d(128, 512, kernel_size=1, bias=False),
                layer2_3_bn3=nn.BatchNorm2d(512),
            )
        )
        self.layer2_3_relu = nn.ReLU()
        self.layer3_0 = nn.Sequential(
            OrderedDict(
                layer3_0_conv1=nn.Conv2d(512, 256, kernel_size=1, bias=False),
                layer3_0_bn1=nn.BatchNorm2d(256),
                layer3_0_relu1=nn.ReLU(),
                layer3_0_conv2=nn.Conv2d(
                    256, 256, kernel_size=3, stride=2, padding=1, bias=False
                ),
                layer3_0_bn2=nn.BatchNorm2d(256),
                layer3_0_relu2=nn.ReLU(),
                layer3_0_conv3=nn.Conv2d(256, 1024, kernel_size=1, bias=False),
                layer3_0_bn3=nn.BatchNorm2d(1024),
            )
        )
        self.layer3_0_shortcut = nn.Conv2d(
            512, 1024, kernel_size=1, stride=2, bias=False
        )
        self.layer3_0_shortcut_bn = nn.BatchNorm2d(1024)
        self.layer3_0_relu = nn.ReLU()
        self.layer3_1 = nn.Sequential(
            OrderedDict(
                layer3_1_conv1=nn.Conv2d(1024, 256, kernel_size=1, bias=False),
                layer3_1_bn1=nn.BatchNorm2d(256),
                layer3_1_relu1=nn.ReLU(),
                layer3_1_conv2=nn.Conv2d(
                    256, 256, kernel_size=3, padding=1, bias=False
                ),
                layer3_1_bn2=nn.BatchNorm2d(256),
                layer3_1_relu2=nn.ReLU(),
                layer3_1_conv3=nn.Conv2d(256, 1024, kernel_size=1, bias=False),
                layer3_1_bn3=nn.BatchNorm2d(1024),
            )
        )
        self.layer3_1_relu = nn.ReLU()
        self.layer3_2 = nn.Sequential(
            OrderedDict(
                layer3_2_conv1=nn.Conv2d(1024, 256, kernel_size=1, bias=False),
                layer3_2_bn1=nn.BatchNorm2d(256),
                layer3_2_relu1=nn.ReLU(),
                layer3_2_conv2=nn.Conv2d(
                    256, 256, kernel_size=3, padding=1, bias=False
                ),
                layer3_2_bn2=nn.BatchNorm2d(256),
                layer3_2_relu2=nn.ReLU(),
                layer3_2_conv3=nn.Conv2d(256, 1024, kernel_size=1, bias=False),
                layer3_2_bn3=nn.BatchNorm2d(1024),
            )
        )
        self.layer3_2_relu = nn.ReLU()
        self.layer3_3 = nn.Sequential(
            OrderedDict(
                layer3_3_conv1=nn.Conv2d(1024, 256, kernel_size=1, bias=False),
                layer3_3_bn1=nn.BatchNorm2d(256),
                layer3_3_relu1=nn.ReLU(),
                layer3_3_conv2=nn.Conv2d(
                    256, 256, kernel_size=3, padding=1, bias=False
                ),
                layer3_3_bn2=nn.BatchNorm2d(256),
                layer3_3_relu2=nn.ReLU(),
                layer3_3_conv3=nn.Conv2d(256, 1024, kernel_size=1, bias=False),
                layer3_3_bn3=nn.BatchNorm2d(1024),
            )
        )
        self.layer3_3_relu = nn.ReLU()
        self.layer3_4 = nn.Sequential(
            OrderedDict(
                layer3_4_conv1=nn.Conv2d(1024, 256, kernel_size=1, bias=False),
                layer3_4_bn1=nn.BatchNorm2d(256),
                layer3_4_relu1=nn.ReLU(),
                layer3_4_conv2=nn.Conv2d(
                    256, 256, kernel_size=3, padding=1, bias=False
                ),
                layer3_4_bn2=nn.BatchNorm2d(256),
                layer3_4_relu2=nn.ReLU(),
                layer3_4_conv3=nn.Conv2d(256, 1024, kernel_size=1, bias=False),
                layer3_4_bn3=nn.BatchNorm2d(1024),
            )
        )
        self.layer3_4_relu = nn.ReLU()
        self.layer3_5 = nn.Sequential(
            OrderedDict(
                layer3_5_conv1=nn.Conv2d(1024, 256, kernel_size=1, bias=False),
                layer3_5_bn1=nn.BatchNorm2d(256),
                layer3_5_relu1=nn.ReLU(),
                layer3_5_conv2=nn.Conv2d(
                    256, 256, kernel_size=3, padding=1, bias=False
                ),
                layer3_5_bn2=nn.BatchNorm2d(256),
                layer3_5_relu2=nn.ReLU(),
                layer3_5_conv3=nn.Conv2d(256, 1024, kernel_size=1, bias=False),
                layer3_5_bn3=nn.BatchNorm2d(1024),
            )
        )
        self.layer3_5_relu = nn.ReLU()
        self.layer3_6 = nn.Sequential(
            OrderedDict(
                layer3_6_conv1=nn.Conv2d(1024, 256, kernel_size=1, bias=False),
                layer3_6_bn1=nn.BatchNorm2d(256),
                layer3_6_relu1=nn.ReLU(),
                layer3_6_conv2=nn.Conv2d(
                    256, 256, kernel_size=3, padding=1, bias=False
                ),
                layer3_6_bn2=nn.BatchNorm2d(256),
                layer3_6_relu2=nn.ReLU(),
                layer3_6_conv3=nn.Conv2d(256, 1024, kernel_size=1, bias=False),
                layer3_6_bn3=nn.BatchNorm2d(1024),
            )
        )
        self.layer3_6_relu = nn.ReLU()
        self.layer3_7 = nn.Sequential(
            OrderedDict(
                layer3_7_conv1=nn.Conv2d(1024, 256, kernel_size=1, bias=False),
                layer3_7_bn1=nn.BatchNorm2d(256),
                layer3_7_relu1=nn.ReLU(),
                layer3_7_conv2=nn.Conv2d(
                    256, 256, kernel_size=3, padding=1, bias=False
                ),
                layer3_7_bn2=nn.BatchNorm2d(256),
                layer3_7_relu2=nn.ReLU(),
                layer3_7_conv3=nn.Conv2d(256, 1024, kernel_size=1, bias=False),
                layer3_7_bn3=nn.BatchNorm2d(1024),
            )
        )
        self.layer3_7_relu = nn.ReLU()
        self.layer3_8 = nn.Sequential(
            OrderedDict(
                layer3_8_conv1=nn.Conv2d(1024, 256, kernel_size=1, bias=False),
                layer3_8_bn1=nn.BatchNorm2d(256),
                layer3_8_relu1=nn.ReLU(),
                layer3_8_conv2=nn.Conv2d(
                    256, 256, kernel_size=3, padding=1, bias=False
                ),
                layer3_8_bn2=nn.BatchNorm2d(256),
                layer3_8_relu2=nn.ReLU(),
                layer3_8_conv3=nn.Conv2d(256, 1024, kernel_size=1, bias=False),
                layer3_8_bn3=nn.BatchNorm2d(1024),
            )
        )
        self.layer3_8_relu = nn.ReLU()
        self.layer3_9 = nn.Sequential(
            OrderedDict(
                layer3_9_conv1=nn.Conv2d(1024, 256, kernel_size=1, bias=False),
                layer3_9_bn1=nn.BatchNorm2d(256),
                layer3_9_relu1=nn.ReLU(),
                layer3_9_conv2=nn.Conv2d(
                    256, 256, kernel_size=3, padding=1, bias=False
                ),
                layer3_9_bn2=nn.BatchNorm2d(256),
                layer3_9_relu2=nn.ReLU(),
                layer3_9_conv3=nn.Conv2d(256, 1024, kernel_size=1, bias=False),
                layer3_9_bn3=nn.BatchNorm2d(1024),
            )
        )
        self.layer3_9_relu = nn.ReLU()
        self.layer3_10 = nn.Sequential(
            OrderedDict(
                layer3_10_conv1=nn.Conv2d(1024, 256, kernel_size=1, bias=False),
                layer3_10_bn1=nn.BatchNorm2d(256),
                layer3_10_relu1=nn.ReLU(),
                layer3_10_conv2=nn.Conv2d(
                    256, 256, kernel_size=3, padding=1, bias=False
                ),
                layer3_10_bn2=nn.BatchNorm2d(256),
                layer3_10_relu2=nn.ReLU(),
                layer3_10_conv3=nn.Conv2d(256, 1024, kernel_size=1, bias=False),
                layer3_10_bn3=nn.BatchNorm2d(1024),
            )
        )
        self.layer3_10_relu = nn.ReLU()
        self.layer3_11 = nn.Sequential(
            OrderedDict(
                layer3_11_conv1=nn.Conv2d(1024, 256, kernel_size=1, bias=False),
                layer3_11_bn1=nn.BatchNorm2d(256),
                layer3_11_relu1=nn.ReLU(),
                layer3_11_conv2=nn.Conv2d(
                    256, 256, kernel_size=3, padding=1, bias=False
                ),
                layer3_11_bn2=nn.BatchNorm2d(256),
                layer3_11_relu2=nn.ReLU(),
                layer3_11_conv3=nn.Conv2d(256, 1024, kernel_size=1, bias=False),
                layer3_11_bn3=nn.BatchNorm2d(1024),
            )
        )
        self.layer3_11_relu = nn.ReLU()
        self.layer3_12 = nn.Sequential(
            OrderedDict(
                layer3_12_conv1=nn.Conv2d(1024, 256, kernel_size=1, bias=False),
                layer3_12_bn1=nn.BatchNorm2d(256),
                layer3_12_relu1=nn.ReLU(),
                layer3_12_conv2=nn.Conv2d(
                    256, 256, kernel_size=3, padding=1, bias=False
                ),
                layer3_12_bn2=nn.BatchNorm2d(256),
                layer3_12_relu2=nn.ReLU(),
                layer3_12_conv3=nn.Conv2d(256, 1024, kernel_size=1, bias=False),
                layer3_12_bn3=nn.BatchNorm2d(1024),
            )
        )
        self.layer3_12_relu = nn.ReLU()
        self.layer3_13 = nn.Sequential(
            OrderedDict(
                layer3_13_conv1=nn.Conv2d(1024, 256, kernel_size=1, bias=False),
                layer3_13_bn1=nn.BatchNorm2d(256),
                layer3_13_relu1=nn.ReLU(),
                layer3_13_conv2=nn.Conv2d(
                    256, 256, kernel_size=3, padding=1, bias=False
                ),
                layer3_13_bn2=nn.BatchNorm2d(256),
                layer3_13_relu2=nn.ReLU(),
                layer3_13_conv3=nn.Conv2d(256, 1024, kernel_size=1, bias=False),
                layer3_13_bn3=nn.BatchNorm2d(1024),
            )
        )
        self.layer3_13_relu = nn.ReLU()
        self.layer3_14 = nn.Sequential(
            OrderedDict(
                layer3_14_conv1=nn.Conv2d(1024, 256, kernel_size=1, bias=False),
                layer3_14_bn1=nn.BatchNorm2d(256),
                layer3_14_relu1=nn.ReLU(),
                layer3_14_conv2=nn.Conv2d(
                    256, 256, kernel_size=3, padding=1, bias=False
                ),
                layer3_14_bn2=nn.BatchNorm2d(256),
                layer3_14_relu2=nn.ReLU(),
                layer3_14_conv3=nn.Conv2d(256, 1024, kernel_size=1, bias=False),
                layer3_14_bn3=nn.BatchNorm2d(1024),
            )
        )
        self.layer3_14_relu = nn.ReLU()
        self.layer3_15 = nn.Sequential(
            OrderedDict(
                layer3_15_conv1=nn.Conv2d(1024, 256, kernel_size=1, bias=False),
                layer3_15_bn1=nn.BatchNorm2d(256),
                layer3_15_relu1=nn.ReLU(),
                layer3_15_conv2=nn.Conv2d(
                    256, 256, kernel_size=3, padding=1, bias=False
                ),
                layer3_15_bn2=nn.BatchNorm2d(256),
                layer3_15_relu2=nn.ReLU(),
                layer3_15_conv3=nn.Conv2d(256, 1024, kernel_size=1, bias=False),
                layer3_15_bn3=nn.BatchNorm2d(1024),
            )
        )
        self.layer3_15_relu = nn.ReLU()
        self.layer3_16 = nn.Sequential(
            OrderedDict(
                layer3_16_conv1=nn.Conv2d(1024, 256, kernel_size=1, bias=False),
                layer3_16_bn1=nn.BatchNorm2d(256),
                layer3_16_relu1=nn.ReLU(),
                layer3_16_conv2=nn.Conv2d(
                    256, 256, kernel_size=3, padding=1, bias=False
                ),
                layer3_16_bn2=nn.BatchNorm2d(256),
                layer3_16_relu2=nn.ReLU(),
                layer3_16_conv3=nn.Conv2d(256, 1024, kernel_size=1, bias=False),
                layer3_16_bn3=nn.BatchNorm2d(1024),
            )
        )
        self.layer3_16_relu = nn.ReLU()
        self.layer3_17 = nn.Sequential(
            OrderedDict(
                layer3_17_conv1=nn.Conv2d(1024, 256, kernel_size=1, bias=False),
                layer3_17_bn1=nn.BatchNorm2d(256),
                layer3_17_relu1=nn.ReLU(),
                layer3_17_conv2=nn.Conv2d(
                    256, 256, kernel_size=3, padding=1, bias=False
                ),
                layer3_17_bn2=nn.BatchNorm2d(256),
                layer3_17_relu2=nn.ReLU(),
                layer3_17_conv3=nn.Conv2d(256, 1024, kernel_size=1, bias=False),
                layer3_17_bn3=nn.BatchNorm2d(1024),
            )
        )
        self.layer3_17_relu = nn.ReLU()
        self.layer3_18 = nn.Sequential(
            OrderedDict(
                layer3_18_conv1=nn.Conv2d(1024, 256, kernel_size=1, bias=False),
                layer3_18_bn1=nn.BatchNorm2d(256),
                layer3_18_relu1=nn.ReLU(),
                layer3_18_conv2=nn.Conv2d(
                    256, 256, kernel_size=3, padding=1, bias=False
                ),
                layer3_18_bn2=nn.BatchNorm2d(256),
                layer3_18_relu2=nn.ReLU(),
                layer3_18_conv3=nn.Conv2d(256, 1024, kernel_size=1, bias=False),
                layer3_18_bn3=nn.BatchNorm2d(1024),
            )
        )
        self.layer3_18_relu = nn.ReLU()
        self.layer3_19 = nn.Sequential(
            OrderedDict(
                layer3_19_conv1=nn.Conv2d(1024, 256, kernel_size=1, bias=False),
                layer3_19_bn1=nn.BatchNorm2d(256),
                layer3_19_relu1=nn.ReLU(),
                layer3_19_conv2=nn.Conv2d(
                    256, 256, kernel_size=3, padding=1, bias=False
                ),
                layer3_19_bn2=nn.BatchNorm2d(256),
                layer3_19_relu2=nn.ReLU(),
                layer3_19_conv3=nn.Conv2d(256, 1024, kernel_size=1, bias=False),
                layer3_19_bn3=nn.BatchNorm2d(1024),
            )
        )
        self.layer3_19_relu = nn.ReLU()
        self.layer3_20 = nn.Sequential(
            OrderedDict(
                layer3_20_conv1=nn.Conv2d(1024, 256, kernel_size=1, bias=False),
                layer3_20_bn1=nn.BatchNorm2d(256),
                layer3_20_relu1=nn.ReLU(),
                layer3_20_conv2=nn.Conv2d(
                    256, 256, kernel_size=3, padding=1, bias=False
                ),
                layer3_20_bn2=nn.BatchNorm2d(256),
                layer3_20_relu2=nn.ReLU(),
                layer3_20_conv3=nn.Conv2d(256, 1024, kernel_size=1, bias=False),
                layer3_20_bn3=nn.BatchNorm2d(1024),
            )
        )
        self.layer3_20_relu = nn.ReLU()
        self.layer3_21 = nn.Sequential(
            OrderedDict(
                layer3_21_conv1=nn.Conv2d(1024, 256, kernel_size=1, bias=False),
                layer3_21_bn1=nn.BatchNorm2d(256),
                layer3_21_relu1=nn.ReLU(),
                layer3_21_conv2=nn.Conv2d(
                    256, 256, kernel_size=3, padding=1, bias=False
                ),
                layer3_21_bn2=nn.BatchNorm2d(256),
                layer3_21_relu2=nn.ReLU(),
                layer3_21_conv3=nn.Conv2d(256, 1024, kernel_size=1, bias=False),
                layer3_21_bn3=nn.BatchNorm2d(1024),
            )
        )
        self.layer3_21_relu = nn.ReLU()
        self.layer3_22 = nn.Sequential(
            OrderedDict(
                layer3_22_conv1=nn.Conv2d(1024, 256, kernel_size=1, bias=False),
                layer3_22_bn1=nn.BatchNorm2d(256),
                layer3_22_relu1=nn.ReLU(),
                layer3_22_conv2=nn.Conv2d(
                    256, 256, kernel_size=3, padding=1, bias=False
                ),
                layer3_22_bn2=nn.BatchNorm2d(256),
                layer3_22_relu2=nn.ReLU(),
                layer3_22_conv3=nn.Conv2d(256, 1024, kernel_size=1, bias=False),
                layer3_22_bn3=nn.BatchNorm2d(1024),
            )
        )
        self.layer3_22_relu = nn.ReLU()
        self.layer4_0 = nn.Sequential(
            OrderedDict(
                layer4_0_conv1=nn.Conv2d(1024, 512, kernel_size=1, bias=False),
                layer4_0_bn1=nn.BatchNorm2d(512),
                layer4_0_relu1=nn.ReLU(),
                layer4_0_conv2=nn.Conv2d(
                    512, 512, kernel_size=3, stride=2, padding=1, bias=False
                ),
                layer4_0_bn2=nn.BatchNorm2d(512),
                layer4_0_relu2=nn.ReLU(),
                layer4_0_conv3=nn.Conv2d(512, 2048, kernel_size=1, bias=False),
                layer4_0_bn3=nn.BatchNorm2d(2048),
            )
        )
        self.layer4_0_shortcut = nn.Conv2d(
            1024, 2048, kernel_size=1, stride=2, bias=False
        )
        self.layer4_0_shortcut_bn = nn.BatchNorm2d(2048)
        self.layer4_0_relu = nn.ReLU()
        self.layer4_1 = nn.Sequential(
            OrderedDict(
                layer4_1_conv1=nn.Conv2d(2048, 512, kernel_size=1, bias=False),
                layer4_1_bn1=nn.BatchNorm2d(512),
                layer4_1_relu1=nn.ReLU(),
                layer4_1_conv2=nn.Conv2d(
                    512, 512, kernel_size=3, padding=1, bias=False
                ),
                layer4_1_bn2=nn.BatchNorm2d(512),
                layer4_1_relu2=nn.ReLU(),
                layer4_1_conv3=nn.Conv2d(512, 2048, kernel_size=1, bias=False),
                layer4_1_bn3=nn.BatchNorm2d(2048),
            )
        )
        self.layer4_1_relu = nn.ReLU()
        self.layer4_2 = nn.Sequential(
            OrderedDict(
                layer4_2_conv1=nn.Conv2d(2048, 512, kernel_size=1, bias=False),
                layer4_2_bn1=nn.BatchNorm2d(512),
                layer4_2_relu1=nn.ReLU(),
                layer4_2_conv2=nn.Conv2d(
                    512, 512, kernel_size=3, padding=1, bias=False
                ),
                layer4_2_bn2=nn.BatchNorm2d(512),
                layer4_2_relu2=nn.ReLU(),
                layer4_2_conv3=nn.Conv2d(512, 2048, kernel_size=1, bias=False),
                layer4_2_bn3=nn.BatchNorm2d(2048),
            )
        )
        self.layer4_2_relu = nn.ReLU()
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.flatten = nn.Flatten()
        self.fc = nn.Linear(2048, 1000)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 3, 224, 224), pixels from 0 to 1, to (N, 1000)."""
        stem = self.stem(x)  # (N, 64, 56, 56)
        layer1_0 = self.layer1_0(stem)
        x = self.layer1_0_shortcut(stem)  # (N, 256, 56, 56)
        x = self.layer1_0_shortcut_bn(x)
        x = layer1_0 + x
        layer1_0_relu = self.layer1_0_relu(x)
        x = self.layer1_1(layer1_0_relu)
        x = x + layer1_0_relu
        layer1_1_relu = self.layer1_1_relu(x)
        x = self.layer1_2(layer1_1_relu)
        x = x + layer1_1_relu
        layer1_2_relu = self.layer1_2_relu(x)
        layer2_0 = self.layer2_0(layer1_2_relu)
        x = self.layer2_0_shortcut(layer1_2_relu)  # (N, 512, 28, 28)
        x = self.layer2_0_shortcut_bn(x)
        x = layer2_0 + x
        layer2_0_relu = self.layer2_0_relu(x)
        x = self.layer2_1(layer2_0_relu)
        x = x + layer2_0_relu
        layer2_1_relu = self.layer2_1_relu(x)
        x = self.layer2_2(layer2_1_relu)
        x = x + layer2_1_relu
        layer2_2_relu = self.layer2_2_relu(x)
        x = self.layer2_3(layer2_2_relu)
        x = x + layer2_2_relu
        layer2_3_relu = self.layer2_3_relu(x)
        layer3_0 = self.layer3_0(layer2_3_relu)
        x = self.layer3_0_shortcut(layer2_3_relu)  # (N, 1024, 14, 14)
        x = self.layer3_0_shortcut_bn(x)
        x = layer3_0 + x
        layer3_0_relu = self.layer3_0_relu(x)
        x = self.layer3_1(layer3_0_relu)
        x = x + layer3_0_relu
        layer3_1_relu = self.layer3_1_relu(x)
        x = self.layer3_2(layer3_1_relu)
        x = x + layer3_1_relu
        layer3_2_relu = self.layer3_2_relu(x)
        x = self.layer3_3(layer3_2_relu)
        x = x + layer3_2_relu
        layer3_3_relu = self.layer3_3_relu(x)
        x = self.layer3_4(layer3_3_relu)
        x = x + layer3_3_relu
        layer3_4_relu = self.layer3_4_relu(x)
        x = self.layer3_5(layer3_4_relu)
        x = x + layer3_4_relu
        layer3_5_relu = self.layer3_5_relu(x)
        x = self.layer3_6(layer3_5_relu)
        x = x + layer3_5_relu
        layer3_6_relu = self.layer3_6_relu(x)
        x = self.layer3_7(layer3_6_relu)
        x = x + layer3_6_relu
        layer3_7_relu = self.layer3_7_relu(x)
        x = self.layer3_8(layer3_7_relu)
        x = x + layer3_7_relu
        layer3_8_relu = self.layer3_8_relu(x)
        x = self.layer3_9(layer3_8_relu)
        x = x + layer3_8_relu
        layer3_9_relu = self.layer3_9_relu(x)
        x = self.layer3_10(layer3_9_relu)
        x = x + layer3_9_relu
        layer3_10_relu = self.layer3_10_relu(x)
        x = self.layer3_11(layer3_10_relu)
        x = x + layer3_10_relu
        layer3_11_relu = self.layer3_11_relu(x)
        x = self.layer3_12(layer3_11_relu)
        x = x + layer3_11_relu
        layer3_12_relu = self.layer3_12_relu(x)
        x = self.layer3_13(layer3_12_relu)
        x = x + layer3_12_relu
        layer3_13_relu = self.layer3_13_relu(x)
        x = self.layer3_14(layer3_13_relu)
        x = x + layer3_13_relu
        layer3_14_relu = self.layer3_14_relu(x)
        x = self.layer3_15(layer3_14_relu)
        x = x + layer3_14_relu
        layer3_15_relu = self.layer3_15_relu(x)
        x = self.layer3_16(layer3_15_relu)
        x = x + layer3_15_relu
        layer3_16_relu = self.layer3_16_relu(x)
        x = self.layer3_17(layer3_16_relu)
        x = x + layer3_16_relu
        layer3_17_relu = self.layer3_17_relu(x)
        x = self.layer3_18(layer3_17_relu)
        x = x + layer3_17_relu
        layer3_18_relu = self.layer3_18_relu(x)
        x = self.layer3_19(layer3_18_relu)
        x = x + layer3_18_relu
        layer3_19_relu = self.layer3_19_relu(x)
        x = self.layer3_20(layer3_19_relu)
        x = x + layer3_19_relu
        layer3_20_relu = self.layer3_20_relu(x)
        x = self.layer3_21(layer3_20_relu)
        x = x + layer3_20_relu
        layer3_21_relu = self.layer3_21_relu(x)
        x = self.layer3_22(layer3_21_relu)
        x = x + layer3_21_relu
        layer3_22_relu = self.layer3_22_relu(x)
        layer4_0 = self.layer4_0(layer3_22_relu)
        x = self.layer4_0_shortcut(layer3_22_relu)  # (N, 2048, 7, 7)
        x = self.layer4_0_shortcut_bn(x)
        x = layer4_0 + x
        layer4_0_relu = self.layer4_0_relu(x)
        x = self.layer4_1(layer4_0_relu)
        x = x + layer4_0_relu
        layer4_1_relu = self.layer4_1_relu(x)
        x = self.layer4_2(layer4_1_relu)
        x = x + layer4_1_relu
        x = self.layer4_2_relu(x)
        x = self.avgpool(x)  # (N, 2048, 1, 1)
        x = self.flatten(x)  # (N, 2048)
        x = self.fc(x)  # (N, 1000)
        return x
