"""How fast networks are analysed: again, as equal ones, and for the first time; against a forward pass on the meta device.

``python -m tests.benchmarks.analysis [--times 30]`` prints medians with quartiles. The rival is what ``torchinfo.summary``
does of a network on the meta device: one forward pass with a hook on every module that notes shapes and counts
parameters; making the module is left out. Torchinfo itself is measured too where it is installed. The variants take
turns, and processor time is counted, so that a noisy machine disturbs little, and all of them alike.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import importlib.util
import time
from collections.abc import Callable

import numpy as np
import torch
from torch import nn

from builder import zoo
from builder.analysis import analyse
from builder.analysis.cache import AnalysisCache
from builder.emit.compile import compile_graph
from builder.groups.expansion import expand
from builder.model.graph import Graph
from tests.benchmarks.networks import copied, deep

SIZES = (1_000, 2_000, 5_000, 10_000, 20_000)

CACHE = AnalysisCache()

Turn = Callable[[], Callable[[], object]]
"""Makes ready for one turn, and gives what is measured."""


def summary(module: nn.Module, sizes: tuple[int, ...]) -> list[tuple[str, tuple[int, ...], int]]:
    """Class, output shape and parameters of every module, from one forward pass with hooks."""
    rows: list[tuple[str, tuple[int, ...], int]] = []

    def note(inner: nn.Module, _inputs: object, output: object) -> None:
        shape = tuple(output.shape) if isinstance(output, torch.Tensor) else ()
        rows.append((type(inner).__name__, shape, sum(weight.numel() for weight in inner.parameters(recurse=False))))

    hooks = [inner.register_forward_hook(note) for inner in module.modules()]
    with torch.no_grad():
        module(torch.empty(1, *sizes, device="meta"))
    for hook in hooks:
        hook.remove()
    return rows


def again(graph: Graph) -> Turn:
    """The same network once more."""

    def ready() -> Callable[[], object]:
        analyse(graph, cache=CACHE)
        gc.collect()
        return lambda: analyse(graph, cache=CACHE)

    return ready


def equal(graph: Graph) -> Turn:
    """A network that equals one seen before and shares nothing with it."""

    def ready() -> Callable[[], object]:
        other = copied(graph)
        gc.collect()
        return lambda: analyse(other, cache=CACHE)

    return ready


def first(graph: Graph) -> Turn:
    """A network of which nothing is known."""

    def ready() -> Callable[[], object]:
        other = copied(graph)
        CACHE.measurements.clear()
        gc.collect()
        return lambda: analyse(other, cache=CACHE)

    return ready


def rivals(graph: Graph) -> dict[str, Turn]:
    """What a forward pass takes for the same numbers."""
    module = compile_graph(graph).to("meta").eval()
    sizes = graph.blocks[graph.of_kind("Input")[0]].layer.values()["shape"]
    found: dict[str, Turn] = {"hooks, meta device": lambda: lambda: summary(module, sizes)}
    if importlib.util.find_spec("torchinfo"):
        torchinfo = importlib.import_module("torchinfo")
        found["torchinfo"] = lambda: lambda: torchinfo.summary(module, (1, *sizes), device="meta", verbose=0)
    return found


def milliseconds(turns: dict[str, Turn], times: int) -> dict[str, list[float]]:
    """What each variant takes, in turns; the first of each does not count."""
    taken: dict[str, list[float]] = {name: [] for name in turns}
    for _ in range(times + 1):
        for name, turn in turns.items():
            act = turn()
            begun = time.process_time()
            act()
            taken[name].append(1000 * (time.process_time() - begun))
    return {name: values[1:] for name, values in taken.items()}


def show(taken: dict[str, list[float]]) -> None:
    """A line for each variant."""
    for name, values in taken.items():
        low, middle, high = np.percentile(values, [25, 50, 75])
        print(f"  {name:<22} {middle:9.2f} [{low:.2f}, {high:.2f}] ms")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=30)
    asked = parser.parse_args()
    grouped = zoo.build("resnet152")
    flat = expand(grouped).graph
    print(f"ResNet-152, {len(flat.blocks)} layers (target 3 ms), and as {len(grouped.blocks)} blocks with groups")
    ours: dict[str, Turn] = {"again": again(flat), "equal": equal(flat), "first": first(flat)}
    ours |= {"groups, again": again(grouped), "groups, equal": equal(grouped)}
    taken = milliseconds(ours | rivals(grouped), asked.times)
    show(taken)
    for rival in taken.keys() - ours.keys():
        for name in ours:
            low, middle, high = np.percentile(np.array(taken[rival]) / np.array(taken[name]), [25, 50, 75])
            print(f"  {rival} / {name}: {middle:.0f} [{low:.0f}, {high:.0f}]{' (target 200)' if name == 'again' else ''}")
    for count in SIZES:
        graph = deep(count)
        taken = milliseconds({"again": again(graph), "equal": equal(graph), "first": first(graph)}, max(3, asked.times // 4))
        print(f"{len(graph.blocks):,} blocks{' (target 30 ms)' if count == 10_000 else ''}")
        show(taken)
        print(f"  a block: {1000 * float(np.median(taken['again'])) / len(graph.blocks):.2f} µs")


if __name__ == "__main__":
    main()
