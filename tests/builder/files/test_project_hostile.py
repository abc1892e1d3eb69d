"""Hostile project files: each gives one message that names the place, and quickly."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.common.files import LARGEST_FILE
from builder.common.json_checks import ProjectError
from builder.files.project_file import load_project, parse_project, project_text
from builder.model.project import Project
from tests.support.graphs import TEN, check, residual

GOOD = project_text(Project(residual(), task=TEN, data={"name": "digits"}, recipe={"epochs": 3}))

Change = Callable[[dict[str, Any]], Any]


def at(*path: str | int, to: Any) -> Change:
    """Put `to` at a place of the record."""

    def change(record: dict[str, Any]) -> dict[str, Any]:
        here: Any = record
        for step in path[:-1]:
            here = here[step]
        here[path[-1]] = to
        return record

    return change


def gone(*path: str | int) -> Change:
    """Take a place out of the record."""

    def change(record: dict[str, Any]) -> dict[str, Any]:
        here: Any = record
        for step in path[:-1]:
            here = here[step]
        del here[path[-1]]
        return record

    return change


BLOCK = ("graph", "blocks", 1)
SECOND = ("graph", "blocks", 2)
KERNEL = (*BLOCK, "layer", "kernel_size")

RECORDS: dict[str, tuple[Change, str]] = {
    "a list": (lambda _: [1, 2], "not a Convas project"),
    "a number": (lambda _: 7, "not a Convas project"),
    "another format": (at("format", to="notebook"), "not a Convas project"),
    "no format": (gone("format"), "not a Convas project"),
    "newer version": (at("version", to=99), "newer Convas: it is of version 99"),
    "version as text": (at("version", to="1"), "version: must be a whole number"),
    "version as truth": (at("version", to=True), "version: must be a whole number"),
    "version zero": (at("version", to=0), "version: must be"),
    "no graph": (gone("graph"), '"graph" is missing'),
    "unknown key": (at("extra", to=1), 'no "extra" here'),
    "graph is a list": (at("graph", to=[]), "graph: must be a record"),
    "blocks is a record": (at("graph", "blocks", to={}), "graph.blocks: must be a list"),
    "a block is text": (at("graph", "blocks", 0, to="conv"), "graph.blocks[0]: must be a record"),
    "id missing": (gone(*BLOCK, "id"), 'graph.blocks[1]: "id" is missing'),
    "id as text": (at(*BLOCK, "id", to="2"), "graph.blocks[1].id: must be a whole number"),
    "id as fraction": (at(*BLOCK, "id", to=2.0), "graph.blocks[1].id: must be a whole number"),
    "id as truth": (at(*BLOCK, "id", to=True), "graph.blocks[1].id: must be a whole number"),
    "id zero": (at(*BLOCK, "id", to=0), "graph.blocks[1].id: must be a whole number"),
    "id huge": (at(*BLOCK, "id", to=10**30), "graph.blocks[1].id: must be a whole number"),
    "id twice": (at(*BLOCK, "id", to=1), "graph.blocks[1].id: 1 is the id of another"),
    "name twice": (at(*BLOCK, "name", to="input1"), "graph.blocks[1].name: 'input1' is the name of another"),
    "name is code": (at(*BLOCK, "name", to="x; import os"), "graph.blocks[1].name: 'x; import os' is not a name"),
    "name breaks a module": (at(*BLOCK, "name", to="train"), "graph.blocks[1].name: 'train' already means"),
    "name is dunder": (at(*BLOCK, "name", to="__init__"), "graph.blocks[1].name: '__init__' begins with _"),
    "name is a number": (at(*BLOCK, "name", to=3), "graph.blocks[1].name: must be text, not 3"),
    "name endless": (at(*BLOCK, "name", to="x" * 10**6), "graph.blocks[1].name: is 1,000,000 characters long"),
    "weights of nothing": (at(*SECOND, "weights_of", to=99), "graph.blocks[2].weights_of: there is no block with the id 99"),
    "weights of itself": (at(*SECOND, "weights_of", to=3), "graph.blocks[2].weights_of: conv2 has no weights of its own"),
    "weights of text": (at(*SECOND, "weights_of", to="conv1"), "graph.blocks[2].weights_of: must be a whole number"),
    "weights of another kind": (at("graph", "blocks", 3, "weights_of", to=2), "relu1 uses the weights of conv1, but their"),
    "weights of other fields": (
        lambda record: at(*SECOND, "weights_of", to=2)(at(*KERNEL, to=[5, 5])(record)),
        "conv2 uses the weights of conv1, but their fields are not the same",
    ),
    "weights in a chain": (
        lambda record: at(*SECOND, "weights_of", to=2)(at(*BLOCK, "weights_of", to=3)(record)),
        "conv2 has no weights of its own: name the block that has them",
    ),
    "loss that counts less than nothing": (at("graph", "blocks", 5, "layer", "loss_weight", to=-1.0), "loss_weight"),
    "kind is a list": (at(*BLOCK, "kind", to=["Conv2d"]), "graph.blocks[1].kind: must be text"),
    "kind endless": (at(*BLOCK, "kind", to="C" * 500), "graph.blocks[1].kind: is 500 characters"),
    "layer is a list": (at(*BLOCK, "layer", to=[3]), "graph.blocks[1].layer: must be a record"),
    "unknown field": (at(*BLOCK, "layer", "in_channels", to=3), "graph.blocks[1].layer.in_channels: Conv2d.in_"),
    "unknown field with an endless name": (
        at(*BLOCK, "layer", "x" * 5000, to=3),
        "graph.blocks[1].layer." + "x" * 57 + "...: Conv2d." + "x" * 57 + "...: there is no such field",
    ),
    "kernel as text": (at(*KERNEL, to="3"), "graph.blocks[1].layer.kernel_size: "),
    "kernel zero": (at(*KERNEL, to=[0, 3]), "must be at least 1, not 0"),
    "kernel of three": (at(*KERNEL, to=[3, 3, 3]), "graph.blocks[1].layer.kernel_size: "),
    "kernel as truth": (at(*KERNEL, to=[True, True]), "graph.blocks[1].layer.kernel_size: "),
    "kernel null": (at(*KERNEL, to=None), "graph.blocks[1].layer.kernel_size: "),
    "kernel huge": (at(*KERNEL, to=[10**300, 3]), "a number of more than 30 digits"),
    "kernel nested": (at(*KERNEL, to=[[[3]]]), "graph.blocks[1].layer.kernel_size: "),
    "position text": (at(*BLOCK, "position", to="here"), "graph.blocks[1].position: must be a list"),
    "position of one": (at(*BLOCK, "position", to=[1]), "graph.blocks[1].position: must be two numbers"),
    "position of three": (at(*BLOCK, "position", to=[1, 2, 3]), "graph.blocks[1].position: "),
    "position huge": (at(*BLOCK, "position", to=[0, 1e300]), "graph.blocks[1].position[1]: must be a number from"),
    "position null": (at(*BLOCK, "position", to=[None, 0]), "graph.blocks[1].position[0]: must be a number"),
    "wires missing": (gone("graph", "wires"), '"wires" is missing'),
    "wire is text": (at("graph", "wires", 0, to="1>2"), "graph.wires[0]: must be a record"),
    "wire from nowhere": (at("graph", "wires", 0, "from", to=[99, 0]), "graph.wires[0].from[0]: there is no block"),
    "wire to nowhere": (at("graph", "wires", 0, "to", to=[99, 0]), "graph.wires[0].to[0]: there is no block"),
    "wire of three": (at("graph", "wires", 0, "to", to=[1, 0, 0]), "graph.wires[0].to: "),
    "wire from no output": (at("graph", "wires", 0, "from", to=[1, 1]), "graph.wires[0].from[1]: 1 is no output"),
    "wire into no input": (at("graph", "wires", 0, "to", to=[1, 0]), "graph.wires[0].to[1]: 0 is no input of input1"),
    "wire to a negative input": (at("graph", "wires", 0, "to", to=[2, -1]), "graph.wires[0].to[1]: must be a whole"),
    "wire twice": (at("graph", "wires", 1, "to", to=[2, 0]), "graph.wires[1].to: input 0 of conv1 is fed by another"),
    "join with a gap": (at("graph", "wires", 4, "to", to=[5, 7]), "input 1 of add1 is left out"),
    "a loop": (at("graph", "wires", 0, "from", to=[4, 0]), "graph.wires: the wires make a loop that holds up conv1"),
    "task is text": (at("task", to="cats"), "task: must be a record"),
    "task of another kind": (at("task", "kind", to="poetry"), "task.kind: 'poetry' is no kind of task"),
    "task without sizes": (at("task", "input_shape", to=[]), "task.input_shape: is empty"),
    "task with a huge size": (at("task", "input_shape", to=[1, 10**12, 1]), "task.input_shape[1]: must be a whole number"),
    "class is a number": (at("task", "target", "classes", 3, to=3), "task.target.classes[3]: must be text"),
    "target without classes": (at("task", "target", to={}), "task.target"),
    "target is a list": (at("task", "target", to=[]), "task.target: must be a record"),
    "data is a list": (at("data", to=[]), "data: must be a record"),
    "recipe is text": (at("recipe", to="fast"), "recipe: must be a record"),
    "run is a number": (at("run", to=4), "run: must be text"),
    "run endless": (at("run", to="x" * 5000), "run: is 5,000 characters"),
    "mark too low": (at("next_id", to=3), "next_id: must be above every block's id, the highest of which is 6, not 3"),
    "mark as text": (at("next_id", to="9"), "next_id: must be a whole number"),
    "mark huge": (at("next_id", to=10**40), "next_id: must be a whole number"),
}


def refused(text: str) -> str:
    """The one message for a text, made in good time."""
    start = time.process_time()
    with pytest.raises(ProjectError) as refusal:
        parse_project(text)
    assert time.process_time() - start < 8
    message = str(refusal.value)
    assert len(message) < 400
    assert "Traceback" not in message
    assert "pydantic" not in message
    return message


@pytest.mark.parametrize("case", RECORDS)
def test_a_wrong_record_is_refused_with_its_place(case: str) -> None:
    change, words = RECORDS[case]
    assert words in refused(json.dumps(change(json.loads(GOOD))))


def with_text(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


TEXTS: dict[str, tuple[str, str]] = {
    "nothing": ("", "not complete JSON"),
    "half": (GOOD[: len(GOOD) // 2], "not complete JSON"),
    "all but the end": (GOOD.rstrip()[:-1], "not complete JSON"),
    "more behind": (GOOD + "{}", "not complete JSON"),
    "code": ("__import__('os').system('true')", "not complete JSON"),
    "comment": (with_text("{", "{ // hello\n"), "not complete JSON"),
    "nan": (with_text('"position": [0.0,', '"position": [NaN,'), "graph.blocks[0].position[0]: NaN is not a number"),
    "infinity": (with_text('"position": [0.0,', '"position": [-Infinity,'), "graph.blocks[0].position[0]: -Infinity"),
    "1e999": (with_text('"epochs": 3', '"epochs": 1e999'), "recipe.epochs: 1e999 is too large"),
    "long fraction": (with_text('"epochs": 3', '"epochs": 0.' + "1" * 5000), "recipe.epochs: 0.1111"),
    "thousands of digits": (
        with_text('"out_channels": 16', '"out_channels": ' + "9" * 5000),
        "graph.blocks[1].layer.out_channels: a number of 5,000 digits",
    ),
    "key twice": (with_text('"task":', '"task": null, "task":'), "task: stands here twice"),
    "key twice inside": (
        with_text('"out_channels": 16', '"out_channels": 16, "out_channels": 8'),
        "graph.blocks[1].layer.out_channels: stands here twice",
    ),
    "deep lists": ("[" * 100_000, "nests more than 64"),
    "deep records": ('{"a":' * 100_000 + "1" + "}" * 100_000, "nests more than 64"),
    "deep data": (with_text('"name": "digits"', '"name": ' + "[" * 70 + "]" * 70), "nests more than 64 levels deep in line"),
    "half a character": (with_text('"digits"', '"\\ud800"'), "data.name: "),
    "half a character as key": (with_text('"epochs"', '"\\udfff"'), "recipe: "),
    "quotes without end": ('"' + '\\"' * 200_000, "not complete JSON"),
}


@pytest.mark.parametrize("case", TEXTS)
def test_a_wrong_text_is_refused_with_its_place(case: str) -> None:
    text, words = TEXTS[case]
    assert words in refused(text)


@pytest.mark.slow
def test_a_million_blocks_are_refused() -> None:
    text = with_text('"blocks": [', '"blocks": [' + "{}," * 10**6)
    assert refused(text) == "graph.blocks: holds 1,000,006 entries; at most 100,000 can be used"


def test_bytes_that_are_no_text_and_files_too_large_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "net.convas"
    path.write_bytes(b"\xff\xfe" + GOOD.encode("utf-16-le"))
    with pytest.raises(ProjectError, match=r"net\.convas cannot be opened: byte 0 is no text"):
        load_project(path)
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(ProjectError, match="larger than 64 MB"):
        load_project(path)


def test_the_message_names_the_file_and_the_place(tmp_path: Path) -> None:
    path = tmp_path / "net.convas"
    path.write_text(json.dumps(at(*KERNEL, to=[0, 3])(json.loads(GOOD))))
    with pytest.raises(ProjectError) as refusal:
        load_project(path)
    assert str(refusal.value) == (
        "net.convas cannot be opened. graph.blocks[1].layer.kernel_size: Conv2d.kernel_size: must be at least 1, not 0"
    )


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def places(record: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place in a record."""
    here = [path] if path else []
    inner = record.items() if isinstance(record, dict) else enumerate(record) if isinstance(record, list) else ()
    return here + [place for key, value in inner for place in places(value, (*path, key))]


PLACES = places(json.loads(GOOD))


@given(place=st.sampled_from(PLACES), value=JSON)
def test_whatever_stands_anywhere_is_read_well_or_refused(place: tuple[str | int, ...], value: Any) -> None:
    text = json.dumps(at(*place, to=value)(json.loads(GOOD)))
    try:
        project = parse_project(text)
    except ProjectError:
        return
    check(project.graph)
    assert parse_project(project_text(project)) == project


@pytest.mark.slow
@given(start=st.integers(0, len(GOOD)), length=st.integers(0, 40), middle=st.text('{}[]",:0eNn\\ ', max_size=4))
def test_damaged_text_is_read_well_or_refused(start: int, length: int, middle: str) -> None:
    try:
        project = parse_project(GOOD[:start] + middle + GOOD[start + length :])
    except ProjectError:
        return
    check(project.graph)
