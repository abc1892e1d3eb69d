"""A graph as JSON objects, and back; every value from a file or the clipboard is checked here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from immutables import Map

from builder.common.fields import FieldError, value_text
from builder.common.json_checks import ProjectError, a_list, a_number, a_record, a_text, a_whole
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.common.names import name_problem
from builder.groups.definition import Definition, definition_of
from builder.groups.formulas import LONGEST, Formula, FormulaError
from builder.groups.group import Group
from builder.layers import LAYERS, PORTS, Layer, Opaque, Unknown
from builder.layers.unknown import MOST_PORTS
from builder.model.graph import Block, Graph, Port, Position
from builder.model.layout.arrange import FARTHEST, arrange_positions

MOST_BLOCKS = 100_000
MOST_WIRES = 1_000_000
MOST_IN_GROUPS = 10_000


GROUP = "Group"
"""The `kind` of a group's block in the file; its `definition` names the group."""


def graph_record(graph: Graph) -> dict[str, Any]:
    """The graph as JSON knows it: blocks by ascending id, wires by where they end. Definitions are written apart."""
    return {
        "blocks": [_block_record(graph, id) for id in graph.ids()],
        "wires": [{"from": list(graph.wires[target]), "to": list(target)} for target in sorted(graph.wires)],
    }


def _block_record(graph: Graph, id: int) -> dict[str, Any]:
    block = graph.blocks[id]
    layer = block.layer
    record: dict[str, Any] = {"id": id, "name": block.name, "kind": layer.kind}
    if isinstance(layer, Unknown):
        record |= {"kind": layer.missing, "layer": json.loads(layer.data)}
    elif isinstance(layer, Group):
        record |= {"kind": GROUP, "definition": layer.kind, "layer": layer.record()}
    else:
        record["layer"] = layer.record()
    if block.formulas:
        record["layer"] |= {name: {"formula": text} for name, text in sorted(block.formulas.items())}
    if block.weights_of is not None:
        record["weights_of"] = block.weights_of
    if id in graph.positions:
        record["position"] = list(graph.positions[id])
    return record


@dataclass(frozen=True, slots=True)
class Known:
    """What blocks may refer to: the groups read so far, and the fields of the group that is being read, if one is."""

    definitions: Mapping[str, Definition] = field(default_factory=dict)
    exposed: Mapping[str, Any] | None = None


def parse_graph(record: object, place: str = "graph", known: Known | None = None) -> Graph:
    """The graph in a record; raises :class:`ProjectError` that names the place, the value and what would be right.

    Kinds that do not exist become :class:`Unknown`. Blocks without a position are placed by the layout. Its
    definitions are those in `known`.
    """
    known = known or Known()
    fields = a_record(record, place, ("blocks", "wires"))
    blocks: dict[int, Block] = {}
    positions: dict[int, Position] = {}
    names: dict[str, int] = {}
    for at, entry in enumerate(a_list(fields["blocks"], f"{place}.blocks", MOST_BLOCKS)):
        here = f"{place}.blocks[{at}]"
        block, position = _parse_block(entry, here, known)
        if block.id in blocks:
            raise ProjectError(
                QT_TRANSLATE_NOOP("Files", "{id} is the id of another block already; each block needs its own"),
                f"{here}.id",
                id=block.id,
            )
        if block.name in names:
            raise ProjectError(
                QT_TRANSLATE_NOOP("Files", "{name!r} is the name of another block already; each needs its own"),
                f"{here}.name",
                name=block.name,
            )
        blocks[block.id] = block
        names[block.name] = block.id
        if position is not None:
            positions[block.id] = position
    _check_nested(blocks, f"{place}.blocks")
    _check_sharing(blocks, f"{place}.blocks")
    ends = _parse_ends(fields["wires"], f"{place}.wires", blocks)
    _give_ports(blocks, ends)
    wires = _check_wires(ends, f"{place}.wires", blocks)
    graph = Graph(Map(blocks), Map(wires), fanout=_fanout(wires))
    _check_acyclic(graph, f"{place}.wires")
    if len(positions) < len(blocks):
        positions = arrange_positions(graph) | positions
    return replace(graph.at(positions), definitions=Map(known.definitions))


