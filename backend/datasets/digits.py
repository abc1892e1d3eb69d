"""The handwritten digits that scikit-learn carries: small, and always there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backend.datasets.base import Cancel, DatasetInfo, Images, Loaded, Progress, Source, check, never, quiet

BRIGHTEST = 16
"""The largest value of the original pixels."""

INFO = DatasetInfo(
    name="digits",
    title="Digits",
    description="1,797 handwritten digits of 8×8 pixels, light on dark, by E. Alpaydin and C. Kaynak; comes with Convas.",
    input_shape=(1, 8, 8),
    classes=tuple("0123456789"),
    counts={"train": 1797},
    licence="CC BY 4.0",
)


@dataclass(frozen=True, slots=True)
class DigitsSource(Source):
    """The embedded digits; they have no test set of their own."""

    def info(self) -> DatasetInfo:
        """What is known of them."""
        return INFO

    def ready(self) -> bool:
        """They always are."""
        return True

    def location(self) -> str:
        """Inside scikit-learn."""
        return "comes with scikit-learn"

    def load(self, progress: Progress = quiet, cancelled: Cancel = never) -> Loaded:
        """The images as bytes: 0 to 16 becomes 0 to 255."""
        progress("Reading Digits", 0, 1)
        from sklearn.datasets import load_digits

        check(cancelled)
        digits = load_digits()
        pixels = np.round(digits.images * (255 / BRIGHTEST)).astype(np.uint8)
        progress("Reading Digits", 1, 1)
        return Loaded(INFO, train=Images(pixels[:, None], digits.target.astype(np.int64)), location=self.location())


SOURCES = (DigitsSource("digits"),)
