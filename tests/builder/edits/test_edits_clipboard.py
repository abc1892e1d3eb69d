"""Copy, paste, duplicate: the clipboard may hold anything, and gives blocks or one clear message."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest

from builder.edits import EditError, Ids, copy_record, duplicate, paste, set_fields
from builder.model.graph import Graph, Port
from tests.support.graphs import check, residual, small, wire_texts


def test_what_is_copied_is_json_and_comes_back_with_its_inner_wires() -> None:
    source = set_fields(small(), [2], {"out_channels": 7})
    text = json.dumps(copy_record(source, [2, 3, 5]))
    graph, new = paste(Graph(), Ids(), json.loads(text))
    assert wire_texts(graph) == ["conv1 > relu1:0"]
    assert new == {1, 2, 3}
    assert graph.blocks[1].layer == source.blocks[2].layer
    assert graph.positions[2] == source.positions[3]
    check(graph)


def test_pasted_names_are_free_and_ids_fresh() -> None:
    graph, new = paste(small(), Ids(20), copy_record(small(), [2, 3]), (10.0, 20.0))
    assert new == {20, 21}
    assert {"conv2 > relu2:0", "conv1 > relu1:0"} <= set(wire_texts(graph))
    assert graph.positions[20] == (10.0, 124.0)
    check(graph)


def test_copied_joins_close_up() -> None:
    graph, _ = paste(Graph(), Ids(), copy_record(residual(), [2, 5]))
    assert wire_texts(graph) == ["conv1 > add1:0"]
    check(graph)


def test_text_is_taken_too() -> None:
    graph, _ = paste(Graph(), Ids(), json.dumps(copy_record(small(), [2])))
    assert len(graph.blocks) == 1


def test_a_duplicate_stands_beside_the_original() -> None:
    graph, new = duplicate(residual(), Ids(7), [3, 4, 5])
    assert new == {7, 8, 9}
    assert {"conv3 > relu2:0", "relu2 > add2:0"} <= set(wire_texts(graph))
    assert graph.sources(9) == [Port(8)]
    assert graph.positions[7] != graph.positions[3]
    check(graph)
    with pytest.raises(EditError, match="Select"):
        duplicate(residual(), Ids(7), [])


def test_copying_a_block_that_is_gone_is_refused() -> None:
    with pytest.raises(EditError, match="no block"):
        copy_record(small(), [99])


def copied(**changes: Any) -> dict[str, Any]:
    record = json.loads(json.dumps(copy_record(small(), [2, 3])))
    record.update(changes)
    return record


def with_block(**changes: Any) -> dict[str, Any]:
    record = copied()
    record["blocks"][0].update(changes)
    return record


NESTED: list[Any] = []
for _ in range(200):
    NESTED = [NESTED]

BAD: dict[str, tuple[object, str]] = {
    "nothing": (None, "record"),
    "a list": ([1], "record"),
    "text": ("hello", "JSON"),
    "cut text": (json.dumps(copied())[:-9], "JSON"),
    "long text": (" " * (17 * 2**20), "longer than"),
    "another format": (copied(format="cells"), "holds no blocks"),
    "another version": (copied(version=99), "another version"),
    "blocks that are none": (copied(blocks={"a": 1}), "blocks: must be a list"),
    "many blocks": (copied(blocks=[{}] * 10_001), "at most 10,000"),
    "deep": (copied(blocks=NESTED), "levels deep"),
    "key that is no text": ({**copied(), 5: 1}, "must be text"),
    "object inside": (with_block(layer={"out_channels": object()}), "JSON"),
    "not a number": (with_block(position=[math.nan, 0.0]), "position"),
    "far away": (with_block(position=[1e9, 0.0]), "position"),
    "field that is none": (with_block(layer={"outs": 3}), r"blocks\[0\]\.layer\.outs"),
    "huge field": (with_block(layer={"out_channels": 10**400}), r"blocks\[0\]\.layer\.out_channels"),
    "name that is code": (with_block(name="x=1;y"), r"blocks\[0\]\.name"),
    "name of a module's own": (with_block(name="forward"), r"blocks\[0\]\.name"),
    "wire to nowhere": (copied(wires=[{"from": [2, 0], "to": [77, 0]}]), r"wires\[0\]\.to"),
    "loop": (copied(wires=[{"from": [2, 0], "to": [3, 0]}, {"from": [3, 0], "to": [2, 0]}]), "loop"),
    "extra": (copied(more=1), "more"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_hostile_clipboard_gives_one_message_and_changes_nothing(case: str) -> None:
    record, words = BAD[case]
    ids, graph = Ids(20), small()
    with pytest.raises(EditError, match=words) as refusal:
        paste(graph, ids, record)
    assert str(refusal.value).startswith("What is on the clipboard cannot be pasted. ")
    assert len(str(refusal.value)) < 300
    assert ids.next == 20
    assert graph == small()


def test_blocks_are_not_pasted_beyond_the_canvas() -> None:
    with pytest.raises(EditError, match="beyond the end"):
        paste(small(), Ids(20), copied(), (2e7, 0.0))
    with pytest.raises(EditError, match="beyond the end"):
        paste(small(), Ids(20), copied(), (0.0, math.nan))


def test_a_layer_of_another_version_survives_the_clipboard() -> None:
    record = with_block(kind="Conv9d", layer={"rays": [1, 2], "deep": {"a": None}})
    graph, new = paste(Graph(), Ids(), record)
    assert graph.blocks[min(new)].kind == "Unknown"
    assert copy_record(graph, new)["blocks"][0]["layer"] == {"rays": [1, 2], "deep": {"a": None}}
    assert copy_record(graph, new)["blocks"][0]["kind"] == "Conv9d"
