"""Smaller networks in the styles of other people: functional calls, loops, channel shuffles, attention."""

import torch
import torch.nn.functional as F
from torch import nn


class LeNet(nn.Module):
    """As in torch's tutorial: everything without weights is a function."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5, padding=2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(400, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = (x - 0.5) / 0.2
        x = F.max_pool2d(F.relu(self.conv1(x)), (2, 2))
        x = F.max_pool2d(torch.tanh(self.conv2(x)), 2)
        x = x.view(-1, self.num_flat_features(x))
        x = self.fc1(x).relu()
        x = F.dropout(torch.sigmoid(self.fc2(x)), 0.3, training=self.training)
        return F.log_softmax(self.fc3(x), dim=1)

    def num_flat_features(self, x):
        count = 1
        for size in x.size()[1:]:
            count *= size
        return count


def channel_shuffle(x, groups):
    batch, channels, height, width = x.size()
    x = x.view(batch, groups, channels // groups, height, width)
    x = torch.transpose(x, 1, 2).contiguous()
    return x.view(batch, channels, height, width)


class ShuffleUnit(nn.Module):
    def __init__(self, channels):
        super().__init__()
        half = channels // 2
        self.branch2 = nn.Sequential(nn.Conv2d(half, half, 1, bias=False), nn.BatchNorm2d(half), nn.ReLU(inplace=True))

    def forward(self, x):
        x1, x2 = x.chunk(2, dim=1)
        return channel_shuffle(torch.cat((x1, self.branch2(x2)), dim=1), 2)


class ShuffleNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 3, 2)
        self.stage2 = nn.Sequential(ShuffleUnit(8), ShuffleUnit(8))
        self.fc = nn.Linear(8, 7)

    def forward(self, x):
        return self.fc(self.stage2(self.conv1(x)).mean([2, 3]))


class SqueezeExcitation(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.fc1 = nn.Conv2d(channels, 2, 1)
        self.fc2 = nn.Conv2d(2, channels, 1)
        self.scale = nn.Parameter(0.1 * torch.ones(channels, 1, 1))

    def forward(self, x):
        gate = F.adaptive_avg_pool2d(x, 1)
        gate = torch.sigmoid(self.fc2(F.silu(self.fc1(gate))))
        return x + self.scale * (gate * x) * 0.5


class OptionA(nn.Module):
    """The shortcut without weights: every second pixel, and zeros for the new channels."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(4, 8, 3, 2, 1)

    def forward(self, x):
        return F.relu(self.conv(x) + F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, 2, 2)))


class ViT(nn.Module):
    def __init__(self, width=16):
        super().__init__()
        self.conv_proj = nn.Conv2d(3, width, 4, 4)
        self.class_token = nn.Parameter(torch.randn(1, 1, width))
        self.pos_embedding = nn.Parameter(torch.randn(1, 17, width))
        self.ln = nn.LayerNorm(width)
        self.attention = nn.MultiheadAttention(width, 2, batch_first=True)
        self.encoder = nn.TransformerEncoderLayer(width, 2, 32, batch_first=True, norm_first=True)
        self.head = nn.Linear(width, 5)

    def forward(self, x):
        n, _, h, w = x.shape
        torch._assert(h == w, "square images only")
        x = self.conv_proj(x).reshape(n, 16, (h // 4) * (w // 4)).permute(0, 2, 1)
        x = torch.cat([self.class_token.expand(n, -1, -1), x], dim=1)
        x = x + self.pos_embedding
        y = self.ln(x)
        y, _ = self.attention(y, y, y, need_weights=False)
        return self.head(self.encoder(x + y)[:, 0])


class Functional(nn.Module):
    """Holds its weights itself, and is called with a default."""

    def __init__(self):
        super().__init__()
        self.kernel = nn.Parameter(torch.randn(4, 3, 3, 3))
        self.matrix = nn.Parameter(torch.randn(5, 4))
        self.shift = nn.Parameter(torch.randn(5))
        self.register_buffer("mean", torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1))
        self.register_buffer("std", torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1))

    def forward(self, x, scale=None):
        x = x.sub(self.mean).div(self.std)
        x = F.leaky_relu(F.conv2d(x, self.kernel, stride=2, padding=1), 0.1)
        if scale is not None:
            x = x * scale
        x = F.interpolate(x, size=x.shape[2:], mode="bilinear", align_corners=False)
        x = F.avg_pool2d(x, x.size()[2:]).flatten(1)
        return F.linear(x, self.matrix, self.shift).clamp(min=0)


class ByShape(nn.Module):
    """Takes its way by the size of what comes, which only torch.export settles."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
        self.bn = nn.BatchNorm2d(4)
        self.act = nn.ReLU(inplace=True)
        self.fc = nn.Linear(4, 2)

    def forward(self, x):
        if x.shape[2] > 4:
            x = self.act(self.bn(self.conv(x)))
        x = F.max_pool2d(x, 2) * 2
        return self.fc(F.interpolate(x, scale_factor=2.0).mean((2, 3)).view(x.size(0), -1))
