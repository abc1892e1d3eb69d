from collections import OrderedDict

import torch
from torch import Tensor, nn


class LeNet1(nn.Module):
    """2,578 parameters, 92,288 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            OrderedDict(
                h1=nn.Conv2d(1, 4, kernel_size=5),  # (N, 4, 24, 24)
                h1_tanh=nn.Tanh(),
                h2_mean=nn.AvgPool2d(2),  # (N, 4, 12, 12)
                h2=nn.Conv2d(4, 4, kernel_size=1, groups=4),
                h2_tanh=nn.Tanh(),
            )
        )
        self.h3_map1 = nn.Conv2d(1, 1, kernel_size=5)
        self.h3_map2 = nn.Conv2d(2, 1, kernel_size=5)
        self.h3_map3 = nn.Conv2d(2, 1, kernel_size=5)
        self.h3_map4 = nn.Conv2d(1, 1, kernel_size=5)
        self.h3_map5 = nn.Conv2d(2, 1, kernel_size=5)
        self.h3_map6 = nn.Conv2d(2, 1, kernel_size=5)
        self.h3_map7 = nn.Conv2d(1, 1, kernel_size=5)
        self.h3_map8 = nn.Conv2d(2, 1, kernel_size=5)
        self.h3_map9 = nn.Conv2d(2, 1, kernel_size=5)
        self.h3_map10 = nn.Conv2d(1, 1, kernel_size=5)
        self.h3_map11 = nn.Conv2d(2, 1, kernel_size=5)
        self.h3_map12 = nn.Conv2d(2, 1, kernel_size=5)
        self.h3_tanh_block = nn.Sequential(
            OrderedDict(
                h3_tanh=nn.Tanh(),
                h4_mean=nn.AvgPool2d(2),  # (N, 12, 4, 4)
                h4=nn.Conv2d(12, 12, kernel_size=1, groups=12),
                h4_tanh=nn.Tanh(),
            )
        )
        self.flatten = nn.Flatten()
        self.digits = nn.Linear(192, 10)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 1, 28, 28), pixels from 0 to 1, to (N, 10)."""
        x = self.stem(x)
        h2_maps_1, h2_maps_2, h2_maps_3, h2_maps_4 = torch.split(x, [1, 1, 1, 1], dim=1)
        h3_map1 = self.h3_map1(h2_maps_1)  # (N, 1, 8, 8)
        x = torch.cat([h2_maps_1, h2_maps_2], dim=1)  # (N, 2, 12, 12)
        h3_map2 = self.h3_map2(x)  # (N, 1, 8, 8)
        x = torch.cat([h2_maps_1, h2_maps_2], dim=1)  # (N, 2, 12, 12)
        h3_map3 = self.h3_map3(x)  # (N, 1, 8, 8)
        h3_map4 = self.h3_map4(h2_maps_2)  # (N, 1, 8, 8)
        x = torch.cat([h2_maps_1, h2_maps_2], dim=1)  # (N, 2, 12, 12)
        h3_map5 = self.h3_map5(x)  # (N, 1, 8, 8)
        x = torch.cat([h2_maps_1, h2_maps_2], dim=1)  # (N, 2, 12, 12)
        h3_map6 = self.h3_map6(x)  # (N, 1, 8, 8)
        h3_map7 = self.h3_map7(h2_maps_3)  # (N, 1, 8, 8)
        x = torch.cat([h2_maps_3, h2_maps_4], dim=1)  # (N, 2, 12, 12)
        h3_map8 = self.h3_map8(x)  # (N, 1, 8, 8)
        x = torch.cat([h2_maps_3, h2_maps_4], dim=1)  # (N, 2, 12, 12)
        h3_map9 = self.h3_map9(x)  # (N, 1, 8, 8)
        h3_map10 = self.h3_map10(h2_maps_4)  # (N, 1, 8, 8)
        x = torch.cat([h2_maps_3, h2_maps_4], dim=1)  # (N, 2, 12, 12)
        h3_map11 = self.h3_map11(x)  # (N, 1, 8, 8)
        x = torch.cat([h2_maps_3, h2_maps_4], dim=1)  # (N, 2, 12, 12)
        x = self.h3_map12(x)  # (N, 1, 8, 8)
        x = torch.cat(
            [
                h3_map1,
                h3_map2,
                h3_map3,
                h3_map4,
                h3_map5,
                h3_map6,
                h3_map7,
                h3_map8,
                h3_map9,
                h3_map10,
                h3_map11,
                x,
            ],
            dim=1,
        )
        x = self.h3_tanh_block(x)
        x = self.flatten(x)  # (N, 192)
        x = self.digits(x)  # (N, 10)
        return x
