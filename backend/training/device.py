"""The machine a training runs on: its device and its threads."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import torch

from backend.protocol.events import TrainingError
from builder.common.messages import QT_TRANSLATE_NOOP


def device_for(wanted: str) -> torch.device:
    """The device a recipe asks for: "auto", "cpu" or "cuda"; raises TrainingError where it is not there."""
    if wanted == "cpu":
        return torch.device("cpu")
    if torch.cuda.is_available():
        return torch.device("cuda")
    if wanted == "cuda":
        if torch.version.cuda is None:
            raise TrainingError(
                QT_TRANSLATE_NOOP(
                    "Training",
                    "The recipe asks for a GPU, but this torch was made without support for GPUs. "
                    "Choose the device auto or cpu.",
                )
            )
        raise TrainingError(
            QT_TRANSLATE_NOOP(
                "Training",
                "The recipe asks for a GPU, but torch finds no GPU it can use. Choose the device auto or cpu.",
            )
        )
    return torch.device("cpu")


def cores() -> int:
    """How many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def thread_count(wanted: int) -> int:
    """How many threads a recipe asks for: 0 means all cores, and there are never more threads than cores."""
    return min(wanted or cores(), cores())


@contextmanager
def torch_threads(threads: int) -> Iterator[None]:
    """Context manager: set torch's thread count; restore it and the global random state on exit."""
    before, random = torch.get_num_threads(), torch.get_rng_state()
    torch.set_num_threads(threads)
    try:
        yield
    finally:
        torch.set_num_threads(before)
        torch.set_rng_state(random)
