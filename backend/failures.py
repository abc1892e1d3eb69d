"""What can go wrong in a network that runs without a mistake in the program, as TrainingErrors that name the block.

That is what the machine refuses (memory, files), and errors of the network itself: those that arise in its emitted
source, or in torch called from there. Everything else is a bug and passes through unchanged.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch

from backend.protocol.events import TrainingError
from builder.common.errors import first_line, os_error_reason
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.emit import Source
from builder.emit.compile import arose_in_emitted_source, block_of_traceback
from builder.model.graph import Graph


@contextmanager
def machine_failures() -> Iterator[None]:
    """Context manager: raises what the machine refuses as TrainingError."""
    try:
        yield
    except TrainingError:
        raise
    except (OSError, MemoryError, RuntimeError) as error:
        message = machine_message(error)
        if message is None:
            raise
        raise TrainingError(message) from error


@contextmanager
def network_failures(graph: Graph, source: Source) -> Iterator[None]:
    """Context manager: raises what goes wrong in the module made of `source` as TrainingError with the block."""
    try:
        yield
    except TrainingError:
        raise
    except Exception as error:
        if not arose_in_emitted_source(error):
            raise
        block, reason = block_of_traceback(source, error), machine_message(error) or torch_message(error)
        if block is None:
            raise TrainingError(reason) from error
        named = QT_TRANSLATE_NOOP("Training", "{block_name}: {reason}")
        raise TrainingError(named, block=block, block_name=graph.blocks[block].name, reason=reason) from error


def backward_failure(error: RuntimeError) -> TrainingError:
    """An error of the backward pass, which runs outside of the emitted source; torch does not say at which block."""
    backward = QT_TRANSLATE_NOOP("Training", "The backward pass failed (torch does not say at which block): {reason}")
    return TrainingError(machine_message(error) or Message.of(backward, reason=torch_message(error)))


def machine_message(error: BaseException) -> Message | None:
    """What the machine refuses, for people; None for an error of another kind."""
    if isinstance(error, torch.OutOfMemoryError):
        free, total = (value / 2**30 for value in torch.cuda.mem_get_info())
        full = QT_TRANSLATE_NOOP(
            "Training",
            "The GPU's memory is full ({free:.1f} of {total:.1f} GiB free). A smaller batch size needs less.",
        )
        return Message.of(full, free=free, total=total)
    if isinstance(error, MemoryError) or any(words in str(error) for words in _NO_MEMORY):
        return Message.of(QT_TRANSLATE_NOOP("Training", "The machine's memory is full. A smaller batch size needs less."))
    if not isinstance(error, OSError):
        return None
    reason = os_error_reason(error)
    if not error.filename:
        return Message.of(QT_TRANSLATE_NOOP("Training", "The run cannot be read or written: {reason}."), reason=reason)
    at = QT_TRANSLATE_NOOP("Training", "The run cannot be read or written: {reason} ({file}).")
    return Message.of(at, reason=reason, file=error.filename)


def torch_message(error: BaseException) -> Message:
    """What torch says, as a sentence."""
    text = first_line(error)
    if "Expected more than 1 value per channel" in text:
        return Message.of(
            QT_TRANSLATE_NOOP(
                "Training",
                "Batch normalization cannot learn from a single sample with one value per channel. "
                "Take a batch size of 2 or more.",
            )
        )
    return Message.verbatim(text if text.endswith(".") else f"{text}.")


_NO_MEMORY = ("DefaultCPUAllocator", "can't allocate memory")
"""Torch raises RuntimeError, not MemoryError, when the CPU's memory is full."""
