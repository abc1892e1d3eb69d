"""Traits of a layer besides its shape rule: what autograd saves of it for backward, and its receptive field."""

import math
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from fractions import Fraction
from functools import cache


@dataclass(frozen=True, slots=True)
class SavedTensors:
    """The memory that one call takes until backward, on the CPU in float32.

    - `inputs`: the ports whose tensors autograd saves for backward (None for all).
    - `outputs`: whether it saves the results.
    - `extra_bytes`: bytes per sample that it saves besides, such as masks, indices and statistics.
    - `is_view`: the result shares the storage of the first input, so that it takes no memory of its own.
    - `passes_gradient`: the gradient of an input is that of the result or a part of it, without memory of its own.
    - `copies_channels_last`: the backward kernel works on channels-last tensors. The gradient that comes back through a
      Flatten is not, and torch then copies what was saved and what comes out.
    - `blocks_weights`: for a moment the weights' gradient exists three times: oneDNN computes it in a blocked layout of
      its own, or it is the sum of two.

    Which tensors are saved is defined in torch's ``tools/autograd/derivatives.yaml`` (saved inputs and ``result``) and in the
    oneDNN kernels of ``aten/src/ATen/native/mkldnn``; tests/builder/cost/test_training_memory.py compares every layer
    with ``torch.autograd.graph.saved_tensors_hooks``.
    """

    inputs: tuple[int, ...] | None = ()
    _: KW_ONLY
    outputs: bool = False
    extra_bytes: int = 0
    is_view: bool = False
    passes_gradient: bool = False
    copies_channels_last: bool = False
    blocks_weights: bool = False


INPUTS = SavedTensors(inputs=None)
OUTPUTS = SavedTensors(outputs=True)
NOTHING = SavedTensors()
PASS_THROUGH = SavedTensors(passes_gradient=True)
VIEW = SavedTensors(is_view=True, passes_gradient=True)
PARTIAL_VIEW = SavedTensors(is_view=True)
"""A view whose gradient is written into a tensor of zeros of the size of the input."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The receptive field of one call along one axis of its input.

    An element of the result sees at most `span` consecutive elements (None: possibly all); the next element along axis
    `to` of the result (None: along no axis) sees those `step` further on. `mixed` says that several input axes map to
    that axis, so that neighbours in the result need not be neighbours in the input.
    """

    span: int | None = 1
    step: int | Fraction = 1
    to: int | None = None
    mixed: bool = False


@cache
def elementwise(axes: int, *whole: int) -> tuple[Reach, ...]:
    """Every element sees the one at its own position; along the axes `whole` it sees all. Cached: the same object."""
    return tuple(Reach(None if axis in whole else 1, 1, axis) for axis in range(axes))


def window_reach(
    spans: Sequence[int | None], steps: Sequence[int | Fraction], *, channels: int | None = None
) -> tuple[Reach, ...]:
    """Windows over all axes but the first; along the first, `channels` elements are seen (None: all)."""
    axes = zip(spans, steps, strict=True)
    return (Reach(channels, 1, 0), *(Reach(span, step, axis) for axis, (span, step) in enumerate(axes, 1)))


def reshape_reach(old: Sequence[int], new: Sequence[int]) -> tuple[Reach, ...]:
    """The same elements in the same order under other sizes, as in torch.reshape.

    Axes are matched from the front: the shortest runs of old and new axes with equal products belong together. Axes of
    size 1 are skipped, since they hold no elements to order.
    """
    found = [Reach() for _ in old]
    if 0 in old:
        return tuple(found)
    olds = [axis for axis, size in enumerate(old) if size != 1]
    news = [axis for axis, size in enumerate(new) if size != 1]
    while olds and news:
        before, behind = [olds.pop(0)], [news.pop(0)]
        while (difference := math.prod(old[axis] for axis in before) - math.prod(new[axis] for axis in behind)) != 0:
            (before if difference < 0 else behind).append((olds if difference < 0 else news).pop(0))
        to = behind[0] if len(behind) == 1 else None
        for axis in before:
            found[axis] = Reach(1, 1, to, mixed=to is None or len(before) > 1)
    return tuple(found)
