"""Paths of ids that lead to a block or to a group inside groups."""

from __future__ import annotations

BlockPath = tuple[int, ...]
"""The ids that lead to one block: of the groups around it from the top down, each followed by the number of its pass
where the group is repeated, and its own id at the end."""

GroupPath = tuple[int, ...]
"""The ids of the group blocks that are entered one inside another, from the top down, without numbers of passes; empty
for the network itself."""
