from collections import OrderedDict

from torch import Tensor, nn


class ConvAutoencoder(nn.Module):
    """46,529 parameters, 1,097,856 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            OrderedDict(
                encode1=nn.Conv2d(1, 16, kernel_size=3, stride=2, padding=1),
                encode1_relu=nn.ReLU(),
                encode2=nn.Conv2d(16, 32, kernel_size=3, stride=2, padding=1),
                encode2_relu=nn.ReLU(),
                encode3=nn.Conv2d(32, 64, kernel_size=3, stride=2, padding=1),
                encode3_relu=nn.ReLU(),
                decode1=nn.ConvTranspose2d(64, 32, kernel_size=3, stride=2, padding=1),
                decode1_act=nn.ReLU(),
                decode2=nn.ConvTranspose2d(
                    32, 16, kernel_size=3, stride=2, padding=1, output_padding=1
                ),
                decode2_act=nn.ReLU(),
                decode3=nn.ConvTranspose2d(
                    16, 1, kernel_size=3, stride=2, padding=1, output_padding=1
                ),
                decode3_act=nn.Sigmoid(),
            )
        )

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 1, 28, 28), pixels from 0 to 1, to (N, 1, 28, 28)."""
        x = self.layers(x)
        return x
