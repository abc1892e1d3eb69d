from collections import OrderedDict

from torch import Tensor, nn


class MobileNetV2(nn.Module):
    """3,504,872 parameters, 300,774,272 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Sequential(
            OrderedDict(
                first_conv=nn.Conv2d(
                    3, 32, kernel_size=3, stride=2, padding=1, bias=False
                ),
                first_bn=nn.BatchNorm2d(32),
                first_act=nn.ReLU6(),
            )
        )
        self.stage1_1 = nn.Sequential(
            OrderedDict(
                stage1_1_depthwise_conv=nn.Conv2d(
                    32, 32, kernel_size=3, padding=1, groups=32, bias=False
                ),
                stage1_1_depthwise_bn=nn.BatchNorm2d(32),
                stage1_1_depthwise_act=nn.ReLU6(),
                stage1_1_project_conv=nn.Conv2d(32, 16, kernel_size=1, bias=False),
                stage1_1_project_bn=nn.BatchNorm2d(16),
            )
        )
        self.stage2_1 = nn.Sequential(
            OrderedDict(
                stage2_1_expand_conv=nn.Conv2d(16, 96, kernel_size=1, bias=False),
                stage2_1_expand_bn=nn.BatchNorm2d(96),
                stage2_1_expand_act=nn.ReLU6(),
                stage2_1_depthwise_conv=nn.Conv2d(
                    96, 96, kernel_size=3, stride=2, padding=1, groups=96, bias=False
                ),
                stage2_1_depthwise_bn=nn.BatchNorm2d(96),
                stage2_1_depthwise_act=nn.ReLU6(),
                stage2_1_project_conv=nn.Conv2d(96, 24, kernel_size=1, bias=False),
                stage2_1_project_bn=nn.BatchNorm2d(24),
            )
        )
        self.stage2_2 = nn.Sequential(
            OrderedDict(
                stage2_2_expand_conv=nn.Conv2d(24, 144, kernel_size=1, bias=False),
                stage2_2_expand_bn=nn.BatchNorm2d(144),
                stage2_2_expand_act=nn.ReLU6(),
                stage2_2_depthwise_conv=nn.Conv2d(
                    144, 144, kernel_size=3, padding=1, groups=144, bias=False
                ),
                stage2_2_depthwise_bn=nn.BatchNorm2d(144),
                stage2_2_depthwise_act=nn.ReLU6(),
                stage2_2_project_conv=nn.Conv2d(144, 24, kernel_size=1, bias=False),
                stage2_2_project_bn=nn.BatchNorm2d(24),
            )
        )
        self.stage3_1 = nn.Sequential(
            OrderedDict(
                stage3_1_expand_conv=nn.Conv2d(24, 144, kernel_size=1, bias=False),
                stage3_1_expand_bn=nn.BatchNorm2d(144),
                stage3_1_expand_act=nn.ReLU6(),
                stage3_1_depthwise_conv=nn.Conv2d(
                    144, 144, kernel_size=3, stride=2, padding=1, groups=144, bias=False
                ),
                stage3_1_depthwise_bn=nn.BatchNorm2d(144),
                stage3_1_depthwise_act=nn.ReLU6(),
                stage3_1_project_conv=nn.Conv2d(144, 32, kernel_size=1, bias=False),
                stage3_1_project_bn=nn.BatchNorm2d(32),
            )
        )
        self.stage3_2 = nn.Sequential(
            OrderedDict(
                stage3_2_expand_conv=nn.Conv2d(32, 192, kernel_size=1, bias=False),
                stage3_2_expand_bn=nn.BatchNorm2d(192),
                stage3_2_expand_act=nn.ReLU6(),
                stage3_2_depthwise_conv=nn.Conv2d(
                    192, 192, kernel_size=3, padding=1, groups=192, bias=False
                ),
                stage3_2_depthwise_bn=nn.BatchNorm2d(192),
                stage3_2_depthwise_act=nn.ReLU6(),
                stage3_2_project_conv=nn.Conv2d(192, 32, kernel_size=1, bias=False),
                stage3_2_project_bn=nn.BatchNorm2d(32),
            )
        )
        self.stage3_3 = nn.Sequential(
            OrderedDict(
                stage3_3_expand_conv=nn.Conv2d(32, 192, kernel_size=1, bias=False),
                stage3_3_expand_bn=nn.BatchNorm2d(192),
                stage3_3_expand_act=nn.ReLU6(),
                stage3_3_depthwise_conv=nn.Conv2d(
                    192, 192, kernel_size=3, padding=1, groups=192, bias=False
                ),
                stage3_3_depthwise_bn=nn.BatchNorm2d(192),
                stage3_3_depthwise_act=nn.ReLU6(),
                stage3_3_project_conv=nn.Conv2d(192, 32, kernel_size=1, bias=False),
                stage3_3_project_bn=nn.BatchNorm2d(32),
            )
        )
        self.stage4_1 = nn.Sequential(
            OrderedDict(
                stage4_1_expand_conv=nn.Conv2d(32, 192, kernel_size=1, bias=False),
                stage4_1_expand_bn=nn.BatchNorm2d(192),
                stage4_1_expand_act=nn.ReLU6(),
                stage4_1_depthwise_conv=nn.Conv2d(
                    192, 192, kernel_size=3, stride=2, padding=1, groups=192, bias=False
                ),
                stage4_1_depthwise_bn=nn.BatchNorm2d(192),
                stage4_1_depthwise_act=nn.ReLU6(),
                stage4_1_project_conv=nn.Conv2d(192, 64, kernel_size=1, bias=False),
                stage4_1_project_bn=nn.BatchNorm2d(64),
            )
        )
        self.stage4_2 = nn.Sequential(
            OrderedDict(
                stage4_2_expand_conv=nn.Conv2d(64, 384, kernel_size=1, bias=False),
                stage4_2_expand_bn=nn.BatchNorm2d(384),
                stage4_2_expand_act=nn.ReLU6(),
                stage4_2_depthwise_conv=nn.Conv2d(
                    384, 384, kernel_size=3, padding=1, groups=384, bias=False
                ),
                stage4_2_depthwise_bn=nn.BatchNorm2d(384),
                stage4_2_depthwise_act=nn.ReLU6(),
                stage4_2_project_conv=nn.Conv2d(384, 64, kernel_size=1, bias=False),
                stage4_2_project_bn=nn.BatchNorm2d(64),
            )
        )
        self.stage4_3 = nn.Sequential(
            OrderedDict(
                stage4_3_expand_conv=nn.Conv2d(64, 384, kernel_size=1, bias=False),
                stage4_3_expand_bn=nn.BatchNorm2d(384),
                stage4_3_expand_act=nn.ReLU6(),
                stage4_3_depthwise_conv=nn.Conv2d(
                    384, 384, kernel_size=3, padding=1, groups=384, bias=False
                ),
                stage4_3_depthwise_bn=nn.BatchNorm2d(384),
                stage4_3_depthwise_act=nn.ReLU6(),
                stage4_3_project_conv=nn.Conv2d(384, 64, kernel_size=1, bias=False),
                stage4_3_project_bn=nn.BatchNorm2d(64),
            )
        )
        self.stage4_4 = nn.Sequential(
            OrderedDict(
                stage4_4_expand_conv=nn.Conv2d(64, 384, kernel_size=1, bias=False),
                stage4_4_expand_bn=nn.BatchNorm2d(384),
                stage4_4_expand_act=nn.ReLU6(),
                stage4_4_depthwise_conv=nn.Conv2d(
                    384, 384, kernel_size=3, padding=1, groups=384, bias=False
                ),
                stage4_4_depthwise_bn=nn.BatchNorm2d(384),
                stage4_4_depthwise_act=nn.ReLU6(),
                stage4_4_project_conv=nn.Conv2d(384, 64, kernel_size=1, bias=False),
                stage4_4_project_bn=nn.BatchNorm2d(64),
            )
        )
        self.stage5_1 = nn.Sequential(
            OrderedDict(
                stage5_1_expand_conv=nn.Conv2d(64, 384, kernel_size=1, bias=False),
                stage5_1_expand_bn=nn.BatchNorm2d(384),
                stage5_1_expand_act=nn.ReLU6(),
                stage5_1_depthwise_conv=nn.Conv2d(
                    384, 384, kernel_size=3, padding=1, groups=384, bias=False
                ),
                stage5_1_depthwise_bn=nn.BatchNorm2d(384),
                stage5_1_depthwise_act=nn.ReLU6(),
                stage5_1_project_conv=nn.Conv2d(384, 96, kernel_size=1, bias=False),
                stage5_1_project_bn=nn.BatchNorm2d(96),
            )
        )
        self.stage5_2 = nn.Sequential(
            OrderedDict(
                stage5_2_expand_conv=nn.Conv2d(96, 576, kernel_size=1, bias=False),
                stage5_2_expand_bn=nn.BatchNorm2d(576),
                stage5_2_expand_act=nn.ReLU6(),
                stage5_2_depthwise_conv=nn.Conv2d(
                    576, 576, kernel_size=3, padding=1, groups=576, bias=False
                ),
                stage5_2_depthwise_bn=nn.BatchNorm2d(576),
                stage5_2_depthwise_act=nn.ReLU6(),
                stage5_2_project_conv=nn.Conv2d(576, 96, kernel_size=1, bias=False),
                stage5_2_project_bn=nn.BatchNorm2d(96),
            )
        )
        self.stage5_3 = nn.Sequential(
            OrderedDict(
                stage5_3_expand_conv=nn.Conv2d(96, 576, kernel_size=1, bias=False),
                stage5_3_expand_bn=nn.BatchNorm2d(576),
                stage5_3_expand_act=nn.ReLU6(),
                stage5_3_depthwise_conv=nn.Conv2d(
                    576, 576, kernel_size=3, padding=1, groups=576, bias=False
                ),
                stage5_3_depthwise_bn=nn.BatchNorm2d(576),
                stage5_3_depthwise_act=nn.ReLU6(),
                stage5_3_project_conv=nn.Conv2d(576, 96, kernel_size=1, bias=False),
                stage5_3_project_bn=nn.BatchNorm2d(96),
            )
        )
        self.stage6_1 = nn.Sequential(
            OrderedDict(
                stage6_1_expand_conv=nn.Conv2d(96, 576, kernel_size=1, bias=False),
                stage6_1_expand_bn=nn.BatchNorm2d(576),
                stage6_1_expand_act=nn.ReLU6(),
                stage6_1_depthwise_conv=nn.Conv2d(
                    576, 576, kernel_size=3, stride=2, padding=1, groups=576, bias=False
                ),
                stage6_1_depthwise_bn=nn.BatchNorm2d(576),
                stage6_1_depthwise_act=nn.ReLU6(),
                stage6_1_project_conv=nn.Conv2d(576, 160, kernel_size=1, bias=False),
                stage6_1_project_bn=nn.BatchNorm2d(160),
            )
        )
        self.stage6_2 = nn.Sequential(
            OrderedDict(
                stage6_2_expand_conv=nn.Conv2d(160, 960, kernel_size=1, bias=False),
                stage6_2_expand_bn=nn.BatchNorm2d(960),
                stage6_2_expand_act=nn.ReLU6(),
                stage6_2_depthwise_conv=nn.Conv2d(
                    960, 960, kernel_size=3, padding=1, groups=960, bias=False
                ),
                stage6_2_depthwise_bn=nn.BatchNorm2d(960),
                stage6_2_depthwise_act=nn.ReLU6(),
                stage6_2_project_conv=nn.Conv2d(960, 160, kernel_size=1, bias=False),
                stage6_2_project_bn=nn.BatchNorm2d(160),
            )
        )
        self.stage6_3 = nn.Sequential(
            OrderedDict(
                stage6_3_expand_conv=nn.Conv2d(160, 960, kernel_size=1, bias=False),
                stage6_3_expand_bn=nn.BatchNorm2d(960),
                stage6_3_expand_act=nn.ReLU6(),
                stage6_3_depthwise_conv=nn.Conv2d(
                    960, 960, kernel_size=3, padding=1, groups=960, bias=False
                ),
                stage6_3_depthwise_bn=nn.BatchNorm2d(960),
                stage6_3_depthwise_act=nn.ReLU6(),
                stage6_3_project_conv=nn.Conv2d(960, 160, kernel_size=1, bias=False),
                stage6_3_project_bn=nn.BatchNorm2d(160),
            )
        )
        self.stage7_1 = nn.Sequential(
            OrderedDict(
                stage7_1_expand_conv=nn.Conv2d(160, 960, kernel_size=1, bias=False),
                stage7_1_expand_bn=nn.BatchNorm2d(960),
                stage7_1_expand_act=nn.ReLU6(),
                stage7_1_depthwise_conv=nn.Conv2d(
                    960, 960, kernel_size=3, padding=1, groups=960, bias=False
                ),
                stage7_1_depthwise_bn=nn.BatchNorm2d(960),
                stage7_1_depthwise_act=nn.ReLU6(),
                stage7_1_project_conv=nn.Conv2d(960, 320, kernel_size=1, bias=False),
                stage7_1_project_bn=nn.BatchNorm2d(320),
            )
        )
        self.last = nn.Sequential(
            OrderedDict(
                last_conv=nn.Conv2d(320, 1280, kernel_size=1, bias=False),
                last_bn=nn.BatchNorm2d(1280),
                last_act=nn.ReLU6(),
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
        x = self.stage1_1(x)
        stage2_1 = self.stage2_1(x)
        x = self.stage2_2(stage2_1)
        x = stage2_1 + x
        stage3_1 = self.stage3_1(x)
        x = self.stage3_2(stage3_1)
        stage3_2_add = stage3_1 + x
        x = self.stage3_3(stage3_2_add)
        x = stage3_2_add + x
        stage4_1 = self.stage4_1(x)
        x = self.stage4_2(stage4_1)
        stage4_2_add = stage4_1 + x
        x = self.stage4_3(stage4_2_add)
        stage4_3_add = stage4_2_add + x
        x = self.stage4_4(stage4_3_add)
        x = stage4_3_add + x
        stage5_1 = self.stage5_1(x)
        x = self.stage5_2(stage5_1)
        stage5_2_add = stage5_1 + x
        x = self.stage5_3(stage5_2_add)
        x = stage5_2_add + x
        stage6_1 = self.stage6_1(x)
        x = self.stage6_2(stage6_1)
        stage6_2_add = stage6_1 + x
        x = self.stage6_3(stage6_2_add)
        x = stage6_2_add + x
        x = self.stage7_1(x)
        x = self.last(x)
        x = self.avgpool(x)  # (N, 1280, 1, 1)
        x = self.classifier(x)  # (N, 1000)
        return x
