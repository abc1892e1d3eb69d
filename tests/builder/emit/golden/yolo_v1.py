from collections import OrderedDict

from torch import Tensor, nn


class YOLOv1(nn.Module):
    """271,703,550 parameters, 20,285,153,280 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            OrderedDict(
                conv1=nn.Conv2d(3, 64, kernel_size=7, stride=2, padding=3),
                relu1=nn.LeakyReLU(negative_slope=0.1),
                pool1=nn.MaxPool2d(2),  # (N, 64, 112, 112)
                conv2=nn.Conv2d(64, 192, kernel_size=3, padding=1),
                relu2=nn.LeakyReLU(negative_slope=0.1),
                pool2=nn.MaxPool2d(2),  # (N, 192, 56, 56)
                conv3=nn.Conv2d(192, 128, kernel_size=1),  # (N, 128, 56, 56)
                relu3=nn.LeakyReLU(negative_slope=0.1),
                conv4=nn.Conv2d(128, 256, kernel_size=3, padding=1),  # (N, 256, 56, 56)
                relu4=nn.LeakyReLU(negative_slope=0.1),
                conv5=nn.Conv2d(256, 256, kernel_size=1),
                relu5=nn.LeakyReLU(negative_slope=0.1),
                conv6=nn.Conv2d(256, 512, kernel_size=3, padding=1),  # (N, 512, 56, 56)
                relu6=nn.LeakyReLU(negative_slope=0.1),
                pool3=nn.MaxPool2d(2),  # (N, 512, 28, 28)
                conv7=nn.Conv2d(512, 256, kernel_size=1),  # (N, 256, 28, 28)
                relu7=nn.LeakyReLU(negative_slope=0.1),
                conv8=nn.Conv2d(256, 512, kernel_size=3, padding=1),  # (N, 512, 28, 28)
                relu8=nn.LeakyReLU(negative_slope=0.1),
                conv9=nn.Conv2d(512, 256, kernel_size=1),  # (N, 256, 28, 28)
                relu9=nn.LeakyReLU(negative_slope=0.1),
                conv10=nn.Conv2d(256, 512, kernel_size=3, padding=1),
                relu10=nn.LeakyReLU(negative_slope=0.1),
                conv11=nn.Conv2d(512, 256, kernel_size=1),  # (N, 256, 28, 28)
                relu11=nn.LeakyReLU(negative_slope=0.1),
                conv12=nn.Conv2d(256, 512, kernel_size=3, padding=1),
                relu12=nn.LeakyReLU(negative_slope=0.1),
                conv13=nn.Conv2d(512, 256, kernel_size=1),  # (N, 256, 28, 28)
                relu13=nn.LeakyReLU(negative_slope=0.1),
                conv14=nn.Conv2d(256, 512, kernel_size=3, padding=1),
                relu14=nn.LeakyReLU(negative_slope=0.1),
                conv15=nn.Conv2d(512, 512, kernel_size=1),
                relu15=nn.LeakyReLU(negative_slope=0.1),
                conv16=nn.Conv2d(512, 1024, kernel_size=3, padding=1),
                relu16=nn.LeakyReLU(negative_slope=0.1),
                pool4=nn.MaxPool2d(2),  # (N, 1024, 14, 14)
                conv17=nn.Conv2d(1024, 512, kernel_size=1),  # (N, 512, 14, 14)
                relu17=nn.LeakyReLU(negative_slope=0.1),
                conv18=nn.Conv2d(512, 1024, kernel_size=3, padding=1),
                relu18=nn.LeakyReLU(negative_slope=0.1),
                conv19=nn.Conv2d(1024, 512, kernel_size=1),  # (N, 512, 14, 14)
                relu19=nn.LeakyReLU(negative_slope=0.1),
                conv20=nn.Conv2d(512, 1024, kernel_size=3, padding=1),
                relu20=nn.LeakyReLU(negative_slope=0.1),
                conv21=nn.Conv2d(1024, 1024, kernel_size=3, padding=1),
                relu21=nn.LeakyReLU(negative_slope=0.1),
                conv22=nn.Conv2d(1024, 1024, kernel_size=3, stride=2, padding=1),
                relu22=nn.LeakyReLU(negative_slope=0.1),
                conv23=nn.Conv2d(1024, 1024, kernel_size=3, padding=1),
                relu23=nn.LeakyReLU(negative_slope=0.1),
                conv24=nn.Conv2d(1024, 1024, kernel_size=3, padding=1),
                relu24=nn.LeakyReLU(negative_slope=0.1),
            )
        )
        self.flatten_block = nn.Sequential(
            OrderedDict(
                flatten=nn.Flatten(),  # (N, 50176)
                fc1=nn.Linear(50176, 4096),  # (N, 4096)
                fc1_leaky=nn.LeakyReLU(negative_slope=0.1),
                drop=nn.Dropout(),
                fc2=nn.Linear(4096, 1470),  # (N, 1470)
            )
        )

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 3, 448, 448), pixels from 0 to 1, to (N, 30, 7, 7)."""
        x = self.features(x)
        x = self.flatten_block(x)  # (N, 1470)
        x = x.reshape(x.shape[0], 30, 7, 7)  # (N, 30, 7, 7)
        return x
