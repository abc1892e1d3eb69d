"""A group as a file of its own: the same back, and anything that is not right refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.block_library import ready_made
from builder.common.json_checks import ProjectError
from builder.files.group_file import LARGEST, load_group, read_group, save_group, written_group
from tests.support.group_examples import conv_bn, residual_group


@pytest.mark.parametrize("name", sorted(ready_made()))
def test_a_group_comes_back_with_all_that_stands_inside(name: str, tmp_path: Path) -> None:
    definition = ready_made()[name]
    path = save_group(definition, tmp_path / "groups")
    assert path.name == f"{name}.json"
    assert load_group(path) == definition
    assert written_group(load_group(path)) == path.read_text()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"convas-group"', '"convas-project"', "not a group"),
        ('"version": 1', '"version": 2', "another version"),
        ('"version": 1', '"version": true', "another version"),
        ('"group": "Residual"', '"group": "Other"', "no group of this name"),
        ('"group": "Residual"', '"group": ["Residual"]', "no group of this name"),
        ('"definition": "ConvBN"', '"definition": "ConvBM"', "no group called 'ConvBM'"),
        ('"formula": "channels * 2"', '"formula": "__import__(1)"', "no field called __import__|operator"),
        ('"name": "ConvBN"', '"name": "torch"', "cannot name a group"),
        ('"default": 4', '"default": 1e999', "."),
    ],
)
def test_what_is_not_right_is_refused(old: str, new: str, words: str) -> None:
    text = written_group(residual_group(conv_bn()))
    assert old in text
    with pytest.raises(ProjectError, match=words):
        read_group(text.replace(old, new))


@pytest.mark.parametrize("text", ["", "[]", "{", "null", "[" * 100_000, " " * (LARGEST + 1)])
def test_what_is_no_group_at_all_is_refused(text: str) -> None:
    with pytest.raises(ProjectError):
        read_group(text)


def test_a_file_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    path = tmp_path / "Mine.json"
    path.write_text("{}")
    with pytest.raises(ProjectError, match=r"Mine\.json cannot be used"):
        load_group(path)
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(ProjectError, match="cannot be made"):
        save_group(conv_bn(), blocked)
