"""Edits: pure functions from one graph to the next. They raise :class:`EditError` before anything changed."""

from builder.edits.appending import append
from builder.edits.blocks import add_block, arrange, move, rename, set_fields
from builder.edits.clipboard import copy_record, duplicate, paste
from builder.edits.errors import EditError
from builder.edits.head import choose_data, find_head, set_head
from builder.edits.ids import Ids
from builder.edits.sharing import family, owners_for, share_weights, why_not_share
from builder.edits.skips import add_skip
from builder.edits.wiring import connect, delete, disconnect, insert_on_wire, remove, why_not_connect

__all__ = [
    "EditError",
    "Ids",
    "add_block",
    "add_skip",
    "append",
    "arrange",
    "choose_data",
    "connect",
    "copy_record",
    "delete",
    "disconnect",
    "duplicate",
    "family",
    "find_head",
    "insert_on_wire",
    "move",
    "owners_for",
    "paste",
    "remove",
    "rename",
    "set_fields",
    "set_head",
    "share_weights",
    "why_not_connect",
    "why_not_share",
]
