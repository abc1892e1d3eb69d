"""What a network is to learn: the kind of task, what goes in, and the classes that come out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from builder.common.json_checks import ProjectError, a_list, a_record, a_text, a_whole
from builder.common.messages import QT_TRANSLATE_NOOP

KINDS = ("classification",)
MOST_CLASSES = 100_000


@dataclass(frozen=True, slots=True)
class Task:
    """A task on images of `input_shape` (channels, height, width as the data have them) with named `classes`."""

    kind: str = "classification"
    input_shape: tuple[int, ...] = (1, 28, 28)
    classes: tuple[str, ...] = ()

    def record(self) -> dict[str, Any]:
        """The task as JSON knows it."""
        return {"kind": self.kind, "input_shape": list(self.input_shape), "classes": list(self.classes)}

    @classmethod
    def parse(cls, record: object, place: str = "task") -> Task:
        """The task in a record; raises :class:`ProjectError` that names the place inside it."""
        fields = a_record(record, place, ("kind", "input_shape", "classes"))
        kind = a_text(fields["kind"], f"{place}.kind")
        if kind not in KINDS:
            raise ProjectError(
                QT_TRANSLATE_NOOP("Files", "{kind!r} is no kind of task known here; known: {known}"),
                f"{place}.kind",
                kind=kind,
                known=", ".join(KINDS),
            )
        sizes = a_list(fields["input_shape"], f"{place}.input_shape", 4)
        if not sizes:
            raise ProjectError(QT_TRANSLATE_NOOP("Files", "is empty; write channels, height and width"), f"{place}.input_shape")
        names = a_list(fields["classes"], f"{place}.classes", MOST_CLASSES)
        return cls(
            kind,
            tuple(a_whole(size, f"{place}.input_shape[{at}]", 1, 1_000_000) for at, size in enumerate(sizes)),
            tuple(a_text(name, f"{place}.classes[{at}]") for at, name in enumerate(names)),
        )
