"""Edits of groups: make one of blocks, take one apart, and change what is inside of one wherever it is used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from builder.common.fields import FieldError, numbers
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.edits.errors import EditError, block_of
from builder.edits.joins import close_up
from builder.edits.sharing import with_formulas
from builder.groups.definition import Definition, Exposed, definition_of, definitions_of, in_order
from builder.groups.errors import GroupError
from builder.groups.formulas import Formula, FormulaError
from builder.groups.group import Group
from builder.model.block_paths import GroupPath
from builder.model.graph import Block, Graph, Port


def group_of(graph: Graph, id: int) -> Group:
    """The layer of a group's block; raises :class:`EditError` for any other block."""
    block = block_of(graph, id)
    if not isinstance(block.layer, Group):
        raise EditError(QT_TRANSLATE_NOOP("Edits", "{name} is no group: there is nothing inside of it."), name=block.name)
    return block.layer


def graph_at(graph: Graph, path: GroupPath) -> Graph:
    """What is inside of the group at the end of `path`, for its values; the network itself where `path` is empty.

    Raises :class:`EditError` where the path leads through a block that is no group, or a group that cannot be opened.
    """
    for id in path:
        try:
            body = group_of(graph, id).body()
        except GroupError as error:
            raise EditError(error.message) from None
        graph = replace(body, definitions=graph.definitions)
    return graph


def edit_inside(graph: Graph, path: GroupPath, edit: Callable[[Graph], Graph]) -> Graph:
    """With an edit made inside of a group; all blocks that are this group follow.

    Raises :class:`EditError` where the group would not be valid.
    """
    if not path:
        return edit(graph)
    before = graph_at(graph, path)
    after = edit(before)
    if after is before:
        return graph
    definition = definition_at(graph, path)
    changed = replace(graph, definitions=after.definitions)
    return redefine(changed, replace(definitions_of(after).get(definition.name, definition), body=after))


def definition_at(graph: Graph, path: GroupPath) -> Definition:
    """The group that is entered at the end of `path`."""
    return definition_of(group_of(graph_at(graph, path[:-1]), path[-1]))


def redefine(graph: Graph, definition: Definition) -> Graph:
    """With `definition` in the place of the one of its name, in every block and in every other group that uses it.

    Fields that the group has no longer are dropped, wires follow their connectors, and those of connectors that are
    gone are taken away. Raises :class:`EditError` where the group, or one that uses it, would not be valid.
    """
    new = _validate(definition)
    if _within(graph, new, new.name):
        raise EditError(QT_TRANSLATE_NOOP("Edits", "{new} cannot stand inside of itself."), new=new.name)
    before = definitions_of(graph)
    changed = {new.name: new}
    definitions = before.set(new.name, new)
    for name in _users(definitions, new.name):
        user = definitions[name]
        changed[name] = _validate(replace(user, body=_refit_layer(user.body, before, changed)))
        definitions = definitions.set(name, changed[name])
    return replace(_refit_layer(graph, before, changed), definitions=definitions)


def _validate(definition: Definition) -> Definition:
    try:
        return definition.with_body(definition.body).validate()
    except GroupError as error:
        raise EditError(error.message) from None


def _within(graph: Graph, outer: Definition, name: str) -> bool:
    seen, waiting = set[str](), list(outer.uses)
    while waiting:
        here = waiting.pop()
        if here == name:
            return True
        if here not in seen and here in graph.definitions:
            seen.add(here)
            waiting.extend(definitions_of(graph)[here].uses)
    return False


def _users(definitions: Mapping[str, Definition], name: str) -> list[str]:
    """The groups that contain `name`, directly or in others, each after those inside of it."""
    found = {name}
    for definition in in_order(definitions):
        if definition.uses & found:
            found.add(definition.name)
    return [definition.name for definition in in_order(definitions) if definition.name in found - {name}]


