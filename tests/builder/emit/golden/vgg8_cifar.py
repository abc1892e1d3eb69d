from collections import OrderedDict

from torch import Tensor, nn


class VGG8(nn.Module):
    """3,249,098 parameters, 154,866,688 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            OrderedDict(
                conv1_1=nn.Conv2d(3, 64, kernel_size=3, padding=1, bias=False),
                bn1_1=nn.BatchNorm2d(64),
                relu1_1=nn.ReLU(),
                conv1_2=nn.Conv2d(64, 64, kernel_size=3, padding=1, bias=False),
                bn1_2=nn.BatchNorm2d(64),
                relu1_2=nn.ReLU(),
                pool1=nn.MaxPool2d(2),  # (N, 64, 16, 16)
                conv2_1=nn.Conv2d(64, 128, kernel_size=3, padding=1, bias=False),
                bn2_1=nn.BatchNorm2d(128),
                relu2_1=nn.ReLU(),
                conv2_2=nn.Conv2d(128, 128, kernel_size=3, padding=1, bias=False),
                bn2_2=nn.BatchNorm2d(128),
                relu2_2=nn.ReLU(),
                pool2=nn.MaxPool2d(2),  # (N, 128, 8, 8)
                conv3_1=nn.Conv2d(128, 256, kernel_size=3, padding=1, bias=False),
                bn3_1=nn.BatchNorm2d(256),
                relu3_1=nn.ReLU(),
                conv3_2=nn.Conv2d(256, 256, kernel_size=3, padding=1, bias=False),
                bn3_2=nn.BatchNorm2d(256),
                relu3_2=nn.ReLU(),
                pool3=nn.MaxPool2d(2),  # (N, 256, 4, 4)
            )
        )
        self.classifier = nn.Sequential(
            OrderedDict(
                flatten=nn.Flatten(),  # (N, 4096)
                fc1=nn.Linear(4096, 512),  # (N, 512)
                relu_fc1=nn.ReLU(),
                drop1=nn.Dropout(),
                fc2=nn.Linear(512, 10),  # (N, 10)
            )
        )

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 3, 32, 32), pixels from 0 to 1, to (N, 10)."""
        x = self.features(x)  # (N, 256, 4, 4)
        x = self.classifier(x)  # (N, 10)
        return x
