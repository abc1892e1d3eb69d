"""The child process that imports: ``python -m builder.importing.torch.child_main REQUEST.json``.

It runs a person's file, builds what the request names, and traces it; none of that may happen in a process that trains.
"""

from __future__ import annotations

import importlib.util
import inspect
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.common.child_reply import answer
from builder.common.error_messages import is_from_our_source
from builder.common.message_json import message_record
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.files.graph_json import graph_record
from builder.files.group_json import definition_records
from builder.groups.definition import definitions_of
from builder.importing.common.trace import FOREIGN, ImportFailed, first_line
from builder.importing.torch.importer import import_module

if TYPE_CHECKING:
    from torch import nn

SIZES = (224, 32, 28, 64, 96, 128, 299, 16)
"""Heights and widths that are tried where nobody says one, the usual ones first."""


def read_file(asked: dict[str, Any]) -> dict[str, Any]:
    """The graph that the request asks for, as a record; raises ImportFailed for whatever a person's code may raise."""
    try:
        return made(asked)
    except ImportFailed:
        raise
    except BaseException as error:  # what runs here is a person's, and may raise anything
        if is_from_our_source(error):
            raise
        text = QT_TRANSLATE_NOOP("Import", "{name} could not be read: {kind}: {reason}")
        kind, reason = type(error).__name__, first_line(error)
        raise ImportFailed(Message.of(text, name=asked["name"], kind=kind, reason=reason)) from error


def made(asked: dict[str, Any]) -> dict[str, Any]:
    """The graph that the request asks for, as a record; raises ImportFailed."""
    import torch

    torch.manual_seed(0)
    module = _module(_loaded(Path(asked["file"])), asked["name"])
    shapes, notes = asked["shapes"], []
    if not shapes:
        shapes = guessed(module)
        each = " for each input" if len(shapes) > 1 else ""
        notes.append(f"No shape was given; it was followed with samples of {'×'.join(map(str, shapes[0]))}{each}.")
    imported = import_module(module, shapes)
    if asked.get("weights"):
        state = {key: tensor.detach().to("cpu", copy=True) for key, tensor in imported.state.items()}
        torch.save(state, asked["weights"])
    groups = definition_records(definitions_of(imported.graph))
    return {
        "definitions": groups,
        "graph": graph_record(imported.graph),
        "notes": [message_record(note) for note in (*notes, *imported.notes)],
    }


def _loaded(path: Path) -> Any:
    """The module of Python in a file, its folder on the path as when it is run."""
    sys.path.insert(0, str(path.parent))
    name = path.stem if path.stem not in sys.modules else f"{path.stem}_file"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportFailed(f"{path.name} is no file of Python.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except FOREIGN as error:
        raise ImportFailed(f"{path.name} cannot be run: {type(error).__name__}: {first_line(error)}") from error
    return module


def _module(file: Any, name: str) -> nn.Module:
    """What `name` stands for in a file: a network, or a class or function that makes one without being told anything."""
    from torch import nn

    found = getattr(file, name, None)
    if found is None:
        there = [key for key, value in vars(file).items() if inspect.isclass(value) and issubclass(value, nn.Module)]
        own = [key for key in there if getattr(file, key).__module__ == file.__name__]
        raise ImportFailed(f"There is no {name} in {file.__name__}.py; there are: {', '.join(own) or 'no networks'}.")
    if not isinstance(found, nn.Module):
        if not callable(found):
            raise ImportFailed(f"{name} is no network, and nothing that makes one.")
        _check_wants(name, found)
        try:
            found = found()
        except FOREIGN as error:
            raise ImportFailed(f"{name}() cannot be made: {type(error).__name__}: {first_line(error)}") from error
    if not isinstance(found, nn.Module):
        raise ImportFailed(f"{name} gives a {type(found).__name__}, not a torch.nn.Module.")
    return found


def _check_wants(name: str, maker: Any) -> None:
    """Raise ImportFailed for a maker that must be told something."""
    try:
        parameters = inspect.signature(maker).parameters.values()
    except (ValueError, TypeError):
        return
    fixed = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    wanted = [each.name for each in parameters if each.default is each.empty and each.kind not in fixed]
    if wanted:
        words = f"{name} wants to be told {', '.join(wanted)}"
        raise ImportFailed(f"{words}; write a function without arguments that makes it, and name that instead.")


def guessed(module: nn.Module) -> list[tuple[int, ...]]:
    """Shapes that the network can be run with, the same for each input; raises ImportFailed where none is found."""
    import torch
    from torch._subclasses import FakeTensorMode

    from builder.importing.torch.fx_tracer import in_mode

    wanted = [each for each in inspect.signature(module.forward).parameters.values() if each.default is each.empty]
    count = max(1, sum(each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD) for each in wanted))
    for shape in _candidates(module):
        try:
            with FakeTensorMode(allow_non_fake_inputs=True), torch.no_grad(), in_mode(module, False):
                module(*(torch.zeros(2, *shape) for _ in range(count)))
        except FOREIGN:
            continue
        return [shape] * count
    raise ImportFailed("No shape of a sample was found that it can be run with; give one, such as 3,32,32.")


def _candidates(module: nn.Module) -> Sequence[tuple[int, ...]]:
    from torch import nn

    first = next((part for part in module.modules() if isinstance(part, nn.Conv2d | nn.Linear)), None)
    channels = [first.in_channels] if isinstance(first, nn.Conv2d) else [1, 3]
    flat = [(first.in_features,)] if isinstance(first, nn.Linear) else []
    return [*flat, *((count, size, size) for size in SIZES for count in channels)]


if __name__ == "__main__":
    answer(Path(sys.argv[1]), read_file)
