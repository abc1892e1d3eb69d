"""The handwritten digits that scikit-learn carries: small, and always there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backend.datasets.base import Cancel, DatasetInfo, DataSource, Images, LoadedData, check_cancelled, never, quiet
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.progress import Progress

BRIGHTEST = 16
"""The largest value of the original pixels."""

INFO = DatasetInfo(
    name="digits",
    title=QT_TRANSLATE_NOOP("Data", "Digits"),
    description=QT_TRANSLATE_NOOP(
        "Data", "1,797 handwritten digits of 8×8 pixels, light on dark, by E. Alpaydin and C. Kaynak; comes with Convas."
    ),
    input_shape=(1, 8, 8),
    classes=tuple("0123456789"),
    counts={"train": 1797},
    licence="CC BY 4.0",
)


@dataclass(frozen=True, slots=True)
class DigitsSource(DataSource):
    """The embedded digits; they have no test set of their own."""

    def info(self) -> DatasetInfo:
        """What is known of the digits."""
        return INFO

    def ready(self) -> bool:
        """They always are."""
        return True

    def location(self) -> str:
        """Inside scikit-learn."""
        return QT_TRANSLATE_NOOP("Data", "comes with scikit-learn")

    def load(self, progress: Progress = quiet, cancelled: Cancel = never) -> LoadedData:
        """The images as uint8 (N, 1, 8, 8): 0 to 16 becomes 0 to 255."""
        text = Message.of(QT_TRANSLATE_NOOP("Data", "Reading {data}"), data=INFO.title)
        progress(text, 0, 1)
        from sklearn.datasets import load_digits

        check_cancelled(cancelled)
        digits = load_digits()
        pixels = np.round(digits.images * (255 / BRIGHTEST)).astype(np.uint8)
        progress(text, 1, 1)
        return LoadedData(
            INFO, train=Images.of_classes(pixels[:, None], digits.target.astype(np.int64)), location=self.location()
        )


SOURCES = (DigitsSource("digits"),)
