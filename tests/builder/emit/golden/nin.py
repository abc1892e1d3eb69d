from collections import OrderedDict

from torch import Tensor, nn


class NetworkInNetwork(nn.Module):
    """966,986 parameters, 222,486,528 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            OrderedDict(
                conv1=nn.Conv2d(3, 192, kernel_size=5, padding=2),  # (N, 192, 32, 32)
                conv1_relu=nn.ReLU(),
                mlp1_1=nn.Conv2d(192, 160, kernel_size=1),  # (N, 160, 32, 32)
                mlp1_1_relu=nn.ReLU(),
                mlp1_2=nn.Conv2d(160, 96, kernel_size=1),  # (N, 96, 32, 32)
                mlp1_2_relu=nn.ReLU(),
                pool1=nn.MaxPool2d(3, stride=2, ceil_mode=True),  # (N, 96, 16, 16)
                drop1=nn.Dropout(),
                conv2=nn.Conv2d(96, 192, kernel_size=5, padding=2),  # (N, 192, 16, 16)
                conv2_relu=nn.ReLU(),
                mlp2_1=nn.Conv2d(192, 192, kernel_size=1),
                mlp2_1_relu=nn.ReLU(),
                mlp2_2=nn.Conv2d(192, 192, kernel_size=1),
                mlp2_2_relu=nn.ReLU(),
                pool2=nn.AvgPool2d(3, stride=2, ceil_mode=True),  # (N, 192, 8, 8)
                drop2=nn.Dropout(),
                conv3=nn.Conv2d(192, 192, kernel_size=3, padding=1),
                conv3_relu=nn.ReLU(),
                mlp3_1=nn.Conv2d(192, 192, kernel_size=1),
                mlp3_1_relu=nn.ReLU(),
                mlp3_2=nn.Conv2d(192, 10, kernel_size=1),  # (N, 10, 8, 8)
                mlp3_2_relu=nn.ReLU(),
                means=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 10, 1, 1)
            )
        )
        self.flatten = nn.Flatten()

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 3, 32, 32), pixels from 0 to 1, to (N, 10)."""
        x = self.features(x)  # (N, 10, 1, 1)
        x = self.flatten(x)  # (N, 10)
        return x
