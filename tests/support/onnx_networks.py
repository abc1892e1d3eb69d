"""Classifiers as people write them, small enough to be exported in a test."""

import torch
import torch.nn.functional as F
from torch import nn


class LeNet5(nn.Module):
    """With functions, and a view."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5, padding=2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(400, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = F.avg_pool2d(torch.tanh(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = x.view(x.size(0), -1)
        return self.fc3(F.dropout(F.relu(self.fc2(F.relu(self.fc1(x)))), 0.3, self.training))


def vgg():
    """Stacked, with batch norm."""
    layers, channels = [], 3
    for width in (8, "pool", 12, 12, "pool"):
        if width == "pool":
            layers.append(nn.MaxPool2d(2, 2))
            continue
        layers += [nn.Conv2d(channels, width, 3, padding=1), nn.BatchNorm2d(width), nn.ReLU(inplace=True)]
        channels = width
    end = [nn.AdaptiveAvgPool2d((2, 2)), nn.Flatten(), nn.Linear(48, 20), nn.ReLU(True), nn.Dropout(), nn.Linear(20, 7)]
    return nn.Sequential(*layers, *end)


class Basic(nn.Module):
    def __init__(self, before, after, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(before, after, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(after)
        self.relu = nn.ReLU(inplace=True)
        self.conv2 = nn.Conv2d(after, after, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(after)
        self.downsample = None
        if stride != 1 or before != after:
            self.downsample = nn.Sequential(nn.Conv2d(before, after, 1, stride, bias=False), nn.BatchNorm2d(after))

    def forward(self, x):
        out = self.bn2(self.conv2(self.relu(self.bn1(self.conv1(x)))))
        if self.training:
            out = out * F.dropout(torch.ones_like(out[:, :1, :1, :1]), 0.25)
        return self.relu(out + (x if self.downsample is None else self.downsample(x)))


class ResNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(8)
        self.relu = nn.ReLU(inplace=True)
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        self.layer1 = nn.Sequential(Basic(8, 8, 1), Basic(8, 8, 1))
        self.layer2 = nn.Sequential(Basic(8, 12, 2), Basic(12, 12, 1))
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.fc = nn.Linear(12, 5)

    def forward(self, x):
        x = self.maxpool(self.relu(self.bn1(self.conv1(x))))
        x = self.avgpool(self.layer2(self.layer1(x)))
        return self.fc(torch.flatten(x, 1))


class Inverted(nn.Module):
    def __init__(self, before, after, stride):
        super().__init__()
        wide = before * 3
        self.conv = nn.Sequential(
            nn.Sequential(nn.Conv2d(before, wide, 1, bias=False), nn.BatchNorm2d(wide), nn.ReLU6(inplace=True)),
            nn.Sequential(
                nn.Conv2d(wide, wide, 3, stride, 1, groups=wide, bias=False), nn.BatchNorm2d(wide), nn.ReLU6(inplace=True)
            ),
            nn.Conv2d(wide, after, 1, bias=False),
            nn.BatchNorm2d(after),
        )
        self.use_res_connect = stride == 1 and before == after

    def forward(self, x):
        return x + self.conv(x) if self.use_res_connect else self.conv(x)


class MobileNetV2(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(3, 8, 3, 2, 1), Inverted(8, 8, 1), Inverted(8, 12, 2), Inverted(12, 12, 1))
        self.classifier = nn.Sequential(nn.Dropout(0.2), nn.Linear(12, 6))

    def forward(self, x):
        return self.classifier(self.features(x).mean([2, 3]))


class Fire(nn.Module):
    def __init__(self, before, squeezed, each):
        super().__init__()
        self.squeeze = nn.Conv2d(before, squeezed, 1)
        self.expand1x1 = nn.Conv2d(squeezed, each, 1)
        self.expand3x3 = nn.Conv2d(squeezed, each, 3, padding=1)
        self.act = nn.ReLU(inplace=True)

    def forward(self, x):
        x = self.act(self.squeeze(x))
        return torch.cat([self.act(self.expand1x1(x)), self.act(self.expand3x3(x))], 1)


class SqueezeNet(nn.Module):
    """Joins, a pooling that rounds up, and a softmax at its end."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 8, 3, stride=2), nn.ReLU(), nn.MaxPool2d(3, 2, ceil_mode=True), Fire(8, 4, 6), Fire(12, 4, 6)
        )
        self.classifier = nn.Sequential(nn.Dropout(), nn.Conv2d(12, 6, 1), nn.ReLU(), nn.AdaptiveAvgPool2d((1, 1)))

    def forward(self, x):
        return torch.softmax(torch.flatten(self.classifier(self.features(x)), 1), 1)


