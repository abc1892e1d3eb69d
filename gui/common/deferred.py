"""Values of a network that take a moment: computed at once where it is small, in a thread where it is large."""

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
"""Networks of at most so many layers are computed within 30 ms."""

DELAY_MS = 400
"""For larger ones a thread starts when nothing has changed for so long."""


class DeferredValue(QObject, Generic[T]):
    """The latest value of a function; `ready` says that a deferred one has been computed."""

    ready = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """No value."""
        super().__init__(parent)
        self._key: tuple[object, ...] = ()
        self._value: T | None = None
        self._work: Callable[[], T] | None = None
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.timeout.connect(self._begin)
        self.worker = Worker(self)
        self.worker.done.connect(self._take)

    def get(self, network: Graph, key: tuple[object, ...], work: Callable[[], T]) -> T | None:
        """The value of `work` for `network`; None until it is ready. It is computed again only for another `key`."""
        # Identity first: comparing two large graphs takes longer than most of what is computed from them.
        if len(key) == len(self._key) and all(new is old or new == old for new, old in zip(key, self._key, strict=True)):
            return self._value
        self._key, self._value, self._work = key, None, work
        self.worker.forget()
        self._delay.stop()
        if layer_count(network) <= AT_ONCE:
            self._value = work()
        else:
            self._delay.start(DELAY_MS)
        return self._value

    def _begin(self) -> None:
        work = self._work
        if work is not None:
            self.worker.start(lambda _progress, _cancelled: work(), name="deferred value")

    def _take(self, value: T) -> None:
        self._value = value
        self.ready.emit()


def layer_count(network: Graph) -> int:
    """The number of layers, those inside groups included; a group that cannot be built counts as one."""
    return sum(_layers(block.layer) for block in network.blocks.values())


def _layers(layer: Layer) -> int:
    try:
        return layer.layer_count() if isinstance(layer, Group) else 1
    except GroupError:
        return 1
