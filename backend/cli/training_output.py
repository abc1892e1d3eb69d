"""A training on a terminal: bars on standard error, and a line for each epoch, as text or as JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from tqdm import tqdm

from backend.cli.terminal import in_language
from backend.protocol.events import Batches, EpochEnded, Event, Finished, Marked, Metrics, Preparing, Started
from backend.protocol.metric_names import MEASURED, is_overall, main_value, metric_info, value_message
from backend.protocol.sentences import ending_message, mark_message
from builder.common.messages import QT_TRANSLATE_NOOP, Message, Template
from builder.common.progress import Progress
from builder.tasks.classification import Classes

NAMES = {EpochEnded: "epoch", Marked: "mark", Finished: "finished"}
"""The events that are printed as JSON, and what they are called there."""

_PARTS = {"train": "train", "val": "val", "test": "test", "baseline": "baseline", "intervals": "interval"}
"""Fields of events that hold metrics, and what their values are called in the ``metrics`` of JSON."""


class Bar(tqdm):  # type: ignore[misc]  # tqdm has no types
    """A progress bar that starts no thread of its own."""

    monitor_interval = 0


class TrainingOutput:
    """Prints events as they come. `write` takes each line; bars are shown only where standard error is a terminal.

    `kind` is that of the task: its metrics are null in JSON where they were not measured.
    """

    def __init__(self, write: Callable[[str], None], *, as_json: bool = False, kind: str = Classes.kind) -> None:
        self._write, self._as_json, self._kind = write, as_json, kind
        self._bar: Any = None
        self._bar_text = ""
        self._started: Started | None = None

    def follow(self, events: Iterable[Event]) -> Finished | None:
        """Print all events; gives the last of them, if the training came to an end."""
        finished = None
        try:
            for event in events:
                self._show(event)
                line = json_line(event, self._kind) if self._as_json else None
                for text in [line] if line is not None else [] if self._as_json else self._lines(event):
                    self._print(text)
                if isinstance(event, Finished):
                    finished = event
        finally:
            self._close()
        return finished

    def _print(self, line: str | Message) -> None:
        if self._bar is not None:
            self._bar.clear()
        self._write(in_language(line))

    def _show(self, event: Event) -> None:
        if isinstance(event, Preparing):
            self._advance(in_language(event.text), event.done, event.total)
        elif isinstance(event, Batches) and self._started is not None:
            steps = self._started.steps_per_epoch
            text = QT_TRANSLATE_NOOP("CommandLine", "epoch {epoch}/{epochs}")
            label = in_language(Message.of(text, epoch=event.epoch, epochs=self._started.epochs))
            self._advance(label, (event.step - 1) % steps + 1, steps)
            loss = in_language(Message.of(_METRICS["loss"], value=float(event.losses.mean())))
            self._bar.set_postfix_str(loss, refresh=False)
        elif isinstance(event, Started):
            self._started = event
            self._close()
        elif isinstance(event, EpochEnded | Finished):
            self._close()

    def _advance(self, text: str, done: int, total: int) -> None:
        if self._bar is None or text != self._bar_text:
            self._close()
            self._bar_text = text
            hidden = True if self._as_json else None
            self._bar = Bar(desc=text, total=total or None, leave=False, disable=hidden, dynamic_ncols=True)
        self._bar.total = total or None
        self._bar.update(max(0, done - self._bar.n))

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def _lines(self, event: Event) -> tuple[Message, ...]:
        if isinstance(event, Started):
            return (started_message(event), *event.notes)
        if isinstance(event, EpochEnded):
            return (epoch_message(event, self._started.epochs if self._started else event.epoch),)
        if isinstance(event, Marked):
            return (mark_message(event),)
        return (ending_message(event), *result_messages(event)) if isinstance(event, Finished) else ()


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar that shows what is done, how much of it, and out of how much."""
    with Bar(leave=False, disable=None, dynamic_ncols=True, bar_format="{desc} {bar} {n_fmt}/{total_fmt}") as bar:

        def progress(text: str | Message, done: int, total: int) -> None:
            bar.total = total
            bar.set_description_str(in_language(text), refresh=False)
            bar.n = done
            bar.refresh()

        yield progress


_COUNTS: Mapping[str, Template] = {
    "train": QT_TRANSLATE_NOOP("CommandLine", "{count:,} training"),
    "val": QT_TRANSLATE_NOOP("CommandLine", "{count:,} validation"),
    "test": QT_TRANSLATE_NOOP("CommandLine", "{count:,} test"),
}
_METRICS: Mapping[str, Template] = {
    "loss": QT_TRANSLATE_NOOP("CommandLine", "loss {value:.4f}"),
    "accuracy": QT_TRANSLATE_NOOP("CommandLine", "accuracy {value:7.2%}"),
}


