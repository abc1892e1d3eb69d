"""An ONNX file -> the graph that draws it, with its weights. Needs neither torch nor the package onnx."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from builder.emit import EmitError, emit
from builder.graph import Graph, Port
from builder.importing import onnx_layers, onnx_numbers, onnx_shaping
from builder.importing.onnx_curves import Curve
from builder.importing.onnx_folding import can_fold, folded
from builder.importing.onnx_reader import OWN_DOMAINS, Model, Node, Value, read_model
from builder.importing.onnx_registry import OPERATORS
from builder.importing.onnx_walking import Known, Plan, Turn
from builder.importing.steps import ImportFailed, Op, Step
from builder.layers import make

__all__ = ["Drawn", "read_onnx"]

FAMILIES = (onnx_layers, onnx_numbers, onnx_shaping)
"""The modules whose functions are in OPERATORS."""

ANY_BATCHES = (2, 3)
"""What stands for the size of a batch that a file leaves open: what differs between the two depends on it."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A network of a file: its graph, its weights by the keys of the compiled graph's state_dict, and what to know."""

    graph: Graph
    weights: Mapping[str, np.ndarray]
    notes: tuple[str, ...] = ()


def read_onnx(path: Path | str, shape: Sequence[int] | None = None) -> Drawn:
    """The network in a file of ONNX, for samples of `shape` where the file leaves sizes open.

    Raises ImportFailed in words. May take seconds for a large file: keep it off the GUI thread.
    """
    path = Path(path)
    model = read_model(path)
    try:
        return drawn(model, shape)
    except ImportFailed as error:
        raise ImportFailed(f"{path.name} cannot be drawn. {error}") from None


def drawn(model: Model, shape: Sequence[int] | None = None) -> Drawn:
    """The graph of a network that was read; raises ImportFailed in words."""
    plan = Plan(model)
    for value in model.inputs:
        _enter(plan, value, shape)
    for node in model.nodes:
        _take(plan, node)
    _leave(plan)
    finished = plan.drawing.finished()
    return Drawn(finished.graph, _keyed(finished.graph, plan), finished.notes)


def _enter(plan: Plan, value: Value, shape: Sequence[int] | None) -> None:
    """Draw what comes in."""
    if len(plan.model.inputs) > 1:
        names = ", ".join(each.name[:40] for each in plan.model.inputs[:5])
        raise ImportFailed(f"It takes {len(plan.model.inputs)} inputs ({names}); so far a file may have only one.")
    if value.type not in ("float32", "float64", "float16", "bfloat16", "int64", "int32"):
        raise ImportFailed(
            f"Its input {value.name[:40]} holds {value.type or 'no tensor'}; a block takes real or whole numbers."
        )
    sizes = _sizes(value, shape)
    batch = value.sizes[0] if value.sizes else None
    plan.batches = ANY_BATCHES if batch is None else (batch, batch)
    step = Step(Op.INPUT, scope=f"the input {value.name[:40]}")
    holds = "indices" if value.type in ("int64", "int32") else "numbers"
    layer = make("Input", shape=sizes, holds=holds)
    plan.values[value.name] = plan.drawing.add(step, layer, [], plan.drawing.names.of_call("", "input"))[0]


def _sizes(value: Value, shape: Sequence[int] | None) -> tuple[int, ...]:
    """The sizes of one sample, as the file or the person says; refuses where they say different things or nothing."""
    name = value.name[:40]
    own = value.sizes[1:] if value.sizes else None
    if value.sizes is not None and not 2 <= len(value.sizes) <= 5:
        raise ImportFailed(f"Its input {name} has {len(value.sizes)} axes; a batch of samples has 2 to 5.")
    if shape is None:
        if own is None or None in own:
            said = "×".join("?" if size is None else str(size) for size in own) if own else "nothing"
            raise ImportFailed(f"Its input {name} leaves its size open ({said}); give that of a sample, such as 3,224,224.")
        return tuple(size for size in own if size is not None)
    if own is not None and (len(own) != len(shape) or any(a not in (None, b) for a, b in zip(own, shape, strict=True))):
        said = "×".join("?" if size is None else str(size) for size in own)
        raise ImportFailed(f"Its input {name} is for samples of {said}, not of {'×'.join(map(str, shape))}.")
    return tuple(shape)


