from collections import OrderedDict

from torch import Tensor, nn


class ResNet44Cifar(nn.Module):
    """658,586 parameters, 97,174,144 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            OrderedDict(
                conv1=nn.Conv2d(3, 16, kernel_size=3, padding=1, bias=False),
                bn1=nn.BatchNorm2d(16),
                relu1=nn.ReLU(),
            )
        )
        self.stage1_block1 = nn.Sequential(
            OrderedDict(
                stage1_block1_conv1=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block1_bn1=nn.BatchNorm2d(16),
                stage1_block1_relu1=nn.ReLU(),
                stage1_block1_conv2=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block1_bn2=nn.BatchNorm2d(16),
            )
        )
        self.stage1_block1_relu2 = nn.ReLU()
        self.stage1_block2 = nn.Sequential(
            OrderedDict(
                stage1_block2_conv1=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block2_bn1=nn.BatchNorm2d(16),
                stage1_block2_relu1=nn.ReLU(),
                stage1_block2_conv2=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block2_bn2=nn.BatchNorm2d(16),
            )
        )
        self.stage1_block2_relu2 = nn.ReLU()
        self.stage1_block3 = nn.Sequential(
            OrderedDict(
                stage1_block3_conv1=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block3_bn1=nn.BatchNorm2d(16),
                stage1_block3_relu1=nn.ReLU(),
                stage1_block3_conv2=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block3_bn2=nn.BatchNorm2d(16),
            )
        )
        self.stage1_block3_relu2 = nn.ReLU()
        self.stage1_block4 = nn.Sequential(
            OrderedDict(
                stage1_block4_conv1=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block4_bn1=nn.BatchNorm2d(16),
                stage1_block4_relu1=nn.ReLU(),
                stage1_block4_conv2=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block4_bn2=nn.BatchNorm2d(16),
            )
        )
        self.stage1_block4_relu2 = nn.ReLU()
        self.stage1_block5 = nn.Sequential(
            OrderedDict(
                stage1_block5_conv1=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block5_bn1=nn.BatchNorm2d(16),
                stage1_block5_relu1=nn.ReLU(),
                stage1_block5_conv2=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block5_bn2=nn.BatchNorm2d(16),
            )
        )
        self.stage1_block5_relu2 = nn.ReLU()
        self.stage1_block6 = nn.Sequential(
            OrderedDict(
                stage1_block6_conv1=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block6_bn1=nn.BatchNorm2d(16),
                stage1_block6_relu1=nn.ReLU(),
                stage1_block6_conv2=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block6_bn2=nn.BatchNorm2d(16),
            )
        )
        self.stage1_block6_relu2 = nn.ReLU()
        self.stage1_block7 = nn.Sequential(
            OrderedDict(
                stage1_block7_conv1=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block7_bn1=nn.BatchNorm2d(16),
                stage1_block7_relu1=nn.ReLU(),
                stage1_block7_conv2=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block7_bn2=nn.BatchNorm2d(16),
            )
        )
        self.stage1_block7_relu2 = nn.ReLU()
        self.stage2_block1 = nn.Sequential(
            OrderedDict(
                stage2_block1_conv1=nn.Conv2d(
                    16, 32, kernel_size=3, stride=2, padding=1, bias=False
                ),
                stage2_block1_bn1=nn.BatchNorm2d(32),
                stage2_block1_relu1=nn.ReLU(),
                stage2_block1_conv2=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block1_bn2=nn.BatchNorm2d(32),
            )
        )
        self.stage2_block1_shortcut = nn.AvgPool2d(1, stride=2)
        self.stage2_block1_shortcut_pad = nn.ZeroPad3d((0, 0, 0, 0, 8, 8))
        self.stage2_block1_relu2 = nn.ReLU()
        self.stage2_block2 = nn.Sequential(
            OrderedDict(
                stage2_block2_conv1=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block2_bn1=nn.BatchNorm2d(32),
                stage2_block2_relu1=nn.ReLU(),
                stage2_block2_conv2=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block2_bn2=nn.BatchNorm2d(32),
            )
        )
        self.stage2_block2_relu2 = nn.ReLU()
        self.stage2_block3 = nn.Sequential(
            OrderedDict(
                stage2_block3_conv1=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block3_bn1=nn.BatchNorm2d(32),
                stage2_block3_relu1=nn.ReLU(),
                stage2_block3_conv2=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block3_bn2=nn.BatchNorm2d(32),
            )
        )
        self.stage2_block3_relu2 = nn.ReLU()
        self.stage2_block4 = nn.Sequential(
            OrderedDict(
                stage2_block4_conv1=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block4_bn1=nn.BatchNorm2d(32),
                stage2_block4_relu1=nn.ReLU(),
                stage2_block4_conv2=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block4_bn2=nn.BatchNorm2d(32),
            )
        )
        self.stage2_block4_relu2 = nn.ReLU()
        self.stage2_block5 = nn.Sequential(
            OrderedDict(
                stage2_block5_conv1=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block5_bn1=nn.BatchNorm2d(32),
                stage2_block5_relu1=nn.ReLU(),
                stage2_block5_conv2=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block5_bn2=nn.BatchNorm2d(32),
            )
        )
        self.stage2_block5_relu2 = nn.ReLU()
        self.stage2_block6 = nn.Sequential(
            OrderedDict(
                stage2_block6_conv1=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block6_bn1=nn.BatchNorm2d(32),
                stage2_block6_relu1=nn.ReLU(),
                stage2_block6_conv2=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block6_bn2=nn.BatchNorm2d(32),
            )
        )
        self.stage2_block6_relu2 = nn.ReLU()
        self.stage2_block7 = nn.Sequential(
            OrderedDict(
                stage2_block7_conv1=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block7_bn1=nn.BatchNorm2d(32),
                stage2_block7_relu1=nn.ReLU(),
                stage2_block7_conv2=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block7_bn2=nn.BatchNorm2d(32),
            )
        )
        self.stage2_block7_relu2 = nn.ReLU()
        self.stage3_block1 = nn.Sequential(
            OrderedDict(
                stage3_block1_conv1=nn.Conv2d(
                    32, 64, kernel_size=3, stride=2, padding=1, bias=False
                ),
                stage3_block1_bn1=nn.BatchNorm2d(64),
                stage3_block1_relu1=nn.ReLU(),
                stage3_block1_conv2=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block1_bn2=nn.BatchNorm2d(64),
            )
        )
        self.stage3_block1_shortcut = nn.AvgPool2d(1, stride=2)
        self.stage3_block1_shortcut_pad = nn.ZeroPad3d((0, 0, 0, 0, 16, 16))
        self.stage3_block1_relu2 = nn.ReLU()
        self.stage3_block2 = nn.Sequential(
            OrderedDict(
                stage3_block2_conv1=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block2_bn1=nn.BatchNorm2d(64),
                stage3_block2_relu1=nn.ReLU(),
                stage3_block2_conv2=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block2_bn2=nn.BatchNorm2d(64),
            )
        )
        self.stage3_block2_relu2 = nn.ReLU()
        self.stage3_block3 = nn.Sequential(
            OrderedDict(
                stage3_block3_conv1=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block3_bn1=nn.BatchNorm2d(64),
                stage3_block3_relu1=nn.ReLU(),
                stage3_block3_conv2=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block3_bn2=nn.BatchNorm2d(64),
            )
        )
        self.stage3_block3_relu2 = nn.ReLU()
        self.stage3_block4 = nn.Sequential(
            OrderedDict(
                stage3_block4_conv1=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block4_bn1=nn.BatchNorm2d(64),
                stage3_block4_relu1=nn.ReLU(),
                stage3_block4_conv2=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block4_bn2=nn.BatchNorm2d(64),
            )
        )
        self.stage3_block4_relu2 = nn.ReLU()
        self.stage3_block5 = nn.Sequential(
            OrderedDict(
                stage3_block5_conv1=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block5_bn1=nn.BatchNorm2d(64),
                stage3_block5_relu1=nn.ReLU(),
                stage3_block5_conv2=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block5_bn2=nn.BatchNorm2d(64),
            )
        )
        self.stage3_block5_relu2 = nn.ReLU()
        self.stage3_block6 = nn.Sequential(
            OrderedDict(
                stage3_block6_conv1=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block6_bn1=nn.BatchNorm2d(64),
                stage3_block6_relu1=nn.ReLU(),
                stage3_block6_conv2=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block6_bn2=nn.BatchNorm2d(64),
            )
        )
        self.stage3_block6_relu2 = nn.ReLU()
        self.stage3_block7 = nn.Sequential(
            OrderedDict(
                stage3_block7_conv1=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block7_bn1=nn.BatchNorm2d(64),
                stage3_block7_relu1=nn.ReLU(),
                stage3_block7_conv2=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block7_bn2=nn.BatchNorm2d(64),
            )
        )
        self.stage3_block7_relu2 = nn.ReLU()
        self.pool = nn.AdaptiveAvgPool2d((1, 1))
        self.flatten = nn.Flatten()
        self.fc = nn.Linear(64, 10)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 3, 32, 32), pixels from 0 to 1, to (N, 10)."""
        stem = self.stem(x)
        x = self.stage1_block1(stem)
        x = x + stem
        stage1_block1_relu2 = self.stage1_block1_relu2(x)
        x = self.stage1_block2(stage1_block1_relu2)
        x = x + stage1_block1_relu2
        stage1_block2_relu2 = self.stage1_block2_relu2(x)
        x = self.stage1_block3(stage1_block2_relu2)
        x = x + stage1_block2_relu2
        stage1_block3_relu2 = self.stage1_block3_relu2(x)
        x = self.stage1_block4(stage1_block3_relu2)
        x = x + stage1_block3_relu2
        stage1_block4_relu2 = self.stage1_block4_relu2(x)
        x = self.stage1_block5(stage1_block4_relu2)
        x = x + stage1_block4_relu2
        stage1_block5_relu2 = self.stage1_block5_relu2(x)
        x = self.stage1_block6(stage1_block5_relu2)
        x = x + stage1_block5_relu2
        stage1_block6_relu2 = self.stage1_block6_relu2(x)
        x = self.stage1_block7(stage1_block6_relu2)
        x = x + stage1_block6_relu2
        stage1_block7_relu2 = self.stage1_block7_relu2(x)
        stage2_block1 = self.stage2_block1(stage1_block7_relu2)
        x = self.stage2_block1_shortcut(stage1_block7_relu2)  # (N, 16, 16, 16)
        x = self.stage2_block1_shortcut_pad(x)  # (N, 32, 16, 16)
        x = stage2_block1 + x
        stage2_block1_relu2 = self.stage2_block1_relu2(x)
        x = self.stage2_block2(stage2_block1_relu2)
        x = x + stage2_block1_relu2
        stage2_block2_relu2 = self.stage2_block2_relu2(x)
        x = self.stage2_block3(stage2_block2_relu2)
        x = x + stage2_block2_relu2
        stage2_block3_relu2 = self.stage2_block3_relu2(x)
        x = self.stage2_block4(stage2_block3_relu2)
        x = x + stage2_block3_relu2
        stage2_block4_relu2 = self.stage2_block4_relu2(x)
        x = self.stage2_block5(stage2_block4_relu2)
        x = x + stage2_block4_relu2
        stage2_block5_relu2 = self.stage2_block5_relu2(x)
        x = self.stage2_block6(stage2_block5_relu2)
        x = x + stage2_block5_relu2
        stage2_block6_relu2 = self.stage2_block6_relu2(x)
        x = self.stage2_block7(stage2_block6_relu2)
        x = x + stage2_block6_relu2
        stage2_block7_relu2 = self.stage2_block7_relu2(x)
        stage3_block1 = self.stage3_block1(stage2_block7_relu2)
        x = self.stage3_block1_shortcut(stage2_block7_relu2)  # (N, 32, 8, 8)
        x = self.stage3_block1_shortcut_pad(x)  # (N, 64, 8, 8)
        x = stage3_block1 + x
        stage3_block1_relu2 = self.stage3_block1_relu2(x)
        x = self.stage3_block2(stage3_block1_relu2)
        x = x + stage3_block1_relu2
        stage3_block2_relu2 = self.stage3_block2_relu2(x)
        x = self.stage3_block3(stage3_block2_relu2)
        x = x + stage3_block2_relu2
        stage3_block3_relu2 = self.stage3_block3_relu2(x)
        x = self.stage3_block4(stage3_block3_relu2)
        x = x + stage3_block3_relu2
        stage3_block4_relu2 = self.stage3_block4_relu2(x)
        x = self.stage3_block5(stage3_block4_relu2)
        x = x + stage3_block4_relu2
        stage3_block5_relu2 = self.stage3_block5_relu2(x)
        x = self.stage3_block6(stage3_block5_relu2)
        x = x + stage3_block5_relu2
        stage3_block6_relu2 = self.stage3_block6_relu2(x)
        x = self.stage3_block7(stage3_block6_relu2)
        x = x + stage3_block6_relu2
        x = self.stage3_block7_relu2(x)
        x = self.pool(x)  # (N, 64, 1, 1)
        x = self.flatten(x)  # (N, 64)
        x = self.fc(x)  # (N, 10)
        return x
