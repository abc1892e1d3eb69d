"""Events and commands of a training: one frozen dataclass each.

Events hold codes, numbers, paths, read-only arrays and messages that are formatted by whoever shows them; never a live
tensor. The sentences are made in :mod:`backend.protocol.sentences`. Seconds are seconds of work: pauses do not count.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from builder.common.errors import ConvasError
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.model.block_paths import BlockPath

Array = NDArray[Any]

Metrics = Mapping[str, float]
"""Measurements by name: "loss", and what the objective of the task measures besides it, such as "accuracy" (0 to 1)."""

Intervals = Mapping[str, tuple[float, float]]
"""The lowest and highest value of a metric that its samples leave plausible, by its name."""

BlockRef = int | BlockPath
"""A block of the network by its id; one inside of a group by the way to it, as in :mod:`builder.groups.expansion`."""


class TrainingError(ConvasError):
    """Why a training cannot start or go on; ``block`` is the block's id where it is known."""


class DataChanged(TrainingError):
    """A run is to be continued on data that have changed; the person may accept that (``TrainingJob.accept_data``)."""


def frozen(array: Array) -> Array:
    """A read-only view of `array`, of any shape and dtype; the memory is shared, so its owner must not write to it either."""
    view = np.asarray(array).view()
    view.flags.writeable = False
    return view


# -- events ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Preparing:
    """Data are being fetched, read or resized; `total` is 0 where the end is not known."""

    text: Message
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """The first batch is about to run. `epoch` and `step` are what was done before: 0 unless a run is continued.

    `counts` is the number of samples of "train", "val" and "test"; `notes` are remarks on how data and recipe are used.
    """

    run_dir: str
    parameters: int
    counts: Mapping[str, int]
    classes: tuple[str, ...]
    steps_per_epoch: int
    epochs: int
    device: str
    threads: int
    notes: tuple[Message, ...] = ()
    epoch: int = 0
    step: int = 0


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Batches:
    """Consecutive batches: `losses` (n,) float32; the last of them is batch number `step` of the whole run.

    A loss is the value that is minimised: of several outputs, the sum of their losses times their loss weights.
    `samples` and `seconds` are those of these batches, `elapsed` the seconds of work of the whole run so far.
    """

    epoch: int
    step: int
    losses: Array
    learning_rate: float
    samples: int
    seconds: float
    elapsed: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EpochEnded:
    """An epoch and its measurements, all in evaluation mode and of the main output.

    `train` is measured on a fixed part of the training set, `val` on the validation set, None where there is none. `best`
    says that no epoch was better so far, by the main metric of the objective; without a validation set no epoch is.
    """

    epoch: int
    step: int
    train: Metrics
    val: Metrics | None
    learning_rate: float
    seconds: float
    elapsed: float
    samples_per_second: float
    best: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """Something done by hand at this step: "paused", "resumed", "stepped", "learning_rate", "saved", "continued".

    `value` is the loss of a single step, or the new learning rate.
    """

    kind: str
    epoch: int
    step: int
    value: float | None = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Captured:
    """What a block holds for one sample: "maps" (n, h, w), or (n,) for a vector; "filters" (n, h, w).

    `array` is float32 and cut to a size that can be shown; `total` is how many maps, filters or numbers there are.
    """

    block: BlockRef
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


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Predicted:
    """Samples as the main output sees them, in the order of their data set: of the test set with the best weights at the end,
    of the validation set ("val" in `part`) when they were asked for.

    `images` uint8 (n, c, h, w) are what the network got, `targets` (n, ...) and `predictions` (n, ...) have the form of the
    task's `kind` (see :class:`backend.datasets.base.Images`; pictures are uint8). `confidences` (n,) float32 are 0 to 1,
    and `scores` (n, k) float32 the outputs; either is (0,) where the kind of task has none. `total` is how many samples were
    predicted; fewer than that are kept where they are large. The weights are those of the best `epoch`, or those in
    `epoch` after batch `step` of the run; either is 0 where that is not known, as in runs of earlier versions.
    """

    images: Array
    targets: Array
    predictions: Array
    confidences: Array
    scores: Array
    kind: str = "classification"
    part: str = "test"
    total: int = 0
    epoch: int = 0
    step: int = 0

    @property
    def labels(self) -> Array:
        """The targets of a classification: class numbers (n,)."""
        return self.targets


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """The end. `reason` is "completed", "stopped", "early-stopping" or "nan".

    `val` is what the best epoch measured, `test` what the best weights (the last ones, where no epoch was measured) reach
    on the `test_samples` test images; None where that was not measured. `stale` is how many epochs ago the best one was.
    After "nan", `broken_at` is the batch whose loss was not a number. `learning_rate` is that of the last weights. `baseline`
    is what can be reached without learning, by the names of the metrics, `intervals` the 95% intervals of those of `test`,
    where there are at least 30 test images.
    """

    reason: str
    epoch: int
    step: int
    samples_per_second: float
    run_dir: str
    best_epoch: int | None = None
    val: Metrics | None = None
    test: Metrics | None = None
    test_samples: int | None = None
    baseline: Metrics | None = None
    intervals: Intervals | None = None
    stale: int = 0
    broken_at: int | None = None
    learning_rate: float | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """The end by an error; `block` is where it happened, if that is known.

    `details` is the traceback of a bug in the program; empty where the message says all there is to know. `data_changed`
    says that the training can go on if the person accepts data that have changed.
    """

    message: Message
    block: int | None = None
    details: str = ""
    data_changed: bool = False


Event = Preparing | Started | Batches | EpochEnded | Marked | Captured | Saved | Predicted | Finished | Failed


# -- commands --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pause:
    """Pause after the current batch."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Continue after a pause."""


@dataclass(frozen=True, slots=True)
class StepOnce:
    """Run exactly one batch, report its loss at once, and pause. Several that come together run as many batches."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Finish the batch, keep the weights, evaluate them, end. A second one skips the evaluation."""


@dataclass(frozen=True, slots=True)
class Abort:
    """End at once; no more events, nothing more is written."""


@dataclass(frozen=True, slots=True)
class SetLearningRate:
    """Use another learning rate from the next batch on; raises TrainingError unless `value` is positive and finite."""

    value: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.value) and self.value > 0):
            raise TrainingError(
                QT_TRANSLATE_NOOP("Training", "A learning rate is a number above 0, not {value}."), value=self.value
            )


@dataclass(frozen=True, slots=True)
class Capture:
    """Send maps and filters of these blocks for one validation sample, now and then every `every` seconds of work.

    No blocks: no more pictures.
    """

    blocks: frozenset[BlockRef] = field(default_factory=frozenset)
    sample: int = 0
    every: float = 0.2


@dataclass(frozen=True, slots=True)
class Predict:
    """Predict at most `samples` samples of the validation set now, with the weights as they are."""

    samples: int = 200


@dataclass(frozen=True, slots=True)
class SaveNow:
    """Write the weights as they are, and continue."""


Command = Pause | Resume | StepOnce | Stop | Abort | SetLearningRate | Capture | Predict | SaveNow
