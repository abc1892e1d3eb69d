"""What a training says and what it is told: one frozen dataclass per event and per command.

Events hold plain numbers, words, paths and read-only arrays; never a live tensor. Seconds are seconds of work: pauses
are taken out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from builder.groups.expansion import Path

Array = NDArray[Any]

Place = int | Path
"""A block of the network by its id; one inside of a group by the way to it, as in :mod:`builder.groups.expansion`."""


class TrainingError(RuntimeError):
    """A training that cannot start or go on, in plain words; ``block`` is the block's id where it is known."""

    def __init__(self, text: str, block: int | None = None) -> None:
        self.text, self.block = text, block
        super().__init__(text)


def frozen(array: Array) -> Array:
    """`array` as one that nobody can write to (a view: the giver must not write either)."""
    view = np.asarray(array).view()
    view.flags.writeable = False
    return view


# -- events ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Preparing:
    """Data are being fetched, read or resized; `total` is 0 where the end is not known."""

    text: str
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Started:
    """The first batch is about to run. `epoch` and `step` are what was done before: 0 but for a continued run."""

    run_dir: str
    parameters: int
    counts: Mapping[str, int]
    classes: tuple[str, ...]
    steps_per_epoch: int
    epochs: int
    device: str
    threads: int
    notes: tuple[str, ...] = ()
    epoch: int = 0
    step: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Batches:
    """Some batches in a row: `losses` (n,) float32, the last of them is batch number `step` of the whole run.

    A loss is what is made small: of several outputs, the sum of all by their loss weights.
    `samples` and `seconds` are those of these batches, `elapsed` the seconds of work of the whole run so far.
    """

    epoch: int
    step: int
    losses: Array
    learning_rate: float
    samples: int
    seconds: float
    elapsed: float


@dataclass(frozen=True, slots=True)
class EpochEnded:
    """An epoch and its measurements, all in evaluation mode; accuracies are 0 to 1.

    All are of the main output. The training figures are those of a fixed part of the training set. `best` says that
    no epoch had a lower validation loss so far.
    """

    epoch: int
    step: int
    train_loss: float
    train_accuracy: float
    val_loss: float
    val_accuracy: float
    learning_rate: float
    seconds: float
    elapsed: float
    samples_per_second: float
    best: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """Something done by hand at this place: "paused", "resumed", "stepped", "learning_rate", "saved", "continued"."""

    kind: str
    epoch: int
    step: int
    value: float | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Captured:
    """What a block holds for one validation sample: "maps" (n, h, w) or (n,) for a vector; "filters" (n, h, w).

    `array` is float32 and cut to a size that can be shown; `total` is how many maps, filters or numbers there are.
    """

    block: Place
    kind: str
    epoch: int
    step: int
    array: Array
    sample: int
    label: int
    total: int


@dataclass(frozen=True, slots=True)
class Saved:
    """The weights as they are were written to `path`."""

    path: str
    epoch: int
    step: int


@dataclass(frozen=True, slots=True, eq=False)
class Predicted:
    """The test set as the main output sees it with the best weights: all (n,), in the order of the test set.

    `images` are (n, c, h, w) uint8.
    """

    labels: Array
    predictions: Array
    confidences: Array
    images: Array


@dataclass(frozen=True, slots=True)
class Finished:
    """The end. `reason` is "completed", "stopped", "early-stopping" or "nan"; `val_*` are those of the best epoch.

    What was not measured is None; `text` says it in words.
    """

    reason: str
    epoch: int
    step: int
    best_epoch: int | None
    val_loss: float | None
    val_accuracy: float | None
    test_loss: float | None
    test_accuracy: float | None
    samples_per_second: float
    run_dir: str
    text: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The end by an error, in words; `block` is where it happened, if that is known."""

    text: str
    block: int | None = None


Event = Preparing | Started | Batches | EpochEnded | Marked | Captured | Saved | Predicted | Finished | Failed


# -- commands --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pause:
    """Hold after the batch that runs."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on."""


@dataclass(frozen=True, slots=True)
class Step:
    """Run exactly one batch, say its loss at once, and hold. Several that come together run as many batches."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Finish the batch, keep the weights, measure them, end. A second one skips the measuring."""


@dataclass(frozen=True, slots=True)
class Abort:
    """End at once; nothing more is said or written."""


@dataclass(frozen=True, slots=True)
class SetLearningRate:
    """From the next batch on; raises ValueError unless `value` is positive and finite."""

    value: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.value) and self.value > 0):
            raise ValueError(f"A learning rate is a number above 0, not {self.value}.")


@dataclass(frozen=True, slots=True)
class Capture:
    """Show maps and filters of these blocks for one validation sample, now and then every so many seconds.

    No blocks: no more pictures.
    """

    blocks: frozenset[Place] = field(default_factory=frozenset)
    sample: int = 0
    every: float = 0.2


@dataclass(frozen=True, slots=True)
class SaveNow:
    """Write the weights as they are, and go on."""


Command = Pause | Resume | Step | Stop | Abort | SetLearningRate | Capture | SaveNow
