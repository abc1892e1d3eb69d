"""What a network is to learn: what goes in, and the target, which says what must come out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from builder.common.json_checks import ProjectError, a_list, a_record, a_text, a_whole
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.layers.base import Shape
from builder.tasks.base import Target
from builder.tasks.classification import Classes
from builder.tasks.registry import TARGETS


@dataclass(frozen=True, slots=True, init=False)
class Task:
    """A task on images of `input_shape` (channels, height, width as the data have them); `target` is of the `kind`."""

    kind: str
    input_shape: tuple[int, ...]
    target: Target

    def __init__(
        self,
        kind: str = Classes.kind,
        input_shape: tuple[int, ...] = (1, 28, 28),
        classes: tuple[str, ...] = (),
        *,
        target: Target | None = None,
    ) -> None:
        """A task with this `target`, or one to tell `classes` apart. Raises ValueError for a target of another kind."""
        target = Classes(classes) if target is None else target
        if target.kind != kind:
            raise ValueError(f"a target of the kind {target.kind} is none for {kind}")
        object.__setattr__(self, "kind", kind)
        object.__setattr__(self, "input_shape", input_shape)
        object.__setattr__(self, "target", target)

    @classmethod
    def of(cls, target: Target, input_shape: tuple[int, ...]) -> Task:
        """The task with this target."""
        return cls(target.kind, input_shape, target=target)

    @property
    def classes(self) -> tuple[str, ...]:
        """What the numbers of an output stand for; empty for pictures."""
        return self.target.names

    def image_sizes(self, taken: Iterable[Shape | None]) -> tuple[int, ...]:
        """The (channels, height, width) of the first of the shapes that Inputs take; what suits the data where none is so."""
        found = next((shape.sizes for shape in taken if shape is not None and len(shape) == 3), None)
        return self.target.input_size(self.input_shape) if found is None else tuple(found)

    def record(self) -> dict[str, Any]:
        """The task as JSON knows it."""
        return {"kind": self.kind, "input_shape": list(self.input_shape), "target": self.target.record()}

    @classmethod
    def parse(cls, record: object, place: str = "task") -> Task:
        """The task in a record; raises :class:`ProjectError` that names the place inside it."""
        fields = a_record(record, place, ("kind", "input_shape", "target"))
        kind = a_text(fields["kind"], f"{place}.kind")
        if kind not in TARGETS:
            raise ProjectError(
                QT_TRANSLATE_NOOP("Files", "{kind!r} is no kind of task known here; known: {known}"),
                f"{place}.kind",
                kind=kind,
                known=", ".join(TARGETS),
            )
        sizes = a_list(fields["input_shape"], f"{place}.input_shape", 4)
        if not sizes:
            raise ProjectError(QT_TRANSLATE_NOOP("Files", "is empty; write channels, height and width"), f"{place}.input_shape")
        shape = tuple(a_whole(size, f"{place}.input_shape[{at}]", 1, 1_000_000) for at, size in enumerate(sizes))
        return cls(kind, shape, target=TARGETS[kind].parse(fields["target"], f"{place}.target"))


def with_target(record: object) -> object:
    """The record of a task of before there were targets, which kept the classes beside its kind, in the form of today."""
    if not isinstance(record, dict) or "target" in record:
        return record
    rest = {name: value for name, value in record.items() if name != "classes"}
    return rest | ({"target": {"classes": record["classes"]}} if "classes" in record else {})