def started_message(event: Started) -> Message:
    """What is about to be trained, and on what."""
    counts = [Message.of(text, count=event.counts[split]) for split, text in _COUNTS.items() if split in event.counts]
    one, several = QT_TRANSLATE_NOOP("CommandLine", "1 thread"), QT_TRANSLATE_NOOP("CommandLine", "{count:,} threads")
    return Message.of(
        QT_TRANSLATE_NOOP("CommandLine", "{parameters:,} parameters; {counts} images; {device}, {threads}"),
        parameters=event.parameters,
        counts=counts,
        device=event.device,
        threads=Message.of(one if event.threads == 1 else several, count=event.threads),
    )


def epoch_message(event: EpochEnded, epochs: int) -> Message:
    """One epoch of so many as a line that aligns with the next."""
    line = QT_TRANSLATE_NOOP("CommandLine", "epoch {epoch}/{epochs}  {train}  validation {val}  {rate:,.0f} samples/s")
    alone = QT_TRANSLATE_NOOP("CommandLine", "epoch {epoch}/{epochs}  {train}  {rate:,.0f} samples/s")
    best = QT_TRANSLATE_NOOP("CommandLine", "epoch {epoch}/{epochs}  {train}  validation {val}  {rate:,.0f} samples/s  best")
    return Message.of(
        alone if event.val is None else best if event.best else line,
        epoch=f"{event.epoch:>{len(str(epochs))}}",
        epochs=epochs,
        train=_metrics_text(event.train),
        val="" if event.val is None else _metrics_text(event.val),
        rate=event.samples_per_second,
    )


def result_messages(event: Finished) -> tuple[Message, ...]:
    """A sentence for each metric of the test set that the ending does not name, with its interval and its baseline.

    Metrics of single classes are left to JSON.
    """
    main = main_value(event.test)
    if main is None:
        return ()
    names = [name for name in event.test or {} if is_overall(name) and name not in ("loss", main[0])]
    return tuple(_result_message(event, name) for name in names)


def _result_message(event: Finished, name: str) -> Message:
    interval, baseline = (event.intervals or {}).get(name), (event.baseline or {}).get(name)
    plain = QT_TRANSLATE_NOOP("CommandLine", "{title}: {value}")
    ranged = QT_TRANSLATE_NOOP("CommandLine", "{title}: {value} (95% interval: {low} to {high})")
    compared = QT_TRANSLATE_NOOP("CommandLine", "{title}: {value} (without learning: {baseline})")
    both = QT_TRANSLATE_NOOP("CommandLine", "{title}: {value} (95% interval: {low} to {high}; without learning: {baseline})")
    low, high = interval or (None, None)
    text = (plain if baseline is None else compared) if interval is None else (ranged if baseline is None else both)
    values = {"value": (event.test or {})[name], "low": low, "high": high, "baseline": baseline}
    return Message.of(text, title=metric_info(name).title, **{key: value_message(name, value) for key, value in values.items()})


def json_line(event: Event, kind: str = Classes.kind) -> str | None:
    """An epoch, a mark or the end as a JSON object in one line; None for all other events. What is no number is null.

    Metrics of all classes together are numbers of their own, such as ``val_loss``; ``metrics`` has all of them by name.
    Where a part was not measured, those of the `kind` of task are null.
    """
    if type(event) not in NAMES:
        return None
    parts = {name: getattr(event, name) for name in _PARTS if name in event.__dataclass_fields__}
    fields: dict[str, Any] = {}
    for name in event.__dataclass_fields__:
        value = getattr(event, name)
        if name in ("train", "val", "test"):
            fields |= {f"{name}_{metric}": None for metric in _expected(event, kind)} if value is None else {}
            fields |= {f"{name}_{metric}": number for metric, number in (value or {}).items() if is_overall(metric)}
        elif name not in parts:
            fields[name] = value
    if parts:
        fields["metrics"] = _metrics_record(parts)
    if isinstance(event, Finished):
        fields["text"] = ending_message(event).text()
    return json.dumps({"event": NAMES[type(event)], **_without_nan(fields)}, allow_nan=False)


def _expected(event: Event, kind: str) -> Iterable[str]:
    """The metrics that are null where a part was not measured: those of the training set, or those of the kind of task."""
    return event.train if isinstance(event, EpochEnded) else MEASURED.get(kind, ("loss",))


def _metrics_record(parts: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """For each metric its value in each part that measured it, for example {"f1": {"test": 0.9, "interval": [0.8, 0.95]}}."""
    record: dict[str, dict[str, Any]] = {}
    for part, values in parts.items():
        for metric, value in (values or {}).items():
            record.setdefault(metric, {})[_PARTS[part]] = value
    return record


def _without_nan(value: Any) -> Any:
    """`value` with None for every number in it that is not finite."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {name: _without_nan(each) for name, each in value.items()}
    return [_without_nan(each) for each in value] if isinstance(value, tuple | list) else value


def _metrics_text(metrics: Metrics) -> str:
    """Every metric with its number; shares, from 0 to 1, in percent."""
    return "  ".join(in_language(_metric_message(name, value)) for name, value in metrics.items())


def _metric_message(name: str, value: float) -> Message:
    if name in _METRICS:
        return Message.of(_METRICS[name], value=value)
    pair = QT_TRANSLATE_NOOP("CommandLine", "{title} {value}")
    return Message.of(pair, title=metric_info(name).title, value=value_message(name, value))
