"""Importing in a child process: a stranger's code runs there, bounded in time, and tracing disturbs nobody. No torch here."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.common.child_process import LIMIT, ChildCancelled, ChildLate, out_of_memory, run_python
from builder.common.files import read_text
from builder.common.json_checks import ProjectError, a_list, a_record, a_text, parse_json
from builder.files.graph_json import Known, parse_graph
from builder.files.group_json import parse_definitions
from builder.importing.common.trace import ImportFailed
from builder.model.graph import Graph

MOST_NOTES = 100


@dataclass(frozen=True, slots=True)
class Read:
    """A network that was read from a file of Python, and what a person should know."""

    graph: Graph
    notes: tuple[str, ...]


def import_file(
    path: Path | str,
    name: str,
    shape: Sequence[int] | Sequence[Sequence[int]] | None = None,
    *,
    weights: Path | None = None,
    cancelled: Callable[[], bool] | None = None,
    limit: float = LIMIT,
) -> Read:
    """The network called `name` in a file of Python, for samples of `shape`, which is guessed where it is None.

    A network of several inputs needs a list of shapes, one for each.
    Its weights are written to the file `weights`, where one is named: a state_dict, made by a stranger's process, so to
    be loaded with ``weights_only=True`` and checked.
    RUNS THE FILE, in a process of its own with the rights of the user: ask before. Blocks for some seconds: keep it off
    the GUI thread. Raises ImportFailed in words; then nothing is left running.
    """
    file = Path(path)
    if not file.is_file():
        raise ImportFailed(f"{file} is not there, or is no file.")
    with tempfile.TemporaryDirectory(prefix="import-") as papers:
        folder = Path(papers)
        request, reply = folder / "request.json", folder / "reply.json"
        asked: dict[str, object] = {"file": str(file.resolve()), "name": name, "shapes": _shapes(shape)}
        asked["weights"] = None if weights is None else str(weights.resolve())
        request.write_text(json.dumps({**asked, "reply": str(reply)}), encoding="utf-8")
        code = _ran(request, cancelled or (lambda: False), limit)
        if not reply.is_file():
            raise ImportFailed(_ending(code, file.name))
        return _read(read_text(reply))


def _shapes(given: Sequence[int] | Sequence[Sequence[int]] | None) -> list[list[int]]:
    """One shape for each input; none where they are to be guessed."""
    if not given:
        return []
    several = [list(part) for part in given if isinstance(part, Sequence)]
    return several or [[int(size) for size in given if isinstance(size, int)]]


def _ran(request: Path, cancelled: Callable[[], bool], limit: float) -> int:
    """Run the child to its end; gives its exit status."""
    try:
        return run_python(
            ("-m", "builder.importing.torch.child_main", str(request)), request.parent, cancelled=cancelled, limit=limit
        )
    except ChildCancelled:
        raise ImportFailed("The import was cancelled.") from None
    except ChildLate:
        raise ImportFailed(f"The import was given up: it had not ended after {limit:.0f} seconds.") from None


def _read(text: str) -> Read:
    """What the child replied, checked: a stranger's code ran where it was written."""
    try:
        record = parse_json(text)
        if isinstance(record, dict) and "error" in record:
            raise ImportFailed(a_text(record["error"], "error", 4000))
        fields = a_record(record, "", ("definitions", "graph", "notes"))
        notes = a_list(fields["notes"], "notes", MOST_NOTES)
        graph = parse_graph(fields["graph"], known=Known(parse_definitions(fields["definitions"])))
        return Read(graph, tuple(a_text(note, "notes", 4000) for note in notes))
    except ProjectError as error:
        raise ImportFailed(f"What was read cannot be kept as a project. {error}") from None


def _ending(code: int, name: str) -> str:
    if out_of_memory(code):
        return f"Reading {name} was ended by the system, probably because there was not enough memory."
    return f"{name} ended the process that read it; nothing was imported."
