"""The training loop: a generator of events that obeys commands between two batches.

Headless it is ``for event in train(job, Commands(), store): ...``; a window runs it in a thread, through Runner.
"""

from __future__ import annotations

import math
import time
from collections.abc import Generator, Iterator

from backend.protocol.command_queue import Commands
from backend.protocol.events import EpochEnded, Event, Finished, Predicted, Preparing, Started, TrainingError, frozen
from backend.protocol.job import TrainingJob
from backend.runs import checkpoint
from backend.runs.store import RunStore
from backend.training.build import image_size
from backend.training.control import Aborted
from backend.training.data_loading import loaded
from backend.training.device import calm, device_for, in_words, thread_count
from backend.training.evaluation import Measure, Measuring
from backend.training.setup import Session, sentence
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
            raise TrainingError(sentence(in_words(error))) from error


def _events(job: TrainingJob, commands: Commands, store: RunStore) -> Iterator[Event]:
    device_for(job.recipe.device)
    yield Preparing("Reading the data")
    splits = yield from loaded(job.data, image_size(job.graph), commands)
    if splits is None:
        yield _nothing_done(store)
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
        if not math.isfinite(ended.val_loss):
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
    best = val_part.loss < progress.best_loss
    if best:
        progress.best_epoch, progress.best_loss, progress.best_accuracy = progress.epoch + 1, val_part.loss, val_part.accuracy
        checkpoint.save(checkpoint.copied(learner.module.state_dict()), session.store.best)
    progress.stale = 0 if best else progress.stale + 1
    progress.epoch, progress.seen = progress.epoch + 1, 0
    return EpochEnded(
        epoch=progress.epoch,
        step=progress.step,
        train_loss=train_part.loss,
        train_accuracy=train_part.accuracy,
        val_loss=val_part.loss,
        val_accuracy=val_part.accuracy,
        learning_rate=learner.learning_rate,
        seconds=controls.log.epoch_took(),
        elapsed=controls.clock.now(),
        samples_per_second=controls.log.epoch_samples_per_second,
        best=best,
    )


def _measured(session: Session, measuring: Measuring, limit: float = math.inf) -> Generator[Event, None, Measure | None]:
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
    yield _finished(session, reason, measure, broken_at)


def _finished(session: Session, reason: str, test: Measure | None, broken_at: int) -> Finished:
    progress = session.learner.progress
    known = progress.best_epoch is not None
    return Finished(
        reason=reason,
        epoch=progress.epoch,
        step=progress.step,
        best_epoch=progress.best_epoch,
        val_loss=progress.best_loss if known else None,
        val_accuracy=progress.best_accuracy if known else None,
        test_loss=None if test is None else test.loss,
        test_accuracy=None if test is None else test.accuracy,
        samples_per_second=session.controls.log.samples_per_second,
        run_dir=str(session.store.folder),
        text=_in_words(session, reason, test, broken_at),
    )


def _in_words(session: Session, reason: str, test: Measure | None, broken_at: int) -> str:
    progress, rate = session.learner.progress, session.learner.learning_rate
    epochs = f"{progress.epoch} epoch{'' if progress.epoch == 1 else 's'}"
    words = {
        "completed": f"Done: {epochs}.",
        "stopped": f"Stopped after {epochs} and {progress.step:,} batches; the weights are kept.",
        "early-stopping": f"Stopped by itself after {epochs}: the validation loss has not fallen for {progress.stale}.",
        "nan": f"The loss became no number at batch {broken_at:,}. The last good weights, those after batch {progress.step:,}, "
        f"are kept. A learning rate below {rate:g} may help.",
    }[reason]
    which = f"the best weights (epoch {progress.best_epoch})" if progress.best_epoch is not None else "the last weights"
    return f"{words} {test.accuracy:.2%} of {test.count:,} test images are right with {which}." if test is not None else words


def _nothing_done(store: RunStore) -> Finished:
    text = "Stopped before the data were ready; nothing was trained."
    return Finished("stopped", 0, 0, None, None, None, None, None, 0.0, str(store.folder), text)
