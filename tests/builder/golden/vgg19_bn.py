from collections import OrderedDict

from torch import Tensor, nn


class VGG19BN(nn.Module):
    """143,678,248 parameters, 19,632,062,464 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            OrderedDict(
                conv1_1=nn.Conv2d(3, 64, kernel_size=3, padding=1),  # (N, 64, 224, 224)
                bn1_1=nn.BatchNorm2d(64),
                relu1_1=nn.ReLU(),
                conv1_2=nn.Conv2d(64, 64, kernel_size=3, padding=1),
                bn1_2=nn.BatchNorm2d(64),
                relu1_2=nn.ReLU(),
                pool1=nn.MaxPool2d(2),  # (N, 64, 112, 112)
                conv2_1=nn.Conv2d(64, 128, kernel_size=3, padding=1),
                bn2_1=nn.BatchNorm2d(128),
                relu2_1=nn.ReLU(),
                conv2_2=nn.Conv2d(128, 128, kernel_size=3, padding=1),
                bn2_2=nn.BatchNorm2d(128),
                relu2_2=nn.ReLU(),
                pool2=nn.MaxPool2d(2),  # (N, 128, 56, 56)
                conv3_1=nn.Conv2d(128, 256, kernel_size=3, padding=1),
                bn3_1=nn.BatchNorm2d(256),
                relu3_1=nn.ReLU(),
                conv3_2=nn.Conv2d(256, 256, kernel_size=3, padding=1),
                bn3_2=nn.BatchNorm2d(256),
                relu3_2=nn.ReLU(),
                conv3_3=nn.Conv2d(256, 256, kernel_size=3, padding=1),
                bn3_3=nn.BatchNorm2d(256),
                relu3_3=nn.ReLU(),
                conv3_4=nn.Conv2d(256, 256, kernel_size=3, padding=1),
                bn3_4=nn.BatchNorm2d(256),
                relu3_4=nn.ReLU(),
                pool3=nn.MaxPool2d(2),  # (N, 256, 28, 28)
                conv4_1=nn.Conv2d(256, 512, kernel_size=3, padding=1),
                bn4_1=nn.BatchNorm2d(512),
                relu4_1=nn.ReLU(),
                conv4_2=nn.Conv2d(512, 512, kernel_size=3, padding=1),
                bn4_2=nn.BatchNorm2d(512),
                relu4_2=nn.ReLU(),
                conv4_3=nn.Conv2d(512, 512, kernel_size=3, padding=1),
                bn4_3=nn.BatchNorm2d(512),
                relu4_3=nn.ReLU(),
                conv4_4=nn.Conv2d(512, 512, kernel_size=3, padding=1),
                bn4_4=nn.BatchNorm2d(512),
                relu4_4=nn.ReLU(),
                pool4=nn.MaxPool2d(2),  # (N, 512, 14, 14)
                conv5_1=nn.Conv2d(512, 512, kernel_size=3, padding=1),
                bn5_1=nn.BatchNorm2d(512),
                relu5_1=nn.ReLU(),
                conv5_2=nn.Conv2d(512, 512, kernel_size=3, padding=1),
                bn5_2=nn.BatchNorm2d(512),
                relu5_2=nn.ReLU(),
                conv5_3=nn.Conv2d(512, 512, kernel_size=3, padding=1),
                bn5_3=nn.BatchNorm2d(512),
                relu5_3=nn.ReLU(),
                conv5_4=nn.Conv2d(512, 512, kernel_size=3, padding=1),
                bn5_4=nn.BatchNorm2d(512),
                relu5_4=nn.ReLU(),
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
