"""Groups are trained, gone on with, looked into and exported like every other block."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from backend.export.export import export
from backend.insight.saved_run import observe_saved_run
from backend.protocol.command_queue import CommandQueue
from backend.protocol.events import EpochEnded, Event, Stop
from backend.runs.store import RunStore
from builder.block_library import ready_made
from builder.model.graph import Graph
from builder.sketch import Sketch
from tests.support.training import end, job_of, losses, run

pytestmark = pytest.mark.slow


def grouped() -> Graph:
    """1 input, 2 a group, 3 one that repeats, 4 one that grows, then the head."""
    ready, net = ready_made(), Sketch()
    x = net("Input", shape=(1, 8, 8))
    x = net(ready["ConvBNReLU"], x, channels=4)
    x = net(ready["BasicBlock"], x, channels=4, repeat=2)
    x = net(ready["DenseBlock"], x, growth=2, layers=2)
    x = net("Flatten", net("AdaptiveAvgPool2d", x, output_size=1))
    net("Output", net("Linear", x, out_features=10))
    return net.graph


@pytest.fixture
def store(tmp_path: Path) -> RunStore:
    """Stopped after the first of two epochs."""

    def each(event: Event, commands: CommandQueue) -> None:
        if isinstance(event, EpochEnded) and event.epoch == 1:
            commands.post(Stop())

    store = RunStore(tmp_path / "run")
    run(store.folder, job_of(grouped()), each=each)
    return store


def test_they_are_trained_and_gone_on_with(store: RunStore, tmp_path: Path) -> None:
    whole = run(tmp_path / "whole", job_of(grouped()))
    events = run(store.folder, job_of(grouped(), resume=str(store.folder)))
    assert end(events).reason == "completed"
    assert losses(events)[-1] == losses(whole)[-1]


def test_they_are_looked_at(store: RunStore) -> None:
    image = np.full((1, 8, 8), 100, np.uint8)
    found = observe_saved_run(store, frozenset({2, 3, 4}), image, index=0, label=0)
    assert [(one.block, one.kind, one.array.shape[0]) for one in found] == [(2, "maps", 4), (3, "maps", 4), (4, "maps", 8)]


@pytest.mark.parametrize("form", ["pt", "state-dict", "python"])
def test_they_are_exported(store: RunStore, tmp_path: Path, form: str) -> None:
    path = tmp_path / ("net.py" if form == "python" else "net.pt")
    export(store, form, path)
    if form == "state-dict":
        keys = torch.load(path, weights_only=True)
        assert {"basic_block1.0.conv1.weight", "dense_block1.layers.1.norm1.weight"} <= set(keys)
