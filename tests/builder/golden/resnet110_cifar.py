from collections import OrderedDict

from torch import Tensor, nn


class ResNet110Cifar(nn.Module):
    """1,727,962 parameters, 252,887,680 multiply-accumulates a sample."""

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
        self.stage1_block8 = nn.Sequential(
            OrderedDict(
                stage1_block8_conv1=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block8_bn1=nn.BatchNorm2d(16),
                stage1_block8_relu1=nn.ReLU(),
                stage1_block8_conv2=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block8_bn2=nn.BatchNorm2d(16),
            )
        )
        self.stage1_block8_relu2 = nn.ReLU()
        self.stage1_block9 = nn.Sequential(
            OrderedDict(
                stage1_block9_conv1=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block9_bn1=nn.BatchNorm2d(16),
                stage1_block9_relu1=nn.ReLU(),
                stage1_block9_conv2=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block9_bn2=nn.BatchNorm2d(16),
            )
        )
        self.stage1_block9_relu2 = nn.ReLU()
        self.stage1_block10 = nn.Sequential(
            OrderedDict(
                stage1_block10_conv1=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block10_bn1=nn.BatchNorm2d(16),
                stage1_block10_relu1=nn.ReLU(),
                stage1_block10_conv2=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block10_bn2=nn.BatchNorm2d(16),
            )
        )
        self.stage1_block10_relu2 = nn.ReLU()
        self.stage1_block11 = nn.Sequential(
            OrderedDict(
                stage1_block11_conv1=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block11_bn1=nn.BatchNorm2d(16),
                stage1_block11_relu1=nn.ReLU(),
                stage1_block11_conv2=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block11_bn2=nn.BatchNorm2d(16),
            )
        )
        self.stage1_block11_relu2 = nn.ReLU()
        self.stage1_block12 = nn.Sequential(
            OrderedDict(
                stage1_block12_conv1=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block12_bn1=nn.BatchNorm2d(16),
                stage1_block12_relu1=nn.ReLU(),
                stage1_block12_conv2=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block12_bn2=nn.BatchNorm2d(16),
            )
        )
        self.stage1_block12_relu2 = nn.ReLU()
        self.stage1_block13 = nn.Sequential(
            OrderedDict(
                stage1_block13_conv1=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block13_bn1=nn.BatchNorm2d(16),
                stage1_block13_relu1=nn.ReLU(),
                stage1_block13_conv2=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block13_bn2=nn.BatchNorm2d(16),
            )
        )
        self.stage1_block13_relu2 = nn.ReLU()
        self.stage1_block14 = nn.Sequential(
            OrderedDict(
                stage1_block14_conv1=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block14_bn1=nn.BatchNorm2d(16),
                stage1_block14_relu1=nn.ReLU(),
                stage1_block14_conv2=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block14_bn2=nn.BatchNorm2d(16),
            )
        )
        self.stage1_block14_relu2 = nn.ReLU()
        self.stage1_block15 = nn.Sequential(
            OrderedDict(
                stage1_block15_conv1=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block15_bn1=nn.BatchNorm2d(16),
                stage1_block15_relu1=nn.ReLU(),
                stage1_block15_conv2=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block15_bn2=nn.BatchNorm2d(16),
            )
        )
        self.stage1_block15_relu2 = nn.ReLU()
        self.stage1_block16 = nn.Sequential(
            OrderedDict(
                stage1_block16_conv1=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block16_bn1=nn.BatchNorm2d(16),
                stage1_block16_relu1=nn.ReLU(),
                stage1_block16_conv2=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block16_bn2=nn.BatchNorm2d(16),
            )
        )
        self.stage1_block16_relu2 = nn.ReLU()
        self.stage1_block17 = nn.Sequential(
            OrderedDict(
                stage1_block17_conv1=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block17_bn1=nn.BatchNorm2d(16),
                stage1_block17_relu1=nn.ReLU(),
                stage1_block17_conv2=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block17_bn2=nn.BatchNorm2d(16),
            )
        )
        self.stage1_block17_relu2 = nn.ReLU()
        self.stage1_block18 = nn.Sequential(
            OrderedDict(
                stage1_block18_conv1=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block18_bn1=nn.BatchNorm2d(16),
                stage1_block18_relu1=nn.ReLU(),
                stage1_block18_conv2=nn.Conv2d(
                    16, 16, kernel_size=3, padding=1, bias=False
                ),
                stage1_block18_bn2=nn.BatchNorm2d(16),
            )
        )
        self.stage1_block18_relu2 = nn.ReLU()
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
        self.stage2_block8 = nn.Sequential(
            OrderedDict(
                stage2_block8_conv1=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block8_bn1=nn.BatchNorm2d(32),
                stage2_block8_relu1=nn.ReLU(),
                stage2_block8_conv2=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block8_bn2=nn.BatchNorm2d(32),
            )
        )
        self.stage2_block8_relu2 = nn.ReLU()
        self.stage2_block9 = nn.Sequential(
            OrderedDict(
                stage2_block9_conv1=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block9_bn1=nn.BatchNorm2d(32),
                stage2_block9_relu1=nn.ReLU(),
                stage2_block9_conv2=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block9_bn2=nn.BatchNorm2d(32),
            )
        )
        self.stage2_block9_relu2 = nn.ReLU()
        self.stage2_block10 = nn.Sequential(
            OrderedDict(
                stage2_block10_conv1=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block10_bn1=nn.BatchNorm2d(32),
                stage2_block10_relu1=nn.ReLU(),
                stage2_block10_conv2=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block10_bn2=nn.BatchNorm2d(32),
            )
        )
        self.stage2_block10_relu2 = nn.ReLU()
        self.stage2_block11 = nn.Sequential(
            OrderedDict(
                stage2_block11_conv1=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block11_bn1=nn.BatchNorm2d(32),
                stage2_block11_relu1=nn.ReLU(),
                stage2_block11_conv2=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block11_bn2=nn.BatchNorm2d(32),
            )
        )
        self.stage2_block11_relu2 = nn.ReLU()
        self.stage2_block12 = nn.Sequential(
            OrderedDict(
                stage2_block12_conv1=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block12_bn1=nn.BatchNorm2d(32),
                stage2_block12_relu1=nn.ReLU(),
                stage2_block12_conv2=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block12_bn2=nn.BatchNorm2d(32),
            )
        )
        self.stage2_block12_relu2 = nn.ReLU()
        self.stage2_block13 = nn.Sequential(
            OrderedDict(
                stage2_block13_conv1=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block13_bn1=nn.BatchNorm2d(32),
                stage2_block13_relu1=nn.ReLU(),
                stage2_block13_conv2=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block13_bn2=nn.BatchNorm2d(32),
            )
        )
        self.stage2_block13_relu2 = nn.ReLU()
        self.stage2_block14 = nn.Sequential(
            OrderedDict(
                stage2_block14_conv1=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block14_bn1=nn.BatchNorm2d(32),
                stage2_block14_relu1=nn.ReLU(),
                stage2_block14_conv2=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block14_bn2=nn.BatchNorm2d(32),
            )
        )
        self.stage2_block14_relu2 = nn.ReLU()
        self.stage2_block15 = nn.Sequential(
            OrderedDict(
                stage2_block15_conv1=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block15_bn1=nn.BatchNorm2d(32),
                stage2_block15_relu1=nn.ReLU(),
                stage2_block15_conv2=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block15_bn2=nn.BatchNorm2d(32),
            )
        )
        self.stage2_block15_relu2 = nn.ReLU()
        self.stage2_block16 = nn.Sequential(
            OrderedDict(
                stage2_block16_conv1=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block16_bn1=nn.BatchNorm2d(32),
                stage2_block16_relu1=nn.ReLU(),
                stage2_block16_conv2=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block16_bn2=nn.BatchNorm2d(32),
            )
        )
        self.stage2_block16_relu2 = nn.ReLU()
        self.stage2_block17 = nn.Sequential(
            OrderedDict(
                stage2_block17_conv1=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block17_bn1=nn.BatchNorm2d(32),
                stage2_block17_relu1=nn.ReLU(),
                stage2_block17_conv2=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block17_bn2=nn.BatchNorm2d(32),
            )
        )
        self.stage2_block17_relu2 = nn.ReLU()
        self.stage2_block18 = nn.Sequential(
            OrderedDict(
                stage2_block18_conv1=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block18_bn1=nn.BatchNorm2d(32),
                stage2_block18_relu1=nn.ReLU(),
                stage2_block18_conv2=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, bias=False
                ),
                stage2_block18_bn2=nn.BatchNorm2d(32),
            )
        )
        self.stage2_block18_relu2 = nn.ReLU()
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
        self.stage3_block8 = nn.Sequential(
            OrderedDict(
                stage3_block8_conv1=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block8_bn1=nn.BatchNorm2d(64),
                stage3_block8_relu1=nn.ReLU(),
                stage3_block8_conv2=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block8_bn2=nn.BatchNorm2d(64),
            )
        )
        self.stage3_block8_relu2 = nn.ReLU()
        self.stage3_block9 = nn.Sequential(
            OrderedDict(
                stage3_block9_conv1=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block9_bn1=nn.BatchNorm2d(64),
                stage3_block9_relu1=nn.ReLU(),
                stage3_block9_conv2=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block9_bn2=nn.BatchNorm2d(64),
            )
        )
        self.stage3_block9_relu2 = nn.ReLU()
        self.stage3_block10 = nn.Sequential(
            OrderedDict(
                stage3_block10_conv1=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block10_bn1=nn.BatchNorm2d(64),
                stage3_block10_relu1=nn.ReLU(),
                stage3_block10_conv2=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block10_bn2=nn.BatchNorm2d(64),
            )
        )
        self.stage3_block10_relu2 = nn.ReLU()
        self.stage3_block11 = nn.Sequential(
            OrderedDict(
                stage3_block11_conv1=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block11_bn1=nn.BatchNorm2d(64),
                stage3_block11_relu1=nn.ReLU(),
                stage3_block11_conv2=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block11_bn2=nn.BatchNorm2d(64),
            )
        )
        self.stage3_block11_relu2 = nn.ReLU()
        self.stage3_block12 = nn.Sequential(
            OrderedDict(
                stage3_block12_conv1=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block12_bn1=nn.BatchNorm2d(64),
                stage3_block12_relu1=nn.ReLU(),
                stage3_block12_conv2=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block12_bn2=nn.BatchNorm2d(64),
            )
        )
        self.stage3_block12_relu2 = nn.ReLU()
        self.stage3_block13 = nn.Sequential(
            OrderedDict(
                stage3_block13_conv1=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block13_bn1=nn.BatchNorm2d(64),
                stage3_block13_relu1=nn.ReLU(),
                stage3_block13_conv2=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block13_bn2=nn.BatchNorm2d(64),
            )
        )
        self.stage3_block13_relu2 = nn.ReLU()
        self.stage3_block14 = nn.Sequential(
            OrderedDict(
                stage3_block14_conv1=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block14_bn1=nn.BatchNorm2d(64),
                stage3_block14_relu1=nn.ReLU(),
                stage3_block14_conv2=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block14_bn2=nn.BatchNorm2d(64),
            )
        )
        self.stage3_block14_relu2 = nn.ReLU()
        self.stage3_block15 = nn.Sequential(
            OrderedDict(
                stage3_block15_conv1=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block15_bn1=nn.BatchNorm2d(64),
                stage3_block15_relu1=nn.ReLU(),
                stage3_block15_conv2=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block15_bn2=nn.BatchNorm2d(64),
            )
        )
        self.stage3_block15_relu2 = nn.ReLU()
        self.stage3_block16 = nn.Sequential(
            OrderedDict(
                stage3_block16_conv1=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block16_bn1=nn.BatchNorm2d(64),
                stage3_block16_relu1=nn.ReLU(),
                stage3_block16_conv2=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block16_bn2=nn.BatchNorm2d(64),
            )
        )
        self.stage3_block16_relu2 = nn.ReLU()
        self.stage3_block17 = nn.Sequential(
            OrderedDict(
                stage3_block17_conv1=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block17_bn1=nn.BatchNorm2d(64),
                stage3_block17_relu1=nn.ReLU(),
                stage3_block17_conv2=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block17_bn2=nn.BatchNorm2d(64),
            )
        )
        self.stage3_block17_relu2 = nn.ReLU()
        self.stage3_block18 = nn.Sequential(
            OrderedDict(
                stage3_block18_conv1=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block18_bn1=nn.BatchNorm2d(64),
                stage3_block18_relu1=nn.ReLU(),
                stage3_block18_conv2=nn.Conv2d(
                    64, 64, kernel_size=3, padding=1, bias=False
                ),
                stage3_block18_bn2=nn.BatchNorm2d(64),
            )
        )
        self.stage3_block18_relu2 = nn.ReLU()
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
        x = self.stage1_block8(stage1_block7_relu2)
        x = x + stage1_block7_relu2
        stage1_block8_relu2 = self.stage1_block8_relu2(x)
        x = self.stage1_block9(stage1_block8_relu2)
        x = x + stage1_block8_relu2
        stage1_block9_relu2 = self.stage1_block9_relu2(x)
        x = self.stage1_block10(stage1_block9_relu2)
        x = x + stage1_block9_relu2
        stage1_block10_relu2 = self.stage1_block10_relu2(x)
        x = self.stage1_block11(stage1_block10_relu2)
        x = x + stage1_block10_relu2
        stage1_block11_relu2 = self.stage1_block11_relu2(x)
        x = self.stage1_block12(stage1_block11_relu2)
        x = x + stage1_block11_relu2
        stage1_block12_relu2 = self.stage1_block12_relu2(x)
        x = self.stage1_block13(stage1_block12_relu2)
        x = x + stage1_block12_relu2
        stage1_block13_relu2 = self.stage1_block13_relu2(x)
        x = self.stage1_block14(stage1_block13_relu2)
        x = x + stage1_block13_relu2
        stage1_block14_relu2 = self.stage1_block14_relu2(x)
        x = self.stage1_block15(stage1_block14_relu2)
        x = x + stage1_block14_relu2
        stage1_block15_relu2 = self.stage1_block15_relu2(x)
        x = self.stage1_block16(stage1_block15_relu2)
        x = x + stage1_block15_relu2
        stage1_block16_relu2 = self.stage1_block16_relu2(x)
        x = self.stage1_block17(stage1_block16_relu2)
        x = x + stage1_block16_relu2
        stage1_block17_relu2 = self.stage1_block17_relu2(x)
        x = self.stage1_block18(stage1_block17_relu2)
        x = x + stage1_block17_relu2
        stage1_block18_relu2 = self.stage1_block18_relu2(x)
        stage2_block1 = self.stage2_block1(stage1_block18_relu2)
        x = self.stage2_block1_shortcut(stage1_block18_relu2)  # (N, 16, 16, 16)
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
        x = self.stage2_block8(stage2_block7_relu2)
        x = x + stage2_block7_relu2
        stage2_block8_relu2 = self.stage2_block8_relu2(x)
        x = self.stage2_block9(stage2_block8_relu2)
        x = x + stage2_block8_relu2
        stage2_block9_relu2 = self.stage2_block9_relu2(x)
        x = self.stage2_block10(stage2_block9_relu2)
        x = x + stage2_block9_relu2
        stage2_block10_relu2 = self.stage2_block10_relu2(x)
        x = self.stage2_block11(stage2_block10_relu2)
        x = x + stage2_block10_relu2
        stage2_block11_relu2 = self.stage2_block11_relu2(x)
        x = self.stage2_block12(stage2_block11_relu2)
        x = x + stage2_block11_relu2
        stage2_block12_relu2 = self.stage2_block12_relu2(x)
        x = self.stage2_block13(stage2_block12_relu2)
        x = x + stage2_block12_relu2
        stage2_block13_relu2 = self.stage2_block13_relu2(x)
        x = self.stage2_block14(stage2_block13_relu2)
        x = x + stage2_block13_relu2
        stage2_block14_relu2 = self.stage2_block14_relu2(x)
        x = self.stage2_block15(stage2_block14_relu2)
        x = x + stage2_block14_relu2
        stage2_block15_relu2 = self.stage2_block15_relu2(x)
        x = self.stage2_block16(stage2_block15_relu2)
        x = x + stage2_block15_relu2
        stage2_block16_relu2 = self.stage2_block16_relu2(x)
        x = self.stage2_block17(stage2_block16_relu2)
        x = x + stage2_block16_relu2
        stage2_block17_relu2 = self.stage2_block17_relu2(x)
        x = self.stage2_block18(stage2_block17_relu2)
        x = x + stage2_block17_relu2
        stage2_block18_relu2 = self.stage2_block18_relu2(x)
        stage3_block1 = self.stage3_block1(stage2_block18_relu2)
        x = self.stage3_block1_shortcut(stage2_block18_relu2)  # (N, 32, 8, 8)
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
        stage3_block7_relu2 = self.stage3_block7_relu2(x)
        x = self.stage3_block8(stage3_block7_relu2)
        x = x + stage3_block7_relu2
        stage3_block8_relu2 = self.stage3_block8_relu2(x)
        x = self.stage3_block9(stage3_block8_relu2)
        x = x + stage3_block8_relu2
        stage3_block9_relu2 = self.stage3_block9_relu2(x)
        x = self.stage3_block10(stage3_block9_relu2)
        x = x + stage3_block9_relu2
        stage3_block10_relu2 = self.stage3_block10_relu2(x)
        x = self.stage3_block11(stage3_block10_relu2)
        x = x + stage3_block10_relu2
        stage3_block11_relu2 = self.stage3_block11_relu2(x)
        x = self.stage3_block12(stage3_block11_relu2)
        x = x + stage3_block11_relu2
        stage3_block12_relu2 = self.stage3_block12_relu2(x)
        x = self.stage3_block13(stage3_block12_relu2)
        x = x + stage3_block12_relu2
        stage3_block13_relu2 = self.stage3_block13_relu2(x)
        x = self.stage3_block14(stage3_block13_relu2)
        x = x + stage3_block13_relu2
        stage3_block14_relu2 = self.stage3_block14_relu2(x)
        x = self.stage3_block15(stage3_block14_relu2)
        x = x + stage3_block14_relu2
        stage3_block15_relu2 = self.stage3_block15_relu2(x)
        x = self.stage3_block16(stage3_block15_relu2)
        x = x + stage3_block15_relu2
        stage3_block16_relu2 = self.stage3_block16_relu2(x)
        x = self.stage3_block17(stage3_block16_relu2)
        x = x + stage3_block16_relu2
        stage3_block17_relu2 = self.stage3_block17_relu2(x)
        x = self.stage3_block18(stage3_block17_relu2)
        x = x + stage3_block17_relu2
        x = self.stage3_block18_relu2(x)
        x = self.pool(x)  # (N, 64, 1, 1)
        x = self.flatten(x)  # (N, 64)
        x = self.fc(x)  # (N, 10)
        return x
