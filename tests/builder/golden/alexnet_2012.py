from torch import Tensor, nn


class AlexNet2012(nn.Module):
    """60,965,224 parameters, 724,406,816 multiply-accumulates a sample."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 96, kernel_size=11, stride=4)
        self.conv1_relu = nn.ReLU()
        self.norm1 = nn.LocalResponseNorm(5, alpha=0.0005, k=2.0)
        self.pool1 = nn.MaxPool2d(3, stride=2)
        self.conv2 = nn.Conv2d(96, 256, kernel_size=5, padding=2, groups=2)
        self.conv2_relu = nn.ReLU()
        self.norm2 = nn.LocalResponseNorm(5, alpha=0.0005, k=2.0)
        self.pool2 = nn.MaxPool2d(3, stride=2)
        self.conv3 = nn.Conv2d(256, 384, kernel_size=3, padding=1)
        self.conv3_relu = nn.ReLU()
        self.conv4 = nn.Conv2d(384, 384, kernel_size=3, padding=1, groups=2)
        self.conv4_relu = nn.ReLU()
        self.conv5 = nn.Conv2d(384, 256, kernel_size=3, padding=1, groups=2)
        self.conv5_relu = nn.ReLU()
        self.pool5 = nn.MaxPool2d(3, stride=2)
        self.flatten = nn.Flatten()
        self.fc6 = nn.Linear(9216, 4096)
        self.fc6_relu = nn.ReLU()
        self.fc6_drop = nn.Dropout()
        self.fc7 = nn.Linear(4096, 4096)
        self.fc7_relu = nn.ReLU()
        self.fc7_drop = nn.Dropout()
        self.fc8 = nn.Linear(4096, 1000)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, 3, 227, 227), pixels from 0 to 1, to (N, 1000)."""
        x = self.conv1(x)  # (N, 96, 55, 55)
        x = self.conv1_relu(x)
        x = self.norm1(x)
        x = self.pool1(x)  # (N, 96, 27, 27)
        x = self.conv2(x)  # (N, 256, 27, 27)
        x = self.conv2_relu(x)
        x = self.norm2(x)
        x = self.pool2(x)  # (N, 256, 13, 13)
        x = self.conv3(x)  # (N, 384, 13, 13)
        x = self.conv3_relu(x)
        x = self.conv4(x)
        x = self.conv4_relu(x)
        x = self.conv5(x)  # (N, 256, 13, 13)
        x = self.conv5_relu(x)
        x = self.pool5(x)  # (N, 256, 6, 6)
        x = self.flatten(x)  # (N, 9216)
        x = self.fc6(x)  # (N, 4096)
        x = self.fc6_relu(x)
        x = self.fc6_drop(x)
        x = self.fc7(x)
        x = self.fc7_relu(x)
        x = self.fc7_drop(x)
        x = self.fc8(x)  # (N, 1000)
        return x
