"""Weights and training state on disk: plain dictionaries that torch alone reads, with ``weights_only=True``."""

from __future__ import annotations

import pickle
import struct
from pathlib import Path
from typing import Any

import torch

from backend.protocol.events import TrainingError
from builder.common.files import replacing
from builder.common.messages import QT_TRANSLATE_NOOP

State = dict[str, Any]
"""Names -> tensors, numbers, strings, and lists and dictionaries of them."""

UNREADABLE = (
    OSError,
    RuntimeError,
    EOFError,
    pickle.UnpicklingError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    struct.error,
)
"""What torch.load raises on files that torch did not write: it parses them without checking first."""


def save(value: State, path: Path) -> None:
    """Write `value` as a whole or not at all; raises OSError."""
    with replacing(path) as file:
        torch.save(value, file)


def load(path: Path, device: torch.device | str = "cpu") -> State:
    """Read what `save` wrote; raises TrainingError for a file that is missing, cut off, or something else."""
    try:
        value = torch.load(path, map_location=device, weights_only=True)
    except FileNotFoundError:
        raise TrainingError(
            QT_TRANSLATE_NOOP("Runs", "This run has no {file}: it ended before its weights were written."), file=path.name
        ) from None
    except UNREADABLE as error:
        raise TrainingError(
            QT_TRANSLATE_NOOP("Runs", "{path} cannot be read as weights; it may be cut off or something else."), path=path
        ) from error
    if not isinstance(value, dict):
        raise TrainingError(QT_TRANSLATE_NOOP("Runs", "{path} holds no weights."), path=path)
    return value


def cpu_copy(value: Any) -> Any:
    """A deep copy, tensors on the CPU; later training steps do not change it."""
    if isinstance(value, torch.Tensor):
        return value.detach().to("cpu", copy=True)
    if isinstance(value, dict):
        return {key: cpu_copy(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(cpu_copy(part) for part in value)
    return value
