"""What an analysis gives: the report of each block, and the network's totals and problems."""

from __future__ import annotations

import math
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import NamedTuple

from builder.layers.base import Shape
from builder.model.problem import Problem

Given = tuple[Shape | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockReport:
    """What is known of one block: shapes without the batch axis, costs per sample.

    `inputs` has None for an unknown shape; `outputs` is empty then. The tensors are named as in torch's state_dict; a
    block that uses the weights of another one has none of its own. `macs` are multiply-accumulates. `activations` counts
    the numbers of all results, those inside a group included. `inside` has one analysis per repetition of a group, and
    is empty for any other layer.
    """

    inputs: Given = ()
    outputs: tuple[Shape, ...] = ()
    parameters: int = 0
    macs: int = 0
    parameter_shapes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    buffer_shapes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    activations: int = 0
    inside: tuple[Analysis, ...] = ()

    @property
    def output(self) -> Shape | None:
        """The shape at the first output; None while it is unknown."""
        return self.outputs[0] if self.outputs else None


class Totals(NamedTuple):
    """Sums over blocks."""

    parameters: int
    macs: int
    activations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What is known of a network.

    Totals count the blocks that lead to an Output (all of them while none does); shared weights are counted once.
    `macs` are multiply-accumulates and `activations` the numbers of all results, both per sample. `problems` come errors
    first, from the top down. `live` holds the blocks that lead to an Output; `scored` says whether the shape at every
    Output is known.
    """

    blocks: Mapping[int, BlockReport] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    parameters: int = 0
    macs: int = 0
    activations: int = 0
    live: AbstractSet[int] = frozenset()
    scored: bool = False

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep the network from training."""
        return tuple(problem for problem in self.problems if problem.is_error)

    @property
    def ok(self) -> bool:
        """Whether the network can be trained."""
        return not self.errors

    @property
    def buffers(self) -> int:
        """How many numbers are saved with the weights but not trained, such as running means."""
        sum_reports = (self.blocks[id].buffer_shapes for id in self.live or self.blocks)
        return sum(math.prod(sizes) for shapes in sum_reports for sizes in shapes.values())

    def of(self, block: int) -> tuple[Problem, ...]:
        """The problems of one block."""
        return tuple(problem for problem in self.problems if problem.block == block)
