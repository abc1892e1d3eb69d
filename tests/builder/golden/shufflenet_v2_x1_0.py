from collections import OrderedDict

import torch
from torch import Tensor, nn


class ShuffleNetV2(nn.Module):
    """2,278,604 parameters, 144,907,992 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Sequential(
            OrderedDict(
                first_conv=nn.Conv2d(
                    3, 24, kernel_size=3, stride=2, padding=1, bias=False
                ),
                first_bn=nn.BatchNorm2d(24),
                first_act=nn.ReLU(),
            )
        )
        self.maxpool = nn.MaxPool2d(3, stride=2, padding=1)
        self.stage2_1_branch = nn.Sequential(
            OrderedDict(
                stage2_1_branch_depthwise_conv=nn.Conv2d(
                    24, 24, kernel_size=3, stride=2, padding=1, groups=24, bias=False
                ),
                stage2_1_branch_depthwise_bn=nn.BatchNorm2d(24),
                stage2_1_branch_pointwise_conv=nn.Conv2d(
                    24, 58, kernel_size=1, bias=False
                ),
                stage2_1_branch_pointwise_bn=nn.BatchNorm2d(58),
                stage2_1_branch_pointwise_act=nn.ReLU(),
            )
        )
        self.stage2_1 = nn.Sequential(
            OrderedDict(
                stage2_1_narrow_conv=nn.Conv2d(24, 58, kernel_size=1, bias=False),
                stage2_1_narrow_bn=nn.BatchNorm2d(58),
                stage2_1_narrow_act=nn.ReLU(),
                stage2_1_depthwise_conv=nn.Conv2d(
                    58, 58, kernel_size=3, stride=2, padding=1, groups=58, bias=False
                ),
                stage2_1_depthwise_bn=nn.BatchNorm2d(58),
                stage2_1_pointwise_conv=nn.Conv2d(58, 58, kernel_size=1, bias=False),
                stage2_1_pointwise_bn=nn.BatchNorm2d(58),
                stage2_1_pointwise_act=nn.ReLU(),
            )
        )
        self.stage2_1_halves = nn.Unflatten(1, (2, 58))
        self.stage2_1_shuffled = nn.Flatten(end_dim=2)
        self.stage2_2 = nn.Sequential(
            OrderedDict(
                stage2_2_narrow_conv=nn.Conv2d(58, 58, kernel_size=1, bias=False),
                stage2_2_narrow_bn=nn.BatchNorm2d(58),
                stage2_2_narrow_act=nn.ReLU(),
                stage2_2_depthwise_conv=nn.Conv2d(
                    58, 58, kernel_size=3, padding=1, groups=58, bias=False
                ),
                stage2_2_depthwise_bn=nn.BatchNorm2d(58),
                stage2_2_pointwise_conv=nn.Conv2d(58, 58, kernel_size=1, bias=False),
                stage2_2_pointwise_bn=nn.BatchNorm2d(58),
                stage2_2_pointwise_act=nn.ReLU(),
            )
        )
        self.stage2_2_halves = nn.Unflatten(1, (2, 58))
        self.stage2_2_shuffled = nn.Flatten(end_dim=2)
        self.stage2_3 = nn.Sequential(
            OrderedDict(
                stage2_3_narrow_conv=nn.Conv2d(58, 58, kernel_size=1, bias=False),
                stage2_3_narrow_bn=nn.BatchNorm2d(58),
                stage2_3_narrow_act=nn.ReLU(),
                stage2_3_depthwise_conv=nn.Conv2d(
                    58, 58, kernel_size=3, padding=1, groups=58, bias=False
                ),
                stage2_3_depthwise_bn=nn.BatchNorm2d(58),
                stage2_3_pointwise_conv=nn.Conv2d(58, 58, kernel_size=1, bias=False),
                stage2_3_pointwise_bn=nn.BatchNorm2d(58),
                stage2_3_pointwise_act=nn.ReLU(),
            )
        )
        self.stage2_3_halves = nn.Unflatten(1, (2, 58))
        self.stage2_3_shuffled = nn.Flatten(end_dim=2)
        self.stage2_4 = nn.Sequential(
            OrderedDict(
                stage2_4_narrow_conv=nn.Conv2d(58, 58, kernel_size=1, bias=False),
                stage2_4_narrow_bn=nn.BatchNorm2d(58),
                stage2_4_narrow_act=nn.ReLU(),
                stage2_4_depthwise_conv=nn.Conv2d(
                    58, 58, kernel_size=3, padding=1, groups=58, bias=False
                ),
                stage2_4_depthwise_bn=nn.BatchNorm2d(58),
                stage2_4_pointwise_conv=nn.Conv2d(58, 58, kernel_size=1, bias=False),
                stage2_4_pointwise_bn=nn.BatchNorm2d(58),
                stage2_4_pointwise_act=nn.ReLU(),
            )
        )
        self.stage2_4_halves = nn.Unflatten(1, (2, 58))
        self.stage2_4_shuffled = nn.Flatten(end_dim=2)
        self.stage3_1_branch = nn.Sequential(
            OrderedDict(
                stage3_1_branch_depthwise_conv=nn.Conv2d(
                    116, 116, kernel_size=3, stride=2, padding=1, groups=116, bias=False
                ),
                stage3_1_branch_depthwise_bn=nn.BatchNorm2d(116),
                stage3_1_branch_pointwise_conv=nn.Conv2d(
                    116, 116, kernel_size=1, bias=False
                ),
                stage3_1_branch_pointwise_bn=nn.BatchNorm2d(116),
                stage3_1_branch_pointwise_act=nn.ReLU(),
            )
        )
        self.stage3_1 = nn.Sequential(
            OrderedDict(
                stage3_1_narrow_conv=nn.Conv2d(116, 116, kernel_size=1, bias=False),
                stage3_1_narrow_bn=nn.BatchNorm2d(116),
                stage3_1_narrow_act=nn.ReLU(),
                stage3_1_depthwise_conv=nn.Conv2d(
                    116, 116, kernel_size=3, stride=2, padding=1, groups=116, bias=False
                ),
                stage3_1_depthwise_bn=nn.BatchNorm2d(116),
                stage3_1_pointwise_conv=nn.Conv2d(116, 116, kernel_size=1, bias=False),
                stage3_1_pointwise_bn=nn.BatchNorm2d(116),
                stage3_1_pointwise_act=nn.ReLU(),
            )
        )
        self.stage3_1_halves = nn.Unflatten(1, (2, 116))
        self.stage3_1_shuffled = nn.Flatten(end_dim=2)
        self.stage3_2 = nn.Sequential(
            OrderedDict(
                stage3_2_narrow_conv=nn.Conv2d(116, 116, kernel_size=1, bias=False),
                stage3_2_narrow_bn=nn.BatchNorm2d(116),
                stage3_2_narrow_act=nn.ReLU(),
                stage3_2_depthwise_conv=nn.Conv2d(
                    116, 116, kernel_size=3, padding=1, groups=116, bias=False
                ),
                stage3_2_depthwise_bn=nn.BatchNorm2d(116),
                stage3_2_pointwise_conv=nn.Conv2d(116, 116, kernel_size=1, bias=False),
                stage3_2_pointwise_bn=nn.BatchNorm2d(116),
                stage3_2_pointwise_act=nn.ReLU(),
            )
        )
        self.stage3_2_halves = nn.Unflatten(1, (2, 116))
        self.stage3_2_shuffled = nn.Flatten(end_dim=2)
        self.stage3_3 = nn.Sequential(
            OrderedDict(
                stage3_3_narrow_conv=nn.Conv2d(116, 116, kernel_size=1, bias=False),
                stage3_3_narrow_bn=nn.BatchNorm2d(116),
                stage3_3_narrow_act=nn.ReLU(),
                stage3_3_depthwise_conv=nn.Conv2d(
                    116, 116, kernel_size=3, padding=1, groups=116, bias=False
                ),
                stage3_3_depthwise_bn=nn.BatchNorm2d(116),
                stage3_3_pointwise_conv=nn.Conv2d(116, 116, kernel_size=1, bias=False),
                stage3_3_pointwise_bn=nn.BatchNorm2d(116),
                stage3_3_pointwise_act=nn.ReLU(),
            )
        )
        self.stage3_3_halves = nn.Unflatten(1, (2, 116))
        self.stage3_3_shuffled = nn.Flatten(end_dim=2)
        self.stage3_4 = nn.Sequential(
            OrderedDict(
                stage3_4_narrow_conv=nn.Conv2d(116, 116, kernel_size=1, bias=False),
                stage3_4_narrow_bn=nn.BatchNorm2d(116),
                stage3_4_narrow_act=nn.ReLU(),
                stage3_4_depthwise_conv=nn.Conv2d(
                    116, 116, kernel_size=3, padding=1, groups=116, bias=False
                ),
                stage3_4_depthwise_bn=nn.BatchNorm2d(116),
                stage3_4_pointwise_conv=nn.Conv2d(116, 116, kernel_size=1, bias=False),
                stage3_4_pointwise_bn=nn.BatchNorm2d(116),
                stage3_4_pointwise_act=nn.ReLU(),
            )
        )
        self.stage3_4_halves = nn.Unflatten(1, (2, 116))
        self.stage3_4_shuffled = nn.Flatten(end_dim=2)
        self.stage3_5 = nn.Sequential(
            OrderedDict(
                stage3_5_narrow_conv=nn.Conv2d(116, 116, kernel_size=1, bias=False),
                stage3_5_narrow_bn=nn.BatchNorm2d(116),
                stage3_5_narrow_act=nn.ReLU(),
                stage3_5_depthwise_conv=nn.Conv2d(
                    116, 116, kernel_size=3, padding=1, groups=116, bias=False
                ),
                stage3_5_depthwise_bn=nn.BatchNorm2d(116),
                stage3_5_pointwise_conv=nn.Conv2d(116, 116, kernel_size=1, bias=False),
                stage3_5_pointwise_bn=nn.BatchNorm2d(116),
                stage3_5_pointwise_act=nn.ReLU(),
            )
        )
        self.stage3_5_halves = nn.Unflatten(1, (2, 116))
        self.stage3_5_shuffled = nn.Flatten(end_dim=2)
        self.stage3_6 = nn.Sequential(
            OrderedDict(
                stage3_6_narrow_conv=nn.Conv2d(116, 116, kernel_size=1, bias=False),
                stage3_6_narrow_bn=nn.BatchNorm2d(116),
                stage3_6_narrow_act=nn.ReLU(),
                stage3_6_depthwise_conv=nn.Conv2d(
                    116, 116, kernel_size=3, padding=1, groups=116, bias=False
                ),
                stage3_6_depthwise_bn=nn.BatchNorm2d(116),
                stage3_6_pointwise_conv=nn.Conv2d(116, 116, kernel_size=1, bias=False),
                stage3_6_pointwise_bn=nn.BatchNorm2d(116),
                stage3_6_pointwise_act=nn.ReLU(),
            )
        )
        self.stage3_6_halves = nn.Unflatten(1, (2, 116))
        self.stage3_6_shuffled = nn.Flatten(end_dim=2)
        self.stage3_7 = nn.Sequential(
            OrderedDict(
                stage3_7_narrow_conv=nn.Conv2d(116, 116, kernel_size=1, bias=False),
                stage3_7_narrow_bn=nn.BatchNorm2d(116),
                stage3_7_narrow_act=nn.ReLU(),
                stage3_7_depthwise_conv=nn.Conv2d(
                    116, 116, kernel_size=3, padding=1, groups=116, bias=False
                ),
                stage3_7_depthwise_bn=nn.BatchNorm2d(116),
                stage3_7_pointwise_conv=nn.Conv2d(116, 116, kernel_size=1, bias=False),
                stage3_7_pointwise_bn=nn.BatchNorm2d(116),
                stage3_7_pointwise_act=nn.ReLU(),
            )
        )
        self.stage3_7_halves = nn.Unflatten(1, (2, 116))
        self.stage3_7_shuffled = nn.Flatten(end_dim=2)
        self.stage3_8 = nn.Sequential(
            OrderedDict(
                stage3_8_narrow_conv=nn.Conv2d(116, 116, kernel_size=1, bias=False),
                stage3_8_narrow_bn=nn.BatchNorm2d(116),
                stage3_8_narrow_act=nn.ReLU(),
                stage3_8_depthwise_conv=nn.Conv2d(
                    116, 116, kernel_size=3, padding=1, groups=116, bias=False
                ),
                stage3_8_depthwise_bn=nn.BatchNorm2d(116),
                stage3_8_pointwise_conv=nn.Conv2d(116, 116, kernel_size=1, bias=False),
                stage3_8_pointwise_bn=nn.BatchNorm2d(116),
                stage3_8_pointwise_act=nn.ReLU(),
            )
        )
        self.stage3_8_halves = nn.Unflatten(1, (2, 116))
        self.stage3_8_shuffled = nn.Flatten(end_dim=2)
        self.stage4_1_branch = nn.Sequential(
            OrderedDict(
                stage4_1_branch_depthwise_conv=nn.Conv2d(
                    232, 232, kernel_size=3, stride=2, padding=1, groups=232, bias=False
                ),
                stage4_1_branch_depthwise_bn=nn.BatchNorm2d(232),
                stage4_1_branch_pointwise_conv=nn.Conv2d(
                    232, 232, kernel_size=1, bias=False
                ),
                stage4_1_branch_pointwise_bn=nn.BatchNorm2d(232),
                stage4_1_branch_pointwise_act=nn.ReLU(),
            )
        )
        self.stage4_1 = nn.Sequential(
            OrderedDict(
                stage4_1_narrow_conv=nn.Conv2d(232, 232, kernel_size=1, bias=False),
                stage4_1_narrow_bn=nn.BatchNorm2d(232),
                stage4_1_narrow_act=nn.ReLU(),
                stage4_1_depthwise_conv=nn.Conv2d(
                    232, 232, kernel_size=3, stride=2, padding=1, groups=232, bias=False
                ),
                stage4_1_depthwise_bn=nn.BatchNorm2d(232),
                stage4_1_pointwise_conv=nn.Conv2d(232, 232, kernel_size=1, bias=False),
                stage4_1_pointwise_bn=nn.BatchNorm2d(232),
                stage4_1_pointwise_act=nn.ReLU(),
            )
        )
        self.stage4_1_halves = nn.Unflatten(1, (2, 232))
        self.stage4_1_shuffled = nn.Flatten(end_dim=2)
        self.stage4_2 = nn.Sequential(
            OrderedDict(
                stage4_2_narrow_conv=nn.Conv2d(232, 232, kernel_size=1, bias=False),
                stage4_2_narrow_bn=nn.BatchNorm2d(232),
                stage4_2_narrow_act=nn.ReLU(),
                stage4_2_depthwise_conv=nn.Conv2d(
                    232, 232, kernel_size=3, padding=1, groups=232, bias=False
                ),
                stage4_2_depthwise_bn=nn.BatchNorm2d(232),
                stage4_2_pointwise_conv=nn.Conv2d(232, 232, kernel_size=1, bias=False),
                stage4_2_pointwise_bn=nn.BatchNorm2d(232),
                stage4_2_pointwise_act=nn.ReLU(),
            )
        )
        self.stage4_2_halves = nn.Unflatten(1, (2, 232))
        self.stage4_2_shuffled = nn.Flatten(end_dim=2)
        self.stage4_3 = nn.Sequential(
            OrderedDict(
                stage4_3_narrow_conv=nn.Conv2d(232, 232, kernel_size=1, bias=False),
                stage4_3_narrow_bn=nn.BatchNorm2d(232),
                stage4_3_narrow_act=nn.ReLU(),
                stage4_3_depthwise_conv=nn.Conv2d(
                    232, 232, kernel_size=3, padding=1, groups=232, bias=False
                ),
                stage4_3_depthwise_bn=nn.BatchNorm2d(232),
                stage4_3_pointwise_conv=nn.Conv2d(232, 232, kernel_size=1, bias=False),
                stage4_3_pointwise_bn=nn.BatchNorm2d(232),
                stage4_3_pointwise_act=nn.ReLU(),
            )
        )
        self.stage4_3_halves = nn.Unflatten(1, (2, 232))
        self.stage4_3_shuffled = nn.Flatten(end_dim=2)
        self.stage4_4 = nn.Sequential(
            OrderedDict(
                stage4_4_narrow_conv=nn.Conv2d(232, 232, kernel_size=1, bias=False),
                stage4_4_narrow_bn=nn.BatchNorm2d(232),
                stage4_4_narrow_act=nn.ReLU(),
                stage4_4_depthwise_conv=nn.Conv2d(
                    232, 232, kernel_size=3, padding=1, groups=232, bias=False
                ),
                stage4_4_depthwise_bn=nn.BatchNorm2d(232),
                stage4_4_pointwise_conv=nn.Conv2d(232, 232, kernel_size=1, bias=False),
                stage4_4_pointwise_bn=nn.BatchNorm2d(232),
                stage4_4_pointwise_act=nn.ReLU(),
            )
        )
        self.stage4_4_halves = nn.Unflatten(1, (2, 232))
        self.stage4_4_shuffled = nn.Flatten(end_dim=2)
        self.last = nn.Sequential(
            OrderedDict(
                last_conv=nn.Conv2d(464, 1024, kernel_size=1, bias=False),
                last_bn=nn.BatchNorm2d(1024),
                last_act=nn.ReLU(),
            )
        )
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.flatten = nn.Flatten()
        self.fc = nn.Linear(1024, 1000)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 3, 224, 224), pixels from 0 to 1, to (N, 1000)."""
        x = self.first(x)
        maxpool = self.maxpool(x)  # (N, 24, 56, 56)
        stage2_1_branch = self.stage2_1_branch(maxpool)
        x = self.stage2_1(maxpool)
        x = torch.cat([stage2_1_branch, x], dim=1)  # (N, 116, 28, 28)
        x = self.stage2_1_halves(x)  # (N, 2, 58, 28, 28)
        x = x.permute(0, 2, 1, 3, 4)  # (N, 58, 2, 28, 28)
        x = self.stage2_1_shuffled(x)  # (N, 116, 28, 28)
        stage2_2_chunk_1, stage2_2_chunk_2 = torch.chunk(x, 2, dim=1)
        x = self.stage2_2(stage2_2_chunk_2)
        x = torch.cat([stage2_2_chunk_1, x], dim=1)  # (N, 116, 28, 28)
        x = self.stage2_2_halves(x)  # (N, 2, 58, 28, 28)
        x = x.permute(0, 2, 1, 3, 4)  # (N, 58, 2, 28, 28)
        x = self.stage2_2_shuffled(x)  # (N, 116, 28, 28)
        stage2_3_chunk_1, stage2_3_chunk_2 = torch.chunk(x, 2, dim=1)
        x = self.stage2_3(stage2_3_chunk_2)
        x = torch.cat([stage2_3_chunk_1, x], dim=1)  # (N, 116, 28, 28)
        x = self.stage2_3_halves(x)  # (N, 2, 58, 28, 28)
        x = x.permute(0, 2, 1, 3, 4)  # (N, 58, 2, 28, 28)
        x = self.stage2_3_shuffled(x)  # (N, 116, 28, 28)
        stage2_4_chunk_1, stage2_4_chunk_2 = torch.chunk(x, 2, dim=1)
        x = self.stage2_4(stage2_4_chunk_2)
        x = torch.cat([stage2_4_chunk_1, x], dim=1)  # (N, 116, 28, 28)
        x = self.stage2_4_halves(x)  # (N, 2, 58, 28, 28)
        x = x.permute(0, 2, 1, 3, 4)  # (N, 58, 2, 28, 28)
        stage2_4_shuffled = self.stage2_4_shuffled(x)  # (N, 116, 28, 28)
        stage3_1_branch = self.stage3_1_branch(stage2_4_shuffled)
        x = self.stage3_1(stage2_4_shuffled)
        x = torch.cat([stage3_1_branch, x], dim=1)  # (N, 232, 14, 14)
        x = self.stage3_1_halves(x)  # (N, 2, 116, 14, 14)
        x = x.permute(0, 2, 1, 3, 4)  # (N, 116, 2, 14, 14)
        x = self.stage3_1_shuffled(x)  # (N, 232, 14, 14)
        stage3_2_chunk_1, stage3_2_chunk_2 = torch.chunk(x, 2, dim=1)
        x = self.stage3_2(stage3_2_chunk_2)
        x = torch.cat([stage3_2_chunk_1, x], dim=1)  # (N, 232, 14, 14)
        x = self.stage3_2_halves(x)  # (N, 2, 116, 14, 14)
        x = x.permute(0, 2, 1, 3, 4)  # (N, 116, 2, 14, 14)
        x = self.stage3_2_shuffled(x)  # (N, 232, 14, 14)
        stage3_3_chunk_1, stage3_3_chunk_2 = torch.chunk(x, 2, dim=1)
        x = self.stage3_3(stage3_3_chunk_2)
        x = torch.cat([stage3_3_chunk_1, x], dim=1)  # (N, 232, 14, 14)
        x = self.stage3_3_halves(x)  # (N, 2, 116, 14, 14)
        x = x.permute(0, 2, 1, 3, 4)  # (N, 116, 2, 14, 14)
        x = self.stage3_3_shuffled(x)  # (N, 232, 14, 14)
        stage3_4_chunk_1, stage3_4_chunk_2 = torch.chunk(x, 2, dim=1)
        x = self.stage3_4(stage3_4_chunk_2)
        x = torch.cat([stage3_4_chunk_1, x], dim=1)  # (N, 232, 14, 14)
        x = self.stage3_4_halves(x)  # (N, 2, 116, 14, 14)
        x = x.permute(0, 2, 1, 3, 4)  # (N, 116, 2, 14, 14)
        x = self.stage3_4_shuffled(x)  # (N, 232, 14, 14)
        stage3_5_chunk_1, stage3_5_chunk_2 = torch.chunk(x, 2, dim=1)
        x = self.stage3_5(stage3_5_chunk_2)
        x = torch.cat([stage3_5_chunk_1, x], dim=1)  # (N, 232, 14, 14)
        x = self.stage3_5_halves(x)  # (N, 2, 116, 14, 14)
        x = x.permute(0, 2, 1, 3, 4)  # (N, 116, 2, 14, 14)
        x = self.stage3_5_shuffled(x)  # (N, 232, 14, 14)
        stage3_6_chunk_1, stage3_6_chunk_2 = torch.chunk(x, 2, dim=1)
        x = self.stage3_6(stage3_6_chunk_2)
        x = torch.cat([stage3_6_chunk_1, x], dim=1)  # (N, 232, 14, 14)
        x = self.stage3_6_halves(x)  # (N, 2, 116, 14, 14)
        x = x.permute(0, 2, 1, 3, 4)  # (N, 116, 2, 14, 14)
        x = self.stage3_6_shuffled(x)  # (N, 232, 14, 14)
        stage3_7_chunk_1, stage3_7_chunk_2 = torch.chunk(x, 2, dim=1)
        x = self.stage3_7(stage3_7_chunk_2)
        x = torch.cat([stage3_7_chunk_1, x], dim=1)  # (N, 232, 14, 14)
        x = self.stage3_7_halves(x)  # (N, 2, 116, 14, 14)
        x = x.permute(0, 2, 1, 3, 4)  # (N, 116, 2, 14, 14)
        x = self.stage3_7_shuffled(x)  # (N, 232, 14, 14)
        stage3_8_chunk_1, stage3_8_chunk_2 = torch.chunk(x, 2, dim=1)
        x = self.stage3_8(stage3_8_chunk_2)
        x = torch.cat([stage3_8_chunk_1, x], dim=1)  # (N, 232, 14, 14)
        x = self.stage3_8_halves(x)  # (N, 2, 116, 14, 14)
        x = x.permute(0, 2, 1, 3, 4)  # (N, 116, 2, 14, 14)
        stage3_8_shuffled = self.stage3_8_shuffled(x)  # (N, 232, 14, 14)
        stage4_1_branch = self.stage4_1_branch(stage3_8_shuffled)
        x = self.stage4_1(stage3_8_shuffled)
        x = torch.cat([stage4_1_branch, x], dim=1)  # (N, 464, 7, 7)
        x = self.stage4_1_halves(x)  # (N, 2, 232, 7, 7)
        x = x.permute(0, 2, 1, 3, 4)  # (N, 232, 2, 7, 7)
        x = self.stage4_1_shuffled(x)  # (N, 464, 7, 7)
        stage4_2_chunk_1, stage4_2_chunk_2 = torch.chunk(x, 2, dim=1)
        x = self.stage4_2(stage4_2_chunk_2)
        x = torch.cat([stage4_2_chunk_1, x], dim=1)  # (N, 464, 7, 7)
        x = self.stage4_2_halves(x)  # (N, 2, 232, 7, 7)
        x = x.permute(0, 2, 1, 3, 4)  # (N, 232, 2, 7, 7)
        x = self.stage4_2_shuffled(x)  # (N, 464, 7, 7)
        stage4_3_chunk_1, stage4_3_chunk_2 = torch.chunk(x, 2, dim=1)
        x = self.stage4_3(stage4_3_chunk_2)
        x = torch.cat([stage4_3_chunk_1, x], dim=1)  # (N, 464, 7, 7)
        x = self.stage4_3_halves(x)  # (N, 2, 232, 7, 7)
        x = x.permute(0, 2, 1, 3, 4)  # (N, 232, 2, 7, 7)
        x = self.stage4_3_shuffled(x)  # (N, 464, 7, 7)
        stage4_4_chunk_1, stage4_4_chunk_2 = torch.chunk(x, 2, dim=1)
        x = self.stage4_4(stage4_4_chunk_2)
        x = torch.cat([stage4_4_chunk_1, x], dim=1)  # (N, 464, 7, 7)
        x = self.stage4_4_halves(x)  # (N, 2, 232, 7, 7)
        x = x.permute(0, 2, 1, 3, 4)  # (N, 232, 2, 7, 7)
        x = self.stage4_4_shuffled(x)  # (N, 464, 7, 7)
        x = self.last(x)
        x = self.avgpool(x)  # (N, 1024, 1, 1)
        x = self.flatten(x)  # (N, 1024)
        x = self.fc(x)  # (N, 1000)
        return x
