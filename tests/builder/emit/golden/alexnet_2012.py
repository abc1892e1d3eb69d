from collections import OrderedDict

from torch import Tensor, nn


class AlexNet2012(nn.Module):
    """60,965,224 parameters, 724,406,816 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            OrderedDict(
                conv1=nn.Conv2d(3, 96, kernel_size=11, stride=4),  # (N, 96, 55, 55)
                conv1_relu=nn.ReLU(),
                norm1=nn.LocalResponseNorm(5, alpha=0.0005, k=2.0),
                pool1=nn.MaxPool2d(3, stride=2),  # (N, 96, 27, 27)
                conv2=nn.Conv2d(96, 256, kernel_size=5, padding=2, groups=2),
                conv2_relu=nn.ReLU(),
                norm2=nn.LocalResponseNorm(5, alpha=0.0005, k=2.0),
                pool2=nn.MaxPool2d(3, stride=2),  # (N, 256, 13, 13)
                conv3=nn.Conv2d(256, 384, kernel_size=3, padding=1),  # (N, 384, 13, 13)
                conv3_relu=nn.ReLU(),
                conv4=nn.Conv2d(384, 384, kernel_size=3, padding=1, groups=2),
                conv4_relu=nn.ReLU(),
                conv5=nn.Conv2d(384, 256, kernel_size=3, padding=1, groups=2),
                conv5_relu=nn.ReLU(),
                pool5=nn.MaxPool2d(3, stride=2),  # (N, 256, 6, 6)
            )
        )
        self.classifier = nn.Sequential(
            OrderedDict(
                flatten=nn.Flatten(),  # (N, 9216)
                fc6=nn.Linear(9216, 4096),  # (N, 4096)
                fc6_relu=nn.ReLU(),
                fc6_drop=nn.Dropout(),
                fc7=nn.Linear(4096, 4096),
                fc7_relu=nn.ReLU(),
                fc7_drop=nn.Dropout(),
                fc8=nn.Linear(4096, 1000),  # (N, 1000)
            )
        )

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 3, 227, 227), pixels from 0 to 1, to (N, 1000)."""
        x = self.features(x)  # (N, 256, 6, 6)
        x = self.classifier(x)  # (N, 1000)
        return x
