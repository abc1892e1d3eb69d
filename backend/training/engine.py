"""The training loop: a generator of events that carries out commands between two batches.

Headless it is ``for event in train(job, CommandQueue(), store): ...``; the window runs it in a thread, through Runner.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from contextlib import closing

from torch import Tensor

from backend.datasets.base import DataCancelled
from backend.failures import backward_failure, machine_failures, network_failures
from backend.protocol.command_queue import CommandQueue
from backend.protocol.events import EpochEnded, Event, Finished, Metrics, Preparing, Started
from backend.protocol.job import TrainingJob
from backend.protocol.sentences import READING_THE_DATA
from backend.runs import checkpoint
from backend.runs.store import RunStore
from backend.tasks.objective import Report
from backend.training.build import image_size
from backend.training.control import Aborted
from backend.training.device import device_for, thread_count, torch_threads
from backend.training.evaluation import FEWEST, Evaluation, kept_count, predictions_of, spread_samples
from backend.training.learner import Learner
from backend.training.samples.data_loading import read_data
from backend.training.setup import TrainingSetup, set_up
from builder.common.messages import Message
from builder.common.state_dict_keys import rename_keys

STOP_SECONDS = 5.0
"""After Stop, as many samples of a set are measured as the training would see in about so many seconds, but FEWEST or all."""


def train(job: TrainingJob, commands: CommandQueue, store: RunStore) -> Generator[Event, None, None]:
    """Train the job's network, write the run into `store`, and yield what happens.

    The last event is Finished. Raises TrainingError, with the block where it is known. `close()` ends it at once, and
    nothing more is written. To continue a run, give its folder as `job.resume`, and its store.
    """
    begun = False
    with torch_threads(thread_count(job.recipe.threads)), machine_failures():
        try:
            for event in _run(job, commands, store):
                # A stop while data are read gives a Finished too: it is not written, since the folder comes with the set-up.
                begun = begun or isinstance(event, Started)
                if begun:
                    store.add(event)
                yield event
        except (Aborted, DataCancelled):  # while files are waited for, nothing else notices an Abort
            return


def _run(job: TrainingJob, commands: CommandQueue, store: RunStore) -> Iterator[Event]:
    device_for(job.recipe.device)  # refuse before the data are read
    yield Preparing(Message.of(READING_THE_DATA))
    data = yield from read_data(job, image_size(job.graph), commands)
    if data is None:
        yield Finished(reason="stopped", epoch=0, step=0, samples_per_second=0.0, run_dir=str(store.folder))
        return
    setup = set_up(job, data, commands, store)
    with closing(setup.learner):
        yield from setup.first_events()
        with network_failures(job.graph, setup.network.source):
            reason = yield from _learn(setup)
            yield from _conclude(setup, reason)


def _learn(setup: TrainingSetup) -> Generator[Event, None, str]:
    """Learn until the end; returns the reason it ended for."""
    learner, control, log = setup.learner, setup.control, setup.control.log
    while learner.progress.epoch < setup.epochs:
        log.begin_epoch()
        for chosen in learner.batches():
            yield from control.handle_commands()
            if control.stopping:
                return "stopped"
            loss = training_step(learner, chosen)
            yield from control.after_batch(loss, len(chosen))
            if not log.finite:
                return "nan"
            setup.recovery.copy_if_due(log.last_finite_step)
        yield from log.flush()
        if not log.finite:
            return "nan"
        ended = yield from _evaluate_epoch(setup)
        if ended is None:
            return "stopped"
        if not math.isfinite((ended.train if ended.val is None else ended.val)["loss"]):
            return "nan"
        yield ended
        setup.recovery.copy_now()
        if setup.job.recipe.early_stopping and learner.progress.stale >= setup.job.recipe.patience:
            return "early-stopping"
    return "completed"


def training_step(learner: Learner, chosen: Tensor) -> Tensor:
    """One optimiser step on the samples `chosen` (n,) int64; returns the loss, a scalar that stays on the device.

    Raises TrainingError where the backward pass fails; errors of the forward pass are left to `network_failures`.
    """
    images, targets = learner.train_set.batch(chosen)
    learner.apply_learning_rate()
    learner.optimizer.zero_grad(set_to_none=True)
    loss = learner.training_loss(learner.module(*learner.inputs_of(images, chosen, training=True)), targets)
    try:
        loss.backward()  # type: ignore[no-untyped-call]  # torch declares no types for it
    except RuntimeError as error:
        raise backward_failure(error) from error
    learner.optimizer.step()
    learner.progress.step += 1
    learner.progress.seen += len(chosen)
    return loss.detach()


def _evaluate_epoch(setup: TrainingSetup) -> Generator[Event, None, EpochEnded | None]:
    """Evaluate part of the training set and the validation set; the best weights so far are written. None when stopped.

    Without a validation set no epoch is the best one, and early stopping follows the training set.
    """
    learner, control = setup.learner, setup.control
    train = yield from _evaluate(setup, Evaluation(learner, learner.train_set, chosen=learner.train_part))
    val = yield from _evaluate(setup, Evaluation(learner, learner.val_set)) if len(learner.val_set) else _nothing()
    if train is None or (val is None and len(learner.val_set)):
        return None
    progress = learner.progress
    better = learner.objective.better(train if val is None else val, progress.best)
    best = better and val is not None
    if better:
        progress.best = train if val is None else val
    if best:
        progress.best_epoch = progress.epoch + 1
        checkpoint.save(checkpoint.cpu_copy(learner.module.state_dict()), setup.store.best)
    progress.stale = 0 if better else progress.stale + 1
    progress.epoch, progress.seen = progress.epoch + 1, 0
    return EpochEnded(
        epoch=progress.epoch,
        step=progress.step,
        train=train,
        val=val,
        learning_rate=learner.learning_rate,
        seconds=control.log.seconds_of_epoch(),
        elapsed=control.clock.now(),
        samples_per_second=control.log.epoch_samples_per_second,
        best=best,
    )


def _evaluate(setup: TrainingSetup, evaluation: Evaluation) -> Generator[Event, None, Metrics | None]:
    """Evaluate chunk by chunk; None when stopped."""
    for _count in evaluation.chunks():
        yield from setup.control.handle_commands()
        if setup.control.stopping:
            return None
    return evaluation.result()


def _nothing() -> Generator[Event, None, Metrics | None]:
    yield from ()
    return None


def _measured_part(setup: TrainingSetup, reason: str, total: int) -> Tensor | None:
    """Which samples are measured at the end: all (None), but after Stop no more than there is patience for, evenly spaced.

    Measuring has no backward pass, so it takes about a third of the time that training on as many samples takes.
    """
    if reason != "stopped":
        return None
    count = max(FEWEST, int(STOP_SECONDS * setup.control.log.samples_per_second))
    return spread_samples(total, count, setup.learner.device)


def _conclude(setup: TrainingSetup, reason: str) -> Iterator[Event]:
    """Write the last weights, evaluate the best ones on the test set, and report the end."""
    learner, control, store = setup.learner, setup.control, setup.store
    yield from control.log.flush()
    broken_at = learner.progress.step
    if reason == "nan":
        setup.recovery.restore()
    yield from control.save()
    if learner.progress.best_epoch is None:
        checkpoint.save(checkpoint.cpu_copy(learner.module.state_dict()), store.best)
    else:
        learner.module.load_state_dict(rename_keys(checkpoint.load(store.best), learner.module.state_dict()))
    control.forget_stops()
    progress, val = learner.progress, learner.progress.best
    if progress.best_epoch is None:
        wanted = len(learner.val_set) and progress.step and not control.stopping
        last_val = Evaluation(learner, learner.val_set, chosen=_measured_part(setup, reason, len(learner.val_set)))
        val = (yield from _evaluate(setup, last_val)) if wanted else None
    reporter = learner.objective.reporter(setup.splits.train.targets)
    chosen = _measured_part(setup, reason, len(learner.test_set))
    evaluation = Evaluation(learner, learner.test_set, chosen=chosen, keep=kept_count(setup.splits.test), reporter=reporter)
    test = (yield from _evaluate(setup, evaluation)) if len(learner.test_set) else None
    report = Report()
    if test is not None:
        last = progress.best_epoch is None
        epoch, step = (progress.epoch + 1, progress.step) if last else (progress.best_epoch or 0, 0)
        predicted = predictions_of(evaluation, setup.splits.test, name="test", epoch=epoch, step=step)
        yield predicted
        report = reporter.report()
        test = {**test, **report.metrics}
    yield Finished(
        reason=reason,
        epoch=progress.epoch,
        step=progress.step,
        samples_per_second=control.log.samples_per_second,
        run_dir=str(store.folder),
        best_epoch=progress.best_epoch,
        val=val,
        test=test,
        test_samples=None if test is None else evaluation.count,
        baseline=report.baseline or None,
        intervals=report.intervals or None,
        stale=progress.stale,
        broken_at=broken_at if reason == "nan" else None,
        learning_rate=learner.learning_rate,
    )
