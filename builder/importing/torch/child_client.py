"""Imports in a child process: a person's code runs there, bounded in time, and tracing disturbs no training. No torch here."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.common.children import child_process
from builder.common.children.child_process import LIMIT, ChildCancelled, ChildEnded, ChildLate, ChildRefused
from builder.common.error_messages import message_of
from builder.common.json_checks import ProjectError, a_list, a_record
from builder.common.message_json import parse_message
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.files.graph_json import Known, parse_graph
from builder.files.group_json import parse_definitions
from builder.importing.common.trace import ImportFailed
from builder.model.graph import Graph

MOST_NOTES = 100


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A network that was read from a file of Python, and what a person should know."""

    graph: Graph
    notes: tuple[Message, ...]


def import_file(
    path: Path | str,
    name: str,
    shape: Sequence[int] | Sequence[Sequence[int]] | None = None,
    *,
    weights: Path | None = None,
    cancelled: Callable[[], bool] | None = None,
    limit: float = LIMIT,
) -> ImportedFile:
    """The network called `name` in a file of Python, for samples of `shape` (C, H, W), which is guessed where it is None.

    A network of several inputs needs a list of shapes, one for each.
    Its weights are written to the file `weights`, where one is named: a state_dict from a process that ran a person's
    code, so it must be loaded with ``weights_only=True`` and checked.
    RUNS THE FILE, in a process of its own with the rights of the user: ask before. Blocks for some seconds: keep it off
    the GUI thread. Raises ImportFailed, and ChildBug for a bug in the child; then nothing is left running.
    """
    file = Path(path)
    if not file.is_file():
        raise ImportFailed(Message.of(QT_TRANSLATE_NOOP("Import", "{file} is not there, or is no file."), file=file))
    request = {
        "file": str(file.resolve()),
        "name": name,
        "shapes": _shape_per_input(shape),
        "weights": None if weights is None else str(weights.resolve()),
    }
    with tempfile.TemporaryDirectory(prefix="import-") as folder:
        return _parse_result(_ask(request, Path(folder), file.name, cancelled=cancelled or (lambda: False), limit=limit))


def _shape_per_input(shape: Sequence[int] | Sequence[Sequence[int]] | None) -> list[list[int]]:
    """One shape for each input; none where they are to be guessed."""
    if not shape:
        return []
    several = [list(part) for part in shape if isinstance(part, Sequence)]
    return several or [[int(size) for size in shape if isinstance(size, int)]]


def _ask(
    request: dict[str, Any], folder: Path, file_name: str, *, cancelled: Callable[[], bool], limit: float
) -> dict[str, Any]:
    """The child's result; raises ImportFailed."""
    command = ("-m", "builder.importing.torch.child_main")
    try:
        return child_process.ask(command, request, folder, name="import", cancelled=cancelled, limit=limit)
    except ChildCancelled:
        raise ImportFailed(Message.of(QT_TRANSLATE_NOOP("Import", "The import was cancelled."))) from None
    except ChildLate as error:
        late = QT_TRANSLATE_NOOP("Import", "The import was given up: it had not ended after {limit:.0f} seconds.")
        raise ImportFailed(Message.of(late, limit=limit)) from error
    except ChildRefused as error:
        raise ImportFailed(error.message) from error
    except ChildEnded as error:
        raise ImportFailed(Message.of(_ending(error), file=file_name)) from error


def _parse_result(result: dict[str, Any]) -> ImportedFile:
    """The child's result, checked: a person's code ran where it was written."""
    try:
        fields = a_record(result, "", ("definitions", "graph", "notes"))
        notes = tuple(parse_message(note) for note in a_list(fields["notes"], "notes", MOST_NOTES))
        return ImportedFile(parse_graph(fields["graph"], known=Known(parse_definitions(fields["definitions"]))), notes)
    except (ProjectError, ValueError) as error:
        refused = QT_TRANSLATE_NOOP("Import", "What was read cannot be kept as a project. {reason}")
        raise ImportFailed(Message.of(refused, reason=message_of(error) or str(error))) from error


def _ending(error: ChildEnded) -> str:
    if error.out_of_memory:
        return QT_TRANSLATE_NOOP(
            "Import", "Reading {file} was ended by the system, probably because there was not enough memory."
        )
    return QT_TRANSLATE_NOOP("Import", "{file} ended the process that read it; nothing was imported.")
