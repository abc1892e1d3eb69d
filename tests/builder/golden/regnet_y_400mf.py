from collections import OrderedDict

from torch import Tensor, nn


class RegNetY400MF(nn.Module):
    """4,344,144 parameters, 401,842,848 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Sequential(
            OrderedDict(
                first_conv=nn.Conv2d(
                    3, 32, kernel_size=3, stride=2, padding=1, bias=False
                ),
                first_bn=nn.BatchNorm2d(32),
                first_act=nn.ReLU(),
            )
        )
        self.stage1_1 = nn.Sequential(
            OrderedDict(
                stage1_1_a_conv=nn.Conv2d(32, 48, kernel_size=1, bias=False),
                stage1_1_a_bn=nn.BatchNorm2d(48),
                stage1_1_a_act=nn.ReLU(),
                stage1_1_b_conv=nn.Conv2d(
                    48, 48, kernel_size=3, stride=2, padding=1, groups=6, bias=False
                ),
                stage1_1_b_bn=nn.BatchNorm2d(48),
                stage1_1_b_act=nn.ReLU(),
            )
        )
        self.stage1_1_se = nn.Sequential(
            OrderedDict(
                stage1_1_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 48, 1, 1)
                stage1_1_se_fc1=nn.Conv2d(48, 8, kernel_size=1),  # (N, 8, 1, 1)
                stage1_1_se_act1=nn.ReLU(),
                stage1_1_se_fc2=nn.Conv2d(8, 48, kernel_size=1),  # (N, 48, 1, 1)
                stage1_1_se_act2=nn.Sigmoid(),
            )
        )
        self.stage1_1_c_conv = nn.Conv2d(48, 48, kernel_size=1, bias=False)
        self.stage1_1_c_bn = nn.BatchNorm2d(48)
        self.stage1_1_shortcut_conv = nn.Conv2d(
            32, 48, kernel_size=1, stride=2, bias=False
        )
        self.stage1_1_shortcut_bn = nn.BatchNorm2d(48)
        self.stage1_1_relu = nn.ReLU()
        self.stage2_1 = nn.Sequential(
            OrderedDict(
                stage2_1_a_conv=nn.Conv2d(48, 104, kernel_size=1, bias=False),
                stage2_1_a_bn=nn.BatchNorm2d(104),
                stage2_1_a_act=nn.ReLU(),
                stage2_1_b_conv=nn.Conv2d(
                    104, 104, kernel_size=3, stride=2, padding=1, groups=13, bias=False
                ),
                stage2_1_b_bn=nn.BatchNorm2d(104),
                stage2_1_b_act=nn.ReLU(),
            )
        )
        self.stage2_1_se = nn.Sequential(
            OrderedDict(
                stage2_1_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 104, 1, 1)
                stage2_1_se_fc1=nn.Conv2d(104, 12, kernel_size=1),  # (N, 12, 1, 1)
                stage2_1_se_act1=nn.ReLU(),
                stage2_1_se_fc2=nn.Conv2d(12, 104, kernel_size=1),  # (N, 104, 1, 1)
                stage2_1_se_act2=nn.Sigmoid(),
            )
        )
        self.stage2_1_c_conv = nn.Conv2d(104, 104, kernel_size=1, bias=False)
        self.stage2_1_c_bn = nn.BatchNorm2d(104)
        self.stage2_1_shortcut_conv = nn.Conv2d(
            48, 104, kernel_size=1, stride=2, bias=False
        )
        self.stage2_1_shortcut_bn = nn.BatchNorm2d(104)
        self.stage2_1_relu = nn.ReLU()
        self.stage2_2 = nn.Sequential(
            OrderedDict(
                stage2_2_a_conv=nn.Conv2d(104, 104, kernel_size=1, bias=False),
                stage2_2_a_bn=nn.BatchNorm2d(104),
                stage2_2_a_act=nn.ReLU(),
                stage2_2_b_conv=nn.Conv2d(
                    104, 104, kernel_size=3, padding=1, groups=13, bias=False
                ),
                stage2_2_b_bn=nn.BatchNorm2d(104),
                stage2_2_b_act=nn.ReLU(),
            )
        )
        self.stage2_2_se = nn.Sequential(
            OrderedDict(
                stage2_2_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 104, 1, 1)
                stage2_2_se_fc1=nn.Conv2d(104, 26, kernel_size=1),  # (N, 26, 1, 1)
                stage2_2_se_act1=nn.ReLU(),
                stage2_2_se_fc2=nn.Conv2d(26, 104, kernel_size=1),  # (N, 104, 1, 1)
                stage2_2_se_act2=nn.Sigmoid(),
            )
        )
        self.stage2_2_c_conv = nn.Conv2d(104, 104, kernel_size=1, bias=False)
        self.stage2_2_c_bn = nn.BatchNorm2d(104)
        self.stage2_2_relu = nn.ReLU()
        self.stage2_3 = nn.Sequential(
            OrderedDict(
                stage2_3_a_conv=nn.Conv2d(104, 104, kernel_size=1, bias=False),
                stage2_3_a_bn=nn.BatchNorm2d(104),
                stage2_3_a_act=nn.ReLU(),
                stage2_3_b_conv=nn.Conv2d(
                    104, 104, kernel_size=3, padding=1, groups=13, bias=False
                ),
                stage2_3_b_bn=nn.BatchNorm2d(104),
                stage2_3_b_act=nn.ReLU(),
            )
        )
        self.stage2_3_se = nn.Sequential(
            OrderedDict(
                stage2_3_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 104, 1, 1)
                stage2_3_se_fc1=nn.Conv2d(104, 26, kernel_size=1),  # (N, 26, 1, 1)
                stage2_3_se_act1=nn.ReLU(),
                stage2_3_se_fc2=nn.Conv2d(26, 104, kernel_size=1),  # (N, 104, 1, 1)
                stage2_3_se_act2=nn.Sigmoid(),
            )
        )
        self.stage2_3_c_conv = nn.Conv2d(104, 104, kernel_size=1, bias=False)
        self.stage2_3_c_bn = nn.BatchNorm2d(104)
        self.stage2_3_relu = nn.ReLU()
        self.stage3_1 = nn.Sequential(
            OrderedDict(
                stage3_1_a_conv=nn.Conv2d(104, 208, kernel_size=1, bias=False),
                stage3_1_a_bn=nn.BatchNorm2d(208),
                stage3_1_a_act=nn.ReLU(),
                stage3_1_b_conv=nn.Conv2d(
                    208, 208, kernel_size=3, stride=2, padding=1, groups=26, bias=False
                ),
                stage3_1_b_bn=nn.BatchNorm2d(208),
                stage3_1_b_act=nn.ReLU(),
            )
        )
        self.stage3_1_se = nn.Sequential(
            OrderedDict(
                stage3_1_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 208, 1, 1)
                stage3_1_se_fc1=nn.Conv2d(208, 26, kernel_size=1),  # (N, 26, 1, 1)
                stage3_1_se_act1=nn.ReLU(),
                stage3_1_se_fc2=nn.Conv2d(26, 208, kernel_size=1),  # (N, 208, 1, 1)
                stage3_1_se_act2=nn.Sigmoid(),
            )
        )
        self.stage3_1_c_conv = nn.Conv2d(208, 208, kernel_size=1, bias=False)
        self.stage3_1_c_bn = nn.BatchNorm2d(208)
        self.stage3_1_shortcut_conv = nn.Conv2d(
            104, 208, kernel_size=1, stride=2, bias=False
        )
        self.stage3_1_shortcut_bn = nn.BatchNorm2d(208)
        self.stage3_1_relu = nn.ReLU()
        self.stage3_2 = nn.Sequential(
            OrderedDict(
                stage3_2_a_conv=nn.Conv2d(208, 208, kernel_size=1, bias=False),
                stage3_2_a_bn=nn.BatchNorm2d(208),
                stage3_2_a_act=nn.ReLU(),
                stage3_2_b_conv=nn.Conv2d(
                    208, 208, kernel_size=3, padding=1, groups=26, bias=False
                ),
                stage3_2_b_bn=nn.BatchNorm2d(208),
                stage3_2_b_act=nn.ReLU(),
            )
        )
        self.stage3_2_se = nn.Sequential(
            OrderedDict(
                stage3_2_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 208, 1, 1)
                stage3_2_se_fc1=nn.Conv2d(208, 52, kernel_size=1),  # (N, 52, 1, 1)
                stage3_2_se_act1=nn.ReLU(),
                stage3_2_se_fc2=nn.Conv2d(52, 208, kernel_size=1),  # (N, 208, 1, 1)
                stage3_2_se_act2=nn.Sigmoid(),
            )
        )
        self.stage3_2_c_conv = nn.Conv2d(208, 208, kernel_size=1, bias=False)
        self.stage3_2_c_bn = nn.BatchNorm2d(208)
        self.stage3_2_relu = nn.ReLU()
        self.stage3_3 = nn.Sequential(
            OrderedDict(
                stage3_3_a_conv=nn.Conv2d(208, 208, kernel_size=1, bias=False),
                stage3_3_a_bn=nn.BatchNorm2d(208),
                stage3_3_a_act=nn.ReLU(),
                stage3_3_b_conv=nn.Conv2d(
                    208, 208, kernel_size=3, padding=1, groups=26, bias=False
                ),
                stage3_3_b_bn=nn.BatchNorm2d(208),
                stage3_3_b_act=nn.ReLU(),
            )
        )
        self.stage3_3_se = nn.Sequential(
            OrderedDict(
                stage3_3_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 208, 1, 1)
                stage3_3_se_fc1=nn.Conv2d(208, 52, kernel_size=1),  # (N, 52, 1, 1)
                stage3_3_se_act1=nn.ReLU(),
                stage3_3_se_fc2=nn.Conv2d(52, 208, kernel_size=1),  # (N, 208, 1, 1)
                stage3_3_se_act2=nn.Sigmoid(),
            )
        )
        self.stage3_3_c_conv = nn.Conv2d(208, 208, kernel_size=1, bias=False)
        self.stage3_3_c_bn = nn.BatchNorm2d(208)
        self.stage3_3_relu = nn.ReLU()
        self.stage3_4 = nn.Sequential(
            OrderedDict(
                stage3_4_a_conv=nn.Conv2d(208, 208, kernel_size=1, bias=False),
                stage3_4_a_bn=nn.BatchNorm2d(208),
                stage3_4_a_act=nn.ReLU(),
                stage3_4_b_conv=nn.Conv2d(
                    208, 208, kernel_size=3, padding=1, groups=26, bias=False
                ),
                stage3_4_b_bn=nn.BatchNorm2d(208),
                stage3_4_b_act=nn.ReLU(),
            )
        )
        self.stage3_4_se = nn.Sequential(
            OrderedDict(
                stage3_4_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 208, 1, 1)
                stage3_4_se_fc1=nn.Conv2d(208, 52, kernel_size=1),  # (N, 52, 1, 1)
                stage3_4_se_act1=nn.ReLU(),
                stage3_4_se_fc2=nn.Conv2d(52, 208, kernel_size=1),  # (N, 208, 1, 1)
                stage3_4_se_act2=nn.Sigmoid(),
            )
        )
        self.stage3_4_c_conv = nn.Conv2d(208, 208, kernel_size=1, bias=False)
        self.stage3_4_c_bn = nn.BatchNorm2d(208)
        self.stage3_4_relu = nn.ReLU()
        self.stage3_5 = nn.Sequential(
            OrderedDict(
                stage3_5_a_conv=nn.Conv2d(208, 208, kernel_size=1, bias=False),
                stage3_5_a_bn=nn.BatchNorm2d(208),
                stage3_5_a_act=nn.ReLU(),
                stage3_5_b_conv=nn.Conv2d(
                    208, 208, kernel_size=3, padding=1, groups=26, bias=False
                ),
                stage3_5_b_bn=nn.BatchNorm2d(208),
                stage3_5_b_act=nn.ReLU(),
            )
        )
        self.stage3_5_se = nn.Sequential(
            OrderedDict(
                stage3_5_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 208, 1, 1)
                stage3_5_se_fc1=nn.Conv2d(208, 52, kernel_size=1),  # (N, 52, 1, 1)
                stage3_5_se_act1=nn.ReLU(),
                stage3_5_se_fc2=nn.Conv2d(52, 208, kernel_size=1),  # (N, 208, 1, 1)
                stage3_5_se_act2=nn.Sigmoid(),
            )
        )
        self.stage3_5_c_conv = nn.Conv2d(208, 208, kernel_size=1, bias=False)
        self.stage3_5_c_bn = nn.BatchNorm2d(208)
        self.stage3_5_relu = nn.ReLU()
        self.stage3_6 = nn.Sequential(
            OrderedDict(
                stage3_6_a_conv=nn.Conv2d(208, 208, kernel_size=1, bias=False),
                stage3_6_a_bn=nn.BatchNorm2d(208),
                stage3_6_a_act=nn.ReLU(),
                stage3_6_b_conv=nn.Conv2d(
                    208, 208, kernel_size=3, padding=1, groups=26, bias=False
                ),
                stage3_6_b_bn=nn.BatchNorm2d(208),
                stage3_6_b_act=nn.ReLU(),
            )
        )
        self.stage3_6_se = nn.Sequential(
            OrderedDict(
                stage3_6_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 208, 1, 1)
                stage3_6_se_fc1=nn.Conv2d(208, 52, kernel_size=1),  # (N, 52, 1, 1)
                stage3_6_se_act1=nn.ReLU(),
                stage3_6_se_fc2=nn.Conv2d(52, 208, kernel_size=1),  # (N, 208, 1, 1)
                stage3_6_se_act2=nn.Sigmoid(),
            )
        )
        self.stage3_6_c_conv = nn.Conv2d(208, 208, kernel_size=1, bias=False)
        self.stage3_6_c_bn = nn.BatchNorm2d(208)
        self.stage3_6_relu = nn.ReLU()
        self.stage4_1 = nn.Sequential(
            OrderedDict(
                stage4_1_a_conv=nn.Conv2d(208, 440, kernel_size=1, bias=False),
                stage4_1_a_bn=nn.BatchNorm2d(440),
                stage4_1_a_act=nn.ReLU(),
                stage4_1_b_conv=nn.Conv2d(
                    440, 440, kernel_size=3, stride=2, padding=1, groups=55, bias=False
                ),
                stage4_1_b_bn=nn.BatchNorm2d(440),
                stage4_1_b_act=nn.ReLU(),
            )
        )
        self.stage4_1_se = nn.Sequential(
            OrderedDict(
                stage4_1_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 440, 1, 1)
                stage4_1_se_fc1=nn.Conv2d(440, 52, kernel_size=1),  # (N, 52, 1, 1)
                stage4_1_se_act1=nn.ReLU(),
                stage4_1_se_fc2=nn.Conv2d(52, 440, kernel_size=1),  # (N, 440, 1, 1)
                stage4_1_se_act2=nn.Sigmoid(),
            )
        )
        self.stage4_1_c_conv = nn.Conv2d(440, 440, kernel_size=1, bias=False)
        self.stage4_1_c_bn = nn.BatchNorm2d(440)
        self.stage4_1_shortcut_conv = nn.Conv2d(
            208, 440, kernel_size=1, stride=2, bias=False
        )
        self.stage4_1_shortcut_bn = nn.BatchNorm2d(440)
        self.stage4_1_relu = nn.ReLU()
        self.stage4_2 = nn.Sequential(
            OrderedDict(
                stage4_2_a_conv=nn.Conv2d(440, 440, kernel_size=1, bias=False),
                stage4_2_a_bn=nn.BatchNorm2d(440),
                stage4_2_a_act=nn.ReLU(),
                stage4_2_b_conv=nn.Conv2d(
                    440, 440, kernel_size=3, padding=1, groups=55, bias=False
                ),
                stage4_2_b_bn=nn.BatchNorm2d(440),
                stage4_2_b_act=nn.ReLU(),
            )
        )
        self.stage4_2_se = nn.Sequential(
            OrderedDict(
                stage4_2_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 440, 1, 1)
                stage4_2_se_fc1=nn.Conv2d(440, 110, kernel_size=1),  # (N, 110, 1, 1)
                stage4_2_se_act1=nn.ReLU(),
                stage4_2_se_fc2=nn.Conv2d(110, 440, kernel_size=1),  # (N, 440, 1, 1)
                stage4_2_se_act2=nn.Sigmoid(),
            )
        )
        self.stage4_2_c_conv = nn.Conv2d(440, 440, kernel_size=1, bias=False)
        self.stage4_2_c_bn = nn.BatchNorm2d(440)
        self.stage4_2_relu = nn.ReLU()
        self.stage4_3 = nn.Sequential(
            OrderedDict(
                stage4_3_a_conv=nn.Conv2d(440, 440, kernel_size=1, bias=False),
                stage4_3_a_bn=nn.BatchNorm2d(440),
                stage4_3_a_act=nn.ReLU(),
                stage4_3_b_conv=nn.Conv2d(
                    440, 440, kernel_size=3, padding=1, groups=55, bias=False
                ),
                stage4_3_b_bn=nn.BatchNorm2d(440),
                stage4_3_b_act=nn.ReLU(),
            )
        )
        self.stage4_3_se = nn.Sequential(
            OrderedDict(
                stage4_3_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 440, 1, 1)
                stage4_3_se_fc1=nn.Conv2d(440, 110, kernel_size=1),  # (N, 110, 1, 1)
                stage4_3_se_act1=nn.ReLU(),
                stage4_3_se_fc2=nn.Conv2d(110, 440, kernel_size=1),  # (N, 440, 1, 1)
                stage4_3_se_act2=nn.Sigmoid(),
            )
        )
        self.stage4_3_c_conv = nn.Conv2d(440, 440, kernel_size=1, bias=False)
        self.stage4_3_c_bn = nn.BatchNorm2d(440)
        self.stage4_3_relu = nn.ReLU()
        self.stage4_4 = nn.Sequential(
            OrderedDict(
                stage4_4_a_conv=nn.Conv2d(440, 440, kernel_size=1, bias=False),
                stage4_4_a_bn=nn.BatchNorm2d(440),
                stage4_4_a_act=nn.ReLU(),
                stage4_4_b_conv=nn.Conv2d(
                    440, 440, kernel_size=3, padding=1, groups=55, bias=False
                ),
                stage4_4_b_bn=nn.BatchNorm2d(440),
                stage4_4_b_act=nn.ReLU(),
            )
        )
        self.stage4_4_se = nn.Sequential(
            OrderedDict(
                stage4_4_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 440, 1, 1)
                stage4_4_se_fc1=nn.Conv2d(440, 110, kernel_size=1),  # (N, 110, 1, 1)
                stage4_4_se_act1=nn.ReLU(),
                stage4_4_se_fc2=nn.Conv2d(110, 440, kernel_size=1),  # (N, 440, 1, 1)
                stage4_4_se_act2=nn.Sigmoid(),
            )
        )
        self.stage4_4_c_conv = nn.Conv2d(440, 440, kernel_size=1, bias=False)
        self.stage4_4_c_bn = nn.BatchNorm2d(440)
        self.stage4_4_relu = nn.ReLU()
        self.stage4_5 = nn.Sequential(
            OrderedDict(
                stage4_5_a_conv=nn.Conv2d(440, 440, kernel_size=1, bias=False),
                stage4_5_a_bn=nn.BatchNorm2d(440),
                stage4_5_a_act=nn.ReLU(),
                stage4_5_b_conv=nn.Conv2d(
                    440, 440, kernel_size=3, padding=1, groups=55, bias=False
                ),
                stage4_5_b_bn=nn.BatchNorm2d(440),
                stage4_5_b_act=nn.ReLU(),
            )
        )
        self.stage4_5_se = nn.Sequential(
            OrderedDict(
                stage4_5_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 440, 1, 1)
                stage4_5_se_fc1=nn.Conv2d(440, 110, kernel_size=1),  # (N, 110, 1, 1)
                stage4_5_se_act1=nn.ReLU(),
                stage4_5_se_fc2=nn.Conv2d(110, 440, kernel_size=1),  # (N, 440, 1, 1)
                stage4_5_se_act2=nn.Sigmoid(),
            )
        )
        self.stage4_5_c_conv = nn.Conv2d(440, 440, kernel_size=1, bias=False)
        self.stage4_5_c_bn = nn.BatchNorm2d(440)
        self.stage4_5_relu = nn.ReLU()
        self.stage4_6 = nn.Sequential(
            OrderedDict(
                stage4_6_a_conv=nn.Conv2d(440, 440, kernel_size=1, bias=False),
                stage4_6_a_bn=nn.BatchNorm2d(440),
                stage4_6_a_act=nn.ReLU(),
                stage4_6_b_conv=nn.Conv2d(
                    440, 440, kernel_size=3, padding=1, groups=55, bias=False
                ),
                stage4_6_b_bn=nn.BatchNorm2d(440),
                stage4_6_b_act=nn.ReLU(),
            )
        )
        self.stage4_6_se = nn.Sequential(
            OrderedDict(
                stage4_6_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 440, 1, 1)
                stage4_6_se_fc1=nn.Conv2d(440, 110, kernel_size=1),  # (N, 110, 1, 1)
                stage4_6_se_act1=nn.ReLU(),
                stage4_6_se_fc2=nn.Conv2d(110, 440, kernel_size=1),  # (N, 440, 1, 1)
                stage4_6_se_act2=nn.Sigmoid(),
            )
        )
        self.stage4_6_c_conv = nn.Conv2d(440, 440, kernel_size=1, bias=False)
        self.stage4_6_c_bn = nn.BatchNorm2d(440)
        self.stage4_6_relu = nn.ReLU()
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.flatten = nn.Flatten()
        self.fc = nn.Linear(440, 1000)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 3, 224, 224), pixels from 0 to 1, to (N, 1000)."""
        first = self.first(x)
        stage1_1 = self.stage1_1(first)
        x = self.stage1_1_se(stage1_1)
        x = stage1_1 * x
        x = self.stage1_1_c_conv(x)
        stage1_1_c_bn = self.stage1_1_c_bn(x)
        x = self.stage1_1_shortcut_conv(first)  # (N, 48, 56, 56)
        x = self.stage1_1_shortcut_bn(x)
        x = x + stage1_1_c_bn
        stage1_1_relu = self.stage1_1_relu(x)
        stage2_1 = self.stage2_1(stage1_1_relu)
        x = self.stage2_1_se(stage2_1)
        x = stage2_1 * x
        x = self.stage2_1_c_conv(x)
        stage2_1_c_bn = self.stage2_1_c_bn(x)
        x = self.stage2_1_shortcut_conv(stage1_1_relu)  # (N, 104, 28, 28)
        x = self.stage2_1_shortcut_bn(x)
        x = x + stage2_1_c_bn
        stage2_1_relu = self.stage2_1_relu(x)
        stage2_2 = self.stage2_2(stage2_1_relu)
        x = self.stage2_2_se(stage2_2)
        x = stage2_2 * x
        x = self.stage2_2_c_conv(x)
        x = self.stage2_2_c_bn(x)
        x = stage2_1_relu + x
        stage2_2_relu = self.stage2_2_relu(x)
        stage2_3 = self.stage2_3(stage2_2_relu)
        x = self.stage2_3_se(stage2_3)
        x = stage2_3 * x
        x = self.stage2_3_c_conv(x)
        x = self.stage2_3_c_bn(x)
        x = stage2_2_relu + x
        stage2_3_relu = self.stage2_3_relu(x)
        stage3_1 = self.stage3_1(stage2_3_relu)
        x = self.stage3_1_se(stage3_1)
        x = stage3_1 * x
        x = self.stage3_1_c_conv(x)
        stage3_1_c_bn = self.stage3_1_c_bn(x)
        x = self.stage3_1_shortcut_conv(stage2_3_relu)  # (N, 208, 14, 14)
        x = self.stage3_1_shortcut_bn(x)
        x = x + stage3_1_c_bn
        stage3_1_relu = self.stage3_1_relu(x)
        stage3_2 = self.stage3_2(stage3_1_relu)
        x = self.stage3_2_se(stage3_2)
        x = stage3_2 * x
        x = self.stage3_2_c_conv(x)
        x = self.stage3_2_c_bn(x)
        x = stage3_1_relu + x
        stage3_2_relu = self.stage3_2_relu(x)
        stage3_3 = self.stage3_3(stage3_2_relu)
        x = self.stage3_3_se(stage3_3)
        x = stage3_3 * x
        x = self.stage3_3_c_conv(x)
        x = self.stage3_3_c_bn(x)
        x = stage3_2_relu + x
        stage3_3_relu = self.stage3_3_relu(x)
        stage3_4 = self.stage3_4(stage3_3_relu)
        x = self.stage3_4_se(stage3_4)
        x = stage3_4 * x
        x = self.stage3_4_c_conv(x)
        x = self.stage3_4_c_bn(x)
        x = stage3_3_relu + x
        stage3_4_relu = self.stage3_4_relu(x)
        stage3_5 = self.stage3_5(stage3_4_relu)
        x = self.stage3_5_se(stage3_5)
        x = stage3_5 * x
        x = self.stage3_5_c_conv(x)
        x = self.stage3_5_c_bn(x)
        x = stage3_4_relu + x
        stage3_5_relu = self.stage3_5_relu(x)
        stage3_6 = self.stage3_6(stage3_5_relu)
        x = self.stage3_6_se(stage3_6)
        x = stage3_6 * x
        x = self.stage3_6_c_conv(x)
        x = self.stage3_6_c_bn(x)
        x = stage3_5_relu + x
        stage3_6_relu = self.stage3_6_relu(x)
        stage4_1 = self.stage4_1(stage3_6_relu)
        x = self.stage4_1_se(stage4_1)
        x = stage4_1 * x
        x = self.stage4_1_c_conv(x)
        stage4_1_c_bn = self.stage4_1_c_bn(x)
        x = self.stage4_1_shortcut_conv(stage3_6_relu)  # (N, 440, 7, 7)
        x = self.stage4_1_shortcut_bn(x)
        x = x + stage4_1_c_bn
        stage4_1_relu = self.stage4_1_relu(x)
        stage4_2 = self.stage4_2(stage4_1_relu)
        x = self.stage4_2_se(stage4_2)
        x = stage4_2 * x
        x = self.stage4_2_c_conv(x)
        x = self.stage4_2_c_bn(x)
        x = stage4_1_relu + x
        stage4_2_relu = self.stage4_2_relu(x)
        stage4_3 = self.stage4_3(stage4_2_relu)
        x = self.stage4_3_se(stage4_3)
        x = stage4_3 * x
        x = self.stage4_3_c_conv(x)
        x = self.stage4_3_c_bn(x)
        x = stage4_2_relu + x
        stage4_3_relu = self.stage4_3_relu(x)
        stage4_4 = self.stage4_4(stage4_3_relu)
        x = self.stage4_4_se(stage4_4)
        x = stage4_4 * x
        x = self.stage4_4_c_conv(x)
        x = self.stage4_4_c_bn(x)
        x = stage4_3_relu + x
        stage4_4_relu = self.stage4_4_relu(x)
        stage4_5 = self.stage4_5(stage4_4_relu)
        x = self.stage4_5_se(stage4_5)
        x = stage4_5 * x
        x = self.stage4_5_c_conv(x)
        x = self.stage4_5_c_bn(x)
        x = stage4_4_relu + x
        stage4_5_relu = self.stage4_5_relu(x)
        stage4_6 = self.stage4_6(stage4_5_relu)
        x = self.stage4_6_se(stage4_6)
        x = stage4_6 * x
        x = self.stage4_6_c_conv(x)
        x = self.stage4_6_c_bn(x)
        x = stage4_5_relu + x
        x = self.stage4_6_relu(x)
        x = self.avgpool(x)  # (N, 440, 1, 1)
        x = self.flatten(x)  # (N, 440)
        x = self.fc(x)  # (N, 1000)
        return x
