from collections import OrderedDict

from torch import Tensor, nn


class ESPCN(nn.Module):
    """22,729 parameters, 6,538,336 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            OrderedDict(
                conv1=nn.Conv2d(1, 64, kernel_size=5, padding=2),  # (N, 64, 17, 17)
                tanh1=nn.Tanh(),
                conv2=nn.Conv2d(64, 32, kernel_size=3, padding=1),  # (N, 32, 17, 17)
                tanh2=nn.Tanh(),
                conv3=nn.Conv2d(32, 9, kernel_size=3, padding=1),  # (N, 9, 17, 17)
                pixels=nn.PixelShuffle(3),  # (N, 1, 51, 51)
            )
        )

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 1, 17, 17), pixels from 0 to 1, to (N, 1, 51, 51)."""
        x = self.layers(x)  # (N, 1, 51, 51)
        return x
