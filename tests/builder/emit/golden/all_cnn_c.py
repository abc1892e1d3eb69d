from collections import OrderedDict

from torch import Tensor, nn


class AllCNN(nn.Module):
    """1,369,738 parameters, 270,798,336 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            OrderedDict(
                drop_image=nn.Dropout(p=0.2),
                conv1_1=nn.Conv2d(3, 96, kernel_size=3, padding=1),  # (N, 96, 32, 32)
                conv1_1_relu=nn.ReLU(),
                conv1_2=nn.Conv2d(96, 96, kernel_size=3, padding=1),
                conv1_2_relu=nn.ReLU(),
                down1=nn.Conv2d(96, 96, kernel_size=3, stride=2, padding=1),
                down1_relu=nn.ReLU(),
                drop1=nn.Dropout(),
                conv2_1=nn.Conv2d(96, 192, kernel_size=3, padding=1),
                conv2_1_relu=nn.ReLU(),
                conv2_2=nn.Conv2d(192, 192, kernel_size=3, padding=1),
                conv2_2_relu=nn.ReLU(),
                down2=nn.Conv2d(192, 192, kernel_size=3, stride=2, padding=1),
                down2_relu=nn.ReLU(),
                drop2=nn.Dropout(),
                conv3=nn.Conv2d(192, 192, kernel_size=3),  # (N, 192, 6, 6)
                conv3_relu=nn.ReLU(),
                conv4=nn.Conv2d(192, 192, kernel_size=1),
                conv4_relu=nn.ReLU(),
                conv5=nn.Conv2d(192, 10, kernel_size=1),  # (N, 10, 6, 6)
                conv5_relu=nn.ReLU(),
                means=nn.AdaptiveAvgPool2d((1, 1)),  # (N, 10, 1, 1)
            )
        )
        self.flatten = nn.Flatten()

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 3, 32, 32), pixels from 0 to 1, to (N, 10)."""
        x = self.features(x)  # (N, 10, 1, 1)
        x = self.flatten(x)  # (N, 10)
        return x
