from collections import OrderedDict

import torch
from torch import Tensor, nn


class EfficientNetB0(nn.Module):
    """5,288,548 parameters, 385,814,752 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Sequential(
            OrderedDict(
                first_conv=nn.Conv2d(
                    3, 32, kernel_size=3, stride=2, padding=1, bias=False
                ),
                first_bn=nn.BatchNorm2d(32),
                first_act=nn.SiLU(),
            )
        )
        self.stage1_1_depthwise = nn.Sequential(
            OrderedDict(
                stage1_1_depthwise_conv=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, groups=32, bias=False
                ),
                stage1_1_depthwise_bn=nn.BatchNorm2d(32),
                stage1_1_depthwise_act=nn.SiLU(),
            )
        )
        self.stage1_1_se = nn.Sequential(
            OrderedDict(
                stage1_1_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 32, 1, 1)
                stage1_1_se_fc1=nn.Conv2d(32, 8, kernel_size=1),  # (N, 8, 1, 1)
                stage1_1_se_act1=nn.SiLU(),
                stage1_1_se_fc2=nn.Conv2d(8, 32, kernel_size=1),  # (N, 32, 1, 1)
                stage1_1_se_act2=nn.Sigmoid(),
            )
        )
        self.stage1_1_project_conv = nn.Conv2d(32, 16, kernel_size=1, bias=False)
        self.stage1_1_project_bn = nn.BatchNorm2d(16)
        self.stage2_1 = nn.Sequential(
            OrderedDict(
                stage2_1_expand_conv=nn.Conv2d(16, 96, kernel_size=1, bias=False),
                stage2_1_expand_bn=nn.BatchNorm2d(96),
                stage2_1_expand_act=nn.SiLU(),
                stage2_1_depthwise_conv=nn.Conv2d(
                    96, 96, kernel_size=3, stride=2, padding=1, groups=96, bias=False
                ),
                stage2_1_depthwise_bn=nn.BatchNorm2d(96),
                stage2_1_depthwise_act=nn.SiLU(),
            )
        )
        self.stage2_1_se = nn.Sequential(
            OrderedDict(
                stage2_1_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 96, 1, 1)
                stage2_1_se_fc1=nn.Conv2d(96, 4, kernel_size=1),  # (N, 4, 1, 1)
                stage2_1_se_act1=nn.SiLU(),
                stage2_1_se_fc2=nn.Conv2d(4, 96, kernel_size=1),  # (N, 96, 1, 1)
                stage2_1_se_act2=nn.Sigmoid(),
            )
        )
        self.stage2_1_project_conv = nn.Conv2d(96, 24, kernel_size=1, bias=False)
        self.stage2_1_project_bn = nn.BatchNorm2d(24)
        self.stage2_2 = nn.Sequential(
            OrderedDict(
                stage2_2_expand_conv=nn.Conv2d(24, 144, kernel_size=1, bias=False),
                stage2_2_expand_bn=nn.BatchNorm2d(144),
                stage2_2_expand_act=nn.SiLU(),
                stage2_2_depthwise_conv=nn.Conv2d(
                    144, 144, kernel_size=3, padding=1, groups=144, bias=False
                ),
                stage2_2_depthwise_bn=nn.BatchNorm2d(144),
                stage2_2_depthwise_act=nn.SiLU(),
            )
        )
        self.stage2_2_se = nn.Sequential(
            OrderedDict(
                stage2_2_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 144, 1, 1)
                stage2_2_se_fc1=nn.Conv2d(144, 6, kernel_size=1),  # (N, 6, 1, 1)
                stage2_2_se_act1=nn.SiLU(),
                stage2_2_se_fc2=nn.Conv2d(6, 144, kernel_size=1),  # (N, 144, 1, 1)
                stage2_2_se_act2=nn.Sigmoid(),
            )
        )
        self.stage2_2_project_conv = nn.Conv2d(144, 24, kernel_size=1, bias=False)
        self.stage2_2_project_bn = nn.BatchNorm2d(24)
        self.stage2_2_drop = nn.Dropout(0.025)
        self.stage3_1 = nn.Sequential(
            OrderedDict(
                stage3_1_expand_conv=nn.Conv2d(24, 144, kernel_size=1, bias=False),
                stage3_1_expand_bn=nn.BatchNorm2d(144),
                stage3_1_expand_act=nn.SiLU(),
                stage3_1_depthwise_conv=nn.Conv2d(
                    144, 144, kernel_size=5, stride=2, padding=2, groups=144, bias=False
                ),
                stage3_1_depthwise_bn=nn.BatchNorm2d(144),
                stage3_1_depthwise_act=nn.SiLU(),
            )
        )
        self.stage3_1_se = nn.Sequential(
            OrderedDict(
                stage3_1_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 144, 1, 1)
                stage3_1_se_fc1=nn.Conv2d(144, 6, kernel_size=1),  # (N, 6, 1, 1)
                stage3_1_se_act1=nn.SiLU(),
                stage3_1_se_fc2=nn.Conv2d(6, 144, kernel_size=1),  # (N, 144, 1, 1)
                stage3_1_se_act2=nn.Sigmoid(),
            )
        )
        self.stage3_1_project_conv = nn.Conv2d(144, 40, kernel_size=1, bias=False)
        self.stage3_1_project_bn = nn.BatchNorm2d(40)
        self.stage3_2 = nn.Sequential(
            OrderedDict(
                stage3_2_expand_conv=nn.Conv2d(40, 240, kernel_size=1, bias=False),
                stage3_2_expand_bn=nn.BatchNorm2d(240),
                stage3_2_expand_act=nn.SiLU(),
                stage3_2_depthwise_conv=nn.Conv2d(
                    240, 240, kernel_size=5, padding=2, groups=240, bias=False
                ),
                stage3_2_depthwise_bn=nn.BatchNorm2d(240),
                stage3_2_depthwise_act=nn.SiLU(),
            )
        )
        self.stage3_2_se = nn.Sequential(
            OrderedDict(
                stage3_2_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 240, 1, 1)
                stage3_2_se_fc1=nn.Conv2d(240, 10, kernel_size=1),  # (N, 10, 1, 1)
                stage3_2_se_act1=nn.SiLU(),
                stage3_2_se_fc2=nn.Conv2d(10, 240, kernel_size=1),  # (N, 240, 1, 1)
                stage3_2_se_act2=nn.Sigmoid(),
            )
        )
        self.stage3_2_project_conv = nn.Conv2d(240, 40, kernel_size=1, bias=False)
        self.stage3_2_project_bn = nn.BatchNorm2d(40)
        self.stage3_2_drop = nn.Dropout(0.05)
        self.stage4_1 = nn.Sequential(
            OrderedDict(
                stage4_1_expand_conv=nn.Conv2d(40, 240, kernel_size=1, bias=False),
                stage4_1_expand_bn=nn.BatchNorm2d(240),
                stage4_1_expand_act=nn.SiLU(),
                stage4_1_depthwise_conv=nn.Conv2d(
                    240, 240, kernel_size=3, stride=2, padding=1, groups=240, bias=False
                ),
                stage4_1_depthwise_bn=nn.BatchNorm2d(240),
                stage4_1_depthwise_act=nn.SiLU(),
            )
        )
        self.stage4_1_se = nn.Sequential(
            OrderedDict(
                stage4_1_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 240, 1, 1)
                stage4_1_se_fc1=nn.Conv2d(240, 10, kernel_size=1),  # (N, 10, 1, 1)
                stage4_1_se_act1=nn.SiLU(),
                stage4_1_se_fc2=nn.Conv2d(10, 240, kernel_size=1),  # (N, 240, 1, 1)
                stage4_1_se_act2=nn.Sigmoid(),
            )
        )
        self.stage4_1_project_conv = nn.Conv2d(240, 80, kernel_size=1, bias=False)
        self.stage4_1_project_bn = nn.BatchNorm2d(80)
        self.stage4_2 = nn.Sequential(
            OrderedDict(
                stage4_2_expand_conv=nn.Conv2d(80, 480, kernel_size=1, bias=False),
                stage4_2_expand_bn=nn.BatchNorm2d(480),
                stage4_2_expand_act=nn.SiLU(),
                stage4_2_depthwise_conv=nn.Conv2d(
                    480, 480, kernel_size=3, padding=1, groups=480, bias=False
                ),
                stage4_2_depthwise_bn=nn.BatchNorm2d(480),
                stage4_2_depthwise_act=nn.SiLU(),
            )
        )
        self.stage4_2_se = nn.Sequential(
            OrderedDict(
                stage4_2_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 480, 1, 1)
                stage4_2_se_fc1=nn.Conv2d(480, 20, kernel_size=1),  # (N, 20, 1, 1)
                stage4_2_se_act1=nn.SiLU(),
                stage4_2_se_fc2=nn.Conv2d(20, 480, kernel_size=1),  # (N, 480, 1, 1)
                stage4_2_se_act2=nn.Sigmoid(),
            )
        )
        self.stage4_2_project_conv = nn.Conv2d(480, 80, kernel_size=1, bias=False)
        self.stage4_2_project_bn = nn.BatchNorm2d(80)
        self.stage4_2_drop = nn.Dropout(0.07500000000000001)
        self.stage4_3 = nn.Sequential(
            OrderedDict(
                stage4_3_expand_conv=nn.Conv2d(80, 480, kernel_size=1, bias=False),
                stage4_3_expand_bn=nn.BatchNorm2d(480),
                stage4_3_expand_act=nn.SiLU(),
                stage4_3_depthwise_conv=nn.Conv2d(
                    480, 480, kernel_size=3, padding=1, groups=480, bias=False
                ),
                stage4_3_depthwise_bn=nn.BatchNorm2d(480),
                stage4_3_depthwise_act=nn.SiLU(),
            )
        )
        self.stage4_3_se = nn.Sequential(
            OrderedDict(
                stage4_3_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 480, 1, 1)
                stage4_3_se_fc1=nn.Conv2d(480, 20, kernel_size=1),  # (N, 20, 1, 1)
                stage4_3_se_act1=nn.SiLU(),
                stage4_3_se_fc2=nn.Conv2d(20, 480, kernel_size=1),  # (N, 480, 1, 1)
                stage4_3_se_act2=nn.Sigmoid(),
            )
        )
        self.stage4_3_project_conv = nn.Conv2d(480, 80, kernel_size=1, bias=False)
        self.stage4_3_project_bn = nn.BatchNorm2d(80)
        self.stage4_3_drop = nn.Dropout(0.08750000000000001)
        self.stage5_1 = nn.Sequential(
            OrderedDict(
                stage5_1_expand_conv=nn.Conv2d(80, 480, kernel_size=1, bias=False),
                stage5_1_expand_bn=nn.BatchNorm2d(480),
                stage5_1_expand_act=nn.SiLU(),
                stage5_1_depthwise_conv=nn.Conv2d(
                    480, 480, kernel_size=5, padding=2, groups=480, bias=False
                ),
                stage5_1_depthwise_bn=nn.BatchNorm2d(480),
                stage5_1_depthwise_act=nn.SiLU(),
            )
        )
        self.stage5_1_se = nn.Sequential(
            OrderedDict(
                stage5_1_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 480, 1, 1)
                stage5_1_se_fc1=nn.Conv2d(480, 20, kernel_size=1),  # (N, 20, 1, 1)
                stage5_1_se_act1=nn.SiLU(),
                stage5_1_se_fc2=nn.Conv2d(20, 480, kernel_size=1),  # (N, 480, 1, 1)
                stage5_1_se_act2=nn.Sigmoid(),
            )
        )
        self.stage5_1_project_conv = nn.Conv2d(480, 112, kernel_size=1, bias=False)
        self.stage5_1_project_bn = nn.BatchNorm2d(112)
        self.stage5_2 = nn.Sequential(
            OrderedDict(
                stage5_2_expand_conv=nn.Conv2d(112, 672, kernel_size=1, bias=False),
                stage5_2_expand_bn=nn.BatchNorm2d(672),
                stage5_2_expand_act=nn.SiLU(),
                stage5_2_depthwise_conv=nn.Conv2d(
                    672, 672, kernel_size=5, padding=2, groups=672, bias=False
                ),
                stage5_2_depthwise_bn=nn.BatchNorm2d(672),
                stage5_2_depthwise_act=nn.SiLU(),
            )
        )
        self.stage5_2_se = nn.Sequential(
            OrderedDict(
                stage5_2_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 672, 1, 1)
                stage5_2_se_fc1=nn.Conv2d(672, 28, kernel_size=1),  # (N, 28, 1, 1)
                stage5_2_se_act1=nn.SiLU(),
                stage5_2_se_fc2=nn.Conv2d(28, 672, kernel_size=1),  # (N, 672, 1, 1)
                stage5_2_se_act2=nn.Sigmoid(),
            )
        )
        self.stage5_2_project_conv = nn.Conv2d(672, 112, kernel_size=1, bias=False)
        self.stage5_2_project_bn = nn.BatchNorm2d(112)
        self.stage5_2_drop = nn.Dropout(0.1125)
        self.stage5_3 = nn.Sequential(
            OrderedDict(
                stage5_3_expand_conv=nn.Conv2d(112, 672, kernel_size=1, bias=False),
                stage5_3_expand_bn=nn.BatchNorm2d(672),
                stage5_3_expand_act=nn.SiLU(),
                stage5_3_depthwise_conv=nn.Conv2d(
                    672, 672, kernel_size=5, padding=2, groups=672, bias=False
                ),
                stage5_3_depthwise_bn=nn.BatchNorm2d(672),
                stage5_3_depthwise_act=nn.SiLU(),
            )
        )
        self.stage5_3_se = nn.Sequential(
            OrderedDict(
                stage5_3_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 672, 1, 1)
                stage5_3_se_fc1=nn.Conv2d(672, 28, kernel_size=1),  # (N, 28, 1, 1)
                stage5_3_se_act1=nn.SiLU(),
                stage5_3_se_fc2=nn.Conv2d(28, 672, kernel_size=1),  # (N, 672, 1, 1)
                stage5_3_se_act2=nn.Sigmoid(),
            )
        )
        self.stage5_3_project_conv = nn.Conv2d(672, 112, kernel_size=1, bias=False)
        self.stage5_3_project_bn = nn.BatchNorm2d(112)
        self.stage5_3_drop = nn.Dropout(0.125)
        self.stage6_1 = nn.Sequential(
            OrderedDict(
                stage6_1_expand_conv=nn.Conv2d(112, 672, kernel_size=1, bias=False),
                stage6_1_expand_bn=nn.BatchNorm2d(672),
                stage6_1_expand_act=nn.SiLU(),
                stage6_1_depthwise_conv=nn.Conv2d(
                    672, 672, kernel_size=5, stride=2, padding=2, groups=672, bias=False
                ),
                stage6_1_depthwise_bn=nn.BatchNorm2d(672),
                stage6_1_depthwise_act=nn.SiLU(),
            )
        )
        self.stage6_1_se = nn.Sequential(
            OrderedDict(
                stage6_1_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 672, 1, 1)
                stage6_1_se_fc1=nn.Conv2d(672, 28, kernel_size=1),  # (N, 28, 1, 1)
                stage6_1_se_act1=nn.SiLU(),
                stage6_1_se_fc2=nn.Conv2d(28, 672, kernel_size=1),  # (N, 672, 1, 1)
                stage6_1_se_act2=nn.Sigmoid(),
            )
        )
        self.stage6_1_project_conv = nn.Conv2d(672, 192, kernel_size=1, bias=False)
        self.stage6_1_project_bn = nn.BatchNorm2d(192)
        self.stage6_2 = nn.Sequential(
            OrderedDict(
                stage6_2_expand_conv=nn.Conv2d(192, 1152, kernel_size=1, bias=False),
                stage6_2_expand_bn=nn.BatchNorm2d(1152),
                stage6_2_expand_act=nn.SiLU(),
                stage6_2_depthwise_conv=nn.Conv2d(
                    1152, 1152, kernel_size=5, padding=2, groups=1152, bias=False
                ),
                stage6_2_depthwise_bn=nn.BatchNorm2d(1152),
                stage6_2_depthwise_act=nn.SiLU(),
            )
        )
        self.stage6_2_se = nn.Sequential(
            OrderedDict(
                stage6_2_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 1152, 1, 1)
                stage6_2_se_fc1=nn.Conv2d(1152, 48, kernel_size=1),  # (N, 48, 1, 1)
                stage6_2_se_act1=nn.SiLU(),
                stage6_2_se_fc2=nn.Conv2d(48, 1152, kernel_size=1),  # (N, 1152, 1, 1)
                stage6_2_se_act2=nn.Sigmoid(),
            )
        )
        self.stage6_2_project_conv = nn.Conv2d(1152, 192, kernel_size=1, bias=False)
        self.stage6_2_project_bn = nn.BatchNorm2d(192)
        self.stage6_2_drop = nn.Dropout(0.15000000000000002)
        self.stage6_3 = nn.Sequential(
            OrderedDict(
                stage6_3_expand_conv=nn.Conv2d(192, 1152, kernel_size=1, bias=False),
                stage6_3_expand_bn=nn.BatchNorm2d(1152),
                stage6_3_expand_act=nn.SiLU(),
                stage6_3_depthwise_conv=nn.Conv2d(
                    1152, 1152, kernel_size=5, padding=2, groups=1152, bias=False
                ),
                stage6_3_depthwise_bn=nn.BatchNorm2d(1152),
                stage6_3_depthwise_act=nn.SiLU(),
            )
        )
        self.stage6_3_se = nn.Sequential(
            OrderedDict(
                stage6_3_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 1152, 1, 1)
                stage6_3_se_fc1=nn.Conv2d(1152, 48, kernel_size=1),  # (N, 48, 1, 1)
                stage6_3_se_act1=nn.SiLU(),
                stage6_3_se_fc2=nn.Conv2d(48, 1152, kernel_size=1),  # (N, 1152, 1, 1)
                stage6_3_se_act2=nn.Sigmoid(),
            )
        )
        self.stage6_3_project_conv = nn.Conv2d(1152, 192, kernel_size=1, bias=False)
        self.stage6_3_project_bn = nn.BatchNorm2d(192)
        self.stage6_3_drop = nn.Dropout(0.1625)
        self.stage6_4 = nn.Sequential(
            OrderedDict(
                stage6_4_expand_conv=nn.Conv2d(192, 1152, kernel_size=1, bias=False),
                stage6_4_expand_bn=nn.BatchNorm2d(1152),
                stage6_4_expand_act=nn.SiLU(),
                stage6_4_depthwise_conv=nn.Conv2d(
                    1152, 1152, kernel_size=5, padding=2, groups=1152, bias=False
                ),
                stage6_4_depthwise_bn=nn.BatchNorm2d(1152),
                stage6_4_depthwise_act=nn.SiLU(),
            )
        )
        self.stage6_4_se = nn.Sequential(
            OrderedDict(
                stage6_4_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 1152, 1, 1)
                stage6_4_se_fc1=nn.Conv2d(1152, 48, kernel_size=1),  # (N, 48, 1, 1)
                stage6_4_se_act1=nn.SiLU(),
                stage6_4_se_fc2=nn.Conv2d(48, 1152, kernel_size=1),  # (N, 1152, 1, 1)
                stage6_4_se_act2=nn.Sigmoid(),
            )
        )
        self.stage6_4_project_conv = nn.Conv2d(1152, 192, kernel_size=1, bias=False)
        self.stage6_4_project_bn = nn.BatchNorm2d(192)
        self.stage6_4_drop = nn.Dropout(0.17500000000000002)
        self.stage7_1 = nn.Sequential(
            OrderedDict(
                stage7_1_expand_conv=nn.Conv2d(192, 1152, kernel_size=1, bias=False),
                stage7_1_expand_bn=nn.BatchNorm2d(1152),
                stage7_1_expand_act=nn.SiLU(),
                stage7_1_depthwise_conv=nn.Conv2d(
                    1152, 1152, kernel_size=3, padding=1, groups=1152, bias=False
                ),
                stage7_1_depthwise_bn=nn.BatchNorm2d(1152),
                stage7_1_depthwise_act=nn.SiLU(),
            )
        )
        self.stage7_1_se = nn.Sequential(
            OrderedDict(
                stage7_1_se_pool=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 1152, 1, 1)
                stage7_1_se_fc1=nn.Conv2d(1152, 48, kernel_size=1),  # (N, 48, 1, 1)
                stage7_1_se_act1=nn.SiLU(),
                stage7_1_se_fc2=nn.Conv2d(48, 1152, kernel_size=1),  # (N, 1152, 1, 1)
                stage7_1_se_act2=nn.Sigmoid(),
            )
        )
        self.stage7_1_project_conv = nn.Conv2d(1152, 320, kernel_size=1, bias=False)
        self.stage7_1_project_bn = nn.BatchNorm2d(320)
        self.last = nn.Sequential(
            OrderedDict(
                last_conv=nn.Conv2d(320, 1280, kernel_size=1, bias=False),
                last_bn=nn.BatchNorm2d(1280),
                last_act=nn.SiLU(),
            )
        )
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.classifier = nn.Sequential(
            OrderedDict(
                flatten=nn.Flatten(),  # (N, 1280)
                dropout=nn.Dropout(p=0.2),
                fc=nn.Linear(1280, 1000),  # (N, 1000)
            )
        )

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 3, 224, 224), pixels from 0 to 1, to (N, 1000)."""
        x = self.first(x)
        stage1_1_depthwise = self.stage1_1_depthwise(x)
        x = self.stage1_1_se(stage1_1_depthwise)
        x = stage1_1_depthwise * x
        x = self.stage1_1_project_conv(x)  # (N, 16, 112, 112)
        x = self.stage1_1_project_bn(x)
        stage2_1 = self.stage2_1(x)
        x = self.stage2_1_se(stage2_1)
        x = stage2_1 * x
        x = self.stage2_1_project_conv(x)  # (N, 24, 56, 56)
        stage2_1_project_bn = self.stage2_1_project_bn(x)
        stage2_2 = self.stage2_2(stage2_1_project_bn)
        x = self.stage2_2_se(stage2_2)
        x = stage2_2 * x
        x = self.stage2_2_project_conv(x)  # (N, 24, 56, 56)
        x = self.stage2_2_project_bn(x)
        x = x * self.stage2_2_drop(torch.ones_like(x[:, :1, :1, :1]))
        x = x + stage2_1_project_bn
        stage3_1 = self.stage3_1(x)
        x = self.stage3_1_se(stage3_1)
        x = stage3_1 * x
        x = self.stage3_1_project_conv(x)  # (N, 40, 28, 28)
        stage3_1_project_bn = self.stage3_1_project_bn(x)
        stage3_2 = self.stage3_2(stage3_1_project_bn)
        x = self.stage3_2_se(stage3_2)
        x = stage3_2 * x
        x = self.stage3_2_project_conv(x)  # (N, 40, 28, 28)
        x = self.stage3_2_project_bn(x)
        x = x * self.stage3_2_drop(torch.ones_like(x[:, :1, :1, :1]))
        x = x + stage3_1_project_bn
        stage4_1 = self.stage4_1(x)
        x = self.stage4_1_se(stage4_1)
        x = stage4_1 * x
        x = self.stage4_1_project_conv(x)  # (N, 80, 14, 14)
        stage4_1_project_bn = self.stage4_1_project_bn(x)
        stage4_2 = self.stage4_2(stage4_1_project_bn)
        x = self.stage4_2_se(stage4_2)
        x = stage4_2 * x
        x = self.stage4_2_project_conv(x)  # (N, 80, 14, 14)
        x = self.stage4_2_project_bn(x)
        x = x * self.stage4_2_drop(torch.ones_like(x[:, :1, :1, :1]))
        stage4_2_add = x + stage4_1_project_bn
        stage4_3 = self.stage4_3(stage4_2_add)
        x = self.stage4_3_se(stage4_3)
        x = stage4_3 * x
        x = self.stage4_3_project_conv(x)  # (N, 80, 14, 14)
        x = self.stage4_3_project_bn(x)
        x = x * self.stage4_3_drop(torch.ones_like(x[:, :1, :1, :1]))
        x = x + stage4_2_add
        stage5_1 = self.stage5_1(x)
        x = self.stage5_1_se(stage5_1)
        x = stage5_1 * x
        x = self.stage5_1_project_conv(x)  # (N, 112, 14, 14)
        stage5_1_project_bn = self.stage5_1_project_bn(x)
        stage5_2 = self.stage5_2(stage5_1_project_bn)
        x = self.stage5_2_se(stage5_2)
        x = stage5_2 * x
        x = self.stage5_2_project_conv(x)  # (N, 112, 14, 14)
        x = self.stage5_2_project_bn(x)
        x = x * self.stage5_2_drop(torch.ones_like(x[:, :1, :1, :1]))
        stage5_2_add = x + stage5_1_project_bn
        stage5_3 = self.stage5_3(stage5_2_add)
        x = self.stage5_3_se(stage5_3)
        x = stage5_3 * x
        x = self.stage5_3_project_conv(x)  # (N, 112, 14, 14)
        x = self.stage5_3_project_bn(x)
        x = x * self.stage5_3_drop(torch.ones_like(x[:, :1, :1, :1]))
        x = x + stage5_2_add
        stage6_1 = self.stage6_1(x)
        x = self.stage6_1_se(stage6_1)
        x = stage6_1 * x
        x = self.stage6_1_project_conv(x)  # (N, 192, 7, 7)
        stage6_1_project_bn = self.stage6_1_project_bn(x)
        stage6_2 = self.stage6_2(stage6_1_project_bn)
        x = self.stage6_2_se(stage6_2)
        x = stage6_2 * x
        x = self.stage6_2_project_conv(x)  # (N, 192, 7, 7)
        x = self.stage6_2_project_bn(x)
        x = x * self.stage6_2_drop(torch.ones_like(x[:, :1, :1, :1]))
        stage6_2_add = x + stage6_1_project_bn
        stage6_3 = self.stage6_3(stage6_2_add)
        x = self.stage6_3_se(stage6_3)
        x = stage6_3 * x
        x = self.stage6_3_project_conv(x)  # (N, 192, 7, 7)
        x = self.stage6_3_project_bn(x)
        x = x * self.stage6_3_drop(torch.ones_like(x[:, :1, :1, :1]))
        stage6_3_add = x + stage6_2_add
        stage6_4 = self.stage6_4(stage6_3_add)
        x = self.stage6_4_se(stage6_4)
        x = stage6_4 * x
        x = self.stage6_4_project_conv(x)  # (N, 192, 7, 7)
        x = self.stage6_4_project_bn(x)
        x = x * self.stage6_4_drop(torch.ones_like(x[:, :1, :1, :1]))
        x = x + stage6_3_add
        stage7_1 = self.stage7_1(x)
        x = self.stage7_1_se(stage7_1)
        x = stage7_1 * x
        x = self.stage7_1_project_conv(x)  # (N, 320, 7, 7)
        x = self.stage7_1_project_bn(x)
        x = self.last(x)
        x = self.avgpool(x)  # (N, 1280, 1, 1)
        x = self.classifier(x)  # (N, 1000)
        return x
