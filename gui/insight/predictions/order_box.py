"""The order of samples by how good their predictions are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QComboBox, QWidget

from gui.insight.predictions.sample_grid import Indices


class OrderBox(QComboBox):
    """Worst first, best first, or as they are in the data."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """The worst first."""
        super().__init__(parent)
        self.addItems([self.tr("Worst first"), self.tr("Best first"), self.tr("As in the data")])

    def order(self, scores: NDArray[np.floating]) -> Indices:
        """The numbers of the samples whose `scores` (n,) these are, more being better; those without a score come last."""
        if self.currentIndex() == 2:
            return np.arange(len(scores), dtype=np.int64)
        known = np.where(np.isnan(scores), np.inf, scores if self.currentIndex() == 0 else -scores)
        return np.argsort(known, kind="stable").astype(np.int64)