def _take(plan: Plan, node: Node) -> None:
    """Work a node out beforehand where that can be done, else draw it."""
    turn = plan.turn(node)
    if node.domain not in OWN_DOMAINS:
        turn.refuse(f"is no operator of ONNX itself but of {node.domain[:60]!r}, for which there is no block")
    result = _known(turn)
    if result is None:
        if node.op not in OPERATORS:
            turn.refuse("has no block that could stand for it")
        result = OPERATORS[node.op](turn)
    results = result if isinstance(result, list) else [result]
    plan.values.update(zip(node.outputs, results, strict=False))


def _known(turn: Turn) -> Known | None:
    """What the node gives, where all of it is known beforehand: numbers, and the shapes of results."""
    node, inputs = turn.node, turn.inputs
    if node.op == "Shape" and inputs and isinstance(inputs[0], Port | Curve):
        sizes = turn.sizes(turn.port())
        span = slice(turn.attribute("start", 0), turn.attribute("end", len(sizes) + 1))
        first, second = (np.array((batch, *sizes), np.int64)[span] for batch in turn.plan.batches)
        return Known(first, second)
    if not can_fold(node.op) or not all(value is None or isinstance(value, Known) for value in inputs):
        return None
    given: list[Any] = [value for value in inputs if value is None or isinstance(value, Known)]
    try:
        first = folded(node, [value and value.first for value in given])
        same = all(value is None or value.first is value.second for value in given)
        second = first if same else folded(node, [value and value.second for value in given])
    except ImportFailed as error:
        turn.refuse(str(error))
    return Known(first, second, given[0].name if len(given) == 1 and given[0] is not None else "")


def _leave(plan: Plan) -> None:
    """Draw what goes out."""
    outputs = plan.model.outputs
    if len(outputs) != 1:
        raise ImportFailed(f"It gives {len(outputs)} results; so far a file may have only one.")
    name = outputs[0].name
    step = Step(Op.OUTPUT, scope=f"the output {name[:40]}")
    value = plan.values.get(name)
    if isinstance(value, Curve):
        value = value.drawn()
    if not isinstance(value, Port):
        raise ImportFailed(f"Its result {name[:40]} is not computed from its input.")
    _check_shape(plan, value, outputs[0])
    plan.drawing.add(step, make("Output"), [value], plan.drawing.names.of_call("", "output"))


def _check_shape(plan: Plan, port: Port, said: Value) -> None:
    """Raise ImportFailed where the file says that something else comes out than what is drawn."""
    found = plan.drawing.shapes[port].sizes
    own = said.sizes[1:] if said.sizes else None
    if own is not None and (len(own) != len(found) or any(a not in (None, b) for a, b in zip(own, found, strict=True))):
        spoken = "×".join("?" if size is None else str(size) for size in own)
        raise ImportFailed(f"It says that it gives {spoken}, but what can be drawn of it gives {'×'.join(map(str, found))}.")


def _keyed(graph: Graph, plan: Plan) -> dict[str, np.ndarray]:
    """The weights as the compiled graph's state_dict has them; raises ImportFailed."""
    try:
        keys = emit(graph).keys
    except EmitError as error:
        raise ImportFailed(str(error)) from None
    weights: dict[str, np.ndarray] = {}
    for key, id in keys.items():
        name, parts = graph.blocks[id].name, key.split(".")
        own = ".".join(parts[parts.index(name) + 1 :])
        array = plan.weights[name][own]
        kind = np.int64 if own == "num_batches_tracked" else np.float32
        weights[key] = np.ascontiguousarray(array, kind).reshape(array.shape)
    return weights
