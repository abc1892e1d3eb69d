from collections import OrderedDict

from torch import Tensor, nn


class ResNet50(nn.Module):
    """25,557,032 parameters, 4,089,184,256 multiply-accumulates a sample."""

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
        layer4_0 = self.layer4_0(layer3_5_relu)
        x = self.layer4_0_shortcut(layer3_5_relu)  # (N, 2048, 7, 7)
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
