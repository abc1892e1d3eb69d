"""Renames the keys of a state_dict to those of the network that it is for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import TypeVar

T = TypeVar("T")


def rename_keys(state: Mapping[str, T], keys: Collection[str]) -> dict[str, T]:
    """`state` under `keys`, where only nn.Sequential prefixes differ: "conv1.weight" becomes "features.conv1.weight".

    Sources of earlier versions have no Sequential runs, what is imported is keyed by block, and the name of a run may
    change. A state that differs in another way is returned unchanged: torch then says what is missing.
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
