"""Runs of a Convas whose source named no runs of blocks go on, are looked at and are exported as before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from backend.export.export import export
from backend.insight.saved_run import observe_saved_run
from backend.protocol.command_queue import CommandQueue
from backend.protocol.events import EpochEnded, Event, Stop
from backend.runs.store import RunStore
from tests.support.training import end, job_of, losses, run, small_net

pytestmark = pytest.mark.slow


def flat(state: dict[str, Any]) -> dict[str, Any]:
    """Keys as they were: the block, and the name of the tensor."""
    return {key if key.count(".") == 1 else key.partition(".")[2]: value for key, value in state.items()}


@pytest.fixture
def older(tmp_path: Path) -> RunStore:
    """Stopped after the first of two epochs."""

    def each(event: Event, commands: CommandQueue) -> None:
        if isinstance(event, EpochEnded) and event.epoch == 1:
            commands.post(Stop())

    store = RunStore(tmp_path / "older")
    run(store.folder, job_of(small_net(batch_norm=True)), each=each)
    for path in (store.best, store.last, store.state):
        content = torch.load(path, weights_only=True)
        changed = content | {"weights": flat(content["weights"])} if path == store.state else flat(content)
        assert changed != content
        torch.save(changed, path)
    return store


def test_it_goes_on(older: RunStore, tmp_path: Path) -> None:
    whole = run(tmp_path / "whole", job_of(small_net(batch_norm=True)))
    events = run(older.folder, job_of(small_net(batch_norm=True), resume=str(older.folder)))
    assert end(events).reason == "completed"
    assert end(events).epoch == 2
    assert losses(events)[-1] == losses(whole)[-1]


def test_it_is_looked_at(older: RunStore) -> None:
    image = np.full((1, 8, 8), 100, np.uint8)
    found = observe_saved_run(older, frozenset({2}), image, index=0, label=0)
    assert [one.kind for one in found] == ["maps", "filters"]


def test_it_is_exported(older: RunStore, tmp_path: Path) -> None:
    export(older, "state-dict", tmp_path / "weights.pt")
    keys = torch.load(tmp_path / "weights.pt", weights_only=True)
    assert "features.conv1.weight" in keys
