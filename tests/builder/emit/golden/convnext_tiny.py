from collections import OrderedDict

import torch
from torch import Tensor, nn


class LearnedTensor(nn.Module):
    """Numbers that are learned, the same for every sample of a batch."""

    def __init__(self, *sizes: int, mean: float, std: float) -> None:
        super().__init__()
        self.sizes = sizes
        self.weight = nn.Parameter(mean + std * torch.randn(1, *sizes))

    def forward(self, batch: int) -> Tensor:
        """Give the numbers once for each sample of the batch."""
        return self.weight.expand(batch, *self.sizes)


class ConvNeXtBlock(nn.Module):
    """A 7×7 window of each channel by itself, layer normalisation, four times as many
    channels and back, each weighed by a number that begins small; added to what came
    in.
    """

    def __init__(self, in_channels: int, width: int, dropped: float = 0.0) -> None:
        super().__init__()
        self.depthwise = nn.Conv2d(
            in_channels, width, kernel_size=7, padding=3, groups=width
        )
        self.norm = nn.LayerNorm((width,), eps=1e-6)
        self.wide = nn.Conv2d(width, width * 4, kernel_size=1)
        self.gelu = nn.GELU()
        self.narrow = nn.Conv2d(width * 4, width, kernel_size=1)
        self.scale = LearnedTensor(width, 1, 1, mean=0.0, std=1e-6)
        self.drop = nn.Dropout(dropped)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, in_channels, H, width_) to (N, W, H, width_)."""
        y = self.depthwise(x)
        y = y.permute(0, 2, 3, 1)
        y = self.norm(y)
        y = y.permute(0, 3, 1, 2)
        y = self.wide(y)
        y = self.gelu(y)
        narrow = self.narrow(y)
        y = self.scale(x.shape[0])
        y = narrow * y
        y = y * self.drop(torch.ones_like(y[:, :1, :1, :1]))
        y = y + x
        return y


class ConvNeXtTiny(nn.Module):
    """28,589,128 parameters, 4,455,531,264 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.patches = nn.Conv2d(3, 96, kernel_size=4, stride=4)
        self.patches_norm = nn.LayerNorm((96,), eps=1e-6)
        self.stage1 = nn.Sequential(
            OrderedDict(
                stage1_1=ConvNeXtBlock(96, 96),
                stage1_2=ConvNeXtBlock(96, 96, dropped=0.0059),
                stage1_3=ConvNeXtBlock(96, 96, dropped=0.0118),
            )
        )
        self.down2_norm = nn.LayerNorm((96,), eps=1e-6)
        self.down2 = nn.Conv2d(96, 192, kernel_size=2, stride=2)
        self.stage2 = nn.Sequential(
            OrderedDict(
                stage2_1=ConvNeXtBlock(192, 192, dropped=0.0176),
                stage2_2=ConvNeXtBlock(192, 192, dropped=0.0235),
                stage2_3=ConvNeXtBlock(192, 192, dropped=0.0294),
            )
        )
        self.down3_norm = nn.LayerNorm((192,), eps=1e-6)
        self.down3 = nn.Conv2d(192, 384, kernel_size=2, stride=2)
        self.stage3 = nn.Sequential(
            OrderedDict(
                stage3_1=ConvNeXtBlock(384, 384, dropped=0.0353),
                stage3_2=ConvNeXtBlock(384, 384, dropped=0.0412),
                stage3_3=ConvNeXtBlock(384, 384, dropped=0.0471),
                stage3_4=ConvNeXtBlock(384, 384, dropped=0.0529),
                stage3_5=ConvNeXtBlock(384, 384, dropped=0.0588),
                stage3_6=ConvNeXtBlock(384, 384, dropped=0.0647),
                stage3_7=ConvNeXtBlock(384, 384, dropped=0.0706),
                stage3_8=ConvNeXtBlock(384, 384, dropped=0.0765),
                stage3_9=ConvNeXtBlock(384, 384, dropped=0.0824),
            )
        )
        self.down4_norm = nn.LayerNorm((384,), eps=1e-6)
        self.down4 = nn.Conv2d(384, 768, kernel_size=2, stride=2)
        self.stage4 = nn.Sequential(
            OrderedDict(
                stage4_1=ConvNeXtBlock(768, 768, dropped=0.0882),
                stage4_2=ConvNeXtBlock(768, 768, dropped=0.0941),
                stage4_3=ConvNeXtBlock(768, 768, dropped=0.1),
            )
        )
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.classifier = nn.Sequential(
            OrderedDict(
                flatten=nn.Flatten(),  # (N, 768)
                norm=nn.LayerNorm((768,), eps=1e-6),
                fc=nn.Linear(768, 1000),  # (N, 1000)
            )
        )

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 3, 224, 224), pixels from 0 to 1, to (N, 1000)."""
        x = self.patches(x)  # (N, 96, 56, 56)
        x = x.permute(0, 2, 3, 1)  # (N, 56, 56, 96)
        x = self.patches_norm(x)
        x = x.permute(0, 3, 1, 2)  # (N, 96, 56, 56)
        x = self.stage1(x)
        x = x.permute(0, 2, 3, 1)  # (N, 56, 56, 96)
        x = self.down2_norm(x)
        x = x.permute(0, 3, 1, 2)  # (N, 96, 56, 56)
        x = self.down2(x)  # (N, 192, 28, 28)
        x = self.stage2(x)
        x = x.permute(0, 2, 3, 1)  # (N, 28, 28, 192)
        x = self.down3_norm(x)
        x = x.permute(0, 3, 1, 2)  # (N, 192, 28, 28)
        x = self.down3(x)  # (N, 384, 14, 14)
        x = self.stage3(x)
        x = x.permute(0, 2, 3, 1)  # (N, 14, 14, 384)
        x = self.down4_norm(x)
        x = x.permute(0, 3, 1, 2)  # (N, 384, 14, 14)
        x = self.down4(x)  # (N, 768, 7, 7)
        x = self.stage4(x)
        x = self.avgpool(x)  # (N, 768, 1, 1)
        x = self.classifier(x)  # (N, 1000)
        return x
