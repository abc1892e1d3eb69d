"""A training told on a terminal: bars on standard error, and a line for each epoch, in words or as JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from tqdm import tqdm

from backend.protocol.events import Batches, EpochEnded, Event, Finished, Marked, Metrics, Preparing, Started
from backend.protocol.sentences import ending_message, mark_message

NAMES = {EpochEnded: "epoch", Marked: "mark", Finished: "finished"}
"""The events that are told as JSON, and what they are called there."""


DOCUMENTED = ("loss", "accuracy")
"""The metrics that are null in JSON where nothing was measured."""


class Bar(tqdm):  # type: ignore[misc]  # tqdm has no types
    """A progress bar that starts no thread of its own."""

    monitor_interval = 0


class Transcript:
    """Tells events as they come. `write` takes each line; bars are shown only where standard error is a terminal."""

    def __init__(self, write: Callable[[str], None], *, as_json: bool = False) -> None:
        self._write, self._as_json = write, as_json
        self._bar: Any = None
        self._bar_text = ""
        self._started: Started | None = None

    def follow(self, events: Iterable[Event]) -> Finished | None:
        """Tell all events; the last of them, if the training came to an end."""
        finished = None
        try:
            for event in events:
                self._show(event)
                line = json_line(event) if self._as_json else self._line(event)
                if line is not None:
                    self._say(line)
                if isinstance(event, Finished):
                    finished = event
        finally:
            self._close()
        return finished

    def _say(self, line: str) -> None:
        if self._bar is not None:
            self._bar.clear()
        self._write(line)

    def _show(self, event: Event) -> None:
        if isinstance(event, Preparing):
            self._advance(event.text.text(), event.done, event.total)
        elif isinstance(event, Batches) and self._started is not None:
            steps = self._started.steps_per_epoch
            self._advance(f"epoch {event.epoch}/{self._started.epochs}", (event.step - 1) % steps + 1, steps)
            self._bar.set_postfix_str(f"loss {float(event.losses.mean()):.4f}", refresh=False)
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

    def _line(self, event: Event) -> str | None:
        if isinstance(event, Started):
            return started_words(event)
        if isinstance(event, EpochEnded):
            return epoch_words(event, self._started.epochs if self._started else event.epoch)
        if isinstance(event, Marked):
            return mark_message(event).text()
        return ending_message(event).text() if isinstance(event, Finished) else None


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """A bar for work that tells what it does, how much of it is done and out of how much."""
    with Bar(leave=False, disable=None, dynamic_ncols=True, bar_format="{desc} {bar} {n_fmt}/{total_fmt}") as bar:

        def progress(text: str, done: int, total: int) -> None:
            bar.total = total
            bar.set_description_str(text, refresh=False)
            bar.n = done
            bar.refresh()

        yield progress


def started_words(event: Started) -> str:
    """What is about to be trained, and on what."""
    kinds = {"train": "training", "val": "validation", "test": "test"}
    counts = ", ".join(f"{event.counts[split]:,} {word}" for split, word in kinds.items() if split in event.counts)
    threads = f"{event.threads} thread{'' if event.threads == 1 else 's'}"
    return "\n".join([f"{event.parameters:,} parameters; {counts} images; {event.device}, {threads}", *map(str, event.notes)])


def epoch_words(event: EpochEnded, epochs: int) -> str:
    """One epoch of so many as a line that aligns with the next."""
    return (
        f"epoch {event.epoch:>{len(str(epochs))}}/{epochs}  {_metric_words(event.train)}  validation {_metric_words(event.val)}"
        f"  {event.samples_per_second:,.0f} samples/s{'  best' if event.best else ''}"
    )


def json_line(event: Event) -> str | None:
    """An epoch, a mark or the end as a JSON object in one line; None for all other events. What is no number is null."""
    if type(event) not in NAMES:
        return None
    fields: dict[str, Any] = {}
    for name in event.__dataclass_fields__:
        value = getattr(event, name)
        if name in ("train", "val", "test"):
            fields |= {f"{name}_{metric}": None for metric in DOCUMENTED} if value is None else {}
            fields |= {f"{name}_{metric}": number for metric, number in (value or {}).items()}
        else:
            fields[name] = value
    if isinstance(event, Finished):
        fields["text"] = ending_message(event).text()
    plain = {name: None if isinstance(value, float) and not math.isfinite(value) else value for name, value in fields.items()}
    return json.dumps({"event": NAMES[type(event)], **plain}, allow_nan=False)


def _metric_words(metrics: Metrics) -> str:
    """Every metric with its number: shares, from 0 to 1, in percent, losses as they are."""
    return "  ".join(f"{name} {value:7.2%}" if name == "accuracy" else f"{name} {value:.4f}" for name, value in metrics.items())
