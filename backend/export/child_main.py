"""The child process that makes an exported file: ``python -m backend.export.child_main REQUEST.json``.

It executes the source, loads the weights, and writes the file and, for the process that verifies it, the network's
outputs for some random pixels. Tracing happens here and never in the process that trains: it patches every module call.
"""

from __future__ import annotations

import io
import os
import pickle
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import torch
from torch import nn

from backend.export.formats import Content
from builder.common.children.child_reply import answer
from builder.common.error_messages import is_from_our_source
from builder.common.errors import ConvasError, first_line, os_error_reason
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.common.state_dict_keys import rename_keys

BATCHES = (2, 5)
"""How many random samples are tried at once; more than one size, so that no size can be frozen in the file."""


class MakeError(ConvasError):
    """Why there is no file."""


def make_file(asked: dict[str, Any]) -> dict[str, Any]:
    """Make the file of the request; raises :class:`MakeError`."""
    torch.manual_seed(0)
    module = build_network(asked["source"], asked["class_name"])
    if asked["weights"] is not None:
        load_weights(module, Path(asked["weights"]))
    module.eval()
    inputs = [[torch.rand(size, *shape) for shape in asked["input_shapes"]] for size in BATCHES]
    outputs = run_network(module, inputs)
    state = module.state_dict()
    save({"inputs": inputs, "outputs": outputs, "state": state}, Path(asked["reference"]))
    if asked["content"] == Content.MODULE:
        save(torch.fx.symbolic_trace(module), Path(asked["result"]))
    elif asked["content"] == Content.STATE:
        save(state, Path(asked["result"]))
    else:
        write_bytes(asked["source"].encode(), Path(asked["result"]))
    finite = all(bool(result.isfinite().all()) for results in outputs for result in results)
    return {"output_shapes": [list(result.shape[1:]) for result in outputs[0]], "finite": finite}


def build_network(source: str, class_name: str) -> nn.Module:
    """The network that the source defines, with fresh weights."""
    namespace: dict[str, Any] = {"__name__": "network"}
    exec(compile(source, "<network>", "exec", dont_inherit=True), namespace)  # noqa: S102 - our own emitted source
    module = namespace[class_name]()
    assert isinstance(module, nn.Module)
    return module


def load_weights(module: nn.Module, path: Path) -> None:
    """Give the network the weights of a run; raises :class:`MakeError`."""
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
    except FileNotFoundError:
        raise MakeError(QT_TRANSLATE_NOOP("Export", "The weights {path} are not there any more."), path=path) from None
    except (OSError, RuntimeError, EOFError, pickle.UnpicklingError, ValueError, KeyError) as error:
        raise MakeError(
            QT_TRANSLATE_NOOP("Export", "{path} cannot be read as weights; it may be cut off or something else."), path=path
        ) from error
    try:
        module.load_state_dict(rename_keys(state, module.state_dict()))
    except (RuntimeError, TypeError, AttributeError) as error:
        raise MakeError(
            QT_TRANSLATE_NOOP("Export", "The weights in {path} belong to another network than the run's own."), path=path
        ) from error


def run_network(module: nn.Module, inputs: list[list[torch.Tensor]]) -> list[list[torch.Tensor]]:
    """The outputs for each batch, one tensor (N, ...) for each Output, without gradients; raises :class:`MakeError`.

    `inputs` holds one list for each batch: one float32 tensor (N, ...) for each Input.
    """
    try:
        with torch.no_grad():
            results = [module(*batch) for batch in inputs]
    except Exception as error:
        if is_from_our_source(error):
            raise
        cannot_run = QT_TRANSLATE_NOOP("Export", "The network cannot be run. {reason}")
        raise MakeError(cannot_run, reason=first_line(error)) from error
    return [[result] if isinstance(result, torch.Tensor) else list(result) for result in results]


def save(value: object, path: Path) -> None:
    """Write a value as torch does; raises :class:`MakeError`."""
    buffer = io.BytesIO()  # torch's own writer gives no reason when the disk refuses
    torch.save(value, buffer)
    write_bytes(buffer.getbuffer(), path)


def write_bytes(data: bytes | memoryview, path: Path) -> None:
    """Write bytes to the disk and not only to its cache; raises :class:`MakeError`."""
    try:
        with path.open("wb") as file:
            file.write(data)
            file.flush()
            with suppress(OSError):  # what is no real file cannot be brought to a disk
                os.fsync(file.fileno())
    except OSError as error:
        raise MakeError(
            QT_TRANSLATE_NOOP("Export", "The file could not be written: {reason}."), reason=os_error_reason(error)
        ) from error


if __name__ == "__main__":
    answer(Path(sys.argv[1]), make_file)
