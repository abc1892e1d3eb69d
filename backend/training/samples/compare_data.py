"""The data of a training, compared with those of the run that it continues. No torch."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from backend.datasets.base import Cancel, DataError, Splits
from backend.datasets.division import EarlierData
from backend.datasets.identity.data_changes import DataChanges, class_order, compare, kept_splits
from backend.datasets.identity.data_record import DataRecord
from backend.datasets.identity.fingerprint import fingerprint_of
from backend.datasets.notes import NOTES
from backend.datasets.own.folders.walking import name_list
from backend.datasets.splits import DataSpec, prepare, source_of
from backend.protocol.events import DataChanged, TrainingError
from backend.protocol.job import JobError, TrainingJob
from backend.runs.store import RunStore
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.progress import Progress

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReadData:
    """The data of a training, and what its run keeps of them."""

    splits: Splits
    record: DataRecord


def read_compared(job: TrainingJob, shape: tuple[int, ...], progress: Progress, cancelled: Cancel) -> ReadData:
    """The data of `job` for an Input of `shape`, and what the run is to keep of them.

    Where a run is continued, images that it knew keep their split and classes keep their order. Raises
    :class:`DataChanged` where the data are other ones now and the job does not accept that, TrainingError for the record
    of a run that cannot be read, :class:`DataError` and DataCancelled.
    """
    target = None if job.task is None else job.task.target
    record = earlier_record(job)
    found = source_of(job.data)
    found.fetch(progress, cancelled)
    now = fingerprint_of(found, progress, cancelled)
    earlier, changes = None, DataChanges()
    if record is not None:
        changes = compare(record, now)
        if changes and not job.accept_data:
            raise DataChanged(_REFUSAL, changes=changes.clauses())
        earlier = EarlierData(classes=class_order(record, now, changes), splits=kept_splits(record, now), rule=record.rule)
    splits = prepare(job.data, shape, target, progress, cancelled, earlier=earlier)
    if record is not None:
        _check_names(record.names, splits.target.names)
    if changes and earlier is not None:
        splits = replace(splits, notes=(*splits.notes, _accepted_note(splits, earlier)))
    return ReadData(splits, DataRecord.of(splits, now, data=job.data.name, fit=job.data.fit))


_REFUSAL = QT_TRANSLATE_NOOP(
    "Training",
    "The data are not those that this run was trained on: {changes}. Start a new training, bring the earlier data back, or "
    "go on with the data as they are now: then images that the run knew stay in their part, and new ones are divided.",
)


def earlier_record(job: TrainingJob) -> DataRecord | None:
    """What the run to be continued kept of its data; None without such a run, and for runs that kept nothing.

    Raises TrainingError where it cannot be read, unless the job accepts any data.
    """
    if job.resume is None:
        return None
    try:
        value = RunStore.open(job.resume).read_data()
        return None if value is None else DataRecord.parse(value)
    except (JobError, DataError) as error:
        if job.accept_data:
            log.warning("The data of %s are not compared: %s", job.resume, error)
            return None
        raise TrainingError(error.message) from error


def has_same_data(before: DataSpec, job: TrainingJob) -> bool:
    """Whether the job learns from the data of the run that it continues, divided in the same way.

    They may lie elsewhere now: that their files are the same has been seen when they were read.
    """
    if before.with_values(name=job.data.name) != job.data:
        return False
    if before.name == job.data.name:
        return True
    record = earlier_record(job)
    return record is not None and bool(record.files)


def parts_of(folder: str | Path) -> EarlierData | None:
    """The parts that images have in the run in `folder`, by their names; None where it kept nothing that can be read."""
    try:
        value = RunStore.open(folder).read_data()
        record = None if value is None else DataRecord.parse(value)
    except (JobError, DataError):
        return None
    return None if record is None else EarlierData(classes=record.classes, splits=record.splits, rule=record.rule)


def was_accepted(notes: Sequence[Message]) -> bool:
    """Whether a run with these notes went on with data that had changed, so that its parts are not those of a new one."""
    return any(note.template == NOTES["data-accepted"] for note in notes)


def _check_names(before: tuple[str, ...], now: tuple[str, ...]) -> None:
    """Raise TrainingError where the outputs of the run would stand for each other."""
    if before != now and sorted(before) == sorted(now):
        swapped = QT_TRANSLATE_NOOP(
            "Training",
            "The outputs of this run stand for {before}, in this order; the data have {now} now. Bring the earlier order back.",
        )
        raise TrainingError(swapped, before=name_list(before), now=name_list(now))


def _accepted_note(splits: Splits, earlier: EarlierData) -> Message:
    names = [name for part in (splits.train, splits.val, splits.test) for name in part.names]
    known = sum(name in earlier.splits for name in names)
    return Message.of(NOTES["data-accepted"], known=known, fresh=len(names) - known)
