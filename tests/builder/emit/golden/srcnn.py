from collections import OrderedDict

from torch import Tensor, nn


class SRCNN(nn.Module):
    """8,129 parameters, 78,721,632 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            OrderedDict(
                enlarge=nn.Upsample(scale_factor=3.0, mode="bicubic"),  # (N, 1, 99, 99)
                patches=nn.Conv2d(1, 64, kernel_size=9, padding=4),  # (N, 64, 99, 99)
                patches_relu=nn.ReLU(),
                mapping=nn.Conv2d(64, 32, kernel_size=1),  # (N, 32, 99, 99)
                mapping_relu=nn.ReLU(),
                rebuild=nn.Conv2d(32, 1, kernel_size=5, padding=2),  # (N, 1, 99, 99)
            )
        )

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 1, 33, 33), pixels from 0 to 1, to (N, 1, 99, 99)."""
        x = self.layers(x)  # (N, 1, 99, 99)
        return x
