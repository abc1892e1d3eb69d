"""Weights under the keys of the network they are for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeVar

Value = TypeVar("Value")


def fitted(state: Mapping[str, Value], keys: Collection[str]) -> dict[str, Value]:
    """`state` under `keys`, where it differs from them only in the names of runs: "conv1.weight" as "features.conv1.weight".

    Sources used to have no runs, and what is read from a module is keyed by block. A state that does not fit in this way
    is given back as it is: torch then says what is missing.
    """
    renamed = {key: key if key in state else key.partition(".")[2] for key in keys}
    if len(set(renamed.values())) < len(renamed) or set(renamed.values()) != set(state):
        return dict(state)
    return {key: state[earlier] for key, earlier in renamed.items()}
