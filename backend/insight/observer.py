"""The contract of observers: what they look at, and what they give.

An observer computes pictures of one kind ("maps", "filters" ...) of some blocks for one sample. The same function serves
a live training, between two batches, and a saved run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import KW_ONLY, dataclass

import torch
from torch import Tensor, nn

from backend.protocol.events import Array, BlockRef, Captured, frozen
from builder.emit import Source
from builder.model.graph import Graph


@dataclass(frozen=True, slots=True)
class Subject:
    """The network that is looked at: the module, and the graph and source that it was made from."""

    module: nn.Module
    graph: Graph
    source: Source


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """One sample: `images` (1, C, H, W) float32, 0 to 1, on the module's device; its number, label, and when it is shown."""

    images: Tensor
    index: int
    label: int
    _: KW_ONLY
    epoch: int = 0
    step: int = 0


Observe = Callable[[Subject, Sample, Sequence[BlockRef]], Iterator[Captured]]
"""Gives pictures of the blocks at some places, in their order; none for a block that has nothing to show.

It leaves weights, running averages, the module's mode and the random generators as they are, and copies what it gives.
"""


@dataclass(frozen=True, slots=True)
class Observer:
    """One kind of picture."""

    kind: str
    observe: Observe


def as_array(value: Tensor) -> Array:
    """A read-only float32 copy of `value` (...) on the CPU."""
    return frozen(value.detach().to("cpu", torch.float32, copy=True).contiguous().numpy())
