"""The learner: network, optimiser, schedule and data on one device, and the progress. One object that can be saved."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import torch
from torch import Tensor, nn

from backend.datasets.base import Cancel, Splits, never
from backend.datasets.streaming.file_reader import FileReader
from backend.protocol.events import Metrics, TrainingError
from backend.protocol.recipe import OPTIMIZERS, Recipe
from backend.runs.checkpoint import State
from backend.tasks.objective import Objective
from backend.training.learning_rate import Schedule, constant
from backend.training.samples.device_dataset import make_dataset
from backend.training.samples.sample_order import balanced_order, class_weights, shuffled_order
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.common.state_dict_keys import rename_keys


@dataclass(slots=True, kw_only=True)
class TrainingProgress:
    """How far a run has come. `epoch` whole epochs are done, and `seen` samples of the current one.

    `best` is what the validation set measured at the best epoch, `stale` how many epochs ago that was (since the run was
    last continued), `elapsed` the seconds of work.
    """

    epoch: int = 0
    seen: int = 0
    step: int = 0
    elapsed: float = 0.0
    best_epoch: int | None = None
    best: Metrics | None = None
    stale: int = 0

    @classmethod
    def parse(cls, record: Mapping[str, Any]) -> TrainingProgress:
        """The progress in a saved state; raises KeyError, TypeError or ValueError where it is none.

        Earlier versions kept loss and accuracy of the best epoch in two fields.
        """
        values = dict(record)
        if "best" not in values:
            loss, accuracy = values.pop("best_loss"), values.pop("best_accuracy")
            values["best"] = None if values["best_epoch"] is None else {"loss": loss, "accuracy": accuracy}
        if values["best"] is not None:
            values["best"] = {str(name): float(value) for name, value in values["best"].items()}
        progress = cls(**values)
        if any(
            not isinstance(each, int) or each < 0 for each in (progress.epoch, progress.seen, progress.step, progress.stale)
        ):
            raise ValueError("a saved progress counts in whole numbers")
        return progress


EVALUATION = -1
"""Stands for the epoch of an evaluation where noise depends on the epoch: it is the same each time."""

TRAIN_PART = 1_000
"""How many training samples are evaluated where there are no validation samples to be compared with."""


class Learner:
    """What is trained, and all that the next step depends on."""

    def __init__(
        self,
        module: nn.Module,
        recipe: Recipe,
        splits: Splits,
        device: torch.device,
        *,
        objective: Objective,
        inputs: int = 1,
        weights: tuple[float, ...] = (1.0,),
        cancelled: Cancel = never,
    ) -> None:
        """Train `module` on `splits` by `recipe`; its seed decides the order of samples in every epoch.

        A network with several inputs gets the same images in each. `weights` says how much each of its outputs counts
        in the training loss, in the order of its forward: the first is the main one, which all metrics are of. `cancelled`
        is asked while files of images are waited for. Raises TrainingError for a module without weights.
        """
        self.recipe, self.device, self.objective = recipe, device, objective
        self.inputs, self.weights, self.image_size = inputs, weights, splits.shape
        # measured: channels-last images make pooling twice as fast; the weights follow only for colour images
        last = any(value.dim() == 4 for value in module.parameters())
        self.module = module.to(device)
        if last and splits.shape[0] >= 3:
            self.module.to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch declares it with other arguments only
        self._strata = splits.train.strata
        if recipe.class_balance == "weights":
            balanced = class_weights(self._strata, len(splits.target.names))
            objective.class_weights = torch.from_numpy(balanced).to(device)
        self._reader = FileReader(cancelled)
        parts = (splits.train, splits.val, splits.test)
        self.train_set, self.val_set, self.test_set = (
            make_dataset(part, device, self._reader, channels_last=last) for part in parts
        )
        self.train_part = self._choose_train_part(len(self.val_set) or TRAIN_PART)
        self.optimizer = make_optimizer(module, recipe, device)
        self.schedule = Schedule(constant(recipe.learning_rate))
        self._rate = recipe.learning_rate
        self.progress = TrainingProgress()

    def close(self) -> None:
        """End what reads images for it."""
        self._reader.close()

    # -- learning ----------------------------------------------------------------------------------------------------

    @property
    def steps_per_epoch(self) -> int:
        """How many batches an epoch has."""
        count, size = len(self.train_set), self.recipe.batch_size
        return max(1, count // size + (count % size > (1 if size > 1 else 0)))

    def batches(self) -> Iterator[Tensor]:
        """The numbers (n,) int64 of the samples of each batch that is left of this epoch.

        The order depends on the seed and the epoch alone. A last batch of one sample joins the one before it, because
        batch normalization cannot learn from one.
        """
        count, size = len(self.train_set), self.recipe.batch_size
        order = self._order_of_epoch()
        self.train_set.read_ahead(order[self.progress.seen :])
        while self.progress.seen < count:
            end = self.progress.seen + size
            if end >= count or (count - end == 1 and size > 1):
                end = count
            yield order[self.progress.seen : end]

    def _order_of_epoch(self) -> Tensor:
        seed, epoch = self.recipe.seed, self.progress.epoch
        if self.recipe.class_balance == "sampling":
            return torch.from_numpy(balanced_order(self._strata, seed, epoch)).to(self.device)
        return shuffled_order(len(self.train_set), seed, epoch, self.device)

    def inputs_of(self, images: Tensor, samples: Tensor, *, training: bool) -> tuple[Tensor, ...]:
        """What every Input gets for `images` (n, C, H, W), the `samples` (n,) int64 of their set: the same in each."""
        epoch = self.progress.epoch if training else EVALUATION
        return (self.objective.corrupt(images, samples, seed=self.recipe.seed, epoch=epoch),) * self.inputs

    def training_loss(self, results: Tensor | tuple[Tensor, ...], targets: Tensor) -> Tensor:
        """The value to minimise, a scalar: the sum of the losses of all outputs (n, ...) times their weights."""
        if isinstance(results, Tensor):
            return self._weighted_loss(results, targets, self.weights[0])
        counted = [(each, weight) for each, weight in zip(results, self.weights, strict=True) if weight]
        return torch.stack([self._weighted_loss(each, targets, weight) for each, weight in counted]).sum()

    def _weighted_loss(self, outputs: Tensor, targets: Tensor, weight: float) -> Tensor:
        loss = self.objective.training_loss(outputs, targets)
        return loss if weight == 1 else loss * weight

    def main_output(self, inputs: tuple[Tensor, ...]) -> Tensor:
        """The main output (n, ...) for what every Input gets (n, C, H, W), as :meth:`inputs_of` gives it."""
        results: Tensor | tuple[Tensor, ...] = self.module(*inputs)
        return results if isinstance(results, Tensor) else results[0]

    @property
    def learning_rate(self) -> float:
        """The learning rate of the next step."""
        return self.schedule.at(self.progress.step)

    def set_learning_rate(self, value: float) -> None:
        """Use `value` from the next step on, whatever the schedule says."""
        self.schedule.set_from(self.progress.step, value)

    def apply_learning_rate(self) -> None:
        """Give the optimiser the learning rate of the next step, where it is another than before."""
        rate = self.learning_rate
        if rate != self._rate:
            self._rate = rate
            for group in self.optimizer.param_groups:
                group["lr"] = rate

    # -- going on ----------------------------------------------------------------------------------------------------

    def state(self) -> State:
        """All that the next step depends on; the tensors are the live ones, not copies."""
        return {
            "weights": self.module.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "recipe": self.recipe.record(),
            "learning_rates": self.schedule.record(),
            "progress": asdict(self.progress),
            "random": torch.get_rng_state(),
            "random_cuda": torch.cuda.get_rng_state(self.device) if self.device.type == "cuda" else None,
        }

    def restore(self, state: State) -> None:
        """Go back to `state`; raises TrainingError where it is the state of another network.

        The recipe may differ from the one of then: its values hold from now on. Another optimiser starts without
        moments, and so does one that never took a step.
        """
        try:
            self.module.load_state_dict(rename_keys(state["weights"], self.module.state_dict()))
            earlier = Recipe(**state["recipe"])
            if earlier.optimizer == self.recipe.optimizer and state["optimizer"] is not None:
                self._restore_optimizer(state["optimizer"])
            self.progress = TrainingProgress.parse(state["progress"])
            self._restore_schedule(state, earlier)
            torch.set_rng_state(state["random"])
            if self.device.type == "cuda" and state["random_cuda"] is not None:
                torch.cuda.set_rng_state(state["random_cuda"], self.device)
        except (RuntimeError, KeyError, TypeError, ValueError, AttributeError) as error:  # `state` comes from a file
            raise TrainingError(
                QT_TRANSLATE_NOOP("Training", "The saved state of this run does not fit the network; start a new training.")
            ) from error

    def _restore_optimizer(self, state: State) -> None:
        # load_state_dict() brings back the options of then as well: those of the recipe of now are put over them.
        fresh = [dict(group) for group in self.optimizer.param_groups]
        self.optimizer.load_state_dict(state)
        for group, asked in zip(self.optimizer.param_groups, fresh, strict=True):
            group |= {name: value for name, value in asked.items() if name != "params"}

    def _restore_schedule(self, state: State, earlier: Recipe) -> None:
        """Rates set by hand hold on, unless the recipe asks for another optimiser or rate than before."""
        self._rate = math.nan  # the optimiser's rate is unknown: set it before the next step
        self.schedule = Schedule(constant(self.recipe.learning_rate))
        same = (earlier.optimizer, earlier.learning_rate) == (self.recipe.optimizer, self.recipe.learning_rate)
        if same and "learning_rates" in state:
            self.schedule.restore(state["learning_rates"])
        elif same and state["optimizer"] is not None:  # earlier versions kept the rate in the optimiser alone
            self.schedule.set_from(self.progress.step, float(state["optimizer"]["param_groups"][0]["lr"]))

    def _choose_train_part(self, size: int) -> Tensor:
        """The numbers (n,) int64, ascending, of the training samples that are evaluated: as many as are validated on."""
        random = torch.Generator().manual_seed(self.recipe.seed)
        count = len(self.train_set)
        return torch.randperm(count, generator=random)[: min(size, count)].sort().values.to(self.device)


def make_optimizer(module: nn.Module, recipe: Recipe, device: torch.device) -> torch.optim.Optimizer:
    """The recipe's optimiser for the weights of `module`; raises TrainingError where there is nothing to learn."""
    weights = [weight for weight in module.parameters() if weight.requires_grad]
    if not weights:
        raise TrainingError(
            QT_TRANSLATE_NOOP(
                "Training",
                "No block of this network has weights, so there is nothing to learn. Add a Linear or a Conv2d.",
            )
        )
    spec = OPTIMIZERS[recipe.optimizer]
    options = dict(spec.options)
    if spec.momentum:
        options["momentum"] = recipe.momentum
    if device.type in spec.fused:
        options["fused"] = True
    make = getattr(torch.optim, spec.torch_name)
    optimizer: torch.optim.Optimizer = make(weights, lr=recipe.learning_rate, weight_decay=recipe.weight_decay, **options)
    return optimizer
