"""The inputs of joins, which have no gaps, and the wires of connectors that come and go with a block's fields."""

from __future__ import annotations

from builder.model.graph import Graph, Port


def close_up(graph: Graph, ports: list[Port]) -> Graph:
    """With the wires into the `ports` of one join, in their order, on its inputs 0, 1, 2 ..."""
    for index, port in enumerate(port for port in ports if port in graph.wires):
        if port.index != index:
            source = graph.wires[port]
            graph = graph.without_wire(port).with_wire(source, Port(port.block, index))
    return graph


def fitting(graph: Graph, id: int) -> Graph:
    """Without the wires that end or begin at connectors which block `id` does not have."""
    layer = graph.blocks[id].layer
    ends = [port for port in graph.wires if port.block == id and port.index >= len(layer.input_names)]
    starts = [port for port in graph.fanout.get(id, frozenset()) if graph.wires[port].index >= len(layer.output_names)]
    joins = {port.block: graph.input_ports(port.block) for port in starts if graph.blocks[port.block].layer.variadic}
    for target in sorted({*ends, *starts}):
        graph = graph.without_wire(target)
    for ports in joins.values():
        graph = close_up(graph, ports)
    return graph
