"""Interprets the nodes of an ONNX file in order: each is folded to an array, or becomes blocks by its handler."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from builder.common.fields import FieldError
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.importing.common.graph_builder import Origin
from builder.importing.common.trace import ImportFailed, Op, TraceStep
from builder.importing.onnx import arithmetic, distances, shape_ops, weighted_ops
from builder.importing.onnx.activation_patterns import Curve
from builder.importing.onnx.constant_folding import NotFoldable, can_fold, fold
from builder.importing.onnx.model_reader import OWN_DOMAINS, Body, Node, ValueInfo
from builder.importing.onnx.node_context import NodeContext
from builder.importing.onnx.registry import HANDLERS, handles
from builder.importing.onnx.state import KnownArray, SquaredLength, State
from builder.layers import make
from builder.model.graph import Port

__all__ = ["FAMILIES", "interpret"]

FAMILIES = (weighted_ops, arithmetic, shape_ops, distances)
"""The modules that register handlers when they are imported."""

ANY_BATCHES = (2, 3)
"""The batch sizes to compute with where a file leaves it open: a value that differs between the two depends on it."""

INPUT_TYPES = ("float32", "float64", "float16", "bfloat16", "int64", "int32")


def interpret(state: State, shape: Sequence[int] | None, cancelled: Callable[[], bool]) -> None:
    """Draw the whole model with `state.builder`, for samples of `shape` where the file leaves sizes open.

    Raises ImportFailed, also when `cancelled`, which is asked before every node, says so.
    """
    for value in state.model.inputs:
        _add_input(state, value, shape)
    for node in state.model.nodes:
        if cancelled():
            raise ImportFailed(QT_TRANSLATE_NOOP("Import", "The import was cancelled."))
        _interpret_node(state, node)
    for value in state.model.outputs:
        _add_output(state, value)


# -- inputs and outputs ------------------------------------------------------------------------------------------------


def _add_input(state: State, value: ValueInfo, shape: Sequence[int] | None) -> None:
    if value.type not in INPUT_TYPES:
        template = QT_TRANSLATE_NOOP("Import", "Its input {name} holds {type}; a block takes real or whole numbers.")
        raise ImportFailed(template, name=value.name[:40], type=value.type or QT_TRANSLATE_NOOP("Import", "no tensor"))
    sizes = _sample_shape(value, shape)
    batch = value.sizes[0] if value.sizes else None
    state.batches = ANY_BATCHES if batch is None else (batch, batch)
    where = Message.of(QT_TRANSLATE_NOOP("Import", "in the input {name}"), name=value.name[:40])
    step = TraceStep(op=Op.INPUT, described=where)
    try:
        layer = make("Input", shape=sizes, holds="indices" if value.type in ("int64", "int32") else "numbers")
    except FieldError as error:
        template = QT_TRANSLATE_NOOP("Import", "Its input {name} cannot be drawn: {error}")
        raise ImportFailed(template, name=value.name[:40], error=error.message) from error
    state.keep_values([value.name], state.builder.add(step, layer, [], _origin_of(value.name, "input")))


def _add_output(state: State, value: ValueInfo) -> None:
    where = Message.of(QT_TRANSLATE_NOOP("Import", "in the output {name}"), name=value.name[:40])
    step = TraceStep(op=Op.OUTPUT, described=where)
    result = state.values.get(value.name)
    if isinstance(result, Curve):
        result = result.port()
    if isinstance(result, SquaredLength):
        result.refuse()
    if not isinstance(result, Port):
        template = QT_TRANSLATE_NOOP("Import", "Its result {name} is not computed from its input.")
        raise ImportFailed(template, name=value.name[:40])
    _check_shape(state, result, value)
    state.builder.add(step, make("Output"), [result], _origin_of(value.name, "output"))


def _origin_of(name: str, stem: str) -> Origin:
    """Inputs and outputs are named as in the file, unless an exporter counted them."""
    given = name if re.fullmatch(r"[A-Za-z]\w*", name, re.ASCII) and not name.startswith(("input_", "output_")) else ""
    return Origin(given, stem, own=bool(given))


def _sample_shape(value: ValueInfo, shape: Sequence[int] | None) -> tuple[int, ...]:
    """The shape of a sample, from the file or from the person; raises ImportFailed where they differ or both are silent."""
    name = value.name[:40]
    own = value.sizes[1:] if value.sizes else None
    if value.sizes is not None and not 2 <= len(value.sizes) <= 5:
        template = QT_TRANSLATE_NOOP("Import", "Its input {name} has {count} axes; a batch of samples has 2 to 5.")
        raise ImportFailed(template, name=name, count=len(value.sizes))
    if shape is None:
        if own is None or None in own:
            template = QT_TRANSLATE_NOOP(
                "Import", "Its input {name} leaves its size open ({sizes}); give that of a sample, such as 3,224,224."
            )
            raise ImportFailed(template, name=name, sizes=_sizes_text(own) if own else QT_TRANSLATE_NOOP("Import", "nothing"))
        return tuple(size for size in own if size is not None)
    if own is not None and not _agree(own, shape):
        template = QT_TRANSLATE_NOOP("Import", "Its input {name} is for samples of {sizes}, not of {shape}.")
        raise ImportFailed(template, name=name, sizes=_sizes_text(own), shape=_sizes_text(shape))
    return tuple(shape)


def _check_shape(state: State, port: Port, expected: ValueInfo) -> None:
    """Raise ImportFailed where the file declares another shape for an output than what was drawn has."""
    found = state.builder.shapes[port].sizes
    own = expected.sizes[1:] if expected.sizes else None
    if own is not None and not _agree(own, found):
        template = QT_TRANSLATE_NOOP("Import", "It says that it gives {sizes}, but what can be drawn of it gives {found}.")
        raise ImportFailed(template, sizes=_sizes_text(own), found=_sizes_text(found))


def _agree(declared: Sequence[int | None], sizes: Sequence[int]) -> bool:
    """Whether sizes are those declared, of which None leaves one open."""
    return len(declared) == len(sizes) and all(one in (None, other) for one, other in zip(declared, sizes, strict=True))


def _sizes_text(sizes: Sequence[int | None]) -> str:
    return "×".join("?" if size is None else str(size) for size in sizes)


# -- nodes -------------------------------------------------------------------------------------------------------------


def _interpret_node(state: State, node: Node) -> None:
    """Fold a node whose inputs are all known; draw any other."""
    context = NodeContext(state, node)
    if node.domain not in OWN_DOMAINS:
        template = QT_TRANSLATE_NOOP(
            "Import", "{call} is no operator of ONNX itself but of {domain!r}, for which there is no block"
        )
        context.refuse(template, domain=node.domain[:60])
    handler: Callable[[NodeContext], Any] = HANDLERS.get(node.op, _refuse_unknown)
    try:
        result = _fold_constant(context) or handler(context)
    except NotFoldable as error:
        context.refuse(error.message.template, **error.message.values)
    state.keep_values(node.outputs, result if isinstance(result, list | tuple) and not isinstance(result, Port) else [result])


def _refuse_unknown(context: NodeContext) -> Any:
    return context.refuse(QT_TRANSLATE_NOOP("Import", "{call} has no block that could stand for it"))


@handles("If")
def branch(context: NodeContext) -> list[Any]:
    """One of two branches, where the condition is known: exporters leave the choice to the runtime."""
    condition = context.inputs.array(0, "condition")
    chosen = "then_branch" if condition.size == 1 and bool(condition.reshape(-1)[0]) else "else_branch"
    body = context.raw.attributes.get(chosen)
    if condition.size != 1 or not isinstance(body, Body):
        context.refuse(QT_TRANSLATE_NOOP("Import", "{call} does not say what it does"))
    state = context.state
    state.values.update({name: KnownArray(array, array, name) for name, array in body.tensors.items()})
    for node in body.nodes:
        _interpret_node(state, node)
    if any(name not in state.values for name in body.outputs):
        context.refuse(QT_TRANSLATE_NOOP("Import", "{call} gives what nothing inside of it makes"))
    return [state.values[name] for name in body.outputs]


def _fold_constant(context: NodeContext) -> KnownArray | None:
    """The result of a node that can be computed now, from known arrays or the shapes of results; else None."""
    node, inputs = context.raw, context.inputs.values
    if node.op == "Shape" and inputs and isinstance(inputs[0], Port | Curve):
        sizes = context.sizes(context.port())
        span = slice(context.inputs.attribute("start", 0), context.inputs.attribute("end", len(sizes) + 1))
        first, second = (np.array((batch, *sizes), np.int64)[span] for batch in context.state.batches)
        return KnownArray(first, second)
    if not can_fold(node.op) or not all(value is None or isinstance(value, KnownArray) for value in inputs):
        return None
    arrays: list[Any] = [value for value in inputs if value is None or isinstance(value, KnownArray)]
    first = _fold_within_budget(context, [value and value.first for value in arrays])
    same = all(value is None or value.first is value.second for value in arrays)
    second = first if same else _fold_within_budget(context, [value and value.second for value in arrays])
    return KnownArray(first, second, arrays[0].name if len(arrays) == 1 and arrays[0] is not None else "")


def _fold_within_budget(context: NodeContext, arrays: Sequence[Any]) -> np.ndarray:
    result = fold(context.raw, arrays)
    context.state.folding.spend(result, arrays)
    return result
