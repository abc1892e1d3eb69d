"""What learns: network, optimiser and data on one device, and how far they have come. One object that can be saved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from backend.datasets.base import Images, Splits
from backend.protocol.events import TrainingError
from backend.protocol.recipe import LOSSES, OPTIMIZERS, Recipe
from backend.runs.checkpoint import State
from builder.common.state_dict_keys import fitted


@dataclass(slots=True)
class Progress:
    """How far a run has come. `epoch` whole epochs are done, and `seen` samples of the one that runs.

    `stale` is how many epochs ago the best one was.
    """

    epoch: int = 0
    seen: int = 0
    step: int = 0
    elapsed: float = 0.0
    best_epoch: int | None = None
    best_loss: float = float("inf")
    best_accuracy: float = 0.0
    stale: int = 0


class Resident:
    """Images as bytes (N, C, H, W) and labels (N,) on the device, batched by index."""

    def __init__(self, part: Images, device: torch.device, *, channels_last: bool = False) -> None:
        self.images = torch.from_numpy(np.require(part.images, requirements=["C", "W"])).to(device)
        self.labels = torch.from_numpy(np.require(part.labels, requirements=["C", "W"])).to(device)
        self._format = torch.channels_last if channels_last else torch.contiguous_format

    def __len__(self) -> int:
        return len(self.labels)

    def batch(self, chosen: Tensor | slice) -> tuple[Tensor, Tensor]:
        """Pixels 0 to 1 (n, C, H, W) and labels (n,) of the chosen samples."""
        images = self.images[chosen] if isinstance(chosen, slice) else self.images.index_select(0, chosen)
        return images.to(torch.float32, memory_format=self._format).div_(255), self.labels[chosen]


class Learner:
    """A network that learns from `splits` by `recipe`; the seed decides its first weights and every order of samples.

    A network with several inputs gets the same images in each. `weights` says how much each of its results counts in
    the loss it learns by, in the order of its forward: the main one first, which all measurements are of.
    """

    def __init__(
        self,
        module: nn.Module,
        recipe: Recipe,
        splits: Splits,
        device: torch.device,
        *,
        inputs: int = 1,
        weights: tuple[float, ...] = (1.0,),
    ) -> None:
        self.recipe, self.device = recipe, device
        self.inputs, self.weights = inputs, weights
        # measured: pixels of all channels side by side make pooling twice as fast; the weights follow only in colour
        last = any(value.dim() == 4 for value in module.parameters())
        self.module = module.to(device)
        if last and splits.shape[0] >= 3:
            self.module.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.train_set = Resident(splits.train, device, channels_last=last)
        self.val_set = Resident(splits.val, device, channels_last=last)
        self.test_set = Resident(splits.test, device, channels_last=last)
        self.classes = len(splits.info.classes)
        self.probe = self._fixed_part(len(self.val_set))
        self.optimizer = make_optimizer(module, recipe, device)
        self.progress = Progress()
        self.backward = False

    # -- learning ----------------------------------------------------------------------------------------------------

    @property
    def steps_per_epoch(self) -> int:
        """How many batches an epoch has."""
        count, size = len(self.train_set), self.recipe.batch_size
        return max(1, count // size + (count % size > (1 if size > 1 else 0)))

    def batches(self) -> Iterator[Tensor]:
        """The samples (n,) of each batch that is left of this epoch.

        The order depends on the seed and the epoch alone. A last batch of one sample joins the one before it, because
        batch normalization cannot learn from one.
        """
        count, size = len(self.train_set), self.recipe.batch_size
        random = torch.Generator(self.device).manual_seed((self.recipe.seed * 1_000_003 + self.progress.epoch) % 2**63)
        order = torch.randperm(count, generator=random, device=self.device)
        while self.progress.seen < count:
            end = self.progress.seen + size
            if end >= count or (count - end == 1 and size > 1):
                end = count
            yield order[self.progress.seen : end]

    def learn(self, chosen: Tensor) -> Tensor:
        """One step on the chosen samples; the loss stays on the device."""
        images, labels = self.train_set.batch(chosen)
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.total_loss(self.module(*(images,) * self.inputs), labels)
        self.backward = True
        loss.backward()  # type: ignore[no-untyped-call]
        self.backward = False
        self.optimizer.step()
        self.progress.step += 1
        self.progress.seen += len(chosen)
        return loss.detach()

    def total_loss(self, results: Tensor | tuple[Tensor, ...], labels: Tensor) -> Tensor:
        """What is made small: the loss of every result times its weight, added up."""
        if isinstance(results, Tensor):
            return self._weighted(results, labels, self.weights[0])
        counted = [(each, weight) for each, weight in zip(results, self.weights, strict=True) if weight]
        return torch.stack([self._weighted(each, labels, weight) for each, weight in counted]).sum()

    def _weighted(self, outputs: Tensor, labels: Tensor, weight: float) -> Tensor:
        loss = self.loss(outputs, labels)
        return loss if weight == 1 else loss * weight

    def scores(self, images: Tensor) -> Tensor:
        """What the main output gives (n, classes) for images (n, c, h, w)."""
        results: Tensor | tuple[Tensor, ...] = self.module(*(images,) * self.inputs)
        return results if isinstance(results, Tensor) else results[0]

    def loss(self, outputs: Tensor, labels: Tensor) -> Tensor:
        """How wrong `outputs` (n, classes) are, averaged over the batch."""
        spec = LOSSES[self.recipe.loss]
        target = functional.one_hot(labels, self.classes).to(outputs.dtype) if spec.one_hot else labels
        value: Tensor = getattr(functional, spec.torch_name)(outputs, target)
        return value

    def confidences(self, outputs: Tensor) -> Tensor:
        """How sure (n, classes), 0 to 1: softmax, or for MSE the outputs themselves."""
        return outputs.clamp(0, 1) if LOSSES[self.recipe.loss].one_hot else outputs.softmax(1)

    @property
    def learning_rate(self) -> float:
        """The length of the next step."""
        return float(self.optimizer.param_groups[0]["lr"])

    @learning_rate.setter
    def learning_rate(self, value: float) -> None:
        for group in self.optimizer.param_groups:
            group["lr"] = value

    # -- going on ----------------------------------------------------------------------------------------------------

    def state(self) -> State:
        """Everything that the next step depends on; the tensors are the live ones."""
        return {
            "weights": self.module.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "recipe": self.recipe.record(),
            "progress": asdict(self.progress),
            "random": torch.get_rng_state(),
            "random_cuda": torch.cuda.get_rng_state(self.device) if self.device.type == "cuda" else None,
        }

    def restore(self, state: State) -> None:
        """Go back to `state`; raises TrainingError where it is that of another network.

        What the recipe says differently since then holds from now on; another optimiser begins afresh, and so does one
        that never took a step.
        """
        try:
            self.module.load_state_dict(fitted(state["weights"], self.module.state_dict()))
            earlier = Recipe(**state["recipe"])
            if earlier.optimizer == self.recipe.optimizer and state["optimizer"] is not None:
                self._restore_optimizer(state["optimizer"], earlier)
            self.progress = Progress(**state["progress"])
            torch.set_rng_state(state["random"])
            if self.device.type == "cuda" and state["random_cuda"] is not None:
                torch.cuda.set_rng_state(state["random_cuda"], self.device)
        except (RuntimeError, KeyError, TypeError, ValueError) as error:
            raise TrainingError("The saved state of this run does not fit the network; start a new training.") from error

    def _restore_optimizer(self, state: State, earlier: Recipe) -> None:
        fresh = [dict(group) for group in self.optimizer.param_groups]
        self.optimizer.load_state_dict(state)
        for group, asked in zip(self.optimizer.param_groups, fresh, strict=True):
            for name, value in asked.items():
                keep_rate = name == "lr" and earlier.learning_rate == self.recipe.learning_rate
                if name != "params" and not keep_rate:
                    group[name] = value

    def _fixed_part(self, size: int) -> Tensor:
        """Which training samples stand for all when the training loss is measured: as many as are validated on."""
        random = torch.Generator().manual_seed(self.recipe.seed)
        count = len(self.train_set)
        return torch.randperm(count, generator=random)[: min(size, count)].sort().values.to(self.device)


def make_optimizer(module: nn.Module, recipe: Recipe, device: torch.device) -> torch.optim.Optimizer:
    """The recipe's optimiser for the weights of `module`; raises TrainingError where there is nothing to learn."""
    weights = [weight for weight in module.parameters() if weight.requires_grad]
    if not weights:
        raise TrainingError("No block of this network has weights, so there is nothing to learn. Add a Linear or a Conv2d.")
    spec = OPTIMIZERS[recipe.optimizer]
    options = dict(spec.options)
    if spec.momentum:
        options["momentum"] = recipe.momentum
    if device.type in spec.fused:
        options["fused"] = True
    make = getattr(torch.optim, spec.torch_name)
    optimizer: torch.optim.Optimizer = make(weights, lr=recipe.learning_rate, weight_decay=recipe.weight_decay, **options)
    return optimizer
