"""From blocks to a group, and from a group back to its blocks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from immutables import Map

from builder.common.messages import QT_TRANSLATE_NOOP, join_names
from builder.common.names import free_name
from builder.edits.errors import EditError, block_of
from builder.edits.groups import add_definition, group_of
from builder.edits.joins import close_up
from builder.edits.sharing import family
from builder.edits.wiring import without
from builder.groups.definition import Definition, Exposed, definition_of, definitions_of
from builder.groups.errors import GroupError
from builder.groups.formulas import Formula
from builder.groups.group import Group, stem
from builder.layers import make
from builder.model.graph import Block, Graph, Port, Position
from builder.model.ids import Ids
from builder.model.layout.arrange import ROW, arrange_positions
from builder.model.outputs import counted_outputs, head_size, heads

CLASSES = "classes"
"""The field of a group that holds the head of the network."""

ENDS = ("Input", "Output", "GroupInput", "GroupOutput")


def make_group(
    graph: Graph, ids: Ids, block_ids: Iterable[int], name: str, exposed: Mapping[str, int | float | bool] | None = None
) -> tuple[Graph, int]:
    """With the blocks in one block, a new group called `name`; and its id.

    What fed them from outside comes in at its inputs, in order; what they feed outside comes out. Inside of another
    group, whose fields are `exposed`, the new group gets those of its fields that its formulas use. Raises
    :class:`EditError` where the blocks cannot be one block.
    """
    chosen = sorted(set(block_ids))
    _check_choice(graph, chosen)
    if name in graph.definitions:
        raise EditError(QT_TRANSLATE_NOOP("Edits", "There is another group called {name} already."), name=name)
    graph, fields = _with_head(graph, chosen, _fields(graph, chosen, exposed or {}))
    cut = _Cut(graph, chosen)
    body = cut.body(ids)
    try:
        definition = Definition(name, body, fields).with_body(body).validate()
    except GroupError as error:
        raise EditError(error.message) from None
    return cut.outside(ids, definition, exposed or {})


def _check_choice(graph: Graph, chosen: list[int]) -> None:
    if not chosen:
        raise EditError(QT_TRANSLATE_NOOP("Edits", "Select the blocks that shall become a group."))
    inside = set(chosen)
    for id in chosen:
        block = block_of(graph, id)
        if block.kind in ENDS:
            raise EditError(
                QT_TRANSLATE_NOOP("Edits", "{name} is an end of the network and cannot be part of a group."), name=block.name
            )
        if block.weights_of is not None and block.weights_of not in inside:
            owner = graph.blocks[block.weights_of].name
            raise EditError(
                QT_TRANSLATE_NOOP(
                    "Edits", "{name} uses the weights of {owner}: take both into the group, or give it weights of its own."
                ),
                name=block.name,
                owner=owner,
            )
    for id in sorted(set(graph.blocks) - inside):
        if graph.blocks[id].weights_of in inside:
            owner = graph.blocks[graph.blocks[id].weights_of or 0].name
            raise EditError(
                QT_TRANSLATE_NOOP("Edits", "{name} uses the weights of {owner}: take both into the group, or neither."),
                name=graph.blocks[id].name,
                owner=owner,
            )
        if any(source is not None and source.block in inside for source in graph.sources(id)) and any(
            graph.reaches(id, inner) for inner in chosen
        ):
            raise EditError(
                QT_TRANSLATE_NOOP(
                    "Edits", "{name} stands between the blocks: it takes from the group and feeds it. Select it too."
                ),
                name=graph.blocks[id].name,
            )


def _fields(graph: Graph, chosen: list[int], exposed: Mapping[str, int | float | bool]) -> tuple[Exposed, ...]:
    """The fields of the group around that the formulas of the blocks use."""
    used = {name for id in chosen for text in graph.blocks[id].formulas.values() for name in Formula.parse(text).names}
    return tuple(Exposed(name, exposed[name]) for name in exposed if name in used)


def _with_head(graph: Graph, chosen: list[int], fields: tuple[Exposed, ...]) -> tuple[Graph, tuple[Exposed, ...]]:
    """The size of the head as a field of the group, so that another choice of data still finds it."""
    for id in (id for output in counted_outputs(graph) for id in heads(graph, output)):
        block, field = graph.blocks[id], graph.blocks[id].layer.head_field
        free = CLASSES not in [one.name for one in fields] and not block.formulas and len(family(graph, id)) == 1
        if id in chosen and field is not None and free:
            doc = QT_TRANSLATE_NOOP("Groups", "How many scores come out: one for each class.")
            fields = (*fields, Exposed(CLASSES, head_size(graph, id), 1, doc))
            graph = graph.with_block(replace(block, formulas=Map({field: CLASSES})))
    return graph, fields


class _Cut:
    """The blocks with the wires that lead in and out: `sources` outside, `results` inside, in the order of the connectors."""

    def __init__(self, graph: Graph, chosen: list[int]) -> None:
        self.graph, self.chosen = graph, chosen
        inside = set(chosen)
        entering: dict[Port | None, list[Port]] = {}
        for id in chosen:
            for port in graph.input_ports(id):
                source = graph.wires.get(port)
                if source is not None and source.block not in inside:
                    entering.setdefault(source, []).append(port)
        free = [port for id in chosen for port in graph.input_ports(id) if port not in graph.wires]
        self.entering = list(entering.items()) or [(None, free[:1])]
        if not self.entering[0][1]:
            raise EditError(QT_TRANSLATE_NOOP("Edits", "Nothing goes into these blocks: a group needs an input."))
        outside = sorted(port for id in chosen for port in graph.fanout.get(id, frozenset()) if port.block not in inside)
        self.results = list(dict.fromkeys(graph.wires[port] for port in outside)) or self._ends()
        self.taken = [(self.results.index(graph.wires[port]), port) for port in outside]

    def _ends(self) -> list[Port]:
        """The results that nothing reads, where nothing outside reads any."""
        ports = [Port(id, at) for id in self.chosen for at in range(len(self.graph.blocks[id].layer.output_names))]
        return [port for port in ports if not self.graph.targets(port)]

    def body(self, ids: Ids) -> Graph:
        """The blocks with ends of their own."""
        graph = self.graph
        inner = {
            port: source for port, source in graph.wires.items() if port.block in self.chosen and source.block in self.chosen
        }
        positions = {id: graph.positions[id] for id in self.chosen if id in graph.positions}
        body = Graph.of([graph.blocks[id] for id in self.chosen], inner, positions)
        for number, (_, ports) in enumerate(self.entering):
            end = self._end(body, ids, "GroupInput", "input")
            body = body.with_block(end, _beside(positions, number, -ROW))
            for port in ports:
                body = body.with_wire(Port(end.id), port)
        for number, source in enumerate(self.results):
            end = self._end(body, ids, "GroupOutput", "output")
            body = body.with_block(end, _beside(positions, number, ROW)).with_wire(source, Port(end.id))
        return body if len(positions) == len(self.chosen) else body.at(arrange_positions(body))

    def _end(self, body: Graph, ids: Ids, kind: str, wanted: str) -> Block:
        name = free_name(wanted, body.names()) if wanted in body.names() else wanted
        return Block(ids(), name, make(kind))

    def outside(self, ids: Ids, definition: Definition, around: Collection[str]) -> tuple[Graph, int]:
        """The network with one block in their place, and its id."""
        graph = add_definition(self.graph, definition)
        places = [graph.positions[id] for id in self.chosen if id in graph.positions] or [(0.0, 0.0)]
        middle = (sum(x for x, _ in places) / len(places), sum(y for _, y in places) / len(places))
        graph = without(graph, set(self.chosen))
        names = Map({exposed.name: exposed.name for exposed in definition.exposed if exposed.name in around})
        block = Block(ids(), free_name(stem(definition.name), graph.names()), definition.kind(), formulas=names)
        graph = graph.with_block(block, middle)
        for at, (source, _) in enumerate(self.entering):
            graph = graph if source is None else graph.with_wire(source, Port(block.id, at))
        for index, port in self.taken:
            graph = graph.with_wire(Port(block.id, index), port)
        return graph, block.id


def _beside(positions: Mapping[int, Position], number: int, step: float) -> Position:
    """A place above (negative `step`) or below all of the blocks."""
    if not positions:
        return (0.0, 0.0)
    edge = (min if step < 0 else max)(y for _, y in positions.values())
    left = sum(x for x, _ in positions.values()) / len(positions)
    return (left + number * 2.5 * ROW, edge + step)


def ungroup(graph: Graph, ids: Ids, id: int) -> tuple[Graph, frozenset[int]]:
    """With the blocks of a group in the place of its block, as often as it is repeated; and their ids.

    Names become "block1_conv1"; formulas that use fields of a group around are carried over. The group stays in the
    library. Raises :class:`EditError` for a group whose blocks cannot be had.
    """
    group = group_of(graph, id)
    block = graph.blocks[id]
    users = [other.name for other in graph.blocks.values() if other.weights_of == id]
    if block.weights_of is not None or users:
        template = QT_TRANSLATE_NOOP("Edits", "{name} shares its weights: give each its own first.")
        if users:
            template = QT_TRANSLATE_NOOP("Edits", "{name} shares its weights with {users}: give each its own first.")
        raise EditError(template, name=block.name, users=join_names(users))
    try:
        body = group.body()
    except GroupError as error:
        raise EditError(error.message) from None
    sources = graph.sources(id)
    taken = [(graph.wires[port].index, port) for port in sorted(graph.fanout.get(id, frozenset()))]
    joins = [graph.input_ports(port.block) for _, port in taken if graph.blocks[port.block].layer.variadic]
    x, y = graph.positions.get(id, (0.0, 0.0))
    graph = graph.without_block(id)
    made: set[int] = set()
    for number in range(group.times):
        unrolled = _Unrolled(block, group, body, f"{block.name}_{f'{number}_' if group.times > 1 else ''}")
        graph, sources = unrolled.into(graph, ids, sources, (x, y))
        made |= set(unrolled.new.values())
        y = max([graph.positions[new][1] for new in unrolled.new.values()], default=y) + ROW
    for index, port in taken:
        source = sources[index] if index < len(sources) else None
        graph = graph if source is None else graph.with_wire(source, port)
    for ports in joins:
        graph = close_up(graph, ports)
    return graph, frozenset(made)


def make_independent(graph: Graph, id: int, name: str) -> Graph:
    """With a copy of the group for this block alone, called `name`: changes of one no longer change the other.

    Blocks that use the weights of the block, or whose weights it uses, get the copy too. Raises :class:`EditError`.
    """
    group = group_of(graph, id)
    if name in graph.definitions:
        raise EditError(QT_TRANSLATE_NOOP("Edits", "There is another group called {name} already."), name=name)
    copied = replace(definitions_of(graph).get(group.kind, definition_of(group)), name=name)
    graph = add_definition(graph, copied)
    layer = graph.definitions[name].kind(**group.values())
    for other in family(graph, id):
        graph = graph.with_block(replace(graph.blocks[other], layer=layer))
    return graph


class _Unrolled:
    """The blocks of one pass."""

    def __init__(self, block: Block, group: Group, body: Graph, prefix: str) -> None:
        self.block, self.group, self.body, self.prefix = block, group, body, prefix
        self.new: dict[int, int] = {}

    def into(self, graph: Graph, ids: Ids, sources: list[Port | None], place: Position) -> tuple[Graph, list[Port | None]]:
        """With the blocks, fed by `sources`; and what comes out of them."""
        body, definition = self.body, definition_of(self.group)
        inner = [id for id in body.ids() if body.blocks[id].kind not in ENDS]
        top = min((body.positions.get(id, (0.0, 0.0))[1] for id in inner), default=0.0)
        middle = sum(body.positions.get(id, (0.0, 0.0))[0] for id in inner) / max(1, len(inner))
        for id in inner:
            graph = self._block(graph, ids, id, (place[0] - middle, place[1] - top))
        for id in inner:
            owner = body.blocks[id].weights_of
            if owner is not None:
                graph = graph.with_block(replace(graph.blocks[self.new[id]], weights_of=self.new[owner]))
        given = {inlet: sources[at] if at < len(sources) else None for at, inlet in enumerate(definition.inlets)}
        for target in sorted(body.wires):
            source = self._outer(body.wires[target], given)
            if target.block in self.new and source is not None:
                graph = graph.with_wire(source, Port(self.new[target.block], target.index))
        ends = [body.wires.get(Port(id)) for id in definition.outlets]
        return graph, [None if end is None else self._outer(end, given) for end in ends]

    def _block(self, graph: Graph, ids: Ids, id: int, shift: Position) -> Graph:
        inner = self.body.blocks[id]
        wanted = f"{self.prefix}{inner.name}"
        name = free_name(f"{wanted}_", graph.names()) if wanted in graph.names() else wanted
        x, y = self.body.positions.get(id, (0.0, 0.0))
        formulas = Map({field: written for field, text in inner.formulas.items() if (written := self._outside(text))})
        self.new[id] = ids()
        changed = replace(inner, id=self.new[id], name=name, formulas=formulas, weights_of=None)
        return graph.with_block(changed, (x + shift[0], y + shift[1]))

    def _outside(self, text: str) -> str | None:
        """A formula over the fields of the group around; None where the group's fields are plain values there."""
        names = Formula.parse(text).names
        if names.isdisjoint(self.block.formulas):
            return None
        values = self.group.values()
        terms = {name: f"({self.block.formulas[name]})" if name in self.block.formulas else str(values[name]) for name in names}
        return str(Formula.parse(text).over(terms))

    def _outer(self, source: Port, given: Mapping[int, Port | None]) -> Port | None:
        return given[source.block] if source.block in given else Port(self.new[source.block], source.index)
