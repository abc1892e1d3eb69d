"""How fast we train: compared with the usual hand-written DataLoader loop, and with the best loop tuned by hand.

``CONVAS_DATA=FOLDER python -m tests.benchmarks.training [--rounds 7] [--seconds 2.0]`` prints ratios with quartiles.
The variants take turns in one process (A B C A B C), so that a noisy machine disturbs all of them alike; the first
turn of each warms up and does not count. Network and data are those of the targets: LeNet-5 on MNIST, batch 128.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing

import numpy as np
import torch
from PIL import Image
from torch import nn
from torch.utils.data import DataLoader, Dataset

from backend.datasets.base import Images, Splits, task_for
from backend.datasets.registry import source
from backend.datasets.splits import DataSpec, prepare
from backend.protocol.command_queue import CommandQueue
from backend.protocol.events import Batches
from backend.protocol.job import TrainingJob
from backend.protocol.recipe import defaults_for
from backend.runs.store import RunStore
from backend.training.device import cores
from backend.training.engine import train
from builder import zoo
from builder.emit.compile import compile_graph

Turns = Iterator[tuple[int, float]]
"""Trains on and on; gives samples done and the seconds they took."""


class PerSample(Dataset[tuple[torch.Tensor, int]]):
    """What people write: each sample becomes a Pillow image, then a tensor, then normalised, when it is asked for.

    The steps are those of the usual MNIST class with ToTensor and Normalize.
    """

    def __init__(self, part: Images) -> None:
        self.images, self.labels = np.ascontiguousarray(part.images[:, 0]), part.strata

    def __len__(self) -> int:
        return len(self.labels)

    def __getitem__(self, index: int) -> tuple[torch.Tensor, int]:
        return normalised(to_tensor(Image.fromarray(self.images[index]))), int(self.labels[index])


def to_tensor(image: Image.Image) -> torch.Tensor:
    """A grey picture as pixels 0 to 1 (1, h, w)."""
    pixels = torch.from_numpy(np.array(image, np.uint8, copy=True)).view(image.size[1], image.size[0], 1)
    return pixels.permute(2, 0, 1).contiguous().to(torch.float32).div(255)


def normalised(image: torch.Tensor) -> torch.Tensor:
    """With MNIST's mean taken away, over its deviation."""
    mean, std = torch.as_tensor([0.1307]), torch.as_tensor([0.3081])
    return image.clone().sub_(mean.view(-1, 1, 1)).div_(std.view(-1, 1, 1))


def by_hand(splits: Splits, job: TrainingJob) -> Turns:
    """The usual loop: DataLoader, zero_grad, forward, backward, step."""
    net = compile_graph(job.graph).train()
    optimizer = torch.optim.Adam(net.parameters(), lr=job.recipe.learning_rate)
    criterion = nn.CrossEntropyLoss()
    loader = DataLoader(PerSample(splits.train), batch_size=job.recipe.batch_size, shuffle=True, num_workers=0)
    while True:
        begun = time.perf_counter()
        for images, labels in loader:
            optimizer.zero_grad()
            loss = criterion(net(images), labels)
            loss.backward()
            optimizer.step()
            yield len(labels), time.perf_counter() - begun
            begun = time.perf_counter()


def tuned(splits: Splits, job: TrainingJob) -> Turns:
    """The best loop of the same settings: bytes in memory, batched by index, fused Adam, and nothing else at all."""
    net = compile_graph(job.graph).train()
    optimizer = torch.optim.Adam(net.parameters(), lr=job.recipe.learning_rate, fused=True)
    images, labels = torch.from_numpy(splits.train.images), torch.from_numpy(splits.train.strata)
    while True:
        begun = time.perf_counter()
        for chosen in torch.randperm(len(labels)).split(job.recipe.batch_size):
            optimizer.zero_grad(set_to_none=True)
            pixels = images.index_select(0, chosen).to(torch.float32, memory_format=torch.channels_last).div_(255)
            loss = nn.functional.cross_entropy(net(pixels), labels[chosen])
            loss.backward()
            optimizer.step()
            yield len(chosen), time.perf_counter() - begun
            begun = time.perf_counter()


def ours(_splits: Splits, job: TrainingJob) -> Turns:
    """The engine as the window runs it: losses written down, commands obeyed. Measuring between epochs is left out."""
    with tempfile.TemporaryDirectory() as folder, closing(train(job, CommandQueue(), RunStore(folder))) as events:
        while True:
            begun = time.perf_counter()
            event = next(events)
            if isinstance(event, Batches):
                yield event.samples, time.perf_counter() - begun


VARIANTS = {"ours": ours, "by hand": by_hand, "tuned by hand": tuned}


def rate(turns: Turns, seconds: float) -> float:
    """Samples a second of one turn, which takes about so many seconds."""
    samples, taken = 0, 0.0
    while taken < seconds:
        count, took = next(turns)
        samples, taken = samples + count, taken + took
    return samples / taken


def rates(splits: Splits, job: TrainingJob, rounds: int, seconds: float) -> dict[str, list[float]]:
    """The speed of each variant, round by round, without the first."""
    running = {name: variant(splits, job) for name, variant in VARIANTS.items()}
    found = [{name: rate(turns, seconds) for name, turns in running.items()} for _ in range(rounds + 1)][1:]
    for turns in running.values():
        turns.close()  # type: ignore[attr-defined]
    return {name: [row[name] for row in found] for name in VARIANTS}


def ratio(above: list[float], below: list[float]) -> tuple[float, float, float]:
    """Lower quartile, median and upper quartile of the ratios of neighbouring turns."""
    low, middle, high = np.percentile(np.array(above) / np.array(below), [25, 50, 75])
    return float(low), float(middle), float(high)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--threads", type=int, default=cores())
    asked = parser.parse_args()
    mnist = source("mnist")
    if not mnist.ready():
        parser.exit(2, f"MNIST is not in {mnist.location()}; set CONVAS_DATA to the folder that holds it.\n")
    torch.set_num_threads(asked.threads)
    data = DataSpec(name="mnist")
    recipe = defaults_for("mnist").with_values(epochs=100_000, threads=asked.threads)
    graph = zoo.project("lenet5", task_for(mnist.info()), data.record()).graph
    job = TrainingJob(graph, recipe, data)
    found = rates(prepare(data, (1, 28, 28)), job, asked.rounds, asked.seconds)
    print(f"LeNet-5 on MNIST, batch {recipe.batch_size}, {asked.threads} threads, {asked.rounds} rounds of {asked.seconds:g} s")
    for name, values in found.items():
        print(f"  {name:<14} {np.median(values):>9,.0f} samples a second")
    for name, goal in (("by hand", 1.9), ("tuned by hand", 0.97)):
        low, middle, high = ratio(found["ours"], found[name])
        print(f"  ours / {name:<14} {middle:.3f} [{low:.3f}, {high:.3f}]  (target {goal})")


if __name__ == "__main__":
    main()
