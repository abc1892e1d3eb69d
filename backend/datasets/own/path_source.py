"""What all data have in common whose images are files at a path: they are decoded to the size that a network takes at once."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass

from backend.datasets.base import Cancel, DataSource, LoadedData, Size, never, quiet
from builder.common.progress import Progress
from builder.tasks.base import Target


@dataclass(frozen=True, slots=True)
class PathSource(DataSource):
    """Images at the path that is the name of the source."""

    def location(self) -> str:
        """The path."""
        return self.name

    def load(self, progress: Progress = quiet, cancelled: Cancel = never) -> LoadedData:
        """Decode everything to the size that suits the data."""
        return self._load(None, progress, cancelled)

    def load_for(
        self, size: Size, target: Target, progress: Progress = quiet, cancelled: Cancel = never, *, fit: str = "letterbox"
    ) -> LoadedData:
        """Decode everything to `size` at once, so that nothing is resized twice."""
        return self._load(size, progress, cancelled, target=target, fit=fit)

    @abstractmethod
    def _load(
        self,
        size: Size | None,
        progress: Progress,
        cancelled: Cancel,
        *,
        target: Target | None = None,
        fit: str = "letterbox",
    ) -> LoadedData:
        """Everything at `size`, or at the size that suits; raises :class:`DataError` for a target that is not there."""
