"""The sentences about a training: one table, from the codes and numbers of events to messages, for every reader.

Run files keep codes and values; what is read from them is looked up here, so that no file brings text of its own, and an
earlier run is shown in the language of today's reader.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from backend.datasets import notes as datasets
from backend.protocol.events import Finished, Marked, Metrics
from backend.protocol.metric_names import kind_of, main_value, metric_info, value_message
from builder.common.messages import QT_TRANSLATE_NOOP, Message, Template

READING_THE_DATA = QT_TRANSLATE_NOOP("Training", "Reading the data")

NOTES: Mapping[str, Template] = {
    **datasets.NOTES,
    "single-batch": QT_TRANSLATE_NOOP(
        "Training",
        "The batch size of {size:,} is more than the {count:,} training images: every epoch is a single batch.",
    ),
    "no-validation": QT_TRANSLATE_NOOP(
        "Training",
        "There are no validation images, so no epoch is called the best; early stopping follows the training images.",
    ),
    "images-in-memory": QT_TRANSLATE_NOOP(
        "Training", "The images do not fit on the GPU beside the network: they stay in memory, and each batch is copied."
    ),
    "class-weights": QT_TRANSLATE_NOOP(
        "Training",
        "In the training loss, samples count by their class: from {low:.3g} for {large} to {high:.3g} for {small}. "
        "What is measured counts every sample alike.",
    ),
    "balanced-sampling": QT_TRANSLATE_NOOP(
        "Training", "Every class is drawn equally often, so the samples of small classes are learned from several times."
    ),
    "loss-of-outputs": QT_TRANSLATE_NOOP(
        "Training", "The training loss is {sum}. What is measured is {main} alone, the main output."
    ),
}
"""Remarks on how data and recipe are used, by the code that run files keep."""

_OTHER_NOTE = "text"
"""The code of a note that is not in the table: its text is kept, in English."""

_MARKS: Mapping[str, Template] = {
    "paused": QT_TRANSLATE_NOOP("Training", "paused at batch {step:,}"),
    "resumed": QT_TRANSLATE_NOOP("Training", "resumed at batch {step:,}"),
    "stepped": QT_TRANSLATE_NOOP("Training", "stepped at batch {step:,}"),
    "learning_rate": QT_TRANSLATE_NOOP("Training", "learning rate {value:g} at batch {step:,}"),
    "saved": QT_TRANSLATE_NOOP("Training", "saved at batch {step:,}"),
    "continued": QT_TRANSLATE_NOOP("Training", "continued at batch {step:,}"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Overfitting:
    """From epoch `since` to epoch `until` the validation loss rose while the training loss fell; pairs are (from, to)."""

    since: int
    until: int
    val_loss: tuple[float, float]
    train_loss: tuple[float, float]


def overfitting_message(found: Overfitting) -> Message:
    """What the curves show, with their numbers."""
    return Message.of(
        QT_TRANSLATE_NOOP(
            "Training",
            "Overfitting since epoch {since}: up to epoch {until} the validation loss rose "
            "from {val_from:.4f} to {val_to:.4f}, while the training loss fell from {train_from:.4f} to {train_to:.4f}.",
        ),
        since=found.since,
        until=found.until,
        val_from=found.val_loss[0],
        val_to=found.val_loss[1],
        train_from=found.train_loss[0],
        train_to=found.train_loss[1],
    )


def ending_message(event: Finished, *, short: bool = False) -> Message:
    """How a training ended, and how good its weights are on the test images; not `short`, also compared with what."""
    end, measured = _reason(event), _measured(event)
    if measured is None or event.step == 0:
        return end
    compared = None if short else _compared(event)
    if compared is None:
        return Message.of(QT_TRANSLATE_NOOP("Training", "{ending} {measured}"), ending=end, measured=measured)
    whole = QT_TRANSLATE_NOOP("Training", "{ending} {measured} {compared}")
    return Message.of(whole, ending=end, measured=measured, compared=compared)


def mark_message(event: Marked) -> Message:
    """Something done by hand, as a line of a log; a kind from a later version is shown as it is written."""
    template = _MARKS.get(event.kind)
    if template is None or (event.kind == "learning_rate" and event.value is None):
        return Message.of(QT_TRANSLATE_NOOP("Training", "{kind} at batch {step:,}"), kind=event.kind, step=event.step)
    return Message.of(template, step=event.step, value=event.value)


def note_record(note: Message) -> dict[str, object]:
    """A note as run files keep it: its code and values."""
    for code, template in NOTES.items():
        if note.template == template:
            plain = {name: value if isinstance(value, int | float | str) else str(value) for name, value in note.values.items()}
            return {"code": code, "values": plain}
    return {"code": _OTHER_NOTE, "values": {"text": note.text()}}


def parse_note(code: str, values: Mapping[str, str | int | float]) -> Message:
    """The note with this code; one from a later version keeps its code as its text."""
    if code in NOTES:
        return Message.of(NOTES[code], **values)
    return Message.verbatim(str(values.get("text", code)))


def _reason(event: Finished) -> Message:
    match event.reason:
        case "stopped" if event.step == 0 and event.test is None:
            return Message.of(QT_TRANSLATE_NOOP("Training", "Stopped before the data were ready; nothing was trained."))
        case "stopped" if event.step == 0:
            return Message.of(QT_TRANSLATE_NOOP("Training", "Stopped before the first batch; nothing was trained."))
        case "stopped":
            stopped = QT_TRANSLATE_NOOP("Training", "Stopped after {epochs} and {step:,} batches; the weights are kept.")
            return Message.of(stopped, epochs=_epochs(event.epoch), step=event.step)
        case "early-stopping":
            return _stopped_early(event)
        case "nan":
            return _not_a_number(event)
        case _:
            return Message.of(QT_TRANSLATE_NOOP("Training", "Done: {epochs}."), epochs=_epochs(event.epoch))


def _not_a_number(event: Finished) -> Message:
    if event.broken_at is None or event.learning_rate is None:
        earlier = QT_TRANSLATE_NOOP(
            "Training",
            "The loss became no number. The last good weights, those after batch {step:,}, are kept. "
            "A lower learning rate may help.",
        )
        return Message.of(earlier, step=event.step)
    broken = QT_TRANSLATE_NOOP(
        "Training",
        "The loss became no number at batch {broken_at:,}. The last good weights, those after batch {step:,}, are kept. "
        "A learning rate below {rate:g} may help.",
    )
    return Message.of(broken, broken_at=event.broken_at, step=event.step, rate=event.learning_rate)


def _stopped_early(event: Finished) -> Message:
    """By what it was stopped: the loss, or where the task has a measure of its own that one."""
    named = next((name for name in ("mean_iou", "psnr") if name in (event.val or {})), None)
    if named is not None:
        measure = QT_TRANSLATE_NOOP(
            "Training", "Stopped by itself after {epochs}: {title} on the validation images has not risen for {stale}."
        )
        title = metric_info(named).title
        return Message.of(measure, epochs=_epochs(event.epoch), title=title, stale=event.stale)
    early = QT_TRANSLATE_NOOP("Training", "Stopped by itself after {epochs}: the validation loss has not fallen for {stale}.")
    return Message.of(early, epochs=_epochs(event.epoch), stale=event.stale)


def _measured(event: Finished) -> Message | None:
    """How good the weights are on the test images; None where they were not looked at."""
    found = main_value(event.test)
    if found is None or event.test_samples is None:
        return None
    name, value = found
    last = QT_TRANSLATE_NOOP("Training", "{title} {value} on {count:,} test images with the last weights.")
    best = QT_TRANSLATE_NOOP("Training", "{title} {value} on {count:,} test images with the best weights (epoch {epoch}).")
    if name == "accuracy" and kind_of(event.test or {}) == "classification":
        last = QT_TRANSLATE_NOOP("Training", "{value} of {count:,} test images are right with the last weights.")
        best = QT_TRANSLATE_NOOP(
            "Training", "{value} of {count:,} test images are right with the best weights (epoch {epoch})."
        )
    return Message.of(
        last if event.best_epoch is None else best,
        title=metric_info(name).title,
        value=value_message(name, value),
        count=event.test_samples,
        epoch=event.best_epoch,
    )


def _compared(event: Finished) -> Message | None:
    """Between what bounds the main metric lies, and what is reached without learning, as far as that was measured."""
    found = main_value(event.test)
    name = found[0] if found else ""
    baseline, interval = _number(event.baseline, name), (event.intervals or {}).get(name)
    low, high = interval or (math.nan, math.nan)
    known = math.isfinite(low) and math.isfinite(high)
    if known and baseline is not None:
        text = QT_TRANSLATE_NOOP("Training", "95% interval: {low} to {high}. Without learning: {baseline}.")
    elif known:
        text = QT_TRANSLATE_NOOP("Training", "95% interval: {low} to {high}.")
    elif baseline is not None:
        text = QT_TRANSLATE_NOOP("Training", "Without learning: {baseline}.")
    else:
        return None
    values = {"low": low, "high": high, "baseline": baseline}
    return Message.of(text, **{key: value_message(name, value) for key, value in values.items()})


def _epochs(count: int) -> Message:
    one, several = QT_TRANSLATE_NOOP("Training", "{count} epoch"), QT_TRANSLATE_NOOP("Training", "{count} epochs")
    return Message.of(one if count == 1 else several, count=count)


def _number(metrics: Metrics | None, name: str) -> float | None:
    value = math.nan if metrics is None else metrics.get(name, math.nan)
    return value if math.isfinite(value) else None
