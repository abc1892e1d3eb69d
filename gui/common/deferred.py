"""What takes a moment to work out of a network: at once where it is small, beside the window where it is large."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from builder.groups.errors import GroupError
from builder.groups.group import Group
from builder.layers.base import Layer
from builder.model.graph import Graph
from gui.common.worker import Worker

T = TypeVar("T")

AT_ONCE = 1000
"""Networks of so many layers are worked out within 30 ms."""

REST_MS = 400
"""A larger one waits until the hands have rested so long."""


class Reckoner(QObject, Generic[T]):
    """Keeps the latest answer. `answered` says that the one that was asked for has come."""

    answered = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asked: tuple[object, ...] = ()
        self._answer: T | None = None
        self._work: Callable[[], T] | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._begin)
        self.background = Worker(self)
        self.background.done.connect(self._take)

    def of(self, network: Graph, about: tuple[object, ...], work: Callable[[], T]) -> T | None:
        """What `work` gives for `network`; None while that is still to come. It is asked again only `about` other things."""
        if len(about) == len(self._asked) and all(
            new is old or new == old for new, old in zip(about, self._asked, strict=True)
        ):
            return self._answer
        self._asked, self._answer, self._work = about, None, work
        self.background.forget()
        self._rest.stop()
        if layer_count(network) <= AT_ONCE:
            self._answer = work()
        else:
            self._rest.start(REST_MS)
        return self._answer

    def _begin(self) -> None:
        work = self._work
        if work is not None:
            self.background.start(lambda _progress, _cancelled: work(), name="reckoning")

    def _take(self, answer: T) -> None:
        self._answer = answer
        self.answered.emit()


def layer_count(network: Graph) -> int:
    """How many layers there are, those inside groups included; a group that cannot be made counts as one."""
    return sum(_layers(block.layer) for block in network.blocks.values())


def _layers(layer: Layer) -> int:
    try:
        return layer.layer_count() if isinstance(layer, Group) else 1
    except GroupError:
        return 1
