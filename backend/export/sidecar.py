"""The words beside an exported file: what it expects, what it answers, and how it was made. One JSON object."""

from __future__ import annotations

import keyword
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backend.datasets.registry import sources
from backend.protocol.events import EpochEnded, Metrics
from backend.protocol.network_io import Ends, inputs_of
from backend.runs.store import RunStore
from builder.model.graph import Graph


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file: its name for people, its extension, what it holds, and whether it needs trained weights."""

    title: str
    extension: str
    description: str
    weights: bool = True


FORMATS: Mapping[str, Format] = {
    "pt": Format("PyTorch model", ".pt", "The whole network with its weights. PyTorch alone loads it, in one line."),
    "state-dict": Format("PyTorch weights", ".pt", "Only the weights, by name. They are loaded into the Python source."),
    "python": Format("Python source", ".py", "The network as readable Python, without weights.", weights=False),
}


def load_line(form: str, path: Path, class_name: str) -> str:
    """The Python that loads the file, given that torch is imported."""
    if form == "pt":
        return f'model = torch.load("{_quoted(path.name)}", weights_only=False)'
    if form == "state-dict":
        loaded = f'torch.load("{_quoted(path.name)}", weights_only=True)'
        return f"model = {class_name}().eval(); model.load_state_dict({loaded})"
    if path.suffix == ".py" and path.stem.isidentifier() and not keyword.iskeyword(path.stem):
        return f"from {path.stem} import {class_name}; model = {class_name}()"
    return f'import runpy; model = runpy.run_path("{_quoted(path.name)}")["{class_name}"]()'


def record(
    graph: Graph, classes: tuple[str, ...], output_shapes: list[list[int]], *, run: RunStore | None, which: str
) -> dict[str, Any]:
    """What there is to know of the network: its input, its output, and the training it comes from.

    `input` is the first and `output` the main one; where there are several, `inputs` and `outputs` hold all of them in
    the order of the arguments and the results of forward.
    """
    ends = Ends.of(graph)
    inputs = [_input(graph, id) for id in ends.inputs]
    outputs = [_output(graph, ends, place, classes, shape) for place, shape in enumerate(output_shapes)]
    known: dict[str, Any] = {"input": inputs[0], "output": outputs[0]}
    if len(inputs) > 1:
        known["inputs"] = inputs
    if len(outputs) > 1:
        known["outputs"] = [{**said, "loss_weight": weight} for said, weight in zip(outputs, ends.weights, strict=True)]
    return {**known, "training": _training(run, which) if run is not None and run.trained else None}


def sizes_in(graph: Graph, id: int) -> tuple[int, ...]:
    """The sizes of one sample at an Input."""
    sizes: tuple[int, ...] = graph.blocks[id].layer.values()["shape"]
    return sizes


def _input(graph: Graph, id: int) -> dict[str, Any]:
    values, shape = graph.blocks[id].layer.values(), sizes_in(graph, id)
    said: dict[str, Any] = {"name": graph.blocks[id].name, "shape": ["N", *shape], "dtype": "float32", "range": [0, 1]}
    said |= {"mean": values["mean"], "std": values["std"]}
    if len(shape) == 3:
        said["channels"], said["height"], said["width"] = shape
        said["colours"] = {1: "grey", 3: "red, green, blue"}.get(shape[0], f"{shape[0]} channels")
    said["words"] = _pixels(values)
    return said


def expected_pixels(graph: Graph) -> str:
    """What an exported network takes, in words; of several Inputs, what the first takes."""
    return _pixels(graph.blocks[inputs_of(graph)[0]].layer.values())


def _pixels(values: Mapping[str, Any]) -> str:
    return (
        "Pixels as numbers from 0 (black) to 1 (white): divide bytes by 255, and do nothing else. "
        + _normalised(values["mean"], values["std"])
        + "They should look like the training images: the same size, and the same light and dark."
    )


def _normalised(mean: object, std: object) -> str:
    done = {
        (True, True): "takes its mean off and divides by its deviation",
        (True, False): "takes its mean off",
        (False, True): "divides by its deviation",
    }.get((mean is not None, std is not None))
    return f"The network itself {done}, as its first step. " if done else ""


def _output(graph: Graph, ends: Ends, place: int, classes: tuple[str, ...], shape: list[int]) -> dict[str, Any]:
    id = ends.outputs[place]
    source = graph.sources(id)[0]
    shares = source is not None and graph.blocks[source.block].kind == "Softmax"
    said: dict[str, Any] = {"name": graph.blocks[id].name, "shape": ["N", *shape]}
    if classes and shape == [len(classes)]:
        said["classes"] = list(classes)
        said["words"] = (
            "One probability a class, in this order."
            if shares
            else "One score a class, in this order; the largest wins. "
            f"{_call(graph, ends, place)}.softmax(1) gives probabilities."
        )
    return said


def _call(graph: Graph, ends: Ends, place: int) -> str:
    """The Python that gives one of the results."""
    given = "x" if len(ends.inputs) == 1 else ", ".join(graph.blocks[id].name for id in ends.inputs)
    return f"model({given})" if len(ends.outputs) == 1 else f"model({given})[{place}]"


def _training(run: RunStore, which: str) -> dict[str, Any]:
    job = run.job()
    epochs = [event for event in run.events() if isinstance(event, EpochEnded)]
    best = min(epochs, key=lambda event: event.val["loss"], default=None)
    chosen = best if which == "best" else (epochs[-1] if epochs else None)
    end, known = run.finished(), sources().get(job.data.name)
    return {
        "data": job.data.name,
        "about": known.info().description if known is not None else None,
        "weights": which,
        "epoch": None if chosen is None else chosen.epoch,
        "val_loss": None if chosen is None else _finite(chosen.val, "loss"),
        "val_accuracy": None if chosen is None else _finite(chosen.val, "accuracy"),
        "test_accuracy": _finite(end.test, "accuracy") if end is not None and which == "best" else None,
    }


def _finite(metrics: Metrics | None, name: str) -> float | None:
    """A metric; None where it was not measured, or is not a finite number."""
    value = math.nan if metrics is None else metrics.get(name, math.nan)
    return value if math.isfinite(value) else None


def _quoted(name: str) -> str:
    return name.replace("\\", "\\\\").replace('"', '\\"')