def _refit_layer(graph: Graph, before: Mapping[str, Definition], changed: Mapping[str, Definition]) -> Graph:
    """`graph` with the blocks of changed groups as these are now."""
    for id in [id for id, block in graph.blocks.items() if block.kind in changed and isinstance(block.layer, Group)]:
        block = graph.blocks[id]
        old, new = before.get(block.kind), changed[block.kind]
        kept = {name: value for name, value in block.layer.values().items() if name in new.kind.model_fields}
        formulas = block.formulas
        for gone in formulas.keys() - kept.keys():
            formulas = formulas.delete(gone)
        try:
            layer = new.kind(**kept)
        except FieldError:
            layer = new.kind()
        graph = graph.with_block(replace(block, layer=layer, formulas=formulas))
        if old is not None and (old.inlets, old.outlets) != (new.inlets, new.outlets):
            graph = _rewire(graph, id, old, new)
    return graph


def _rewire(graph: Graph, id: int, old: Definition, new: Definition) -> Graph:
    """With the wires of a group's block on the connectors that they were on, wherever these are now."""
    fed = [(at, graph.wires.get(Port(id, at))) for at in range(len(old.inlets))]
    taken = [(graph.wires[port].index, port) for port in sorted(graph.fanout.get(id, frozenset()))]
    joins = [graph.input_ports(port.block) for _, port in taken if graph.blocks[port.block].layer.variadic]
    for at, source in fed:
        graph = graph.without_wire(Port(id, at)) if source is not None else graph
    for _, port in taken:
        graph = graph.without_wire(port)
    for at, source in fed:
        if source is not None and old.inlets[at] in new.inlets:
            graph = graph.with_wire(source, Port(id, new.inlets.index(old.inlets[at])))
    for at, port in taken:
        if at < len(old.outlets) and old.outlets[at] in new.outlets:
            graph = graph.with_wire(Port(id, new.outlets.index(old.outlets[at])), port)
    for ports in joins:
        graph = close_up(graph, ports)
    return graph


# -- the library -------------------------------------------------------------------------------------------------


def add_definition(graph: Graph, definition: Definition) -> Graph:
    """With a group in the library, and those inside of it; nothing happens when it is there already.

    Raises :class:`EditError` when another group has its name.
    """
    there = graph.definitions.get(definition.name)
    if there is not None:
        if there == definition:
            return graph
        raise EditError(
            QT_TRANSLATE_NOOP("Edits", "There is another group called {definition} already."), definition=definition.name
        )
    for block in definition.body.blocks.values():
        if isinstance(block.layer, Group):
            graph = add_definition(graph, definition_of(block.layer))
    return replace(graph, definitions=graph.definitions.set(definition.name, _validate(definition)))


def remove_definition(graph: Graph, name: str) -> Graph:
    """Without a group that nothing uses; raises :class:`EditError` where something does."""
    if name not in graph.definitions:
        raise EditError(QT_TRANSLATE_NOOP("Edits", "There is no group called {name}."), name=name)
    blocks = [block.name for block in graph.blocks.values() if block.kind == name]
    users = [user for user, definition in definitions_of(graph).items() if name in definition.uses]
    if blocks or users:
        template = QT_TRANSLATE_NOOP("Edits", "The group {name} is in use: it stands inside of {user}.")
        if blocks:
            template = QT_TRANSLATE_NOOP("Edits", "The group {name} is in use: {user} is one.")
        raise EditError(template, name=name, user=min(blocks or users))
    return replace(graph, definitions=graph.definitions.delete(name))


def rename_definition(graph: Graph, old: str, new: str) -> Graph:
    """With another name for a group; raises :class:`EditError` for a name that is taken or cannot be one."""
    if old not in graph.definitions:
        raise EditError(QT_TRANSLATE_NOOP("Edits", "There is no group called {old}."), old=old)
    if new == old:
        return graph
    if new in graph.definitions:
        raise EditError(QT_TRANSLATE_NOOP("Edits", "There is another group called {new} already."), new=new)
    renamed = _validate(replace(definitions_of(graph)[old], name=new))
    changed = {old: renamed}
    definitions = definitions_of(graph).delete(old).set(new, renamed)
    for name in _users(definitions_of(graph), old):
        changed[name] = _validate(replace(definitions[name], body=_refit_layer(definitions[name].body, {}, changed)))
        definitions = definitions.set(name, changed[name])
    return replace(_refit_layer(graph, {}, changed), definitions=definitions)


