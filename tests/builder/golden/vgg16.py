from collections import OrderedDict

from torch import Tensor, nn


class VGG16(nn.Module):
    """138,357,544 parameters, 15,470,264,320 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            OrderedDict(
                conv1_1=nn.Conv2d(3, 64, kernel_size=3, padding=1),  # (N, 64, 224, 224)
                conv1_1_relu=nn.ReLU(),
                conv1_2=nn.Conv2d(64, 64, kernel_size=3, padding=1),
                conv1_2_relu=nn.ReLU(),
                pool1=nn.MaxPool2d(2),  # (N, 64, 112, 112)
                conv2_1=nn.Conv2d(64, 128, kernel_size=3, padding=1),
                conv2_1_relu=nn.ReLU(),
                conv2_2=nn.Conv2d(128, 128, kernel_size=3, padding=1),
                conv2_2_relu=nn.ReLU(),
                pool2=nn.MaxPool2d(2),  # (N, 128, 56, 56)
                conv3_1=nn.Conv2d(128, 256, kernel_size=3, padding=1),
                conv3_1_relu=nn.ReLU(),
                conv3_2=nn.Conv2d(256, 256, kernel_size=3, padding=1),
                conv3_2_relu=nn.ReLU(),
                conv3_3=nn.Conv2d(256, 256, kernel_size=3, padding=1),
                conv3_3_relu=nn.ReLU(),
                pool3=nn.MaxPool2d(2),  # (N, 256, 28, 28)
                conv4_1=nn.Conv2d(256, 512, kernel_size=3, padding=1),
                conv4_1_relu=nn.ReLU(),
                conv4_2=nn.Conv2d(512, 512, kernel_size=3, padding=1),
                conv4_2_relu=nn.ReLU(),
                conv4_3=nn.Conv2d(512, 512, kernel_size=3, padding=1),
                conv4_3_relu=nn.ReLU(),
                pool4=nn.MaxPool2d(2),  # (N, 512, 14, 14)
                conv5_1=nn.Conv2d(512, 512, kernel_size=3, padding=1),
                conv5_1_relu=nn.ReLU(),
                conv5_2=nn.Conv2d(512, 512, kernel_size=3, padding=1),
                conv5_2_relu=nn.ReLU(),
                conv5_3=nn.Conv2d(512, 512, kernel_size=3, padding=1),
                conv5_3_relu=nn.ReLU(),
                pool5=nn.MaxPool2d(2),  # (N, 512, 7, 7)
                avgpool=nn.AdaptiveAvgPool2d((7, 7)),
            )
        )
        self.classifier = nn.Sequential(
            OrderedDict(
                flatten=nn.Flatten(),  # (N, 25088)
                fc6=nn.Linear(25088, 4096),  # (N, 4096)
                fc6_relu=nn.ReLU(),
                fc6_drop=nn.Dropout(),
                fc7=nn.Linear(4096, 4096),
                fc7_relu=nn.ReLU(),
                fc7_drop=nn.Dropout(),
                fc8=nn.Linear(4096, 1000),  # (N, 1000)
            )
        )

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 3, 224, 224), pixels from 0 to 1, to (N, 1000)."""
        x = self.features(x)
        x = self.classifier(x)  # (N, 1000)
        return x
