import torch
from torch import Tensor, nn


class ClassToken(nn.Module):
    """Put a row that is learned in front of a series of rows."""

    def __init__(self, width: int, *, std: float) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(1, 1, width) * std)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, rows, width) to (N, rows + 1, width)."""
        return torch.cat([self.weight.expand(x.shape[0], -1, -1), x], dim=1)


class PositionEmbedding(nn.Module):
    """Add numbers that are learned for each place, the same for every sample."""

    def __init__(self, *sizes: int, std: float) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(1, *sizes) * std)

    def forward(self, x: Tensor) -> Tensor:
        """Map any batch to one of the same shape."""
        return x + self.weight


class Encoder(nn.Module):
    """Attention of all patches to each other, then two fully connected layers for each;
    both added to what came in.
    """

    def __init__(self, in_features: int) -> None:
        super().__init__()
        self.layer = nn.TransformerEncoderLayer(
            in_features,
            12,
            dim_feedforward=3072,
            dropout=0.0,
            activation="gelu",
            layer_norm_eps=1e-6,
            norm_first=True,
            batch_first=True,
        )

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, L, in_features) to (N, L, in_features)."""
        x = self.layer(x)
        return x


class ViTB16(nn.Module):
    """86,567,656 parameters, 16,848,500,736 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.patches = nn.Conv2d(3, 768, kernel_size=16, stride=16)
        self.token = ClassToken(768, std=0.02)
        self.positions = PositionEmbedding(197, 768, std=0.02)
        self.encoder = nn.Sequential(*[Encoder(768) for _ in range(12)])
        self.norm = nn.LayerNorm((768,), eps=1e-6)
        self.flatten = nn.Flatten()
        self.fc = nn.Linear(768, 1000)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 3, 224, 224), pixels from 0 to 1, to (N, 1000)."""
        x = self.patches(x).flatten(2).transpose(1, 2)  # (N, 196, 768)
        x = self.token(x)  # (N, 197, 768)
        x = self.positions(x)
        x = self.encoder(x)
        x = self.norm(x)
        x = x[:, :1]  # (N, 1, 768)
        x = self.flatten(x)  # (N, 768)
        x = self.fc(x)  # (N, 1000)
        return x
