"""The child process that imports: ``python -m builder.importing.torch.child_main REQUEST.json``.

It runs the user's file, makes the network that the request names, and traces it; none of that may happen in a process
that trains.
"""

from __future__ import annotations

import importlib.util
import inspect
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.common.children.child_reply import answer
from builder.common.error_messages import is_from_our_source
from builder.common.errors import ConvasError
from builder.common.message_json import message_record
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.files.graph_json import graph_record
from builder.files.group_json import definition_records
from builder.groups.definition import definitions_of
from builder.importing.common.trace import USER_CODE_ERRORS, ImportFailed
from builder.importing.torch.importer import import_network
from builder.importing.torch.tracers.fx_tracer import in_mode
from builder.importing.torch.tracers.user_code import is_bug, user_error

if TYPE_CHECKING:
    from torch import nn

SIZES = (224, 32, 28, 64, 96, 128, 299, 16)
"""Heights and widths to try where the request has no shape, the usual ones first."""


def read_file(asked: dict[str, Any]) -> dict[str, Any]:
    """The reply to a request; raises ImportFailed for whatever the user's code may raise, with the line in it."""
    try:
        return import_requested(asked)
    except ConvasError:
        raise
    except BaseException as error:  # the user's code may raise anything, and may call sys.exit()
        if is_from_our_source(error):
            raise
        template = QT_TRANSLATE_NOOP("Import", "{name} could not be read: {error}")
        raise ImportFailed(template, name=asked["name"], error=user_error(error)) from error


def import_requested(asked: dict[str, Any]) -> dict[str, Any]:
    """The graph that the request asks for, as a record; raises ImportFailed."""
    import torch

    torch.manual_seed(0)
    module = _network(_run_file(Path(asked["file"])), asked["name"])
    shapes, notes = asked["shapes"], []
    if not shapes:
        shapes = guess_shapes(module)
        template = QT_TRANSLATE_NOOP("Import", "No shape was given; it was followed with samples of {shape}.")
        if len(shapes) > 1:
            template = QT_TRANSLATE_NOOP(
                "Import", "No shape was given; it was followed with samples of {shape} for each input."
            )
        notes.append(Message.of(template, shape="×".join(map(str, shapes[0]))))
    imported = import_network(module, shapes)
    if asked.get("weights"):
        state = {key: tensor.detach().to("cpu", copy=True) for key, tensor in imported.state.items()}
        torch.save(state, asked["weights"])
    return {
        "definitions": definition_records(definitions_of(imported.graph)),
        "graph": graph_record(imported.graph),
        "notes": [message_record(note) for note in (*notes, *imported.notes)],
    }


def _run_file(path: Path) -> Any:
    """The Python module of a file; its folder is put on the path, as when it is run. Raises ImportFailed."""
    sys.path.insert(0, str(path.parent))
    name = path.stem if path.stem not in sys.modules else f"{path.stem}_file"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportFailed(QT_TRANSLATE_NOOP("Import", "{file} is no file of Python."), file=path.name)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except USER_CODE_ERRORS as error:
        template = QT_TRANSLATE_NOOP("Import", "{file} cannot be run: {error}")
        raise ImportFailed(template, file=path.name, error=user_error(error)) from error
    return module


def _network(file: Any, name: str) -> nn.Module:
    """The network called `name` in a file, or made by the class or function of that name; raises ImportFailed."""
    from torch import nn

    found = getattr(file, name, None)
    if found is None:
        classes = [key for key, value in vars(file).items() if inspect.isclass(value) and issubclass(value, nn.Module)]
        own = [key for key in classes if getattr(file, key).__module__ == file.__name__]
        names = ", ".join(own) or QT_TRANSLATE_NOOP("Import", "no networks")
        template = QT_TRANSLATE_NOOP("Import", "There is no {name} in {file}.py; there are: {names}.")
        raise ImportFailed(template, name=name, file=file.__name__, names=names)
    if not isinstance(found, nn.Module):
        if not callable(found):
            raise ImportFailed(QT_TRANSLATE_NOOP("Import", "{name} is no network, and nothing that makes one."), name=name)
        _check_arguments(name, found)
        found = _call(name, found)
    if not isinstance(found, nn.Module):
        template = QT_TRANSLATE_NOOP("Import", "{name} gives a {type}, not a torch.nn.Module.")
        raise ImportFailed(template, name=name, type=type(found).__name__)
    return found


def _call(name: str, maker: Any) -> Any:
    """What a class or function of the user gives; raises ImportFailed with the line where it fails."""
    try:
        return maker()
    except USER_CODE_ERRORS as error:
        if is_bug(error):
            raise
        template = QT_TRANSLATE_NOOP("Import", "{name}() cannot be made: {error}")
        raise ImportFailed(template, name=name, error=user_error(error)) from error


def _check_arguments(name: str, maker: Any) -> None:
    """Raise ImportFailed for a class or function that needs arguments."""
    try:
        parameters = inspect.signature(maker).parameters.values()
    except (ValueError, TypeError):
        return
    fixed = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    needed = [each.name for each in parameters if each.default is each.empty and each.kind not in fixed]
    if needed:
        template = QT_TRANSLATE_NOOP(
            "Import",
            "{name} wants to be told {arguments}; write a function without arguments that makes it, and name that instead.",
        )
        raise ImportFailed(template, name=name, arguments=", ".join(needed))


def guess_shapes(module: nn.Module) -> list[tuple[int, ...]]:
    """Shapes of samples that the network can be run with, the same for each input; raises ImportFailed."""
    import torch
    from torch._subclasses import FakeTensorMode

    needed = [each for each in inspect.signature(module.forward).parameters.values() if each.default is each.empty]
    count = max(1, sum(each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD) for each in needed))
    for shape in _candidate_shapes(module):
        try:
            with FakeTensorMode(allow_non_fake_inputs=True), torch.no_grad(), in_mode(module, False):
                module(*(torch.zeros(2, *shape) for _ in range(count)))
        except USER_CODE_ERRORS:
            continue
        return [shape] * count
    raise ImportFailed(
        QT_TRANSLATE_NOOP("Import", "No shape of a sample was found that it can be run with; give one, such as 3,32,32.")
    )


def _candidate_shapes(module: nn.Module) -> Sequence[tuple[int, ...]]:
    """Shapes to try, from the first convolution or linear layer."""
    from torch import nn

    first = next((part for part in module.modules() if isinstance(part, nn.Conv2d | nn.Linear)), None)
    channels = [first.in_channels] if isinstance(first, nn.Conv2d) else [1, 3]
    flat = [(first.in_features,)] if isinstance(first, nn.Linear) else []
    return [*flat, *((count, size, size) for size in SIZES for count in channels)]


if __name__ == "__main__":
    answer(Path(sys.argv[1]), read_file)
