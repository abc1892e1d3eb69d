"""The machine a training runs on: its device, its threads, and words for where it fell short."""

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
    """How many threads a recipe means; 0 stands for all cores. More than there are cores are never taken."""
    return min(wanted or cores(), cores())


@contextmanager
def calm(threads: int) -> Iterator[None]:
    """Torch at work with `threads` threads; its threads and its default random generator are given back as they were."""
    before, random = torch.get_num_threads(), torch.get_rng_state()
    torch.set_num_threads(threads)
    try:
        yield
    finally:
        torch.set_num_threads(before)
        torch.set_rng_state(random)


def in_words(error: BaseException) -> str:
    """What torch or the system says, as a sentence for people."""
    text = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    if isinstance(error, torch.cuda.OutOfMemoryError):
        free, total = (value / 2**30 for value in torch.cuda.mem_get_info())
        return f"the GPU's memory is full ({free:.1f} of {total:.1f} GiB free). A smaller batch size needs less."
    if isinstance(error, MemoryError) or "DefaultCPUAllocator" in text or "can't allocate memory" in text:
        return "the machine's memory is full. A smaller batch size needs less."
    if "Expected more than 1 value per channel" in text:
        return "batch normalization cannot learn from a single sample with one value a channel. Take a batch size of 2 or more."
    if isinstance(error, OSError):
        place = f" ({error.filename})" if error.filename else ""
        return f"the run cannot be read or written: {error.strerror or text}{place}."
    return text if text.endswith(".") else text + "."
