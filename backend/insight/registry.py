"""All observers by their kind, and the one way to ask them: a new kind of picture is a file and a line here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backend.insight import activations, filters
from backend.insight.observer import Observer, Sample, Subject
from backend.protocol.events import BlockRef, Captured

OBSERVERS: dict[str, Observer] = {observer.kind: observer for observer in (activations.OBSERVER, filters.OBSERVER)}


def observe_blocks(subject: Subject, sample: Sample, places: Iterable[BlockRef]) -> Iterator[Captured]:
    """The pictures of every kind, kind by kind; blocks that the network does not have are left out."""
    ordered = sorted(places, key=lambda place: place if isinstance(place, tuple) else (place,))
    for observer in OBSERVERS.values():
        yield from observer.observe(subject, sample, ordered)
