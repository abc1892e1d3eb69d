"""The child process that makes an exported file: ``python -m backend.export.child_main REQUEST.json``.

It executes the source, loads the weights, and writes the file and, for whoever checks it, what the network answers to
some random pixels. Tracing happens here and never in the process that trains: it patches every module call.
What happened is written as JSON to the path in the request; an error is a sentence.
"""

from __future__ import annotations

import errno
import io
import json
import os
import pickle
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import torch
from torch import nn

from builder.common.state_dict_keys import fitted

BATCHES = (2, 5)
"""How many random samples are tried at once; more than one size, so that no size can be frozen in the file."""

FULL = (errno.ENOSPC, errno.EDQUOT)


class MakeError(ValueError):
    """Why there is no file, in plain words."""


def main(request: Path) -> None:
    """Do what the request asks and write the reply."""
    asked = json.loads(request.read_text(encoding="utf-8"))
    try:
        reply = made(asked)
    except MakeError as error:
        reply = {"error": str(error)}
    Path(asked["reply"]).write_text(json.dumps(reply), encoding="utf-8")


def made(asked: dict[str, Any]) -> dict[str, Any]:
    """Make the file of the request; raises :class:`MakeError`."""
    torch.manual_seed(0)
    module = network(asked["source"], asked["class_name"])
    if asked["weights"] is not None:
        load_weights(module, Path(asked["weights"]))
    module.eval()
    inputs = [[torch.rand(size, *shape) for shape in asked["input_shapes"]] for size in BATCHES]
    outputs = answers(module, inputs)
    state = module.state_dict()
    write({"inputs": inputs, "outputs": outputs, "state": state}, Path(asked["reference"]))
    if asked["format"] == "pt":
        write(torch.fx.symbolic_trace(module), Path(asked["result"]))
    elif asked["format"] == "state-dict":
        write(state, Path(asked["result"]))
    else:
        put(asked["source"].encode(), Path(asked["result"]))
    finite = all(bool(result.isfinite().all()) for results in outputs for result in results)
    return {"output_shapes": [list(result.shape[1:]) for result in outputs[0]], "finite": finite}


def network(source: str, class_name: str) -> nn.Module:
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
        raise MakeError(f"The weights {path} are not there any more.") from None
    except (OSError, RuntimeError, EOFError, pickle.UnpicklingError, ValueError, KeyError):
        raise MakeError(f"{path} cannot be read as weights; it may be cut off or something else.") from None
    try:
        module.load_state_dict(fitted(state, module.state_dict()))
    except (RuntimeError, TypeError, AttributeError):
        raise MakeError(f"The weights in {path} belong to another network than the run's own.") from None


def answers(module: nn.Module, inputs: list[list[torch.Tensor]]) -> list[list[torch.Tensor]]:
    """What the network answers to each batch: one tensor for each of its outputs."""
    try:
        with torch.no_grad():
            results = [module(*batch) for batch in inputs]
        return [[result] if isinstance(result, torch.Tensor) else list(result) for result in results]
    except RuntimeError as error:
        raise MakeError(f"The network cannot be run. {str(error).splitlines()[0]}") from None


def write(value: object, path: Path) -> None:
    """Write a value as torch does; raises :class:`MakeError`."""
    buffer = io.BytesIO()  # torch's own writer gives no reason when the disk refuses
    torch.save(value, buffer)
    put(buffer.getbuffer(), path)


def put(data: bytes | memoryview, path: Path) -> None:
    """Write bytes to the disk and not only to its cache; raises :class:`MakeError`."""
    try:
        with path.open("wb") as file:
            file.write(data)
            file.flush()
            with suppress(OSError):  # what is no real file cannot be brought to a disk
                os.fsync(file.fileno())
    except OSError as error:
        reason = "the disk is full" if error.errno in FULL else (error.strerror or str(error)).lower()
        raise MakeError(f"The file could not be written: {reason}.") from None


if __name__ == "__main__":
    main(Path(sys.argv[1]))
