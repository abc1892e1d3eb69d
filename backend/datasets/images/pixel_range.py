"""One range of values for all deep images of a data set: measured over the whole set, then every value becomes a byte by it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from backend.datasets.base import DataError
from backend.datasets.notes import NOTES
from builder.common.messages import QT_TRANSLATE_NOOP, Message

Values = npt.NDArray[np.floating[Any]]

DEPTHS = (8, 10, 12, 14, 16)
"""Bits per value that cameras and scanners give."""

SAMPLED = 1024
"""Of how many values of each image the tails of the range are judged."""

TAIL, WIDE = 0.001, 4
"""A tail of this share of the values is cut where it is more than WIDE times as wide as the rest."""

MOST = 1e30
"""Larger values are no measurements."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PixelRange:
    """The conversion rule of a set: `low` and below become 0, `high` and above 255, what is between is spread evenly.

    `least` and `most` are the values that were found, `cut` the share of them outside of the range (from samples),
    `images` how many have more than 8 bits per value, `not_numbers` how many of them hold values that are no numbers.
    """

    low: float
    high: float
    least: float
    most: float
    cut: float = 0.0
    images: int = 0
    not_numbers: int = 0

    def to_bytes(self, values: Values) -> npt.NDArray[np.uint8]:
        """`values` of any shape as uint8; what is no number becomes 0."""
        scaled = (np.nan_to_num(values, nan=self.low, posinf=self.high, neginf=self.low) - self.low) * (255 / self.width)
        made: npt.NDArray[np.uint8] = np.clip(np.rint(scaled), 0, 255).astype(np.uint8)
        return made

    @property
    def width(self) -> float:
        """The difference between the values that become 255 and 0."""
        return self.high - self.low

    def record(self) -> dict[str, float | int]:
        """The rule as a JSON object."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def parse(cls, record: Mapping[str, Any]) -> PixelRange:
        """The rule in a JSON object; raises :class:`DataError`."""
        try:
            floats = {name: float(record[name]) for name in ("low", "high", "least", "most", "cut")}
            counts = {name: int(record[name]) for name in ("images", "not_numbers")}
            if not all(map(math.isfinite, floats.values())) or floats["high"] <= floats["low"]:
                raise ValueError
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise DataError(QT_TRANSLATE_NOOP("Data", "The record of the range of pixel values cannot be read.")) from error
        return cls(
            low=floats["low"], high=floats["high"], least=floats["least"], most=floats["most"], cut=floats["cut"], **counts
        )

    def notes(self, total: int) -> tuple[Message, ...]:
        """What is done to the deep images among `total`."""
        said = [Message.of(NOTES["pixel-range"], count=self.images, low=_rounded(self.low), high=_rounded(self.high))]
        if (self.least, self.most) != (self.low, self.high):
            said.append(Message.of(NOTES["pixel-range-found"], least=_rounded(self.least), most=_rounded(self.most)))
        if self.cut:
            said.append(Message.of(NOTES["pixel-range-cut"], share=self.cut))
        if self.not_numbers:
            said.append(Message.of(NOTES["not-numbers"], count=self.not_numbers))
        if self.images < total:
            said.append(Message.of(NOTES["pixel-range-mixed"], count=total - self.images))
        return tuple(said)


WHOLE_16_BIT = PixelRange(low=0, high=65535, least=0, most=65535)
WHOLE_FLOAT = PixelRange(low=0, high=1, least=0, most=1)
"""The ranges of single images that belong to no set: 16-bit and larger numbers, and fractions."""


@dataclass(slots=True)
class RangeMeter:
    """Collects the values of images one by one; :meth:`result` decides the range."""

    least: float = math.inf
    most: float = -math.inf
    whole: bool = True
    images: int = 0
    not_numbers: int = 0
    samples: list[Values] = field(default_factory=list)

    def add(self, values: Values, count: int = 1) -> None:
        """Take in the values of one image of any shape, or of `count` images, which are then along the first axis."""
        self.images += count
        flat = values.reshape(-1)
        good = np.isfinite(flat) & (np.abs(flat) < MOST)
        if not good.all():
            self.not_numbers += int((~good.reshape(count, -1).all(axis=1)).sum())
            flat = flat[good]
        if not flat.size:
            return
        self.least, self.most = min(self.least, float(flat.min())), max(self.most, float(flat.max()))
        sample = flat[:: max(1, flat.size // SAMPLED)]
        self.samples.append(sample.astype(np.float64))
        self.whole = self.whole and bool((sample == np.floor(sample)).all())

    def merge(self, other: RangeMeter) -> None:
        """Take in all that another meter has collected."""
        self.least, self.most = min(self.least, other.least), max(self.most, other.most)
        self.whole = self.whole and other.whole
        self.images += other.images
        self.not_numbers += other.not_numbers
        self.samples += other.samples

    def result(self) -> PixelRange | None:
        """The range for all; None where no image was added."""
        if not self.images:
            return None
        if not self.samples:
            return PixelRange(low=0, high=1, least=0, most=0, images=self.images, not_numbers=self.not_numbers)
        values = np.sort(np.concatenate(self.samples))
        low, high = self.least, self.most
        inner_low, inner_high = map(float, np.quantile(values, (TAIL, 1 - TAIL), method="nearest"))
        if self.least < inner_low - WIDE * (inner_high - inner_low) and inner_high > inner_low:
            low = inner_low
        if self.most > inner_high + WIDE * (inner_high - inner_low) and inner_high > inner_low:
            high = inner_high
        low, high = _natural_range(low, high, whole=self.whole)
        outside = float(np.mean((values < low) | (values > high)))
        cut = max(outside, 1 / (len(values) + 1)) if low > self.least or high < self.most else 0.0
        return PixelRange(
            low=low,
            high=high,
            least=self.least,
            most=self.most,
            cut=cut,
            images=self.images,
            not_numbers=self.not_numbers,
        )


def _natural_range(low: float, high: float, *, whole: bool) -> tuple[float, float]:
    """The range that values from `low` to `high` were probably made for: 0 to all bits, 0 to 1, or themselves."""
    if low < 0 or low > high / 4:
        return low, high if high > low else low + 1
    if whole and high > 1:
        return 0.0, next((float(2**bits - 1) for bits in DEPTHS if high < 2**bits), high)
    if 0.25 < high <= 1:
        return 0.0, 1.0
    return 0.0, high if high > 0 else 1.0


def _rounded(value: float) -> float | int:
    """A value for people: whole numbers without a point, others with four digits that count."""
    return int(value) if value == int(value) else float(f"{value:.4g}")
