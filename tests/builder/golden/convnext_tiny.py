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


class ConvNeXtTiny(nn.Module):
    """28,589,128 parameters, 4,455,531,264 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.patches = nn.Conv2d(3, 96, kernel_size=4, stride=4)
        self.patches_norm = nn.LayerNorm((96,), eps=1e-6)
        self.stage1_1_depthwise = nn.Conv2d(96, 96, kernel_size=7, padding=3, groups=96)
        self.stage1_1_norm = nn.LayerNorm((96,), eps=1e-6)
        self.stage1_1 = nn.Sequential(
            OrderedDict(
                stage1_1_wide=nn.Conv2d(96, 384, kernel_size=1),  # (N, 384, 56, 56)
                stage1_1_gelu=nn.GELU(),
                stage1_1_narrow=nn.Conv2d(384, 96, kernel_size=1),  # (N, 96, 56, 56)
            )
        )
        self.stage1_1_scale = LearnedTensor(96, 1, 1, mean=0.0, std=1e-6)
        self.stage1_1_drop = nn.Dropout(0.0)
        self.stage1_2_depthwise = nn.Conv2d(96, 96, kernel_size=7, padding=3, groups=96)
        self.stage1_2_norm = nn.LayerNorm((96,), eps=1e-6)
        self.stage1_2 = nn.Sequential(
            OrderedDict(
                stage1_2_wide=nn.Conv2d(96, 384, kernel_size=1),  # (N, 384, 56, 56)
                stage1_2_gelu=nn.GELU(),
                stage1_2_narrow=nn.Conv2d(384, 96, kernel_size=1),  # (N, 96, 56, 56)
            )
        )
        self.stage1_2_scale = LearnedTensor(96, 1, 1, mean=0.0, std=1e-6)
        self.stage1_2_drop = nn.Dropout(0.0058823529411764705)
        self.stage1_3_depthwise = nn.Conv2d(96, 96, kernel_size=7, padding=3, groups=96)
        self.stage1_3_norm = nn.LayerNorm((96,), eps=1e-6)
        self.stage1_3 = nn.Sequential(
            OrderedDict(
                stage1_3_wide=nn.Conv2d(96, 384, kernel_size=1),  # (N, 384, 56, 56)
                stage1_3_gelu=nn.GELU(),
                stage1_3_narrow=nn.Conv2d(384, 96, kernel_size=1),  # (N, 96, 56, 56)
            )
        )
        self.stage1_3_scale = LearnedTensor(96, 1, 1, mean=0.0, std=1e-6)
        self.stage1_3_drop = nn.Dropout(0.011764705882352941)
        self.down2_norm = nn.LayerNorm((96,), eps=1e-6)
        self.down2 = nn.Conv2d(96, 192, kernel_size=2, stride=2)
        self.stage2_1_depthwise = nn.Conv2d(
            192, 192, kernel_size=7, padding=3, groups=192
        )
        self.stage2_1_norm = nn.LayerNorm((192,), eps=1e-6)
        self.stage2_1 = nn.Sequential(
            OrderedDict(
                stage2_1_wide=nn.Conv2d(192, 768, kernel_size=1),  # (N, 768, 28, 28)
                stage2_1_gelu=nn.GELU(),
                stage2_1_narrow=nn.Conv2d(768, 192, kernel_size=1),  # (N, 192, 28, 28)
            )
        )
        self.stage2_1_scale = LearnedTensor(192, 1, 1, mean=0.0, std=1e-6)
        self.stage2_1_drop = nn.Dropout(0.017647058823529415)
        self.stage2_2_depthwise = nn.Conv2d(
            192, 192, kernel_size=7, padding=3, groups=192
        )
        self.stage2_2_norm = nn.LayerNorm((192,), eps=1e-6)
        self.stage2_2 = nn.Sequential(
            OrderedDict(
                stage2_2_wide=nn.Conv2d(192, 768, kernel_size=1),  # (N, 768, 28, 28)
                stage2_2_gelu=nn.GELU(),
                stage2_2_narrow=nn.Conv2d(768, 192, kernel_size=1),  # (N, 192, 28, 28)
            )
        )
        self.stage2_2_scale = LearnedTensor(192, 1, 1, mean=0.0, std=1e-6)
        self.stage2_2_drop = nn.Dropout(0.023529411764705882)
        self.stage2_3_depthwise = nn.Conv2d(
            192, 192, kernel_size=7, padding=3, groups=192
        )
        self.stage2_3_norm = nn.LayerNorm((192,), eps=1e-6)
        self.stage2_3 = nn.Sequential(
            OrderedDict(
                stage2_3_wide=nn.Conv2d(192, 768, kernel_size=1),  # (N, 768, 28, 28)
                stage2_3_gelu=nn.GELU(),
                stage2_3_narrow=nn.Conv2d(768, 192, kernel_size=1),  # (N, 192, 28, 28)
            )
        )
        self.stage2_3_scale = LearnedTensor(192, 1, 1, mean=0.0, std=1e-6)
        self.stage2_3_drop = nn.Dropout(0.029411764705882353)
        self.down3_norm = nn.LayerNorm((192,), eps=1e-6)
        self.down3 = nn.Conv2d(192, 384, kernel_size=2, stride=2)
        self.stage3_1_depthwise = nn.Conv2d(
            384, 384, kernel_size=7, padding=3, groups=384
        )
        self.stage3_1_norm = nn.LayerNorm((384,), eps=1e-6)
        self.stage3_1 = nn.Sequential(
            OrderedDict(
                stage3_1_wide=nn.Conv2d(384, 1536, kernel_size=1),  # (N, 1536, 14, 14)
                stage3_1_gelu=nn.GELU(),
                stage3_1_narrow=nn.Conv2d(1536, 384, kernel_size=1),  # (N, 384, 14, 14)
            )
        )
        self.stage3_1_scale = LearnedTensor(384, 1, 1, mean=0.0, std=1e-6)
        self.stage3_1_drop = nn.Dropout(0.03529411764705883)
        self.stage3_2_depthwise = nn.Conv2d(
            384, 384, kernel_size=7, padding=3, groups=384
        )
        self.stage3_2_norm = nn.LayerNorm((384,), eps=1e-6)
        self.stage3_2 = nn.Sequential(
            OrderedDict(
                stage3_2_wide=nn.Conv2d(384, 1536, kernel_size=1),  # (N, 1536, 14, 14)
                stage3_2_gelu=nn.GELU(),
                stage3_2_narrow=nn.Conv2d(1536, 384, kernel_size=1),  # (N, 384, 14, 14)
            )
        )
        self.stage3_2_scale = LearnedTensor(384, 1, 1, mean=0.0, std=1e-6)
        self.stage3_2_drop = nn.Dropout(0.0411764705882353)
        self.stage3_3_depthwise = nn.Conv2d(
            384, 384, kernel_size=7, padding=3, groups=384
        )
        self.stage3_3_norm = nn.LayerNorm((384,), eps=1e-6)
        self.stage3_3 = nn.Sequential(
            OrderedDict(
                stage3_3_wide=nn.Conv2d(384, 1536, kernel_size=1),  # (N, 1536, 14, 14)
                stage3_3_gelu=nn.GELU(),
                stage3_3_narrow=nn.Conv2d(1536, 384, kernel_size=1),  # (N, 384, 14, 14)
            )
        )
        self.stage3_3_scale = LearnedTensor(384, 1, 1, mean=0.0, std=1e-6)
        self.stage3_3_drop = nn.Dropout(0.047058823529411764)
        self.stage3_4_depthwise = nn.Conv2d(
            384, 384, kernel_size=7, padding=3, groups=384
        )
        self.stage3_4_norm = nn.LayerNorm((384,), eps=1e-6)
        self.stage3_4 = nn.Sequential(
            OrderedDict(
                stage3_4_wide=nn.Conv2d(384, 1536, kernel_size=1),  # (N, 1536, 14, 14)
                stage3_4_gelu=nn.GELU(),
                stage3_4_narrow=nn.Conv2d(1536, 384, kernel_size=1),  # (N, 384, 14, 14)
            )
        )
        self.stage3_4_scale = LearnedTensor(384, 1, 1, mean=0.0, std=1e-6)
        self.stage3_4_drop = nn.Dropout(0.052941176470588235)
        self.stage3_5_depthwise = nn.Conv2d(
            384, 384, kernel_size=7, padding=3, groups=384
        )
        self.stage3_5_norm = nn.LayerNorm((384,), eps=1e-6)
        self.stage3_5 = nn.Sequential(
            OrderedDict(
                stage3_5_wide=nn.Conv2d(384, 1536, kernel_size=1),  # (N, 1536, 14, 14)
                stage3_5_gelu=nn.GELU(),
                stage3_5_narrow=nn.Conv2d(1536, 384, kernel_size=1),  # (N, 384, 14, 14)
            )
        )
        self.stage3_5_scale = LearnedTensor(384, 1, 1, mean=0.0, std=1e-6)
        self.stage3_5_drop = nn.Dropout(0.058823529411764705)
        self.stage3_6_depthwise = nn.Conv2d(
            384, 384, kernel_size=7, padding=3, groups=384
        )
        self.stage3_6_norm = nn.LayerNorm((384,), eps=1e-6)
        self.stage3_6 = nn.Sequential(
            OrderedDict(
                stage3_6_wide=nn.Conv2d(384, 1536, kernel_size=1),  # (N, 1536, 14, 14)
                stage3_6_gelu=nn.GELU(),
                stage3_6_narrow=nn.Conv2d(1536, 384, kernel_size=1),  # (N, 384, 14, 14)
            )
        )
        self.stage3_6_scale = LearnedTensor(384, 1, 1, mean=0.0, std=1e-6)
        self.stage3_6_drop = nn.Dropout(0.06470588235294118)
        self.stage3_7_depthwise = nn.Conv2d(
            384, 384, kernel_size=7, padding=3, groups=384
        )
        self.stage3_7_norm = nn.LayerNorm((384,), eps=1e-6)
        self.stage3_7 = nn.Sequential(
            OrderedDict(
                stage3_7_wide=nn.Conv2d(384, 1536, kernel_size=1),  # (N, 1536, 14, 14)
                stage3_7_gelu=nn.GELU(),
                stage3_7_narrow=nn.Conv2d(1536, 384, kernel_size=1),  # (N, 384, 14, 14)
            )
        )
        self.stage3_7_scale = LearnedTensor(384, 1, 1, mean=0.0, std=1e-6)
        self.stage3_7_drop = nn.Dropout(0.07058823529411766)
        self.stage3_8_depthwise = nn.Conv2d(
            384, 384, kernel_size=7, padding=3, groups=384
        )
        self.stage3_8_norm = nn.LayerNorm((384,), eps=1e-6)
        self.stage3_8 = nn.Sequential(
            OrderedDict(
                stage3_8_wide=nn.Conv2d(384, 1536, kernel_size=1),  # (N, 1536, 14, 14)
                stage3_8_gelu=nn.GELU(),
                stage3_8_narrow=nn.Conv2d(1536, 384, kernel_size=1),  # (N, 384, 14, 14)
            )
        )
        self.stage3_8_scale = LearnedTensor(384, 1, 1, mean=0.0, std=1e-6)
        self.stage3_8_drop = nn.Dropout(0.07647058823529412)
        self.stage3_9_depthwise = nn.Conv2d(
            384, 384, kernel_size=7, padding=3, groups=384
        )
        self.stage3_9_norm = nn.LayerNorm((384,), eps=1e-6)
        self.stage3_9 = nn.Sequential(
            OrderedDict(
                stage3_9_wide=nn.Conv2d(384, 1536, kernel_size=1),  # (N, 1536, 14, 14)
                stage3_9_gelu=nn.GELU(),
                stage3_9_narrow=nn.Conv2d(1536, 384, kernel_size=1),  # (N, 384, 14, 14)
            )
        )
        self.stage3_9_scale = LearnedTensor(384, 1, 1, mean=0.0, std=1e-6)
        self.stage3_9_drop = nn.Dropout(0.0823529411764706)
        self.down4_norm = nn.LayerNorm((384,), eps=1e-6)
        self.down4 = nn.Conv2d(384, 768, kernel_size=2, stride=2)
        self.stage4_1_depthwise = nn.Conv2d(
            768, 768, kernel_size=7, padding=3, groups=768
        )
        self.stage4_1_norm = nn.LayerNorm((768,), eps=1e-6)
        self.stage4_1 = nn.Sequential(
            OrderedDict(
                stage4_1_wide=nn.Conv2d(768, 3072, kernel_size=1),  # (N, 3072, 7, 7)
                stage4_1_gelu=nn.GELU(),
                stage4_1_narrow=nn.Conv2d(3072, 768, kernel_size=1),  # (N, 768, 7, 7)
            )
        )
        self.stage4_1_scale = LearnedTensor(768, 1, 1, mean=0.0, std=1e-6)
        self.stage4_1_drop = nn.Dropout(0.08823529411764706)
        self.stage4_2_depthwise = nn.Conv2d(
            768, 768, kernel_size=7, padding=3, groups=768
        )
        self.stage4_2_norm = nn.LayerNorm((768,), eps=1e-6)
        self.stage4_2 = nn.Sequential(
            OrderedDict(
                stage4_2_wide=nn.Conv2d(768, 3072, kernel_size=1),  # (N, 3072, 7, 7)
                stage4_2_gelu=nn.GELU(),
                stage4_2_narrow=nn.Conv2d(3072, 768, kernel_size=1),  # (N, 768, 7, 7)
            )
        )
        self.stage4_2_scale = LearnedTensor(768, 1, 1, mean=0.0, std=1e-6)
        self.stage4_2_drop = nn.Dropout(0.09411764705882353)
        self.stage4_3_depthwise = nn.Conv2d(
            768, 768, kernel_size=7, padding=3, groups=768
        )
        self.stage4_3_norm = nn.LayerNorm((768,), eps=1e-6)
        self.stage4_3 = nn.Sequential(
            OrderedDict(
                stage4_3_wide=nn.Conv2d(768, 3072, kernel_size=1),  # (N, 3072, 7, 7)
                stage4_3_gelu=nn.GELU(),
                stage4_3_narrow=nn.Conv2d(3072, 768, kernel_size=1),  # (N, 768, 7, 7)
            )
        )
        self.stage4_3_scale = LearnedTensor(768, 1, 1, mean=0.0, std=1e-6)
        self.stage4_3_drop = nn.Dropout(0.1)
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
        patches_norm_first = x.permute(0, 3, 1, 2)  # (N, 96, 56, 56)
        x = self.stage1_1_depthwise(patches_norm_first)
        x = x.permute(0, 2, 3, 1)  # (N, 56, 56, 96)
        x = self.stage1_1_norm(x)
        x = x.permute(0, 3, 1, 2)  # (N, 96, 56, 56)
        stage1_1 = self.stage1_1(x)  # (N, 96, 56, 56)
        x = self.stage1_1_scale(x.shape[0])  # (N, 96, 1, 1)
        x = stage1_1 * x
        x = x * self.stage1_1_drop(torch.ones_like(x[:, :1, :1, :1]))
        stage1_1_add = x + patches_norm_first
        x = self.stage1_2_depthwise(stage1_1_add)
        x = x.permute(0, 2, 3, 1)  # (N, 56, 56, 96)
        x = self.stage1_2_norm(x)
        x = x.permute(0, 3, 1, 2)  # (N, 96, 56, 56)
        stage1_2 = self.stage1_2(x)  # (N, 96, 56, 56)
        x = self.stage1_2_scale(x.shape[0])  # (N, 96, 1, 1)
        x = stage1_2 * x
        x = x * self.stage1_2_drop(torch.ones_like(x[:, :1, :1, :1]))
        stage1_2_add = x + stage1_1_add
        x = self.stage1_3_depthwise(stage1_2_add)
        x = x.permute(0, 2, 3, 1)  # (N, 56, 56, 96)
        x = self.stage1_3_norm(x)
        x = x.permute(0, 3, 1, 2)  # (N, 96, 56, 56)
        stage1_3 = self.stage1_3(x)  # (N, 96, 56, 56)
        x = self.stage1_3_scale(x.shape[0])  # (N, 96, 1, 1)
        x = stage1_3 * x
        x = x * self.stage1_3_drop(torch.ones_like(x[:, :1, :1, :1]))
        x = x + stage1_2_add
        x = x.permute(0, 2, 3, 1)  # (N, 56, 56, 96)
        x = self.down2_norm(x)
        x = x.permute(0, 3, 1, 2)  # (N, 96, 56, 56)
        down2 = self.down2(x)  # (N, 192, 28, 28)
        x = self.stage2_1_depthwise(down2)
        x = x.permute(0, 2, 3, 1)  # (N, 28, 28, 192)
        x = self.stage2_1_norm(x)
        x = x.permute(0, 3, 1, 2)  # (N, 192, 28, 28)
        stage2_1 = self.stage2_1(x)  # (N, 192, 28, 28)
        x = self.stage2_1_scale(x.shape[0])  # (N, 192, 1, 1)
        x = stage2_1 * x
        x = x * self.stage2_1_drop(torch.ones_like(x[:, :1, :1, :1]))
        stage2_1_add = x + down2
        x = self.stage2_2_depthwise(stage2_1_add)
        x = x.permute(0, 2, 3, 1)  # (N, 28, 28, 192)
        x = self.stage2_2_norm(x)
        x = x.permute(0, 3, 1, 2)  # (N, 192, 28, 28)
        stage2_2 = self.stage2_2(x)  # (N, 192, 28, 28)
        x = self.stage2_2_scale(x.shape[0])  # (N, 192, 1, 1)
        x = stage2_2 * x
        x = x * self.stage2_2_drop(torch.ones_like(x[:, :1, :1, :1]))
        stage2_2_add = x + stage2_1_add
        x = self.stage2_3_depthwise(stage2_2_add)
        x = x.permute(0, 2, 3, 1)  # (N, 28, 28, 192)
        x = self.stage2_3_norm(x)
        x = x.permute(0, 3, 1, 2)  # (N, 192, 28, 28)
        stage2_3 = self.stage2_3(x)  # (N, 192, 28, 28)
        x = self.stage2_3_scale(x.shape[0])  # (N, 192, 1, 1)
        x = stage2_3 * x
        x = x * self.stage2_3_drop(torch.ones_like(x[:, :1, :1, :1]))
        x = x + stage2_2_add
        x = x.permute(0, 2, 3, 1)  # (N, 28, 28, 192)
        x = self.down3_norm(x)
        x = x.permute(0, 3, 1, 2)  # (N, 192, 28, 28)
        down3 = self.down3(x)  # (N, 384, 14, 14)
        x = self.stage3_1_depthwise(down3)
        x = x.permute(0, 2, 3, 1)  # (N, 14, 14, 384)
        x = self.stage3_1_norm(x)
        x = x.permute(0, 3, 1, 2)  # (N, 384, 14, 14)
        stage3_1 = self.stage3_1(x)  # (N, 384, 14, 14)
        x = self.stage3_1_scale(x.shape[0])  # (N, 384, 1, 1)
        x = stage3_1 * x
        x = x * self.stage3_1_drop(torch.ones_like(x[:, :1, :1, :1]))
        stage3_1_add = x + down3
        x = self.stage3_2_depthwise(stage3_1_add)
        x = x.permute(0, 2, 3, 1)  # (N, 14, 14, 384)
        x = self.stage3_2_norm(x)
        x = x.permute(0, 3, 1, 2)  # (N, 384, 14, 14)
        stage3_2 = self.stage3_2(x)  # (N, 384, 14, 14)
        x = self.stage3_2_scale(x.shape[0])  # (N, 384, 1, 1)
        x = stage3_2 * x
        x = x * self.stage3_2_drop(torch.ones_like(x[:, :1, :1, :1]))
        stage3_2_add = x + stage3_1_add
        x = self.stage3_3_depthwise(stage3_2_add)
        x = x.permute(0, 2, 3, 1)  # (N, 14, 14, 384)
        x = self.stage3_3_norm(x)
        x = x.permute(0, 3, 1, 2)  # (N, 384, 14, 14)
        stage3_3 = self.stage3_3(x)  # (N, 384, 14, 14)
        x = self.stage3_3_scale(x.shape[0])  # (N, 384, 1, 1)
        x = stage3_3 * x
        x = x * self.stage3_3_drop(torch.ones_like(x[:, :1, :1, :1]))
        stage3_3_add = x + stage3_2_add
        x = self.stage3_4_depthwise(stage3_3_add)
        x = x.permute(0, 2, 3, 1)  # (N, 14, 14, 384)
        x = self.stage3_4_norm(x)
        x = x.permute(0, 3, 1, 2)  # (N, 384, 14, 14)
        stage3_4 = self.stage3_4(x)  # (N, 384, 14, 14)
        x = self.stage3_4_scale(x.shape[0])  # (N, 384, 1, 1)
        x = stage3_4 * x
        x = x * self.stage3_4_drop(torch.ones_like(x[:, :1, :1, :1]))
        stage3_4_add = x + stage3_3_add
        x = self.stage3_5_depthwise(stage3_4_add)
        x = x.permute(0, 2, 3, 1)  # (N, 14, 14, 384)
        x = self.stage3_5_norm(x)
        x = x.permute(0, 3, 1, 2)  # (N, 384, 14, 14)
        stage3_5 = self.stage3_5(x)  # (N, 384, 14, 14)
        x = self.stage3_5_scale(x.shape[0])  # (N, 384, 1, 1)
        x = stage3_5 * x
        x = x * self.stage3_5_drop(torch.ones_like(x[:, :1, :1, :1]))
        stage3_5_add = x + stage3_4_add
        x = self.stage3_6_depthwise(stage3_5_add)
        x = x.permute(0, 2, 3, 1)  # (N, 14, 14, 384)
        x = self.stage3_6_norm(x)
        x = x.permute(0, 3, 1, 2)  # (N, 384, 14, 14)
        stage3_6 = self.stage3_6(x)  # (N, 384, 14, 14)
        x = self.stage3_6_scale(x.shape[0])  # (N, 384, 1, 1)
        x = stage3_6 * x
        x = x * self.stage3_6_drop(torch.ones_like(x[:, :1, :1, :1]))
        stage3_6_add = x + stage3_5_add
        x = self.stage3_7_depthwise(stage3_6_add)
        x = x.permute(0, 2, 3, 1)  # (N, 14, 14, 384)
        x = self.stage3_7_norm(x)
        x = x.permute(0, 3, 1, 2)  # (N, 384, 14, 14)
        stage3_7 = self.stage3_7(x)  # (N, 384, 14, 14)
        x = self.stage3_7_scale(x.shape[0])  # (N, 384, 1, 1)
        x = stage3_7 * x
        x = x * self.stage3_7_drop(torch.ones_like(x[:, :1, :1, :1]))
        stage3_7_add = x + stage3_6_add
        x = self.stage3_8_depthwise(stage3_7_add)
        x = x.permute(0, 2, 3, 1)  # (N, 14, 14, 384)
        x = self.stage3_8_norm(x)
        x = x.permute(0, 3, 1, 2)  # (N, 384, 14, 14)
        stage3_8 = self.stage3_8(x)  # (N, 384, 14, 14)
        x = self.stage3_8_scale(x.shape[0])  # (N, 384, 1, 1)
        x = stage3_8 * x
        x = x * self.stage3_8_drop(torch.ones_like(x[:, :1, :1, :1]))
        stage3_8_add = x + stage3_7_add
        x = self.stage3_9_depthwise(stage3_8_add)
        x = x.permute(0, 2, 3, 1)  # (N, 14, 14, 384)
        x = self.stage3_9_norm(x)
        x = x.permute(0, 3, 1, 2)  # (N, 384, 14, 14)
        stage3_9 = self.stage3_9(x)  # (N, 384, 14, 14)
        x = self.stage3_9_scale(x.shape[0])  # (N, 384, 1, 1)
        x = stage3_9 * x
        x = x * self.stage3_9_drop(torch.ones_like(x[:, :1, :1, :1]))
        x = x + stage3_8_add
        x = x.permute(0, 2, 3, 1)  # (N, 14, 14, 384)
        x = self.down4_norm(x)
        x = x.permute(0, 3, 1, 2)  # (N, 384, 14, 14)
        down4 = self.down4(x)  # (N, 768, 7, 7)
        x = self.stage4_1_depthwise(down4)
        x = x.permute(0, 2, 3, 1)  # (N, 7, 7, 768)
        x = self.stage4_1_norm(x)
        x = x.permute(0, 3, 1, 2)  # (N, 768, 7, 7)
        stage4_1 = self.stage4_1(x)  # (N, 768, 7, 7)
        x = self.stage4_1_scale(x.shape[0])  # (N, 768, 1, 1)
        x = stage4_1 * x
        x = x * self.stage4_1_drop(torch.ones_like(x[:, :1, :1, :1]))
        stage4_1_add = x + down4
        x = self.stage4_2_depthwise(stage4_1_add)
        x = x.permute(0, 2, 3, 1)  # (N, 7, 7, 768)
        x = self.stage4_2_norm(x)
        x = x.permute(0, 3, 1, 2)  # (N, 768, 7, 7)
        stage4_2 = self.stage4_2(x)  # (N, 768, 7, 7)
        x = self.stage4_2_scale(x.shape[0])  # (N, 768, 1, 1)
        x = stage4_2 * x
        x = x * self.stage4_2_drop(torch.ones_like(x[:, :1, :1, :1]))
        stage4_2_add = x + stage4_1_add
        x = self.stage4_3_depthwise(stage4_2_add)
        x = x.permute(0, 2, 3, 1)  # (N, 7, 7, 768)
        x = self.stage4_3_norm(x)
        x = x.permute(0, 3, 1, 2)  # (N, 768, 7, 7)
        stage4_3 = self.stage4_3(x)  # (N, 768, 7, 7)
        x = self.stage4_3_scale(x.shape[0])  # (N, 768, 1, 1)
        x = stage4_3 * x
        x = x * self.stage4_3_drop(torch.ones_like(x[:, :1, :1, :1]))
        x = x + stage4_2_add
        x = self.avgpool(x)  # (N, 768, 1, 1)
        x = self.classifier(x)  # (N, 1000)
        return x
