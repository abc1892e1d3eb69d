"""The folder of a run: what was asked, what happened line by line, and the weights. No file needs Convas to be read.

``job.json``       network, recipe and data
``data.json``      what it was trained on: classes in their order, hashes of the files, and which file went where
``started.json``   counts, steps per epoch, device and threads
``losses.jsonl``   the losses of all batches, several batches per line
``epochs.jsonl``   metrics after each epoch, one line per epoch
``marks.jsonl``    what was done by hand, one line each
``finished.json``  how it ended; missing while it runs, and after a crash
``predictions.npz``  labels, predictions, confidences and images of the test set, by the best weights
``model.py``       the network as source
``best.pt``, ``last.pt``  its weights (state_dicts), of the best epoch and the last
``state.pt``       what Continue needs besides them
"""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from backend.paths import home as home_folder
from backend.protocol.event_json import as_json, from_json
from backend.protocol.events import Batches, EpochEnded, Event, Finished, Marked, Predicted, Started, frozen
from backend.protocol.job import JobError, TrainingJob
from builder.common.files import LARGEST_FILE, read_text, replace_text, replacing
from builder.common.json_checks import ProjectError, parse_json
from builder.common.messages import QT_TRANSLATE_NOOP

Kind = TypeVar("Kind")

_LINES: Mapping[type[Any], str] = {Batches: "losses.jsonl", EpochEnded: "epochs.jsonl", Marked: "marks.jsonl"}
_WHOLE = {Started: "started.json", Finished: "finished.json"}


LARGEST_DATA = LARGEST_FILE // 4
"""In characters, of which one may take four bytes."""

PREDICTED_ARRAYS = ("images", "targets", "predictions", "confidences", "scores")
"""The arrays of the file of predictions, by the names of the fields of the event."""

PREDICTED_NUMBERS = ("total", "epoch", "step")
"""Its whole numbers; those that an earlier version did not write are 0."""


