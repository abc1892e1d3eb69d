"""What changed between two graphs, for views that keep one item per block and per wire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from builder.model.graph import Graph, Port

_K = TypeVar("_K")
_V = TypeVar("_V")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Ids of blocks that came, went, changed (name or layer) or moved; target ports of wires that came or went.

    A wire whose input is fed by another output now is in both. Blocks that came or went are not in `changed` or `moved`.
    """

    added: frozenset[int] = frozenset()
    removed: frozenset[int] = frozenset()
    changed: frozenset[int] = frozenset()
    moved: frozenset[int] = frozenset()
    wires_added: frozenset[Port] = frozenset()
    wires_removed: frozenset[Port] = frozenset()

    def __bool__(self) -> bool:
        """Whether anything changed at all."""
        return any((self.added, self.removed, self.changed, self.moved, self.wires_added, self.wires_removed))


def diff(old: Graph, new: Graph) -> Difference:
    """How `new` differs from `old`; shared parts are compared by identity."""
    added, removed, changed = _compare_keys(old.blocks, new.blocks)
    _, _, moved = _compare_keys(old.positions, new.positions)
    wires_added, wires_removed, rewired = _compare_keys(old.wires, new.wires)
    kept = moved - added - removed
    return Difference(
        added=added,
        removed=removed,
        changed=changed,
        moved=kept,
        wires_added=wires_added | rewired,
        wires_removed=wires_removed | rewired,
    )


def _compare_keys(old: Mapping[_K, _V], new: Mapping[_K, _V]) -> tuple[frozenset[_K], frozenset[_K], frozenset[_K]]:
    """Keys only in `new`, keys only in `old`, keys whose values differ."""
    if old is new:
        return frozenset(), frozenset(), frozenset()
    added = frozenset(key for key in new if key not in old)
    removed = frozenset(key for key in old if key not in new)
    changed = frozenset(key for key, value in new.items() if key in old and old[key] is not value and old[key] != value)
    return added, removed, changed
