from collections import OrderedDict

from torch import Tensor, nn


class LeNet4(nn.Module):
    """52,698 parameters, 449,568 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            OrderedDict(
                c1=nn.Conv2d(1, 4, kernel_size=5),  # (N, 4, 28, 28)
                c1_tanh=nn.Tanh(),
                s2_mean=nn.AvgPool2d(2),  # (N, 4, 14, 14)
                s2=nn.Conv2d(4, 8, kernel_size=1, groups=4),  # (N, 8, 14, 14)
                s2_tanh=nn.Tanh(),
                c3=nn.Conv2d(8, 16, kernel_size=5),  # (N, 16, 10, 10)
                c3_tanh=nn.Tanh(),
                s4_mean=nn.AvgPool2d(2),  # (N, 16, 5, 5)
                s4=nn.Conv2d(16, 16, kernel_size=1, groups=16),
                s4_tanh=nn.Tanh(),
                c5=nn.Conv2d(16, 120, kernel_size=5),  # (N, 120, 1, 1)
                c5_tanh=nn.Tanh(),
            )
        )
        self.flatten = nn.Flatten()
        self.digits = nn.Linear(120, 10)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 1, 32, 32), pixels from 0 to 1, to (N, 10)."""
        x = self.features(x)
        x = self.flatten(x)  # (N, 120)
        x = self.digits(x)  # (N, 10)
        return x
