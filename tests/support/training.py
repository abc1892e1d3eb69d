"""Small real trainings for the tests: nets on the 8x8 digits, and ways to run them and look at what they reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from backend.datasets.splits import DataSpec
from backend.protocol.command_queue import CommandQueue
from backend.protocol.events import Batches, Command, Event, Finished
from backend.protocol.job import TrainingJob
from backend.protocol.recipe import Recipe
from backend.runs.store import RunStore
from backend.training.engine import train
from builder.model.graph import Graph
from builder.sketch import Sketch

Kind = TypeVar("Kind")


def small_net(*, dropout: float = 0.0, batch_norm: bool = False, classes: int = 10) -> Graph:
    """Convolution, pooling and a Linear on 8x8 digits; ids are 1 for Input, 2 for the convolution."""
    net = Sketch()
    x = net("Input", shape=(1, 8, 8))
    x = net("Conv2d", x, out_channels=4, kernel_size=3, padding=1)
    x = net("BatchNorm2d", x) if batch_norm else x
    x = net("ReLU", x)
    x = net("MaxPool2d", x)
    x = net("Flatten", x)
    x = net("Dropout", x, p=dropout) if dropout else x
    x = net("Linear", x, out_features=classes)
    net("Output", x)
    return net.graph


def job_of(graph: Graph | None = None, *, resume: str | None = None, **recipe: Any) -> TrainingJob:
    """A short training on digits; one thread, unless given otherwise."""
    asked = {"epochs": 2, "batch_size": 64, "learning_rate": 0.01, "threads": 1, "device": "cpu", **recipe}
    return TrainingJob(graph or small_net(), Recipe(**asked), DataSpec(name="digits"), resume=resume)


def run(
    folder: Path, job: TrainingJob | None = None, *first: Command, each: Callable[[Event, CommandQueue], None] | None = None
) -> list[Event]:
    """All events of a training; `first` commands wait for it, `each` may give more at every event."""
    commands, events = CommandQueue(), []
    for command in first:
        commands.post(command)
    for event in train(job or job_of(), commands, RunStore(folder)):
        events.append(event)
        if each is not None:
            each(event, commands)
    return events


def of(kind: type[Kind], events: Iterable[Any]) -> list[Kind]:
    """The events of one kind."""
    return [event for event in events if isinstance(event, kind)]


def losses(events: Iterable[Event]) -> np.ndarray:
    """The loss of every batch."""
    return np.concatenate([event.losses for event in of(Batches, events)])


def end(events: list[Event]) -> Finished:
    """The last event, which is the end."""
    assert isinstance(events[-1], Finished)
    return events[-1]
