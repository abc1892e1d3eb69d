"""Groups as plain records, and back; each is checked like the graph that uses it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from builder.common.json_checks import ProjectError, a_list, a_record, a_text, a_whole, refuse
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.files.graph_json import Known, graph_record, parse_graph
from builder.groups.definition import MOST_EXPOSED, MOST_WORDS, Definition, Exposed, definition_of, in_order
from builder.groups.errors import GroupError
from builder.groups.group import Group
from builder.model.graph import Graph

MOST_DEFINITIONS = 1000


def definition_records(definitions: Mapping[str, Definition]) -> list[dict[str, Any]]:
    """The groups as JSON knows them, each after those inside of it."""
    return [_record(definition) for definition in in_order(definitions)]


def _record(definition: Definition) -> dict[str, Any]:
    return {
        "name": definition.name,
        "title": definition.title,
        "doc": definition.doc,
        "source": definition.source,
        "exposed": [{"name": one.name, "default": one.default, "low": one.low, "doc": one.doc} for one in definition.exposed],
        **graph_record(definition.body),
    }


def parse_definitions(record: object, place: str = "definitions") -> dict[str, Definition]:
    """The groups in a list of records, by name; raises :class:`ProjectError` that names the place."""
    found: dict[str, Definition] = {}
    for at, entry in enumerate(a_list(record, place, MOST_DEFINITIONS)):
        definition = _parse(entry, f"{place}[{at}]", found)
        if definition.name in found:
            raise ProjectError(
                QT_TRANSLATE_NOOP("Files", "{definition} is the name of another group already"),
                f"{place}[{at}].name",
                definition=definition.name,
            )
        found[definition.name] = definition
    return found


def _parse(entry: object, place: str, known: Mapping[str, Definition]) -> Definition:
    words = ("title", "doc", "source")
    fields = a_record(entry, place, ("name", "exposed", "blocks", "wires"), words)
    name = a_text(fields["name"], f"{place}.name", 200)
    exposed = tuple(
        _parse_exposed(one, f"{place}.exposed[{at}]")
        for at, one in enumerate(a_list(fields["exposed"], f"{place}.exposed", MOST_EXPOSED))
    )
    title, doc, source = (a_text(fields.get(word, ""), f"{place}.{word}", MOST_WORDS) for word in words)
    shell = Definition(name, Graph(), exposed, title=title, doc=doc, source=source)
    inner = Known(known, shell.defaults)
    body = parse_graph({"blocks": fields["blocks"], "wires": fields["wires"]}, place, inner)
    try:
        return shell.with_body(body).validate()
    except GroupError as error:
        raise ProjectError(error.message, place) from None


def _parse_exposed(entry: object, place: str) -> Exposed:
    fields = a_record(entry, place, ("name", "default"), ("low", "doc"))
    default, low = fields["default"], fields.get("low", 1)
    if isinstance(default, bool) or not isinstance(default, int | float):
        if not isinstance(default, bool):
            refuse(f"{place}.default", default, QT_TRANSLATE_NOOP("Files", "a number, or yes or no (true or false)"))
    elif isinstance(default, int):
        a_whole(default, f"{place}.default", -(2**31), 2**31 - 1)
    low = None if low is None else a_whole(low, f"{place}.low", 0)
    return Exposed(
        a_text(fields["name"], f"{place}.name", 200), default, low, a_text(fields.get("doc", ""), f"{place}.doc", MOST_WORDS)
    )


def used_by(graph: Graph) -> dict[str, Definition]:
    """The groups that the blocks of `graph` are, with all that are inside of them."""
    found: dict[str, Definition] = {}
    waiting = [definition_of(block.layer) for block in graph.blocks.values() if isinstance(block.layer, Group)]
    while waiting:
        definition = waiting.pop()
        if definition.name not in found:
            found[definition.name] = definition
            inner = definition.body.blocks.values()
            waiting.extend(definition_of(block.layer) for block in inner if isinstance(block.layer, Group))
    return found
