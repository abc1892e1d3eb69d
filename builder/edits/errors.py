"""The error that every edit raises, and the look-up that raises it."""

from __future__ import annotations

from builder.common.errors import ConvasError
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.model.graph import Block, Graph


class EditError(ConvasError):
    """The edit cannot be made; nothing has changed. The message says what and why, for the person who tried."""


def block_of(graph: Graph, id: int) -> Block:
    """The block with the id; raises :class:`EditError` when it is gone."""
    if id not in graph.blocks:
        raise EditError(QT_TRANSLATE_NOOP("Edits", "There is no block with the number {id}; it may have been deleted."), id=id)
    return graph.blocks[id]