# -- fields ------------------------------------------------------------------------------------------------------


def expose(graph: Graph, path: GroupPath, id: int, field: str, name: str, *, doc: str = "") -> Graph:
    """With a field of an inner block shown outside of the group as `name`; its value now is the default.

    Raises :class:`EditError` for a field that is not one number, or a name that is taken.
    """
    definition = _entered_definition(graph, path)
    block = block_of(definition.body, id)
    value = _one_number(block, field)
    if name in definition.defaults:
        raise EditError(
            QT_TRANSLATE_NOOP("Edits", "{definition} has a field called {name} already; write it as the formula instead."),
            definition=definition.name,
            name=name,
        )
    info = type(block.layer).params()[field]
    low = None if isinstance(value, bool) or info.low is None else max(0, int(info.low))
    exposed = Exposed(name, value, low, doc or info.doc)
    inner = with_formulas(definition.body, id, block.formulas.set(field, name))
    return redefine(graph, replace(definition, body=inner, exposed=(*definition.exposed, exposed)))


def conceal(graph: Graph, path: GroupPath, name: str) -> Graph:
    """Without the field `name` of a group: its formulas give way to what they are for the default.

    Raises :class:`EditError` where there is no such field.
    """
    definition = _entered_definition(graph, path)
    if name not in definition.defaults:
        raise EditError(
            QT_TRANSLATE_NOOP("Edits", "{definition} has no field called {name}."), definition=definition.name, name=name
        )
    body = definition.body
    for id in body.ids():
        block = body.blocks[id]
        for field, text in block.formulas.items():
            if name in Formula.parse(text).names:
                block = replace(block, formulas=block.formulas.delete(field))
        body = body.with_block(block) if block is not body.blocks[id] else body
    rest = tuple(exposed for exposed in definition.exposed if exposed.name != name)
    return redefine(graph, replace(definition, body=body, exposed=rest))


def set_formula(graph: Graph, path: GroupPath, id: int, field: str, text: str | None) -> Graph:
    """With a formula over the fields of the group for a field of an inner block, or (None) with its plain value again.

    Raises :class:`EditError` for a formula that cannot be parsed or evaluated.
    """
    definition = _entered_definition(graph, path)
    block = block_of(definition.body, id)
    if text is None:
        formulas = block.formulas.delete(field) if field in block.formulas else block.formulas
    else:
        try:
            formulas = block.formulas.set(field, str(Formula.parse(text)))
        except FormulaError as error:
            raise EditError(error.message) from None
    return redefine(graph, replace(definition, body=with_formulas(definition.body, id, formulas)))


def describe(graph: Graph, path: GroupPath, exposed: Exposed) -> Graph:
    """With another default, lower bound or description for a field of a group; raises :class:`EditError`."""
    definition = _entered_definition(graph, path)
    if exposed.name not in definition.defaults:
        raise EditError(
            QT_TRANSLATE_NOOP("Edits", "{definition} has no field called {exposed}."),
            definition=definition.name,
            exposed=exposed.name,
        )
    fields = tuple(exposed if one.name == exposed.name else one for one in definition.exposed)
    return redefine(graph, replace(definition, exposed=fields))


def _entered_definition(graph: Graph, path: GroupPath) -> Definition:
    if not path:
        raise EditError(QT_TRANSLATE_NOOP("Edits", "Enter a group first: only its blocks can have formulas."))
    definition = definition_at(graph, path)
    return definitions_of(graph).get(definition.name, definition)


def _one_number(block: Block, field: str) -> int | float | bool:
    values = block.layer.values()
    if field not in values:
        raise EditError(QT_TRANSLATE_NOOP("Edits", "{name} has no field called {key}."), name=block.name, key=field)
    value = values[field]
    found = {value} if isinstance(value, bool) else set(numbers(value))
    if len(found) != 1:
        raise EditError(
            QT_TRANSLATE_NOOP("Edits", "{key} of {name} is not one number, so it cannot become a field of the group."),
            key=field,
            name=block.name,
        )
    number: int | float | bool = found.pop()
    return number
