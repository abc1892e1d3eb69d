from collections import OrderedDict

from torch import Tensor, nn


class FCN32s(nn.Module):
    """136,152,917 parameters, 62,787,564,288 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            OrderedDict(
                border=nn.ZeroPad2d(99),  # (N, 3, 422, 422)
                conv1_1=nn.Conv2d(3, 64, kernel_size=3, padding=1),  # (N, 64, 422, 422)
                conv1_1_relu=nn.ReLU(),
                conv1_2=nn.Conv2d(64, 64, kernel_size=3, padding=1),
                conv1_2_relu=nn.ReLU(),
                pool1=nn.MaxPool2d(2, ceil_mode=True),  # (N, 64, 211, 211)
                conv2_1=nn.Conv2d(64, 128, kernel_size=3, padding=1),
                conv2_1_relu=nn.ReLU(),
                conv2_2=nn.Conv2d(128, 128, kernel_size=3, padding=1),
                conv2_2_relu=nn.ReLU(),
                pool2=nn.MaxPool2d(2, ceil_mode=True),  # (N, 128, 106, 106)
                conv3_1=nn.Conv2d(128, 256, kernel_size=3, padding=1),
                conv3_1_relu=nn.ReLU(),
                conv3_2=nn.Conv2d(256, 256, kernel_size=3, padding=1),
                conv3_2_relu=nn.ReLU(),
                conv3_3=nn.Conv2d(256, 256, kernel_size=3, padding=1),
                conv3_3_relu=nn.ReLU(),
                pool3=nn.MaxPool2d(2, ceil_mode=True),  # (N, 256, 53, 53)
                conv4_1=nn.Conv2d(256, 512, kernel_size=3, padding=1),
                conv4_1_relu=nn.ReLU(),
                conv4_2=nn.Conv2d(512, 512, kernel_size=3, padding=1),
                conv4_2_relu=nn.ReLU(),
                conv4_3=nn.Conv2d(512, 512, kernel_size=3, padding=1),
                conv4_3_relu=nn.ReLU(),
                pool4=nn.MaxPool2d(2, ceil_mode=True),  # (N, 512, 27, 27)
                conv5_1=nn.Conv2d(512, 512, kernel_size=3, padding=1),
                conv5_1_relu=nn.ReLU(),
                conv5_2=nn.Conv2d(512, 512, kernel_size=3, padding=1),
                conv5_2_relu=nn.ReLU(),
                conv5_3=nn.Conv2d(512, 512, kernel_size=3, padding=1),
                conv5_3_relu=nn.ReLU(),
                pool5=nn.MaxPool2d(2, ceil_mode=True),  # (N, 512, 14, 14)
                fc6=nn.Conv2d(512, 4096, kernel_size=7),  # (N, 4096, 8, 8)
                fc6_relu=nn.ReLU(),
                fc6_drop=nn.Dropout2d(),
                fc7=nn.Conv2d(4096, 4096, kernel_size=1),
                fc7_relu=nn.ReLU(),
                fc7_drop=nn.Dropout2d(),
                score_fc7=nn.Conv2d(4096, 21, kernel_size=1),  # (N, 21, 8, 8)
                grow32=nn.ConvTranspose2d(
                    21, 21, kernel_size=64, stride=32, bias=False
                ),
            )
        )

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 3, 224, 224), pixels from 0 to 1, to (N, 21, 224, 224)."""
        x = self.layers(x)  # (N, 21, 288, 288)
        x = x[:, :, 19:243]  # (N, 21, 224, 288)
        x = x[:, :, :, 19:243]  # (N, 21, 224, 224)
        return x
