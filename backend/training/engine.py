"""The training loop: a generator of events that obeys commands between two batches.

Headless it is ``for event in train(job, Commands(), store): ...``; a window runs it in a thread, through Runner.
"""

from __future__ import annotations

import math
import time
from collections.abc import Generator, Iterator

from backend.protocol.command_queue import Commands
from backend.protocol.events import EpochEnded, Event, Finished, Metrics, Predicted, Preparing, Started, TrainingError, frozen
from backend.protocol.job import TrainingJob
from backend.protocol.sentences import READING_THE_DATA
from backend.runs import checkpoint
from backend.runs.store import RunStore
from backend.training.build import image_size
from backend.training.control import Aborted
from backend.training.data_loading import loaded
from backend.training.device import calm, device_for, in_words, thread_count
from backend.training.evaluation import Measuring
from backend.training.setup import Session, sentence
from builder.common.messages import Message
from builder.common.state_dict_keys import fitted

STOP_LIMIT = 5.0
"""After Stop, measuring the test set may take so many seconds; then it is left out."""


def train(job: TrainingJob, commands: Commands, store: RunStore) -> Generator[Event, None, None]:
    """Train the job's network, write the run into `store`, and say what happens.

    The last event is Finished. Raises TrainingError, in words and with the block where it is known. `close()` ends it
    at once and writes nothing more. To go on with a run, give its folder as `job.resume`, and its store.
    """
    begun = False
    with calm(thread_count(job.recipe.threads)):
        try:
            for event in _events(job, commands, store):
                begun = begun or isinstance(event, Started)
                if begun:
                    store.add(event)
                yield event
        except Aborted:
            return
        except OSError as error:
            raise TrainingError(Message.verbatim(sentence(in_words(error)))) from error


def _events(job: TrainingJob, commands: Commands, store: RunStore) -> Iterator[Event]:
    device_for(job.recipe.device)
    yield Preparing(Message.of(READING_THE_DATA))
    splits = yield from loaded(job.data, image_size(job.graph), commands)
    if splits is None:
        yield Finished(reason="stopped", epoch=0, step=0, samples_per_second=0.0, run_dir=str(store.folder))
        return
    session = Session.opened(job, splits, commands, store)
    try:
        yield from session.first_events()
        reason = yield from _learn(session)
        yield from _conclude(session, reason)
    except (RuntimeError, ValueError, IndexError, TypeError, MemoryError) as error:
        raise error if isinstance(error, TrainingError) else session.explained(error) from error


def _learn(session: Session) -> Generator[Event, None, str]:
    """Learn until the end; give the reason it ended for."""
    learner, controls, log = session.learner, session.controls, session.controls.log
    while learner.progress.epoch < session.epochs:
        log.begin_epoch()
        for chosen in learner.batches():
            yield from controls.obey()
            if controls.stopping:
                return "stopped"
            yield from controls.after_batch(learner.learn(chosen), len(chosen))
            if not log.finite:
                return "nan"
            session.good.look(log.proved)
        yield from log.flush()
        if not log.finite:
            return "nan"
        ended = yield from _measured_epoch(session)
        if ended is None:
            return "stopped"
        if not all(math.isfinite(value) for value in ended.val.values()):
            return "nan"
        yield ended
        session.good.keep()
        if session.job.recipe.early_stopping and learner.progress.stale >= session.job.recipe.patience:
            return "early-stopping"
    return "completed"


def _measured_epoch(session: Session) -> Generator[Event, None, EpochEnded | None]:
    """Measure on part of the training set and on the validation set; the best weights so far are written."""
    learner, controls = session.learner, session.controls
    train_part = yield from _measured(session, Measuring(learner, learner.train_set, learner.probe))
    val_part = yield from _measured(session, Measuring(learner, learner.val_set))
    if train_part is None or val_part is None:
        return None
    progress = learner.progress
    best = learner.objective.better(val_part, progress.best)
    if best:
        progress.best_epoch, progress.best = progress.epoch + 1, val_part
        checkpoint.save(checkpoint.copied(learner.module.state_dict()), session.store.best)
    progress.stale = 0 if best else progress.stale + 1
    progress.epoch, progress.seen = progress.epoch + 1, 0
    return EpochEnded(
        epoch=progress.epoch,
        step=progress.step,
        train=train_part,
        val=val_part,
        learning_rate=learner.learning_rate,
        seconds=controls.log.epoch_took(),
        elapsed=controls.clock.now(),
        samples_per_second=controls.log.epoch_samples_per_second,
        best=best,
    )


def _measured(session: Session, measuring: Measuring, limit: float = math.inf) -> Generator[Event, None, Metrics | None]:
    """Measure chunk by chunk; None when stopped, or when it took more than `limit` seconds."""
    begun = time.perf_counter()
    for _done in measuring.chunks():
        yield from session.controls.obey()
        if session.controls.stopping or time.perf_counter() - begun > limit:
            return None
    return measuring.result()


def _conclude(session: Session, reason: str) -> Iterator[Event]:
    """Write the last weights, measure the best ones on the test set, and say how it ended."""
    learner, controls, store = session.learner, session.controls, session.store
    yield from controls.log.flush()
    broken_at = learner.progress.step
    if reason == "nan":
        session.good.bring_back()
    yield from controls.save()
    if learner.progress.best_epoch is None:
        checkpoint.save(checkpoint.copied(learner.module.state_dict()), store.best)
    else:
        learner.module.load_state_dict(fitted(checkpoint.load(store.best), learner.module.state_dict()))
    controls.release()
    test = Measuring(learner, learner.test_set, keep=True)
    measure = yield from _measured(session, test, STOP_LIMIT if reason == "stopped" else math.inf)
    if measure is not None:
        predictions, confidences = test.predictions()
        images, labels = session.splits.test.images, session.splits.test.labels
        yield Predicted(frozen(labels), frozen(predictions.numpy()), frozen(confidences.numpy()), frozen(images))
    yield _finished(session, reason, measure, test.count, broken_at)


def _finished(session: Session, reason: str, test: Metrics | None, test_samples: int, broken_at: int) -> Finished:
    progress = session.learner.progress
    return Finished(
        reason=reason,
        epoch=progress.epoch,
        step=progress.step,
        samples_per_second=session.controls.log.samples_per_second,
        run_dir=str(session.store.folder),
        best_epoch=progress.best_epoch,
        val=progress.best,
        test=test,
        test_samples=None if test is None else test_samples,
        stale=progress.stale,
        broken_at=broken_at if reason == "nan" else None,
        learning_rate=session.learner.learning_rate,
    )
