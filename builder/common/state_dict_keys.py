"""Weights under the keys of the network they are for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import TypeVar

Value = TypeVar("Value")


def fitted(state: Mapping[str, Value], keys: Collection[str]) -> dict[str, Value]:
    """`state` under `keys`, where it differs from them only in the names of runs: "conv1.weight" as "features.conv1.weight".

    Sources used to have no runs, what is read from a module is keyed by block, and runs may come to be called otherwise.
    A state that does not fit in this way is given back as it is: torch then says what is missing.
    """
    if state.keys() == set(keys):
        return dict(state)
    tails = Counter(map(_tail, state))
    known = {_tail(key): key for key in state if tails[_tail(key)] == 1} | {key: key for key in state}
    found = {key: known.get(key, known.get(_tail(key), "")) for key in keys}
    if len(set(found.values())) < len(found) or set(found.values()) != set(state):
        return dict(state)
    return {key: state[other] for key, other in found.items()}


def _tail(key: str) -> str:
    """A key without its first part."""
    return key.partition(".")[2]
