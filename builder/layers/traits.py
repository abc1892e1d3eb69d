"""What a layer says of itself beside its shapes: what torch keeps of it in training, and how far it looks."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache


@dataclass(frozen=True, slots=True)
class Kept:
    """What torch holds on to after a call, on the CPU, until the gradients that need it are worked out.

    `inputs` are the ports whose tensors it keeps (None for all), `outputs` whether it keeps what it gives, `more` the
    bytes a sample that it keeps besides, such as masks and indices. A `view` gives the numbers of its first input under
    other sizes and takes no memory of its own. Where a layer `passes` its gradient on, that of its input is that of its
    result or a part of it, and takes none either. One that `copies` needs its gradient with the channels of a pixel side
    by side, as its input has them; behind a Flatten they are not, and torch copies what it kept and what it makes. Where
    weights are `blocked`, oneDNN works out their gradient in an order of its own: for a moment it is there three times.
    """

    inputs: tuple[int, ...] | None = ()
    outputs: bool = False
    more: int = 0
    view: bool = False
    passes: bool = False
    copies: bool = False
    blocked: bool = False


INPUTS = Kept(inputs=None)
OUTPUTS = Kept(outputs=True)
NOTHING = Kept()
PASSED = Kept(passes=True)
VIEW = Kept(view=True, passes=True)
PART = Kept(view=True)
"""A view whose gradient is written into zeros of the size of the whole."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How the numbers of a result lie over one axis of an input.

    Each sees at most `span` places in a row (None: it may see all), the next one as many `step` places further on, along
    axis `to` of the result (None: along none). `mixed` says that more than this axis goes there, so that neighbours in
    the result need not be neighbours here.
    """

    span: int | None = 1
    step: int | Fraction = 1
    to: int | None = None
    mixed: bool = False


@cache
def each(axes: int, *whole: int) -> tuple[Reach, ...]:
    """Every number sees the one in its place; along the axes `whole` it sees all. The same object for the same axes."""
    return tuple(Reach(None if axis in whole else 1, 1, axis) for axis in range(axes))


def windowed(spans: Sequence[int | None], steps: Sequence[int | Fraction], *, channels: int | None = None) -> tuple[Reach, ...]:
    """Windows over all axes but the first, along which `channels` are seen (None: all)."""
    axes = zip(spans, steps, strict=True)
    return (Reach(channels, 1, 0), *(Reach(span, step, axis) for axis, (span, step) in enumerate(axes, 1)))


def relaid(old: Sequence[int], new: Sequence[int]) -> tuple[Reach, ...]:
    """The same numbers, in their order, under other sizes: axes that stay are found, others are joined or taken apart.

    Axes of size 1 hold no place and are passed over.
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
