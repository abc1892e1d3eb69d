"""Events of a training with sensible values, of which a test gives those that matter to it."""

from __future__ import annotations

from typing import Any

from backend.protocol.events import Array, Batches, EpochEnded, Metrics, Started


def started(**values: Any) -> Started:
    """The begin of a training on 1,280 images of two classes."""
    usual: dict[str, Any] = {
        "run_dir": "run",
        "parameters": 100,
        "counts": {"train": 1280, "val": 100, "test": 100},
        "classes": ("a", "b"),
        "steps_per_epoch": 10,
        "epochs": 4,
        "device": "cpu",
        "threads": 1,
    }
    return Started(**usual | values)


def batches(epoch: int, step: int, losses: Array, **values: Any) -> Batches:
    """Consecutive batches of 32 samples, the last of them number `step`."""
    usual: dict[str, Any] = {"learning_rate": 0.001, "samples": 32 * len(losses), "seconds": 0.1, "elapsed": 0.1}
    return Batches(epoch=epoch, step=step, losses=losses, **usual | values)


def epoch_ended(epoch: int, train: Metrics, val: Metrics | None, **values: Any) -> EpochEnded:
    """The end of an epoch of ten batches and one second."""
    usual: dict[str, Any] = {
        "step": 10 * epoch,
        "learning_rate": 0.001,
        "seconds": 1.0,
        "elapsed": float(epoch),
        "samples_per_second": 640.0,
        "best": False,
    }
    return EpochEnded(epoch=epoch, train=train, val=val, **usual | values)