class RunStore:
    """Reads and writes the folder of one run."""

    def __init__(self, folder: str | Path) -> None:
        """The run in `folder`, which need not exist yet."""
        self.folder = Path(folder)

    @classmethod
    def open(cls, folder: str | Path) -> RunStore:
        """An existing run; raises JobError where there is none."""
        store = cls(folder)
        if not (store.folder / "job.json").is_file():
            raise JobError(QT_TRANSLATE_NOOP("Runs", "There is no run in {folder}."), folder=folder)
        return store

    @property
    def best(self) -> Path:
        """The weights of the best epoch."""
        return self.folder / "best.pt"

    @property
    def last(self) -> Path:
        """The weights at the end."""
        return self.folder / "last.pt"

    @property
    def state(self) -> Path:
        """The training state that Continue needs."""
        return self.folder / "state.pt"

    @property
    def source(self) -> Path:
        """The network as source."""
        return self.folder / "model.py"

    # -- writing -----------------------------------------------------------------------------------------------------

    def begin(self, job: TrainingJob, source: str) -> None:
        """Create the folder and write what is trained; removes the end of an earlier stretch. Raises OSError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "finished.json").unlink(missing_ok=True)
        replace_text(self.folder / "job.json", json.dumps(job.record(), indent=1))
        replace_text(self.source, source)

    def add(self, event: Event) -> None:
        """Write an event, if it is one that the folder keeps. Raises OSError."""
        if isinstance(event, Predicted):
            if event.part == "test":
                self._write_predictions(event)
        elif type(event) in _LINES:
            with (self.folder / _LINES[type(event)]).open("a", encoding="utf-8") as file:
                file.write(as_json(event) + "\n")
        elif type(event) in _WHOLE:
            replace_text(self.folder / _WHOLE[type(event)], as_json(event, indent=1))

    def write_data(self, record: Mapping[str, Any]) -> None:
        """Write what is kept of the data; where the files make it too large, without them. Raises OSError."""
        text = json.dumps(record, ensure_ascii=False)
        if len(text) > LARGEST_DATA:
            text = json.dumps({**record, "files": []}, ensure_ascii=False)
        replace_text(self.folder / "data.json", text)

    def rewind(self, step: int) -> None:
        """Delete what came after batch `step`, and half-written lines. Raises OSError."""
        for kind, name in _LINES.items():
            path = self.folder / name
            if path.is_file():
                read = ((line, from_json(kind, line)) for line in _lines(path))
                replace_text(path, "".join(f"{line}\n" for line, event in read if event is not None and event.step <= step))

    def _write_predictions(self, event: Predicted) -> None:
        with replacing(self.folder / "predictions.npz") as file:
            arrays = {name: getattr(event, name) for name in PREDICTED_ARRAYS}
            numbers: dict[str, Any] = {name: np.array(getattr(event, name)) for name in PREDICTED_NUMBERS}
            np.savez_compressed(file, **arrays, kind=np.array(event.kind), **numbers)

    # -- reading -----------------------------------------------------------------------------------------------------

    def job(self) -> TrainingJob:
        """What was trained; raises JobError."""
        try:
            record = json.loads((self.folder / "job.json").read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            record = None
        if not isinstance(record, dict):
            raise JobError(QT_TRANSLATE_NOOP("Runs", "The record of the run in {folder} cannot be read."), folder=self.folder)
        return TrainingJob.parse(record)

    def read_data(self) -> Any:
        """What was kept of the data, as JSON knows it; None where nothing was. Raises JobError where it cannot be read."""
        path = self.folder / "data.json"
        if not path.exists():
            return None
        try:
            return parse_json(read_text(path))
        except ProjectError as error:
            raise JobError(error.message) from error

    def read_started(self) -> Started | None:
        """How it began, if that was written."""
        event = _read_event(Started, self.folder / "started.json")
        return None if event is None else replace(event, run_dir=str(self.folder))

    @property
    def trained(self) -> bool:
        """Whether a training was started here: a folder may hold imported weights alone."""
        return self.read_started() is not None or next(self.events(), None) is not None

    def read_finished(self) -> Finished | None:
        """How it ended; None for a run that still runs or was cut off."""
        event = _read_event(Finished, self.folder / "finished.json")
        if event is None:
            return None
        samples = event.test_samples
        if samples is None and event.test is not None:  # version 1 kept the number of test images only in started.json
            started = self.read_started()
            samples = None if started is None else started.counts.get("test")
        return replace(event, run_dir=str(self.folder), test_samples=samples)

    def events(self) -> Iterator[Batches | EpochEnded | Marked]:
        """What happened, file by file: batches, epochs, marks. Lines that cannot be read are skipped."""
        for kind, name in _LINES.items():
            for line in _lines(self.folder / name):
                event = from_json(kind, line)
                if event is not None:
                    yield event

    def predictions(self) -> Predicted | None:
        """The predictions on the test set; None where it was not evaluated or cannot be read."""
        path = self.folder / "predictions.npz"
        try:
            # No pickle: people hand runs on, and a pickle runs code when it is read.
            with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
                if "labels" in file:  # versions 1 and 2: classifications only, all of the test set
                    old: dict[str, Any] = {name: frozen(file[name]) for name in ("images", "predictions", "confidences")}
                    labels, none = frozen(file["labels"]), frozen(np.zeros(0, np.float32))
                    return Predicted(**old, targets=labels, scores=none, total=len(labels))
                arrays: dict[str, Any] = {name: frozen(file[name]) for name in PREDICTED_ARRAYS}
                numbers: dict[str, Any] = {name: int(file[name]) for name in PREDICTED_NUMBERS if name in file}
                return Predicted(**arrays, kind=str(file["kind"]), **numbers)
        except (OSError, EOFError, ValueError, TypeError, KeyError, zipfile.BadZipFile, zlib.error):
            return None


def new_run(home: Path | None = None, name: str = "") -> RunStore:
    """A new, empty folder for a run, named by the time and `name`. Raises OSError, and JobError after a thousand tries."""
    runs = (home or home_folder()) / "runs"
    runs.mkdir(parents=True, exist_ok=True)
    stem = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S") + (f"-{name}" if name else "")
    for number in range(1, 1000):
        folder = runs / (stem if number == 1 else f"{stem}-{number}")
        try:
            folder.mkdir()
        except FileExistsError:
            continue
        return RunStore(folder)
    raise JobError(QT_TRANSLATE_NOOP("Runs", "There are a thousand runs named {name} in {folder}."), name=stem, folder=runs)


def list_runs(home: Path | None = None) -> list[RunStore]:
    """All runs, the newest first."""
    runs = (home or home_folder()) / "runs"
    found = [path.parent for path in runs.glob("*/job.json")] if runs.is_dir() else []
    return [RunStore(folder) for folder in sorted(found, reverse=True)]


def _lines(path: Path) -> Iterator[str]:
    if path.is_file():
        yield from path.read_text(encoding="utf-8", errors="replace").split("\n")


def _read_event(kind: type[Kind], path: Path) -> Kind | None:
    try:
        return from_json(kind, path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return None
