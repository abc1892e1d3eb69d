"""Edits: pure functions from one graph to the next. They raise :class:`EditError` before anything has changed.

May import files (for the clipboard), groups, analysis, model (with its layout), layers and common.
"""

from builder.edits.appending import append
from builder.edits.blocks import add_block, arrange, move, rename, set_fields
from builder.edits.clipboard import copy_record, duplicate, paste
from builder.edits.errors import EditError
from builder.edits.grouping import make_group, make_independent, ungroup
from builder.edits.groups import (
    add_definition,
    conceal,
    definition_at,
    describe,
    edit_inside,
    expose,
    graph_at,
    group_of,
    redefine,
    remove_definition,
    rename_definition,
    set_formula,
)
from builder.edits.head_size import choose_data, describe_changes, find_head, meant_target, set_head, unknown_output
from builder.edits.sharing import can_share, family, owners_for, share_weights, why_not_share
from builder.edits.skips import add_skip
from builder.edits.wiring import connect, delete, disconnect, insert_on_wire, remove, why_not_connect
from builder.model.ids import Ids

__all__ = [
    "EditError",
    "Ids",
    "add_block",
    "add_definition",
    "add_skip",
    "append",
    "arrange",
    "can_share",
    "choose_data",
    "conceal",
    "connect",
    "copy_record",
    "definition_at",
    "delete",
    "describe",
    "describe_changes",
    "disconnect",
    "duplicate",
    "edit_inside",
    "expose",
    "family",
    "find_head",
    "graph_at",
    "group_of",
    "insert_on_wire",
    "make_group",
    "make_independent",
    "meant_target",
    "move",
    "owners_for",
    "paste",
    "redefine",
    "remove",
    "remove_definition",
    "rename",
    "rename_definition",
    "set_fields",
    "set_formula",
    "set_head",
    "share_weights",
    "ungroup",
    "unknown_output",
    "why_not_connect",
    "why_not_share",
]
