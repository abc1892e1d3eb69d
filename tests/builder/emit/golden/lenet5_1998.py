from collections import OrderedDict

import torch
from torch import Tensor, nn


class LeNet51998(nn.Module):
    """60,840 parameters, 328,096 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            OrderedDict(
                c1=nn.Conv2d(1, 6, kernel_size=5),  # (N, 6, 28, 28)
                c1_tanh=nn.Tanh(),
                s2_mean=nn.AvgPool2d(2),  # (N, 6, 14, 14)
                s2=nn.Conv2d(6, 6, kernel_size=1, groups=6),
                s2_tanh=nn.Tanh(),
            )
        )
        self.c3_of3 = nn.Conv2d(18, 6, kernel_size=5, groups=6)
        self.c3_of4 = nn.Conv2d(36, 9, kernel_size=5, groups=9)
        self.c3_of6 = nn.Conv2d(6, 1, kernel_size=5)
        self.c3_tanh_block = nn.Sequential(
            OrderedDict(
                c3_tanh=nn.Tanh(),
                s4_mean=nn.AvgPool2d(2),  # (N, 16, 5, 5)
                s4=nn.Conv2d(16, 16, kernel_size=1, groups=16),
                s4_tanh=nn.Tanh(),
                c5=nn.Conv2d(16, 120, kernel_size=5),  # (N, 120, 1, 1)
                c5_tanh=nn.Tanh(),
            )
        )
        self.classifier = nn.Sequential(
            OrderedDict(
                flatten=nn.Flatten(),  # (N, 120)
                f6=nn.Linear(120, 84),  # (N, 84)
                f6_tanh=nn.Tanh(),
                digits=nn.Linear(84, 10, bias=False),  # (N, 10)
            )
        )

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 1, 32, 32), pixels from 0 to 1, to (N, 10)."""
        stem = self.stem(x)
        c3_maps = torch.split(stem, [1, 1, 1, 1, 1, 1], dim=1)
        x = torch.cat(
            [
                c3_maps[0],
                c3_maps[1],
                c3_maps[2],
                c3_maps[1],
                c3_maps[2],
                c3_maps[3],
                c3_maps[2],
                c3_maps[3],
                c3_maps[4],
                c3_maps[3],
                c3_maps[4],
                c3_maps[5],
                c3_maps[4],
                c3_maps[5],
                c3_maps[0],
                c3_maps[5],
                c3_maps[0],
                c3_maps[1],
            ],
            dim=1,
        )
        c3_of3 = self.c3_of3(x)  # (N, 6, 10, 10)
        x = torch.cat(
            [
                c3_maps[0],
                c3_maps[1],
                c3_maps[2],
                c3_maps[3],
                c3_maps[1],
                c3_maps[2],
                c3_maps[3],
                c3_maps[4],
                c3_maps[2],
                c3_maps[3],
                c3_maps[4],
                c3_maps[5],
                c3_maps[3],
                c3_maps[4],
                c3_maps[5],
                c3_maps[0],
                c3_maps[4],
                c3_maps[5],
                c3_maps[0],
                c3_maps[1],
                c3_maps[5],
                c3_maps[0],
                c3_maps[1],
                c3_maps[2],
                c3_maps[0],
                c3_maps[1],
                c3_maps[3],
                c3_maps[4],
                c3_maps[1],
                c3_maps[2],
                c3_maps[4],
                c3_maps[5],
                c3_maps[0],
                c3_maps[2],
                c3_maps[3],
                c3_maps[5],
            ],
            dim=1,
        )
        c3_of4 = self.c3_of4(x)  # (N, 9, 10, 10)
        x = self.c3_of6(stem)  # (N, 1, 10, 10)
        x = torch.cat([c3_of3, c3_of4, x], dim=1)  # (N, 16, 10, 10)
        x = self.c3_tanh_block(x)
        x = self.classifier(x)  # (N, 10)
        return x
