"""One sitting of a run: all that the loop works with, made ready from a job and its data, afresh or to go on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace

from backend.datasets.base import Splits
from backend.protocol.command_queue import Commands
from backend.protocol.events import Event, Started, TrainingError
from backend.protocol.job import JobError, TrainingJob
from backend.protocol.sentences import NOTES
from backend.runs import checkpoint
from backend.runs.store import RunStore
from backend.tasks.registry import OBJECTIVES
from backend.training.build import Network, built, checked
from backend.training.control import Controls
from backend.training.device import device_for, in_words, thread_count
from backend.training.learner import Learner
from backend.training.nan_recovery import LastGood
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.emit.compile import block_of_traceback

CURVES = ("losses.jsonl", "epochs.jsonl", "marks.jsonl", "best.pt")


@dataclass(slots=True)
class Session:
    """What a loop works with; `epochs` is how many there shall be at the end."""

    job: TrainingJob
    store: RunStore
    splits: Splits
    network: Network
    learner: Learner
    controls: Controls
    good: LastGood
    epochs: int

    @classmethod
    def opened(cls, job: TrainingJob, splits: Splits, commands: Commands, store: RunStore) -> Session:
        """Check, build, and go back to where an earlier sitting ended, if there was one; raises TrainingError."""
        device = device_for(job.recipe.device)
        network = checked(job, splits, device)
        try:
            ends = network.ends
            module = built(network, job.recipe.seed)
            kind = "classification" if job.task is None else job.task.kind
            objective = OBJECTIVES[kind](job.recipe.loss, len(splits.info.classes))
            inputs, weights = len(ends.inputs), ends.weights
            learner = Learner(module, job.recipe, splits, device, objective=objective, inputs=inputs, weights=weights)
        except (RuntimeError, MemoryError) as error:
            raise (
                error if isinstance(error, TrainingError) else TrainingError(Message.verbatim(sentence(in_words(error))))
            ) from error
        if job.resume is not None:
            go_back(learner, job, store)
        store.begin(replace(job, recipe=job.recipe.changed(threads=thread_count(job.recipe.threads))), network.source.text)
        done, asked = learner.progress.epoch, job.recipe.epochs
        controls = Controls(learner, network, commands, store)
        epochs = asked if done < asked else done + asked
        return cls(job, store, splits, network, learner, controls, LastGood(learner), epochs)

    def first_events(self) -> Iterator[Event]:
        """What is told before the first batch."""
        progress = self.learner.progress
        yield Started(
            run_dir=str(self.store.folder),
            parameters=self.network.analysis.parameters,
            counts={"train": len(self.splits.train), "val": len(self.splits.val), "test": len(self.splits.test)},
            classes=tuple(self.splits.info.classes),
            steps_per_epoch=self.learner.steps_per_epoch,
            epochs=self.epochs,
            device=str(self.learner.device),
            threads=thread_count(self.job.recipe.threads),
            notes=self._notes(),
            epoch=progress.epoch,
            step=progress.step,
        )
        if self.job.resume is not None:
            yield self.controls.mark("continued")

    def explained(self, error: BaseException) -> TrainingError:
        """What went wrong while it learned, with the block where that is known."""
        words = in_words(error)
        block = block_of_traceback(self.network.source, error)
        if block is not None:
            named = QT_TRANSLATE_NOOP("Training", "{block_name}: {reason}")
            return TrainingError(named, block=block, block_name=self.job.graph.blocks[block].name, reason=words)
        if self.learner.backward:
            backward = QT_TRANSLATE_NOOP("Training", "The backward pass failed (torch does not say at which block): {reason}")
            return TrainingError(backward, reason=words)
        return TrainingError(Message.verbatim(sentence(words)))

    def _notes(self) -> tuple[Message, ...]:
        notes = [note if isinstance(note, Message) else Message.verbatim(note) for note in self.splits.notes]
        size, count = self.job.recipe.batch_size, len(self.splits.train)
        if size > count:
            notes.append(Message.of(NOTES["single-batch"], size=size, count=count))
        names = [self.job.graph.blocks[id].name for id in self.network.ends.outputs]
        if len(names) > 1:
            weighted = zip(names, self.network.ends.weights, strict=True)
            parts = " + ".join(f"{weight:g} × {name}" for name, weight in weighted if weight)
            notes.append(Message.of(NOTES["loss-of-outputs"], sum=parts, main=names[0]))
        return tuple(notes)


def go_back(learner: Learner, job: TrainingJob, store: RunStore) -> None:
    """Put `learner` where the run `job.resume` ended, and its curves into `store`; raises TrainingError.

    Weights that came from elsewhere have learned from no data here, so they go on with any.
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
    if before.data != job.data and state.get("optimizer") is not None:
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


def sentence(words: str) -> str:
    """`words` with a capital in front."""
    return words[:1].upper() + words[1:]