class Gated(nn.Module):
    """Squeeze and excitation, SiLU, channels by turns, halves, a gate over whole samples, learned scales."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 3, 2, 1)
        self.fc1 = nn.Conv2d(8, 4, 1)
        self.fc2 = nn.Conv2d(4, 8, 1)
        self.scale = nn.Parameter(torch.rand(8, 1, 1))
        self.fc = nn.Linear(8, 4)

    def forward(self, x):
        x = F.silu(self.stem((x - 0.5) / 0.25))
        x = x * torch.sigmoid(self.fc2(F.relu(self.fc1(x.mean((2, 3), keepdim=True)))))
        n, c, h, w = x.shape
        x = x.view(n, 2, c // 2, h, w).transpose(1, 2).reshape(n, c, h, w)
        one, other = x.chunk(2, 1)
        x = torch.cat([one, F.hardswish(other)], 1) * self.scale
        return self.fc(F.adaptive_avg_pool2d(F.pad(x, (1, 0, 2, 1)), 1).flatten(1))


class Normed(nn.Module):
    """As ConvNeXt: layer norm over channels, GELU, and other normalisations."""

    def __init__(self):
        super().__init__()
        self.patches = nn.Conv2d(3, 8, 4, 4)
        self.norm = nn.LayerNorm(8)
        self.wide = nn.Linear(8, 16)
        self.narrow = nn.Linear(16, 8, bias=False)
        self.group = nn.GroupNorm(2, 8)
        self.instance = nn.InstanceNorm2d(8)
        self.slopes = nn.PReLU(8)
        self.fc = nn.Linear(8, 3)

    def forward(self, x):
        x = self.patches(x)
        y = self.narrow(F.gelu(self.wide(self.norm(x.permute(0, 2, 3, 1))))).permute(0, 3, 1, 2)
        x = self.slopes(self.group(x + y))
        return F.log_softmax(self.fc(self.instance(x).amax((2, 3)) + x.mean((2, 3))), 1)


class Activations(nn.Module):
    """Every activation that the exporter knows, one after the other."""

    def __init__(self):
        super().__init__()
        plain = [nn.Tanh(), nn.ELU(0.7), nn.SELU(), nn.CELU(1.2), nn.LeakyReLU(0.2), nn.Softplus(), nn.Softsign(), nn.Mish()]
        more = [nn.GELU(), nn.GELU("tanh"), nn.SiLU(), nn.Hardswish(), nn.Hardsigmoid(), nn.Hardtanh(-2, 2), nn.LogSigmoid()]
        last = [nn.ReLU6(), nn.Sigmoid(), nn.Tanhshrink(), nn.ReLU()]
        self.acts = nn.Sequential(*[part for act in (*plain, *more, *last) for part in (nn.Conv2d(3, 3, 1), act)])

    def forward(self, x):
        return self.acts(x).flatten(1)


class Upscaled(nn.Module):
    """Transposed convolutions, resizing, and pieces, as in an autoencoder."""

    def __init__(self):
        super().__init__()
        self.down = nn.Conv2d(3, 8, 3, 2, 1, padding_mode="zeros")
        self.norm = nn.LocalResponseNorm(3, 2e-4, 0.7, 2.0)
        self.up = nn.ConvTranspose2d(8, 6, 3, 2, 1, output_padding=1)
        self.fc = nn.Linear(6, 3)

    def forward(self, x):
        x = self.up(self.norm(self.down(x)))
        x = F.interpolate(x, scale_factor=2) + F.interpolate(x, size=(32, 32), mode="bilinear", align_corners=False)
        return self.fc(x[:, :, 3:-3, ::2].amax((2, 3)))


class Series(nn.Module):
    """One axis behind the channels."""

    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv1d(2, 6, 5, padding=2), nn.BatchNorm1d(6), nn.ReLU(), nn.AvgPool1d(2), nn.Conv1d(6, 4, 3), nn.MaxPool1d(2)
        )
        self.fc = nn.Sequential(nn.Flatten(), nn.Linear(12, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 3))

    def forward(self, x):
        return self.fc(self.net(x))


NETWORKS = {
    "lenet": (LeNet5, (1, 28, 28)),
    "vgg": (vgg, (3, 16, 16)),
    "resnet": (ResNet, (3, 40, 40)),
    "mobilenet": (MobileNetV2, (3, 24, 24)),
    "squeezenet": (SqueezeNet, (3, 30, 30)),
    "gated": (Gated, (3, 17, 16)),
    "normed": (Normed, (3, 16, 16)),
    "activations": (Activations, (3, 5, 5)),
    "upscaled": (Upscaled, (3, 16, 16)),
    "series": (Series, (2, 16)),
}
"""By name: what makes it, and the shape of a sample."""


def build_network(name: str) -> tuple[nn.Module, tuple[int, ...]]:
    """A network with weights and averages that are all different, and its shape."""
    torch.manual_seed(3)
    maker, shape = NETWORKS[name]
    module = maker()
    for part in module.modules():
        if isinstance(part, nn.modules.batchnorm._BatchNorm):
            nn.init.uniform_(part.running_mean, -0.2, 0.2)
            nn.init.uniform_(part.running_var, 0.5, 1.5)
            nn.init.uniform_(part.weight, 0.5, 1.5)
            nn.init.uniform_(part.bias, -0.2, 0.2)
    return module, shape
