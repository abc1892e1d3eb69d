"""Random networks, sound and unsound: any kinds with any fields, groups in groups with formulas, shared weights, loops."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random
from typing import Any

from immutables import Map

from builder.block_library import ready_made
from builder.common.fields import FieldError, alternatives, choices
from builder.groups.definition import Definition, Exposed
from builder.groups.errors import GroupError
from builder.layers import LAYERS, PORTS, Layer, Unknown
from builder.model.graph import Block, Graph, Port
from builder.sketch import Sketch

NUMBERS = (0, 1, 1, 2, 2, 3, 4, 5, 7, 8, 16, 64, 1000, 10**6, 2**31 - 1, 2**31, -1, -2, 10**30)
FRACTIONS = (0.0, 0.1, 0.5, 1.0, 1.5, -0.5, 1e-30, 1e30, 3)
USUAL = ("Conv2d", "ReLU", "BatchNorm2d", "MaxPool2d", "Flatten", "Linear", "Add", "Concat", "Dropout", "Identity", "Reshape")
ENDS = ("Output", "GroupOutput")
FORMULAS = (
    "a", "b", "a * 2", "a + b", "a - b", "a // b", "b // a", "-a", "a * a * a * a", "a // 0", "a, a", "a, 1", "(a + 1) // 2",
    "2147483647 * a", "7", "c", "a b", "(", "",
)  # fmt: skip


def grouped() -> tuple[Graph, ...]:
    """Sound networks with all that groups have: fields, formulas, groups in groups, repeats, several ends, shared weights."""
    body = Sketch(channels=8, deep=True)
    x = body("GroupInput")
    y = body("Conv2d", x, out_channels="channels", kernel_size=3, padding=1)
    y = body("Conv2d", body("ReLU", y), out_channels="channels", kernel_size="3, 3", padding=1)
    body("GroupOutput", body("Add", y, x))
    residual = body.definition("Residual", title="Residual", doc="Two convolutions and a way around them.", source="He, 2015")
    outer = Sketch(width=8)
    x, z = outer("GroupInput"), outer("GroupInput")
    x = outer(residual, x, channels="width", repeat=2)
    outer("GroupOutput", outer("Concat", x, z))
    outer("GroupOutput", x)
    stage = outer.definition("Stage")
    net = Sketch()
    a, b = net("Input", shape=(8, 8, 8)), net("Input", shape=(3, 8, 8))
    one = net("Conv2d", b, out_channels=8, padding=1)
    s = net(stage, a, one, width=8)
    t = net(residual, (s, 1), channels=8, repeat=3)
    net("Output", net("Linear", net("Flatten", t), out_features=10))
    net("Output", (s, 0), loss_weight=0.3)
    twins = Sketch()
    x = twins("Input", shape=(3, 8, 8))
    first = twins("Conv2d", x, out_channels=3, padding=1)
    second = twins("Conv2d", first, weights_of=first)
    shared = twins(residual, second, channels=3)
    twins("Output", twins(residual, shared, weights_of=shared))
    ready = Sketch()
    ready("Output", ready(next(iter(ready_made().values())), ready("Input", shape=(8, 16, 16))))
    return net.graph, twins.graph, ready.graph


def wild_layer(kind: type[Layer], random: Random) -> Layer:
    """A layer with any fields that it takes; its defaults where it takes none of a few draws."""
    for _ in range(4):
        names = random.sample(list(kind.params()), min(len(kind.params()), random.randrange(4)))
        try:
            return kind(**{**kind.fresh().values(), **{name: wild_value(kind.annotation(name), random) for name in names}})
        except FieldError:
            continue
    return kind.fresh()


def wild_value(annotation: Any, random: Random) -> Any:
    """A value of the type, or nearly so."""
    option = random.choice(alternatives(annotation))
    if option is type(None):
        return None
    if option is bool:
        return random.random() < 0.5
    if option is int:
        return random.choice(NUMBERS)
    if option is float:
        return random.choice(FRACTIONS)
    if choices(option):
        return random.choice(choices(option))
    if option is str:
        return "word"
    parts = option.__args__
    length = random.choice((0, 1, 2, 3, 4, 40)) if parts[-1] is Ellipsis else len(parts)
    return tuple(random.choice(FRACTIONS if "float" in str(option) else NUMBERS) for _ in range(length))


def wild_graph(random: Random, kinds: Mapping[str, type[Layer]], ends: tuple[str, ...], most: int = 9) -> Graph:
    """Blocks of these kinds, among them the `ends`, wired downwards for the most part."""
    names = [*ends, *(random.choice(USUAL if random.random() < 0.5 else list(kinds)) for _ in range(random.randrange(most)))]
    if random.random() < 0.7:
        middle = [*names[len(ends) :], *(name for name in ends[1:] if name not in ENDS)]
        names = [names[0], *random.sample(middle, len(middle)), *(name for name in ends[1:] if name in ENDS)]
    graph = Graph.of(Block(id, f"block{id}", wild_layer(kinds[name], random)) for id, name in enumerate(names, 1))
    for id in graph.ids():
        layer = graph.blocks[id].layer
        for index in range(random.randrange(4) if layer.variadic else len(layer.input_names)):
            if random.random() < 0.93 and id > 1:
                graph = graph.with_wire(_source(graph, id, random), Port(id, index))
    if random.random() < 0.15:
        wild = Port(random.randrange(-1, len(names) + 2), random.randrange(-1, 4))
        graph = graph.with_wire(wild, Port(random.randrange(1, len(names) + 2), random.randrange(-1, 4)))
    return _shared(graph, random)


def _source(graph: Graph, id: int, random: Random) -> Port:
    """Mostly the block before; sometimes any, so that there are loops."""
    source = random.choice((id - 1, id - 1, id - 1, random.randrange(1, id), random.randrange(1, len(graph.blocks) + 1)))
    outputs = len(graph.blocks[source].layer.output_names)
    return Port(source, random.randrange(outputs) if outputs and random.random() < 0.9 else 0)


def _shared(graph: Graph, random: Random) -> Graph:
    """With some blocks that use another's weights, mostly as they may."""
    for id in graph.ids():
        if random.random() < 0.1:
            owner = graph.blocks[random.choice(graph.ids())]
            layer = owner.layer if random.random() < 0.8 else graph.blocks[id].layer
            graph = graph.with_block(replace(graph.blocks[id], layer=layer, weights_of=owner.id, formulas=owner.formulas))
    return graph


