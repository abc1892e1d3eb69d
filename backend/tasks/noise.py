"""Random numbers that depend on (seed, epoch, sample, place) alone: a counter-based generator, the same on every device.

Each place is hashed by the finaliser of SplitMix64 (Steele, Lea and Flood 2014): no state, so that samples can be drawn in any
order and in any batch.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

_GOLDEN = 0x9E3779B97F4A7C15
_FIRST, _SECOND = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


def uniform_numbers(samples: Tensor, count: int, *, seed: int, epoch: int, stream: int = 0) -> Tensor:
    """`count` numbers for each of `samples` (n,) int64: (n, count) float32, at least 0 and below 1.

    `stream` tells several draws for the same sample apart.
    """
    key = _mix_number(_mix_number(_mix_number(seed) + epoch) + stream)
    rows = _mix(samples.to(torch.int64) * _signed(_GOLDEN) + _signed(key))
    places = torch.arange(1, count + 1, device=samples.device) * _signed(_GOLDEN)
    bits = _mix(rows[:, None] + places[None, :])
    return _shift(bits, 40).to(torch.float32) * (1.0 / (1 << 24))


def normal_numbers(samples: Tensor, count: int, *, seed: int, epoch: int, stream: int = 0) -> Tensor:
    """As :func:`uniform_numbers`, normally distributed with mean 0 and deviation 1, by the Box-Muller transform."""
    half = (count + 1) // 2
    first, second = uniform_numbers(samples, 2 * half, seed=seed, epoch=epoch, stream=stream).chunk(2, dim=1)
    radius = (1 - first).log().mul(-2).sqrt()
    angle = second * (2 * math.pi)
    return torch.cat([radius * angle.cos(), radius * angle.sin()], dim=1)[:, :count].contiguous()


def _mix(value: Tensor) -> Tensor:
    """The finaliser of SplitMix64 on int64, whose products wrap as unsigned ones do."""
    value = (value ^ _shift(value, 30)) * _signed(_FIRST)
    value = (value ^ _shift(value, 27)) * _signed(_SECOND)
    return value ^ _shift(value, 31)


def _shift(value: Tensor, places: int) -> Tensor:
    """A logical shift to the right: torch's shift of int64 copies the sign."""
    return (value >> places) & ((1 << (64 - places)) - 1)


def _mix_number(value: int) -> int:
    value = (value + _GOLDEN) % 2**64
    value = (value ^ (value >> 30)) * _FIRST % 2**64
    value = (value ^ (value >> 27)) * _SECOND % 2**64
    return value ^ (value >> 31)


def _signed(value: int) -> int:
    """The int64 with the bits of an unsigned number."""
    value %= 2**64
    return value - 2**64 if value >= 2**63 else value
