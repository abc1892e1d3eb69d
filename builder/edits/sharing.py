"""Weight sharing: blocks that use one set of weights in several places, and what keeps their fields equal."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import cast

from immutables import Map

from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.edits.errors import EditError, block_of
from builder.edits.joins import fitting
from builder.layers.base import Layer
from builder.model.graph import Block, Graph


def has_weights(layer: Layer) -> bool:
    """Whether blocks of this kind keep tensors, learned or counted, that could be used at another place too."""
    kind = type(layer)
    return kind.parameter_shapes is not Layer.parameter_shapes or kind.buffer_shapes is not Layer.buffer_shapes


def owner_of(block: Block) -> int:
    """The block that has the weights which `block` uses: mostly itself."""
    return block.id if block.weights_of is None else block.weights_of


def users(graph: Graph) -> dict[int, list[int]]:
    """By the block that has the weights, the others that use them."""
    found: dict[int, list[int]] = {}
    for user in [block for block in graph.blocks.values() if block.weights_of is not None]:
        found.setdefault(cast(int, user.weights_of), []).append(user.id)
    return found


def family(graph: Graph, id: int) -> list[int]:
    """All blocks that use the same weights as `id`, ascending; it alone where nothing is shared."""
    owner = owner_of(graph.blocks[id])
    return sorted([owner, *users(graph).get(owner, ())])


def why_not_share(graph: Graph, id: int, owner: int) -> Message | None:
    """Why `id` cannot use the weights of `owner`, or None when it may."""
    user, giver = block_of(graph, id), block_of(graph, owner)
    if id == owner:
        return Message.of(
            QT_TRANSLATE_NOOP("Edits", "{user} uses its own weights as it is; name another block."), user=user.name
        )
    if not has_weights(giver.layer):
        return Message.of(
            QT_TRANSLATE_NOOP("Edits", "{giver} has no weights that {user} could use."), giver=giver.name, user=user.name
        )
    if user.kind != giver.kind:
        return Message.of(
            QT_TRANSLATE_NOOP("Edits", "{user} is a {kind} and {giver} a {other}: only blocks of one kind can share weights."),
            user=user.name,
            kind=user.kind,
            giver=giver.name,
            other=giver.kind,
        )
    return None


def can_share(graph: Graph, id: int) -> bool:
    """Whether there is any other block of its kind to share weights with."""
    block = graph.blocks[id]
    return has_weights(block.layer) and any(other.kind == block.kind for other in graph.blocks.values() if other.id != id)


def owners_for(graph: Graph, id: int) -> list[int]:
    """The blocks whose weights `id` could use, each family by the one that has them, ascending."""
    block = graph.blocks[id]
    if not has_weights(block.layer):
        return []
    return sorted(
        other.id for other in graph.blocks.values() if other.weights_of is None and other.id != id and other.kind == block.kind
    )


def share_weights(graph: Graph, id: int, owner: int | None) -> Graph:
    """With `id` using the weights of `owner`, whose fields it takes over; with None it gets weights of its own.

    A block that uses another's weights itself counts as that one. Those that used the weights of `id` share without
    it what they shared with it. Raises :class:`EditError` where :func:`why_not_share` gives a reason, and for a block that
    is not there.
    """
    block = block_of(graph, id)
    if owner is None:
        return _release(graph, block)
    reason = why_not_share(graph, id, owner)
    if reason:
        raise EditError(reason)
    giver = graph.blocks[owner]
    root = owner_of(giver)
    if root == id:
        return _swap_owner(graph, id, owner)
    graph = _release(graph, block)
    graph = graph.with_block(replace(graph.blocks[id], layer=giver.layer, weights_of=root, formulas=giver.formulas))
    return fitting(graph, id) if giver.layer.flexible else graph


def _release(graph: Graph, block: Block) -> Graph:
    """With weights of its own for `block`; those that used them find a new owner among themselves."""
    if block.weights_of is not None:
        return graph.with_block(replace(block, weights_of=None))
    users = [other for other in family(graph, block.id) if other != block.id]
    return _assign_owner(graph, users)


def _swap_owner(graph: Graph, id: int, owner: int) -> Graph:
    """With `owner`, which used the weights of `id` until now, as the one that has them for all."""
    return _assign_owner(graph, [owner, *(other for other in family(graph, id) if other != owner)])


def _assign_owner(graph: Graph, ids: list[int]) -> Graph:
    """With the first of the blocks as the owner of what all of them use."""
    for id in ids:
        graph = graph.with_block(replace(graph.blocks[id], weights_of=None if id == ids[0] else ids[0]))
    return graph


def with_layer(graph: Graph, id: int, layer: Layer) -> Graph:
    """With `layer` for the block, and for all that use the same weights; wires of connectors that are gone go too.

    A block that becomes another kind has weights of its own from then on.
    """
    block = graph.blocks[id]
    if layer.kind != block.kind:
        graph = _release(graph, block)
    return with_layers(graph, {id: layer})


def with_layers(graph: Graph, layers: Mapping[int, Layer], plain: Collection[str] = ()) -> Graph:
    """With other layers of the same kinds for some blocks, and for all that use the same weights as one of them.

    The formulas of the fields in `plain` are dropped.
    """
    sharing = users(graph)
    for id, layer in layers.items():
        owner = owner_of(graph.blocks[id])
        for other in (owner, *sharing.get(owner, ())):
            before = graph.blocks[other]
            kept = {name: text for name, text in before.formulas.items() if name not in plain}
            graph = graph.with_block(replace(before, layer=layer, formulas=Map(kept)))
            graph = fitting(graph, other) if before.layer.flexible or layer.flexible else graph
    return graph


def with_formulas(graph: Graph, id: int, formulas: Map[str, str]) -> Graph:
    """With other formulas for the fields of a block inside of a group, and of all that use the same weights."""
    for other in family(graph, id):
        graph = graph.with_block(replace(graph.blocks[other], formulas=formulas))
    return graph


def settle_owners(graph: Graph) -> Graph:
    """The graph, where some blocks may use the weights of one that is gone: the first of them is the owner then."""
    for owner, ids in users(graph).items():
        if owner not in graph.blocks:
            graph = _assign_owner(graph, sorted(ids))
    return graph
