"""All that the training loop works with, made from a job and its data, for a new run or to continue one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from backend.datasets.base import LazyImages, Splits
from backend.failures import network_failures
from backend.protocol.command_queue import CommandQueue
from backend.protocol.events import Abort, Event, Started, TrainingError
from backend.protocol.job import JobError, TrainingJob
from backend.protocol.recipe import Recipe
from backend.protocol.sentences import NOTES
from backend.runs import checkpoint
from backend.runs.store import RunStore
from backend.tasks.registry import objective_for
from backend.training.build import Network, build_module, check_network
from backend.training.control import Control
from backend.training.device import device_for, thread_count
from backend.training.learner import Learner
from backend.training.nan_recovery import NanRecovery
from backend.training.samples.compare_data import ReadData, has_same_data
from backend.training.samples.sample_order import class_weights
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.model.task import Task

CURVES = ("losses.jsonl", "epochs.jsonl", "marks.jsonl", "best.pt")


@dataclass(slots=True, kw_only=True)
class TrainingSetup:
    """What the training loop works with; `epochs` is how many there shall be at the end."""

    job: TrainingJob
    store: RunStore
    splits: Splits
    network: Network
    learner: Learner
    control: Control
    recovery: NanRecovery
    epochs: int

    def first_events(self) -> Iterator[Event]:
        """The events before the first batch."""
        progress = self.learner.progress
        yield Started(
            run_dir=str(self.store.folder),
            parameters=self.network.analysis.parameters,
            counts={"train": len(self.splits.train), "val": len(self.splits.val), "test": len(self.splits.test)},
            classes=self.splits.target.names,
            steps_per_epoch=self.learner.steps_per_epoch,
            epochs=self.epochs,
            device=str(self.learner.device),
            threads=thread_count(self.job.recipe.threads),
            notes=self._notes(),
            epoch=progress.epoch,
            step=progress.step,
        )
        if self.job.resume is not None:
            yield self.control.mark("continued")

    def _notes(self) -> tuple[Message, ...]:
        notes = list(self.splits.notes)
        size, count = self.job.recipe.batch_size, len(self.splits.train)
        if size > count:
            notes.append(Message.of(NOTES["single-batch"], size=size, count=count))
        if not len(self.splits.val):
            notes.append(Message.of(NOTES["no-validation"]))
        if not self.learner.train_set.resident and not isinstance(self.splits.train.images, LazyImages):
            notes.append(Message.of(NOTES["images-in-memory"]))
        notes += balance_notes(self.job.recipe, self.splits)
        names = [self.job.graph.blocks[id].name for id in self.network.ends.outputs]
        if len(names) > 1:
            weighted = zip(names, self.network.ends.weights, strict=True)
            parts = " + ".join(f"{weight:g} × {name}" for name, weight in weighted if weight)
            notes.append(Message.of(NOTES["loss-of-outputs"], sum=parts, main=names[0]))
        return tuple(notes)


def balance_notes(recipe: Recipe, splits: Splits) -> list[Message]:
    """What is done to classes of unequal size."""
    if recipe.class_balance == "sampling":
        return [Message.of(NOTES["balanced-sampling"])]
    if recipe.class_balance == "none":
        return []
    names = splits.target.names
    weights = class_weights(splits.train.strata, len(names))
    low, high = int(np.where(weights > 0, weights, np.inf).argmin()), int(weights.argmax())
    said = {"low": float(weights[low]), "high": float(weights[high]), "large": names[low], "small": names[high]}
    return [Message.of(NOTES["class-weights"], **said)]


def set_up(job: TrainingJob, data: ReadData, commands: CommandQueue, store: RunStore) -> TrainingSetup:
    """Check and build the network, and restore the state of the run that is continued; raises TrainingError and OSError."""
    splits = data.splits
    device = device_for(job.recipe.device)
    network = check_network(job, splits, device)
    with network_failures(job.graph, network.source):
        learner = Learner(
            build_module(network, job.recipe.seed),
            job.recipe,
            splits,
            device,
            objective=objective_for(splits.target, job.recipe.loss),
            inputs=len(network.ends.inputs),
            weights=network.ends.weights,
            cancelled=lambda: commands.holds(Abort),
        )
    if job.resume is not None:
        continue_run(learner, job, store)
    threads = thread_count(job.recipe.threads)
    task = Task.of(splits.target, splits.info.input_shape)  # as the data are now
    store.begin(replace(job, task=task, recipe=job.recipe.with_values(threads=threads)), network.source.text)
    store.write_data(data.record.record())
    done, asked = learner.progress.epoch, job.recipe.epochs
    return TrainingSetup(
        job=job,
        store=store,
        splits=splits,
        network=network,
        learner=learner,
        control=Control(learner, network, splits, commands, store),
        recovery=NanRecovery(learner),
        epochs=asked if done < asked else done + asked,
    )


def continue_run(learner: Learner, job: TrainingJob, store: RunStore) -> None:
    """Restore the state in which the run `job.resume` ended, and copy its curves into `store`; raises TrainingError.

    Imported weights have not learned from data here, so they may be trained on any.
    """
    try:
        earlier = RunStore.open(job.resume or "")
        before = earlier.job()
    except JobError as error:
        raise TrainingError(error.message) from error
    if not before.graph.same_network(job.graph):
        raise TrainingError(
            QT_TRANSLATE_NOOP(
                "Training",
                "The network was changed since this run. Start a new training, or undo the changes to go on.",
            )
        )
    state = checkpoint.load(earlier.state)
    if not (job.accept_data or has_same_data(before.data, job)) and state.get("optimizer") is not None:
        raise TrainingError(
            QT_TRANSLATE_NOOP(
                "Training",
                "The data were changed since this run. Start a new training, or choose the earlier data to go on.",
            )
        )
    learner.restore(state)
    learner.progress.stale = 0
    if earlier.folder.resolve() != store.folder.resolve():
        store.folder.mkdir(parents=True, exist_ok=True)
        for name in CURVES:
            if (earlier.folder / name).is_file():
                shutil.copyfile(earlier.folder / name, store.folder / name)
    store.rewind(learner.progress.step)
