from torch import Tensor, nn


class Autoencoder(nn.Module):
    """2,837,314 parameters, 2,833,000 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.flatten = nn.Flatten()
        self.encode1 = nn.Linear(784, 1000)
        self.encode1_sigmoid = nn.Sigmoid()
        self.encode2 = nn.Linear(1000, 500)
        self.encode2_sigmoid = nn.Sigmoid()
        self.encode3 = nn.Linear(500, 250)
        self.encode3_sigmoid = nn.Sigmoid()
        self.code = nn.Linear(250, 30)
        self.decode1 = nn.Linear(30, 250)
        self.decode1_sigmoid = nn.Sigmoid()
        self.decode2 = nn.Linear(250, 500)
        self.decode2_sigmoid = nn.Sigmoid()
        self.decode3 = nn.Linear(500, 1000)
        self.decode3_sigmoid = nn.Sigmoid()
        self.decode4 = nn.Linear(1000, 784)
        self.decode4_sigmoid = nn.Sigmoid()

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 1, 28, 28), pixels from 0 to 1, to (N, 1, 28, 28)."""
        x = self.flatten(x)  # (N, 784)
        x = self.encode1(x)  # (N, 1000)
        x = self.encode1_sigmoid(x)
        x = self.encode2(x)  # (N, 500)
        x = self.encode2_sigmoid(x)
        x = self.encode3(x)  # (N, 250)
        x = self.encode3_sigmoid(x)
        x = self.code(x)  # (N, 30)
        x = self.decode1(x)  # (N, 250)
        x = self.decode1_sigmoid(x)
        x = self.decode2(x)  # (N, 500)
        x = self.decode2_sigmoid(x)
        x = self.decode3(x)  # (N, 1000)
        x = self.decode3_sigmoid(x)
        x = self.decode4(x)  # (N, 784)
        x = self.decode4_sigmoid(x)
        x = x.reshape(x.shape[0], 1, 28, 28)  # (N, 1, 28, 28)
        return x
