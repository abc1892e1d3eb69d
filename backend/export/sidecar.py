"""The JSON next to an exported file: its input, its output, and the training it comes from. Always in English."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from backend.datasets.registry import sources
from backend.protocol.events import EpochEnded, Metrics
from backend.protocol.metric_names import SHOWN
from backend.protocol.network_io import Ends
from backend.runs.store import RunStore
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.model.graph import Graph
from builder.tasks.base import Target
from builder.tasks.classification import Classes


def sidecar_record(
    graph: Graph, target: Target | None, output_shapes: list[list[int]], *, run: RunStore | None, which: str
) -> dict[str, Any]:
    """What is known of the network: its input, its output, and the training it comes from; shapes are ["N", ...].

    `input` is the first and `output` the main one; where there are several, `inputs` and `outputs` hold all of them in
    the order of the arguments and the results of forward.
    """
    ends = Ends.of(graph)
    inputs = [_input(graph, id) for id in ends.inputs]
    outputs = [_output(graph, ends, index, target, shape) for index, shape in enumerate(output_shapes)]
    known: dict[str, Any] = {"input": inputs[0], "output": outputs[0]}
    if len(inputs) > 1:
        known["inputs"] = inputs
    if len(outputs) > 1:
        known["outputs"] = [{**record, "loss_weight": weight} for record, weight in zip(outputs, ends.weights, strict=True)]
    known["task"] = None if target is None else {"kind": target.kind, **target.record()}
    return {**known, "training": _training(run, which) if run is not None and run.trained else None}


def sample_shape(graph: Graph, id: int) -> tuple[int, ...]:
    """The shape of one sample at an Input, without the batch axis."""
    sizes: tuple[int, ...] = graph.blocks[id].layer.values()["shape"]
    return sizes


def _input(graph: Graph, id: int) -> dict[str, Any]:
    values, shape = graph.blocks[id].layer.values(), sample_shape(graph, id)
    record: dict[str, Any] = {"name": graph.blocks[id].name, "shape": ["N", *shape], "dtype": "float32", "range": [0, 1]}
    record |= {"mean": values["mean"], "std": values["std"]}
    if len(shape) == 3:
        record["channels"], record["height"], record["width"] = shape
        record["colours"] = {1: "grey", 3: "red, green, blue"}.get(shape[0], f"{shape[0]} channels")
    record["words"] = _pixel_text(values)
    return record


_PIXELS = QT_TRANSLATE_NOOP(
    "Export",
    "Pixels as numbers from 0 (black) to 1 (white): divide bytes by 255, and do nothing else. {normalization}"
    "They should look like the training images: the same size, and the same light and dark.",
)
_NORMALIZATIONS: Mapping[tuple[bool, bool], str] = {
    (True, True): QT_TRANSLATE_NOOP(
        "Export", "The network itself takes its mean off and divides by its deviation, as its first step. "
    ),
    (True, False): QT_TRANSLATE_NOOP("Export", "The network itself takes its mean off, as its first step. "),
    (False, True): QT_TRANSLATE_NOOP("Export", "The network itself divides by its deviation, as its first step. "),
    (False, False): "",
}
_PROBABILITIES = QT_TRANSLATE_NOOP("Export", "One probability a class, in this order.")
_WORDS: Mapping[str, str] = {
    "classification": QT_TRANSLATE_NOOP(
        "Export", "One score a class, in this order; the largest wins. {call}.softmax(1) gives probabilities."
    ),
    "multilabel": QT_TRANSLATE_NOOP(
        "Export", "One score a label, in this order; a label holds above 0. {call}.sigmoid() gives probabilities."
    ),
    "segmentation": QT_TRANSLATE_NOOP(
        "Export", "One map of scores a class, in this order; {call}.argmax(1) gives the class of each pixel."
    ),
    "regression": QT_TRANSLATE_NOOP("Export", "The numbers themselves, in this order."),
    "reconstruction": QT_TRANSLATE_NOOP(
        "Export", "The picture again, 0 (black) to 1 (white); {call}.clamp(0, 1) keeps it there."
    ),
    "super-resolution": QT_TRANSLATE_NOOP(
        "Export", "The picture {factor} times as large, 0 (black) to 1 (white); {call}.clamp(0, 1) keeps it there."
    ),
}
"""What the numbers of an output mean, by the kind of task."""


def _pixel_text(values: Mapping[str, Any]) -> str:
    normalization = _NORMALIZATIONS[values["mean"] is not None, values["std"] is not None]
    return Message.of(_PIXELS, normalization=normalization).text()


def _output(graph: Graph, ends: Ends, index: int, target: Target | None, shape: list[int]) -> dict[str, Any]:
    id = ends.outputs[index]
    source = graph.sources(id)[0]
    is_softmax = source is not None and graph.blocks[source.block].kind == "Softmax"
    record: dict[str, Any] = {"name": graph.blocks[id].name, "shape": ["N", *shape]}
    if target is None or not target.complete or not shape or (target.names and shape[0] != len(target.names)):
        return record
    if target.names:
        record[next(iter(target.record()))] = list(target.names)
    words = _PROBABILITIES if is_softmax and isinstance(target, Classes) else _WORDS[target.kind]
    record["words"] = Message.of(words, call=_call(graph, ends, index), **target.record()).text()
    return record


def _call(graph: Graph, ends: Ends, index: int) -> str:
    """The Python that gives one of the results."""
    given = "x" if len(ends.inputs) == 1 else ", ".join(graph.blocks[id].name for id in ends.inputs)
    return f"model({given})" if len(ends.outputs) == 1 else f"model({given})[{index}]"


def _training(run: RunStore, which: str) -> dict[str, Any]:
    job = run.job()
    epochs = [event for event in run.events() if isinstance(event, EpochEnded)]
    best = next((event for event in reversed(epochs) if event.best), None)
    chosen = best if which == "best" else (epochs[-1] if epochs else None)
    end, known = run.read_finished(), sources().get(job.data.name)
    main = SHOWN.get(Classes.kind if job.task is None else job.task.kind, "loss")
    return {
        "data": job.data.name,
        "about": str(known.info().description) if known is not None else None,
        "weights": which,
        "epoch": None if chosen is None else chosen.epoch,
        "val_loss": None if chosen is None else _finite(chosen.val, "loss"),
        f"val_{main}": None if chosen is None else _finite(chosen.val, main),
        f"test_{main}": _finite(end.test, main) if end is not None and which == "best" else None,
        "val": None if chosen is None else _finite_only(chosen.val),
        "test": _finite_only(end.test) if end is not None and which == "best" else None,
    }


def _finite_only(metrics: Metrics | None) -> dict[str, float] | None:
    """The metrics that are numbers; None where nothing was measured."""
    return None if metrics is None else {name: value for name, value in metrics.items() if math.isfinite(value)}


def _finite(metrics: Metrics | None, name: str) -> float | None:
    """A metric; None where it was not measured, or is not a finite number."""
    value = math.nan if metrics is None else metrics.get(name, math.nan)
    return value if math.isfinite(value) else None
