"""Networks of groups for tests, and the checks of their source."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import Any

import torch
from torch import nn

from builder.analysis import analyse
from builder.block_library import ready_made
from builder.emit import Source, emit
from builder.emit.compile import compile_source
from builder.emit.observe import observe
from builder.groups.definition import Definition
from builder.groups.expansion import expand
from builder.model.graph import Graph
from builder.sketch import Sketch
from tests.support.emitted import assert_harmless, assert_lines

READY = ready_made()


def input_batches(graph: Graph, source: Source) -> tuple[torch.Tensor, ...]:
    """A batch for each input."""
    random = torch.Generator().manual_seed(5)
    return tuple(torch.rand(2, *graph.blocks[id].layer.values()["shape"], generator=random) for id in source.inputs)


def flat_state(source: Source, module: nn.Module, graph: Graph) -> tuple[Graph, dict[str, Any]]:
    """The network without groups, and the weights of `module` under the keys that they have there."""
    expansion = expand(graph)
    flat, ids = emit(expansion.graph), expansion.ids
    keys: dict[int, list[str]] = {}
    for key, id in flat.keys.items():
        keys.setdefault(id, []).append(key)
    state = {}
    for key, value in module.state_dict().items():
        id = ids[source.paths[key]]
        (found,) = (one for one in keys[id] if key.endswith(one.removeprefix(flat.modules[id])))
        state[found] = value
    return expansion.graph, state


def check(graph: Graph) -> Source:
    """Run all checks on the source of a network with groups, and return it."""
    report, source = analyse(graph), emit(graph)
    assert emit(graph) == source
    module = compile_source(source)().eval()
    state = module.state_dict()
    assert list(source.keys) == list(source.paths)
    assert set(state) == set(source.keys)
    assert all(path[0] == source.keys[key] for key, path in source.paths.items())
    assert sum(weight.numel() for weight in module.parameters()) == report.parameters
    flat, flat_weights = flat_state(source, module, graph)
    other_source = emit(flat)
    other = compile_source(other_source)().eval()
    other.load_state_dict(flat_weights)
    given = input_batches(graph, source)
    with torch.no_grad():
        torch.testing.assert_close(module(*given), other(*given))
    paths = expand(graph).paths
    seen = observe(module, source, given, paths.values())
    expected = observe(other, other_source, given, paths)
    assert {path for id, path in paths.items() if id in expected} == set(seen)
    for id, value in expected.items():
        torch.testing.assert_close(seen[paths[id]], value)
    assert_lines(graph, source)
    assert_inside(graph, source)
    assert_harmless(source.text, groups=True)
    return source


def assert_inside(graph: Graph, source: Source) -> None:
    """Assert that every line of a group's class that constructs or computes belongs to a block of its body."""
    text = source.text.splitlines()
    for made in ast.parse(source.text).body:
        if not isinstance(made, ast.ClassDef) or made.name not in source.ends:
            continue
        for function in made.body:
            assert isinstance(function, ast.FunctionDef | ast.Expr)
            for statement in function.body[1:] if isinstance(function, ast.FunctionDef) else ():
                written = "\n".join(text[statement.lineno - 1 : statement.end_lineno])
                if re.fullmatch(r" *self\.\w+ = \w+", written) or "super()" in written:
                    continue
                found = {source.inside[number] for number in range(statement.lineno, (statement.end_lineno or 0) + 1)}
                ((name, id),) = found
                assert id in definitions(graph)[name].body.blocks


def definitions(graph: Graph) -> dict[str, Definition]:
    found = dict(graph.definitions)
    for definition in graph.definitions.values():
        found |= {
            type(block.layer).definition.name: type(block.layer).definition  # type: ignore[attr-defined]
            for block in definition.body.blocks.values()
            if hasattr(type(block.layer), "definition")
        }
    return found


def net_of(*uses: tuple[Definition, dict[str, Any]], shape: tuple[int, ...] = (8, 8, 8)) -> Graph:
    """A chain of groups, connected at the first output of each."""
    net = Sketch()
    x: Any = net("Input", shape=shape)
    for definition, fields in uses:
        x = net(definition, *[x] * len(definition.inlets), **fields)
    net("Output", (x, 0))
    return net.graph


def one(name: str, fill: Callable[[Sketch, int], Any], **exposed: Any) -> Definition:
    """A group with one input and one output."""
    body = Sketch(**exposed)
    body("GroupOutput", fill(body, body("GroupInput", name="given")), name="result")
    return body.definition(name)
