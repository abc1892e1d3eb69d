"""What every edit raises, and the look-ups that raise it."""

from __future__ import annotations

from builder.model.graph import Block, Graph


class EditError(ValueError):
    """The edit cannot be done; nothing has changed. The text says what and why, for the person who tried."""


def block_of(graph: Graph, id: int) -> Block:
    """The block with the id; raises :class:`EditError` when it is gone."""
    if id not in graph.blocks:
        raise EditError(f"There is no block with the number {id}; it may have been deleted.")
    return graph.blocks[id]


def listed(names: list[str]) -> str:
    """Names as people list them: "a, b and c", cut after six."""
    if len(names) > 6:
        names = [*names[:5], f"{len(names) - 5} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
