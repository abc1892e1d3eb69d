"""How fast a network becomes a module, and whether that module is as fast as one written by hand.

``python -m tests.benchmarks.compiled [--net resnet50] [--batch 8] [--size 96] [--rounds 30] [--device cpu]`` prints what
emitting and compiling ResNet-152 take, then the time of forward and backward compared with a ResNet written as torchvision has
it, with its in-place ReLUs. Both hold weights of the same sizes and take turns, so that a noisy machine disturbs both
alike.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import Tensor, nn

from builder import zoo
from builder.emit import emit
from builder.emit.compile import compile_graph, compile_source

COMPILED = 1.5
"""Seconds that emitting and compiling ResNet-152 may take."""

DEPTHS = {"resnet18": (2, 2, 2, 2), "resnet34": (3, 4, 6, 3), "resnet50": (3, 4, 6, 3)}


class BasicBlock(nn.Module):
    """Two 3×3 convolutions and a shortcut."""

    expansion = 1

    def __init__(self, channels: int, width: int, stride: int, downsample: nn.Module | None) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, width, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.relu = nn.ReLU(inplace=True)
        self.conv2 = nn.Conv2d(width, width, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.downsample = downsample

    def forward(self, x: Tensor) -> Tensor:
        identity = x
        out = self.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        if self.downsample is not None:
            identity = self.downsample(x)
        out += identity
        return self.relu(out)


class Bottleneck(nn.Module):
    """1×1, 3×3 and 1×1 convolutions and a shortcut."""

    expansion = 4

    def __init__(self, channels: int, width: int, stride: int, downsample: nn.Module | None) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, width, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv3 = nn.Conv2d(width, 4 * width, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(4 * width)
        self.relu = nn.ReLU(inplace=True)
        self.downsample = downsample

    def forward(self, x: Tensor) -> Tensor:
        identity = x
        out = self.relu(self.bn1(self.conv1(x)))
        out = self.relu(self.bn2(self.conv2(out)))
        out = self.bn3(self.conv3(out))
        if self.downsample is not None:
            identity = self.downsample(x)
        out += identity
        return self.relu(out)


class ResNet(nn.Module):
    """As in torchvision."""

    def __init__(self, block: type[BasicBlock] | type[Bottleneck], depths: Sequence[int]) -> None:
        super().__init__()
        self.channels = 64
        self.conv1 = nn.Conv2d(3, 64, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        self.relu = nn.ReLU(inplace=True)
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        stages = [self._stage(block, 64 * 2**at, depth, 1 if at == 0 else 2) for at, depth in enumerate(depths)]
        self.layer1, self.layer2, self.layer3, self.layer4 = stages
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.fc = nn.Linear(512 * block.expansion, 1000)

    def _stage(self, block: type[BasicBlock] | type[Bottleneck], width: int, depth: int, stride: int) -> nn.Sequential:
        wide = width * block.expansion
        shortcut = None
        if stride != 1 or self.channels != wide:
            shortcut = nn.Sequential(nn.Conv2d(self.channels, wide, 1, stride, bias=False), nn.BatchNorm2d(wide))
        layers = [block(self.channels, width, stride, shortcut)]
        self.channels = wide
        return nn.Sequential(*layers, *(block(wide, width, 1, None) for _ in range(depth - 1)))

    def forward(self, x: Tensor) -> Tensor:
        x = self.maxpool(self.relu(self.bn1(self.conv1(x))))
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.fc(torch.flatten(self.avgpool(x), 1))


def pair(net: str, device: torch.device) -> tuple[nn.Module, nn.Module]:
    """Our module and the one written by hand; every tensor of one has its like in the other."""
    ours = compile_graph(zoo.build(net)).to(device).train()
    theirs = ResNet(Bottleneck if net == "resnet50" else BasicBlock, DEPTHS[net]).to(device).train()
    mine, yours = (sorted(tuple(value.shape) for value in module.state_dict().values()) for module in (ours, theirs))
    if mine != yours:
        raise SystemExit(f"{net} is not the network that is written by hand: its tensors have other sizes.")
    return ours, theirs


def step(module: nn.Module, images: Tensor) -> Callable[[], object]:
    """One forward and one backward pass."""

    def act() -> None:
        module.zero_grad(set_to_none=True)
        module(images).square().mean().backward()
        if images.is_cuda:
            torch.cuda.synchronize()

    return act


def milliseconds(act: Callable[[], object]) -> float:
    """What `act` takes."""
    begun = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - begun)


def show_compiling(times: int) -> None:
    """What it takes to write ResNet-152 as source, and to make the module with its weights."""
    graph = zoo.build("resnet152")
    source = emit(graph)
    parts: dict[str, Callable[[], object]] = {
        "emit": lambda: emit(graph),
        "compile the source": lambda: compile_source(source),
        "emit + compile_graph": lambda: (emit(graph), compile_graph(graph)),
    }
    print(f"ResNet-152, seconds (target {COMPILED:g} for both)")
    taken = {name: [milliseconds(act) / 1000 for _ in range(times)] for name, act in parts.items()}
    for name, values in taken.items():
        low, middle, high = np.percentile(values, [25, 50, 75])
        print(f"  {name:<22} {middle:.3f} [{low:.3f}, {high:.3f}]")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--net", choices=sorted(DEPTHS), default="resnet50")
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--size", type=int, default=96)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--device", default="cpu")
    asked = parser.parse_args()
    show_compiling(5)
    torch.manual_seed(1)
    device = torch.device(asked.device)
    ours, theirs = pair(asked.net, device)
    images = torch.rand(asked.batch, 3, asked.size, asked.size, device=device)
    acts = {"ours": step(ours, images), "by hand": step(theirs, images)}
    taken: dict[str, list[float]] = {name: [] for name in acts}
    for turn in range(asked.rounds + 3):
        for name in sorted(acts, reverse=turn % 2 == 0):
            taken[name].append(milliseconds(acts[name]))
    kept = {name: np.array(values[3:]) for name, values in taken.items()}
    print(f"{asked.net}, batch {asked.batch} of 3 × {asked.size} × {asked.size}, {asked.device}, {asked.rounds} rounds")
    for name, values in kept.items():
        low, middle, high = np.percentile(values, [25, 50, 75])
        print(f"  {name:<10} {middle:9.2f} [{low:.2f}, {high:.2f}] ms forward and backward")
    medians = float(np.median(kept["ours"]) / np.median(kept["by hand"]))
    low, _, high = np.percentile(kept["ours"] / kept["by hand"], [25, 50, 75])
    print(f"  ours / by hand: {medians:.3f} [{low:.3f}, {high:.3f}] (target at most 1.01)")


if __name__ == "__main__":
    main()