def _parse_block(entry: object, place: str, known: Known) -> tuple[Block, Position | None]:
    fields = a_record(entry, place, ("id", "name", "kind", "layer"), ("position", "definition", "weights_of"))
    id = a_whole(fields["id"], f"{place}.id", 1)
    name = a_text(fields["name"], f"{place}.name")
    problem = name_problem(name)
    if problem:
        raise ProjectError(problem, f"{place}.name")
    kind = a_text(fields["kind"], f"{place}.kind", 200)
    values = a_record(fields["layer"], f"{place}.layer", optional=None)
    cls = _kind(kind, fields.get("definition"), place, known)
    formulas = {} if cls is None or known.exposed is None else _parse_formulas(values, f"{place}.layer")
    values |= {name: _evaluate(text, f"{place}.layer.{name}", known.exposed or {}) for name, text in formulas.items()}
    layer = _parse_layer(cls, kind, values, place)
    position = _parse_position(fields["position"], f"{place}.position") if "position" in fields else None
    owner = fields.get("weights_of")
    owner = None if owner is None else a_whole(owner, f"{place}.weights_of", 1)
    return Block(id, name, layer, owner, Map(formulas)), position


def _kind(kind: str, definition: object, place: str, known: Known) -> type[Layer] | None:
    """The class of a kind; None for one that does not exist."""
    if kind != GROUP or definition is None:
        return Opaque if kind == Opaque.__name__ else LAYERS.get(kind) or PORTS.get(kind)
    name = a_text(definition, f"{place}.definition", 200)
    if name not in known.definitions:
        there = ", ".join(known.definitions) or QT_TRANSLATE_NOOP("Files", "none")
        raise ProjectError(
            QT_TRANSLATE_NOOP("Files", "there is no group called {name} before this place (there are: {known})"),
            f"{place}.definition",
            name=value_text(name),
            known=there,
        )
    return known.definitions[name].kind


def _parse_formulas(values: Mapping[str, Any], place: str) -> dict[str, str]:
    formulas = {}
    for name, value in values.items():
        if isinstance(value, Mapping):
            text = a_record(value, f"{place}.{name}", ("formula",))["formula"]
            formulas[name] = a_text(text, f"{place}.{name}.formula", LONGEST)
    return formulas


def _evaluate(text: str, place: str, exposed: Mapping[str, Any]) -> Any:
    try:
        return Formula.parse(text).value(exposed)
    except FormulaError as error:
        raise ProjectError(error.message, place) from None


def _parse_layer(cls: type[Layer] | None, kind: str, values: dict[str, Any], place: str) -> Layer:
    if cls is None:
        return Unknown(missing=kind, data=json.dumps(values, sort_keys=True, ensure_ascii=False))
    try:
        return cls(**values)
    except FieldError as error:
        where = f"{place}.layer.{error.field}" if error.field else f"{place}.layer"
        raise ProjectError(error.message, where) from None


def _check_nested(blocks: Mapping[int, Block], place: str) -> None:
    """Nested groups are analysed one by one, so without this bound a small file could ask for unbounded time."""
    nested = sum(definition_of(block.layer).nested for block in blocks.values() if isinstance(block.layer, Group))
    if nested > MOST_IN_GROUPS:
        raise ProjectError(
            QT_TRANSLATE_NOOP("Files", "holds {nested:,} groups that stand in groups; at most {most:,} can be used"),
            place,
            nested=nested,
            most=MOST_IN_GROUPS,
        )


def _check_sharing(blocks: Mapping[int, Block], place: str) -> None:
    for at, block in enumerate(blocks.values()):
        if block.weights_of is None:
            continue
        owner, here = blocks.get(block.weights_of), f"{place}[{at}].weights_of"
        if owner is None:
            raise ProjectError(QT_TRANSLATE_NOOP("Files", "there is no block with the id {id}"), here, id=block.weights_of)
        if owner.weights_of is not None or owner is block:
            raise ProjectError(
                QT_TRANSLATE_NOOP("Files", "{owner} has no weights of its own: name the block that has them"),
                here,
                owner=owner.name,
            )
        if owner.layer != block.layer or owner.formulas != block.formulas:
            raise ProjectError(
                QT_TRANSLATE_NOOP("Files", "{name} uses the weights of {owner}, but their fields are not the same"),
                here,
                name=block.name,
                owner=owner.name,
            )


def _parse_position(value: object, place: str) -> Position:
    parts = a_list(value, place, 2)
    if len(parts) != 2:
        raise ProjectError(QT_TRANSLATE_NOOP("Files", "must be two numbers, x and y, not {count}"), place, count=len(parts))
    return (a_number(parts[0], f"{place}[0]", FARTHEST), a_number(parts[1], f"{place}[1]", FARTHEST))


