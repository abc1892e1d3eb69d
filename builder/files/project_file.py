"""The file of a project: JSON, read within bounds, migrated to the current version, then checked value by value.

It is written next to the old file and replaces it in one step.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from builder.common.files import read_text, write_text
from builder.common.json_checks import ProjectError, a_record, a_text, a_whole, parse_json, refuse
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.files.graph_json import Known, graph_record, parse_graph
from builder.files.group_json import definition_records, parse_definitions
from builder.groups.definition import definitions_of
from builder.model.project import Project, highest_id
from builder.model.task import Task, with_target

FORMAT = "convas-project"
VERSION = 3

Migration = Callable[[dict[str, Any]], dict[str, Any]]


def _with_definitions(record: dict[str, Any]) -> dict[str, Any]:
    """From version 1, which knew no groups."""
    return {**record, "definitions": []}


def _with_targets(record: dict[str, Any]) -> dict[str, Any]:
    """From version 2, which knew classes alone, and stretched images that had another shape."""
    data = record.get("data")
    fitted = {"fit": "stretch", **data} if isinstance(data, dict) and data else data
    task = {"task": with_target(record["task"])} if "task" in record else {}
    return {**record, **task, **({} if data is None else {"data": fitted})}


MIGRATIONS: Mapping[int, Migration] = {1: _with_definitions, 2: _with_targets}
"""By version: what turns a record of that version into one of the next."""


def project_text(project: Project) -> str:
    """The project as the text of its file: the same text for the same project, one line per block."""
    graph = graph_record(project.graph)
    groups = definition_records(definitions_of(project.graph))
    head = {"format": FORMAT, "version": VERSION}
    body = {
        "task": project.task.record() if project.task else None,
        "data": dict(sorted(project.data.items())),
        "recipe": dict(sorted(project.recipe.items())),
        "run": project.run,
        "next_id": project.next_id,
    }
    lines = [f"  {_line(key)}: {_line(value)}" for key, value in head.items()]
    lines.append(f'  "definitions": {_rows(groups, "    ")}')
    blocks, wires = _rows(graph["blocks"], "      "), _rows(graph["wires"], "      ")
    lines.append(f'  "graph": {{\n    "blocks": {blocks},\n    "wires": {wires}\n  }}')
    lines.extend(f"  {_line(key)}: {_line(value)}" for key, value in body.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _line(value: object) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=False)
    except (TypeError, ValueError) as error:
        raise ProjectError(
            QT_TRANSLATE_NOOP("Files", "The project holds something that a file cannot: {reason}."), reason=str(error)
        ) from None


def _rows(entries: list[dict[str, Any]], indent: str) -> str:
    return "[\n" + ",\n".join(f"{indent}{_line(entry)}" for entry in entries) + f"\n{indent[2:]}]" if entries else "[]"


def parse_project(text: str) -> Project:
    """The project in the text of a file; raises :class:`ProjectError` on anything that is not right, once."""
    record = parse_json(text)
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise ProjectError(
            QT_TRANSLATE_NOOP("Files", 'This is not a Convas project: it does not say "format": "{format}".'), format=FORMAT
        )
    record = _migrate(record)
    keys = ("graph", "task", "data", "recipe", "run", "next_id")
    fields = a_record(record, "", ("format", "version", "definitions", "graph"), keys[1:])
    graph = parse_graph(fields["graph"], known=Known(parse_definitions(fields["definitions"])))
    highest = highest_id(graph)
    next_id = a_whole(fields.get("next_id", highest + 1), "next_id", 1)
    if next_id <= highest:
        raise ProjectError(
            QT_TRANSLATE_NOOP("Files", "must be above every block's id, the highest of which is {highest}, not {next_id}"),
            "next_id",
            highest=highest,
            next_id=next_id,
        )
    task = fields.get("task")
    run = fields.get("run")
    return Project(
        graph,
        task=None if task is None else Task.parse(task),
        data=a_record(fields.get("data", {}), "data", optional=None),
        recipe=a_record(fields.get("recipe", {}), "recipe", optional=None),
        next_id=next_id,
        run=None if run is None else a_text(run, "run", 4096),
    )


def _migrate(record: dict[str, Any]) -> dict[str, Any]:
    version = record.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        refuse("version", version, QT_TRANSLATE_NOOP("Files", "a whole number from {low:,} to {high:,}"), low=1, high=VERSION)
    if version > VERSION:
        raise ProjectError(
            QT_TRANSLATE_NOOP(
                "Files",
                "The file was written by a newer Convas: it is of version {version}, and this one reads up to {newest}.",
            ),
            version=version,
            newest=VERSION,
        )
    while version < VERSION:
        record = MIGRATIONS[version](record)
        version += 1
    return record


def load_project(path: Path | str) -> Project:
    """The project in a file; raises :class:`ProjectError`, which names the file."""
    path = Path(path)
    text = read_text(path)
    try:
        return parse_project(text)
    except ProjectError as error:
        raise ProjectError(
            QT_TRANSLATE_NOOP("Files", "{file} cannot be opened. {error}"), file=path.name, error=error.message
        ) from None


def save_project(project: Project, path: Path | str) -> None:
    """Write the project to a file, in one step: after a failure the old file is as it was."""
    write_text(Path(path), project_text(project))
