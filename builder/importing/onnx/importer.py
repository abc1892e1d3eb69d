"""An ONNX file -> the graph that draws it, with its weights. Needs neither torch nor the package onnx."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from builder.common.fields import FieldError
from builder.emit import EmitError, emit
from builder.importing.common.graph_builder import Origin
from builder.importing.common.trace import ImportFailed, Op, Step
from builder.importing.onnx import arithmetic as onnx_numbers
from builder.importing.onnx import shape_ops as onnx_shaping
from builder.importing.onnx import weighted_ops as onnx_layers
from builder.importing.onnx.activation_patterns import Curve
from builder.importing.onnx.constant_folding import Unfit, can_fold, folded
from builder.importing.onnx.model_reader import OWN_DOMAINS, Body, Model, Node, Value, read_model, spoken
from builder.importing.onnx.node_context import Turn
from builder.importing.onnx.registry import OPERATORS
from builder.importing.onnx.state import Known, Plan
from builder.layers import make
from builder.model.graph import Graph, Port

__all__ = ["Drawn", "read_onnx"]

FAMILIES = (onnx_layers, onnx_numbers, onnx_shaping)
"""The modules whose functions are in OPERATORS."""

ANY_BATCHES = (2, 3)
"""What stands for the size of a batch that a file leaves open: what differs between the two depends on it."""


MOST_ENDS = 16


@dataclass(frozen=True, slots=True)
class Drawn:
    """A network of a file: its graph, its weights by the keys of the compiled graph's state_dict, and what to know."""

    graph: Graph
    weights: Mapping[str, np.ndarray]
    notes: tuple[str, ...] = ()


def read_onnx(path: Path | str, shape: Sequence[int] | None = None, *, cancelled: Callable[[], bool] | None = None) -> Drawn:
    """The network in a file of ONNX, for samples of `shape` where the file leaves sizes open.

    Raises ImportFailed in words, also when `cancelled`, which is asked now and then, says so. May take seconds for a
    large file: keep it off the GUI thread.
    """
    path = Path(path)
    model = read_model(path)
    try:
        return drawn(model, shape, cancelled or (lambda: False))
    except ImportFailed as error:
        raise ImportFailed(f"{path.name} cannot be drawn. {spoken(str(error))}") from None


def drawn(model: Model, shape: Sequence[int] | None, cancelled: Callable[[], bool]) -> Drawn:
    """The graph of a network that was read; raises ImportFailed in words."""
    plan = Plan(model)
    if not 1 <= len(model.inputs) <= MOST_ENDS or not 1 <= len(model.outputs) <= MOST_ENDS:
        ends = f"It takes {len(model.inputs)} inputs and gives {len(model.outputs)} results"
        raise ImportFailed(f"{ends}; a network can have 1 to {MOST_ENDS} of both.")
    for value in model.inputs:
        _enter(plan, value, shape)
    for node in model.nodes:
        if cancelled():
            raise ImportFailed("The import was cancelled.")
        _take(plan, node)
    for value in model.outputs:
        _leave(plan, value)
    finished = plan.drawing.finished()
    if not any(finished.graph.fanout.get(id) for id in finished.graph.of_kind("Input")):
        raise ImportFailed("Its results are not computed from its input.")
    return Drawn(finished.graph, _keyed(finished.graph, plan), finished.notes)


def _enter(plan: Plan, value: Value, shape: Sequence[int] | None) -> None:
    """Draw what comes in."""
    if value.type not in ("float32", "float64", "float16", "bfloat16", "int64", "int32"):
        raise ImportFailed(
            f"Its input {value.name[:40]} holds {value.type or 'no tensor'}; a block takes real or whole numbers."
        )
    sizes = _sizes(value, shape)
    batch = value.sizes[0] if value.sizes else None
    plan.batches = ANY_BATCHES if batch is None else (batch, batch)
    step = Step(Op.INPUT, scope=f"the input {value.name[:40]}")
    try:
        layer = make("Input", shape=sizes, holds="indices" if value.type in ("int64", "int32") else "numbers")
    except FieldError as error:
        raise ImportFailed(f"Its input {value.name[:40]} cannot be drawn: {error}") from None
    plan.give([value.name], plan.drawing.add(step, layer, [], _end(value.name, "input")))


def _end(name: str, stem: str) -> Origin:
    """What an end is named after: its name in the file, where a person gave it."""
    given = name if re.fullmatch(r"[A-Za-z]\w*", name, re.ASCII) and not name.startswith(("input_", "output_")) else ""
    return Origin(given, stem, own=bool(given))


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
    turn = Turn(plan, node)
    if node.domain not in OWN_DOMAINS:
        turn.refuse(f"is no operator of ONNX itself but of {node.domain[:60]!r}, for which there is no block")
    draw: Callable[[Turn], Any] = _branch if node.op == "If" else OPERATORS.get(node.op, _unknown)
    try:
        result = _known(turn) or draw(turn)
    except Unfit as error:
        turn.refuse(str(error))
    plan.give(node.outputs, result if isinstance(result, list) else [result])


def _unknown(turn: Turn) -> Any:
    return turn.refuse("has no block that could stand for it")


def _branch(turn: Turn) -> list[Any]:
    """One of two ways, where it is known beforehand which: exporters leave that to whoever runs the file."""
    chosen = turn.known(0, "condition")
    body = turn.node.attributes.get("then_branch" if chosen.size == 1 and bool(chosen.reshape(-1)[0]) else "else_branch")
    if chosen.size != 1 or not isinstance(body, Body):
        turn.refuse("does not say what it does")
    plan = turn.plan
    plan.values.update({name: Known(array, array, name) for name, array in body.tensors.items()})
    for node in body.nodes:
        _take(plan, node)
    if any(name not in plan.values for name in body.outputs):
        turn.refuse("gives what nothing inside of it makes")
    return [plan.values[name] for name in body.outputs]


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
    first = _worked_out(turn, [value and value.first for value in given])
    same = all(value is None or value.first is value.second for value in given)
    second = first if same else _worked_out(turn, [value and value.second for value in given])
    return Known(first, second, given[0].name if len(given) == 1 and given[0] is not None else "")


def _worked_out(turn: Turn, given: Sequence[Any]) -> np.ndarray:
    return turn.plan.work.done(folded(turn.node, given), given)


def _leave(plan: Plan, value: Value) -> None:
    """Draw what goes out."""
    step = Step(Op.OUTPUT, scope=f"the output {value.name[:40]}")
    found = plan.values.get(value.name)
    if isinstance(found, Curve):
        found = found.drawn()
    if not isinstance(found, Port):
        raise ImportFailed(f"Its result {value.name[:40]} is not computed from its input.")
    _check_shape(plan, found, value)
    plan.drawing.add(step, make("Output"), [found], _end(value.name, "output"))


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
        array = plan.weights[id][own]
        kind = np.int64 if own == "num_batches_tracked" else np.float32
        weights[key] = np.ascontiguousarray(array, kind).reshape(array.shape)
    return weights