End = tuple[str, Port, Port]
"""A wire as a file has it: its place there, where it begins, where it ends."""


def _parse_ends(value: object, place: str, blocks: Mapping[int, Block]) -> list[End]:
    ends = []
    for at, entry in enumerate(a_list(value, place, MOST_WIRES)):
        here = f"{place}[{at}]"
        fields = a_record(entry, here, ("from", "to"))
        source = _parse_port(fields["from"], f"{here}.from", blocks)
        ends.append((here, source, _parse_port(fields["to"], f"{here}.to", blocks)))
    return ends


def _give_ports(blocks: dict[int, Block], ends: list[End]) -> None:
    """Give every unknown layer as many inputs and outputs as wires ask of it, within reason."""
    strange = {id: block.layer for id, block in blocks.items() if isinstance(block.layer, Unknown)}
    if not strange:
        return
    takes, gives = dict.fromkeys(strange, 1), dict.fromkeys(strange, 1)
    for _, source, target in ends:
        for counts, port in ((gives, source), (takes, target)):
            if port.block in counts:
                counts[port.block] = max(counts[port.block], min(port.index + 1, MOST_PORTS))
    for id, layer in strange.items():
        blocks[id] = replace(blocks[id], layer=layer.with_values(takes=takes[id], gives=gives[id]))


def _check_wires(ends: list[End], place: str, blocks: Mapping[int, Block]) -> dict[Port, Port]:
    wires: dict[Port, Port] = {}
    joins: dict[int, set[int]] = {}
    for here, source, target in ends:
        giver, taker = blocks[source.block], blocks[target.block]
        _check_index(source.index, len(giver.layer.output_names), f"output of {giver.name}", f"{here}.from")
        if taker.layer.variadic:
            joins.setdefault(taker.id, set()).add(target.index)
        else:
            _check_index(target.index, len(taker.layer.input_names), f"input of {taker.name}", f"{here}.to")
        if target in wires:
            raise ProjectError(
                QT_TRANSLATE_NOOP("Files", "input {index} of {taker} is fed by another wire already"),
                f"{here}.to",
                index=target.index,
                taker=taker.name,
            )
        wires[target] = source
    for id, indices in joins.items():
        if max(indices) != len(indices) - 1:
            gap = min(set(range(len(indices))) - indices)
            raise ProjectError(
                QT_TRANSLATE_NOOP("Files", "input {gap} of {name} is left out; the inputs of a join have no gaps"),
                place,
                gap=gap,
                name=blocks[id].name,
            )
    return wires


def _parse_port(value: object, place: str, blocks: Mapping[int, Block]) -> Port:
    parts = a_list(value, place, 2)
    if len(parts) != 2:
        raise ProjectError(
            QT_TRANSLATE_NOOP("Files", "must be a block's id and a number, not {count} values"), place, count=len(parts)
        )
    id, index = a_whole(parts[0], f"{place}[0]"), a_whole(parts[1], f"{place}[1]")
    if id not in blocks:
        raise ProjectError(QT_TRANSLATE_NOOP("Files", "there is no block with the id {id}"), f"{place}[0]", id=id)
    return Port(id, index)


def _check_index(index: int, count: int, what: str, place: str) -> None:
    if index >= count:
        there = f"there are {count}, counted from 0" if count else "there is none"
        raise ProjectError(
            QT_TRANSLATE_NOOP("Files", "{index} is no {what}: {there}"), f"{place}[1]", index=index, what=what, there=there
        )


def _fanout(wires: Mapping[Port, Port]) -> Map[int, frozenset[Port]]:
    fed: dict[int, list[Port]] = {}
    for target, source in wires.items():
        fed.setdefault(source.block, []).append(target)
    return Map({id: frozenset(targets) for id, targets in fed.items()})


def _check_acyclic(graph: Graph, place: str) -> None:
    left = set(graph.blocks) - set(graph.order())
    if left:
        names = [graph.blocks[id].name for id in sorted(left)]
        first = ", ".join(names[:5]) + (" ..." if len(names) > 5 else "")
        raise ProjectError(
            QT_TRANSLATE_NOOP("Files", "the wires make a loop that holds up {names}; a network runs one way"),
            place,
            names=first,
        )
