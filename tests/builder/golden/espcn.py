from torch import Tensor, nn


class ESPCN(nn.Module):
    """22,729 parameters, 6,538,336 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, 64, kernel_size=5, padding=2)
        self.tanh1 = nn.Tanh()
        self.conv2 = nn.Conv2d(64, 32, kernel_size=3, padding=1)
        self.tanh2 = nn.Tanh()
        self.conv3 = nn.Conv2d(32, 9, kernel_size=3, padding=1)
        self.pixels = nn.PixelShuffle(3)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 1, 17, 17), pixels from 0 to 1, to (N, 1, 51, 51)."""
        x = self.conv1(x)  # (N, 64, 17, 17)
        x = self.tanh1(x)
        x = self.conv2(x)  # (N, 32, 17, 17)
        x = self.tanh2(x)
        x = self.conv3(x)  # (N, 9, 17, 17)
        x = self.pixels(x)  # (N, 1, 51, 51)
        return x