def wild_definitions(random: Random) -> dict[str, Definition]:
    """Groups, each of which may be in the next."""
    found: dict[str, Definition] = {}
    for number in range(random.randrange(4)):
        kinds = {**LAYERS, **PORTS, **{name: definition.kind for name, definition in found.items()}}
        kinds = {name: kind for name, kind in kinds.items() if name not in ("Input", "Output") or random.random() < 0.01}
        inner = list(found)[-1:] * random.randrange(3)
        ends = ("GroupInput", *["GroupOutput"] * random.choice((1, 1, 1, 2)), *inner)
        body = _with_formulas(wild_graph(random, kinds, ends, 5), random)
        body = body.at({id: (random.uniform(-9, 9), 0.0) for id in body.blocks})
        exposed = tuple(Exposed(name, random.choice((1, 2, 8, 1000, 0, -3, True, 0.5)), None) for name in ("a", "b"))
        try:
            definition = Definition(f"Wild{number}", body, exposed).with_body(body).validate()
        except GroupError:
            continue
        found[definition.name] = definition
    return found


def _with_formulas(graph: Graph, random: Random) -> Graph:
    for id in graph.ids():
        block = graph.blocks[id]
        if block.layer.params() and random.random() < 0.4 and block.weights_of is None:
            fields = random.sample(list(block.layer.params()), 1)
            formulas = Map({name: random.choice(FORMULAS) for name in fields})
            graph = graph.with_block(replace(block, formulas=formulas))
    return graph


def wild_network(random: Random) -> Graph:
    """A whole network with its groups."""
    definitions = wild_definitions(random)
    kinds: dict[str, type[Layer]] = {**LAYERS, "Unknown": Unknown}
    kinds |= {name: definition.kind for name, definition in definitions.items()}
    kinds |= PORTS if random.random() < 0.05 else {}
    inner = random.choices(list(definitions), k=random.randrange(3)) if definitions else []
    return replace(wild_graph(random, kinds, ("Input", "Output", *inner)), definitions=Map(definitions))


def changed(graph: Graph, random: Random) -> Graph:
    """With one thing changed: a block gone, another layer in its place, a wire gone or led elsewhere."""
    ids = graph.ids()
    if not ids:
        return graph
    id, way = random.choice(ids), random.randrange(5)
    if way == 0 and all(block.weights_of != id for block in graph.blocks.values()):
        return graph.without_block(id)
    if way == 1 and graph.blocks[id].weights_of is None:
        layer = wild_layer(type(graph.blocks[id].layer), random)
        return graph.with_block(replace(graph.blocks[id], layer=layer))
    if way == 2 and graph.wires:
        return graph.without_wire(random.choice(sorted(graph.wires)))
    ports = graph.input_ports(id)
    if ports and random.random() < 0.8:
        return graph.with_wire(Port(random.choice(ids)), random.choice(ports))
    return graph.with_wire(Port(random.choice(ids)), Port(id, random.randrange(3)))
