"""Files of every version there was: kept as that version wrote them, and opened, understood and saved by this one.

``tests/samples/vN`` holds projects that version N wrote, and ``meaning.json``: what version N said of them. Those of the
present version are written by ``python -m tests.samples.make`` and must not change any more once it is released.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from builder.files.project_file import VERSION, load_project, parse_project, project_text, save_project
from builder.layers import Unknown
from tests.samples.make import meaning_of
from tests.support.graphs import check

SAMPLES = Path(__file__).parents[2] / "samples"
FILES = sorted(SAMPLES.glob("v*/*.convas"))


@cache
def meaning(version: Path) -> dict[str, Any]:
    """What the version that wrote the files of a folder made of them."""
    found: dict[str, Any] = json.loads((version / "meaning.json").read_text())
    return found


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def holds(new: Any, old: Any) -> bool:
    """Whether all that was there is there still; records may have got more fields."""
    if isinstance(old, dict):
        return isinstance(new, dict) and all(key in new and holds(new[key], value) for key, value in old.items())
    if isinstance(old, list):
        return isinstance(new, list) and len(new) == len(old) and all(map(holds, new, old))
    return bool(new == old) and type(new) is type(old)


def task_of_today(old: dict[str, Any] | None) -> dict[str, Any] | None:
    """A task of before version 3, which had classes and no target."""
    if old is None:
        return None
    return {"kind": old["kind"], "input_shape": old["input_shape"], "target": {"classes": old["classes"]}}


def test_every_earlier_version_has_samples() -> None:
    assert {path.parent.name for path in FILES} == {f"v{version}" for version in range(1, VERSION + 1)}
    assert len(FILES) == sum(len(meaning(folder)) for folder in {path.parent for path in FILES})


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_an_old_file_means_what_it_meant(path: Path) -> None:
    project = load_project(path)
    check(project.graph)
    assert meaning_of(project) == meaning(path.parent)[path.stem]


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_an_old_file_is_saved_as_one_of_today_and_loses_nothing(path: Path, tmp_path: Path) -> None:
    project = load_project(path)
    save_project(project, tmp_path / "new.convas")
    text = (tmp_path / "new.convas").read_text()
    new, old = json.loads(text), json.loads(path.read_text())
    assert new["version"] == VERSION
    assert load_project(tmp_path / "new.convas") == project
    assert project_text(parse_project(text)) == text
    for key in ("recipe", "run", "next_id"):
        assert new[key] == old[key]
    assert new["data"] == ({"fit": "stretch"} | old["data"] if old["data"] and old["version"] < 3 else old["data"])
    assert new["task"] == (old["task"] if old["version"] > 2 else task_of_today(old["task"]))
    assert new["graph"]["wires"] == old["graph"]["wires"]
    assert holds(new["graph"]["blocks"], old["graph"]["blocks"])
    assert holds(new["definitions"], old.get("definitions", []))


def test_the_samples_hold_what_is_easily_lost() -> None:
    project = load_project(SAMPLES / "v1" / "unknown.convas")
    (strange,) = [block for block in project.graph.blocks.values() if isinstance(block.layer, Unknown)]
    assert strange.layer.missing == "Swirl2d"
    assert json.loads(strange.layer.data) == {"turns": 1.5, "more": {"z": [1, None, True], "a": "ü"}}
    assert project.task is not None
    assert project.task.classes == ("猫", "größe", "\u202e", '"\\')
    assert (project.run, project.next_id, dict(project.data)) == (
        "2024-05-01-12-00-00",
        99,
        {"fit": "stretch", "name": "digits", "seed": 3},
    )
