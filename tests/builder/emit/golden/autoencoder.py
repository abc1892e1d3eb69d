from collections import OrderedDict

from torch import Tensor, nn


class Autoencoder(nn.Module):
    """2,837,314 parameters, 2,833,000 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            OrderedDict(
                flatten=nn.Flatten(),  # (N, 784)
                encode1=nn.Linear(784, 1000),  # (N, 1000)
                encode1_sigmoid=nn.Sigmoid(),
                encode2=nn.Linear(1000, 500),  # (N, 500)
                encode2_sigmoid=nn.Sigmoid(),
                encode3=nn.Linear(500, 250),  # (N, 250)
                encode3_sigmoid=nn.Sigmoid(),
                code=nn.Linear(250, 30),  # (N, 30)
                decode1=nn.Linear(30, 250),  # (N, 250)
                decode1_sigmoid=nn.Sigmoid(),
                decode2=nn.Linear(250, 500),  # (N, 500)
                decode2_sigmoid=nn.Sigmoid(),
                decode3=nn.Linear(500, 1000),  # (N, 1000)
                decode3_sigmoid=nn.Sigmoid(),
                decode4=nn.Linear(1000, 784),  # (N, 784)
                decode4_sigmoid=nn.Sigmoid(),
            )
        )

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 1, 28, 28), pixels from 0 to 1, to (N, 1, 28, 28)."""
        x = self.layers(x)
        x = x.reshape(x.shape[0], 1, 28, 28)  # (N, 1, 28, 28)
        return x
