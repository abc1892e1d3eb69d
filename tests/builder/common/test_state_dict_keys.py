"""Weights of earlier sources, which had no runs, still fit."""

from __future__ import annotations

import pytest

from builder import zoo
from builder.common.state_dict_keys import rename_keys
from builder.emit import emit

KEYS = tuple(emit(zoo.build("lenet5")).keys)


def test_what_fits_stays() -> None:
    state = dict.fromkeys(KEYS, 1)
    assert rename_keys(state, KEYS) == state


def test_keys_without_runs_are_found() -> None:
    flat = {key.partition(".")[2]: number for number, key in enumerate(KEYS)}
    assert "conv1.weight" in flat
    assert rename_keys(flat, KEYS) == {key: number for number, key in enumerate(KEYS)}


def test_runs_may_be_called_otherwise() -> None:
    other = {key.replace("features.", "stem."): number for number, key in enumerate(KEYS)}
    assert "stem.conv1.weight" in other
    assert rename_keys(other, KEYS) == {key: number for number, key in enumerate(KEYS)}
    assert rename_keys(dict.fromkeys(KEYS, 1), tuple(other)) == dict.fromkeys(other, 1)


@pytest.mark.parametrize("change", ["less", "more", "other"])
def test_those_of_another_network_stay_as_they_are(change: str) -> None:
    flat = {key.partition(".")[2]: 1 for key in KEYS}
    if change != "more":
        del flat["fc3.bias"]
    if change != "less":
        flat["fc4.bias"] = 1
    assert rename_keys(flat, KEYS) == flat


def test_two_blocks_of_one_name_are_not_confused() -> None:
    keys = ("a.conv.weight", "b.conv.weight")
    for state in ({"conv.weight": 1}, {"c.conv.weight": 1, "d.conv.weight": 2}, {"conv.weight": 1, "c.conv.weight": 2}):
        assert rename_keys(state, keys) == state
