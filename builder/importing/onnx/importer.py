"""Imports an ONNX file with numpy alone; needs neither torch nor the package onnx.

Operators follow the operator documentation of ONNX (Operators.md, Changelog.md); what moved between an attribute and an input
from one operator version to another is read in both places.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.emit import EmitError, emit
from builder.importing.common.trace import ImportFailed
from builder.importing.onnx.interpreter import interpret
from builder.importing.onnx.model_reader import Model, printable, read_model
from builder.importing.onnx.state import State
from builder.model.graph import Graph

__all__ = ["ImportedOnnx", "read_onnx"]

MOST_ENDS = 16
"""As many inputs, and outputs, a network may have: as for torch modules; a file may claim any number."""


@dataclass(frozen=True, slots=True)
class ImportedOnnx:
    """A network of a file: its graph, its weights by the keys of the compiled graph's state_dict, and what to know.

    `weights` are contiguous, in the shapes of the module's tensors: float32, and int64 () for counters of batches.
    """

    graph: Graph
    weights: Mapping[str, np.ndarray]
    notes: tuple[Message, ...] = ()


def read_onnx(
    path: Path | str, shape: Sequence[int] | None = None, *, cancelled: Callable[[], bool] | None = None
) -> ImportedOnnx:
    """The network in a file of ONNX, for samples of `shape` where the file leaves sizes open.

    `cancelled` is asked now and then whether to stop. Raises ImportFailed. May take seconds for a large file: keep it
    off the GUI thread.
    """
    path = Path(path)
    model = read_model(path)
    try:
        return _draw(model, shape, cancelled or (lambda: False))
    except ImportFailed as error:
        template = QT_TRANSLATE_NOOP("Import", "{file} cannot be drawn. {reason}")
        raise ImportFailed(template, file=path.name, reason=printable(error.message)) from error


def _draw(model: Model, shape: Sequence[int] | None, cancelled: Callable[[], bool]) -> ImportedOnnx:
    """The graph of a model; raises ImportFailed."""
    state = State(model)
    if not 1 <= len(model.inputs) <= MOST_ENDS or not 1 <= len(model.outputs) <= MOST_ENDS:
        template = QT_TRANSLATE_NOOP(
            "Import", "It takes {inputs} inputs and gives {outputs} results; a network can have 1 to {most} of both."
        )
        raise ImportFailed(template, inputs=len(model.inputs), outputs=len(model.outputs), most=MOST_ENDS)
    interpret(state, shape, cancelled)
    graph = state.builder.build()
    if not any(graph.fanout.get(id) for id in graph.of_kind("Input")):
        raise ImportFailed(QT_TRANSLATE_NOOP("Import", "Its results are not computed from its input."))
    return ImportedOnnx(graph, _state_dict(graph, state), tuple(state.builder.notes))


def _state_dict(graph: Graph, state: State) -> dict[str, np.ndarray]:
    """The weights by the keys of the compiled graph's state_dict: float32, counters int64; raises ImportFailed."""
    try:
        keys = emit(graph).keys
    except EmitError as error:
        raise ImportFailed(error.message) from error
    weights: dict[str, np.ndarray] = {}
    for key, id in keys.items():
        name, parts = graph.blocks[id].name, key.split(".")
        own = ".".join(parts[parts.index(name) + 1 :])
        array = state.weights[id][own]
        kind = np.int64 if own == "num_batches_tracked" else np.float32
        weights[key] = np.ascontiguousarray(array, kind).reshape(array.shape)
    return weights
