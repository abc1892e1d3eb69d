"""Classification: each image is of one class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from builder.common.json_checks import a_record
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.tasks.base import VectorTarget, parse_names


@dataclass(frozen=True, slots=True)
class Classes(VectorTarget):
    """One of the named `classes`; the output has a score for each."""

    classes: tuple[str, ...] = ()

    kind: ClassVar = "classification"
    title: ClassVar = QT_TRANSLATE_NOOP("Tasks", "Classification")
    help: ClassVar = QT_TRANSLATE_NOOP("Tasks", "One of several classes for each image; the largest score is the answer.")
    losses: ClassVar = ("Cross entropy", "MSE")
    wanted: ClassVar = QT_TRANSLATE_NOOP(
        "Problems", "{block} needs one score for each of {count} classes, but {source} gives {shape}."
    )
    head_wanted: ClassVar = QT_TRANSLATE_NOOP("Problems", "{block} gives {given} scores, but there are {count} classes.")
    no_head: ClassVar = QT_TRANSLATE_NOOP(
        "Problems", "{source} gives {shape} numbers, but no Linear or Conv2d makes one score for each of {count} classes."
    )
    several_heads: ClassVar = QT_TRANSLATE_NOOP(
        "Problems",
        "{names} together give {shape} scores, but there are {count} classes: end in one block that gives the scores.",
    )

    @property
    def names(self) -> tuple[str, ...]:
        """The classes."""
        return self.classes

    def record(self) -> dict[str, Any]:
        """The names of the classes."""
        return {"classes": list(self.classes)}

    @classmethod
    def parse(cls, record: object, place: str) -> Classes:
        """The classes in a record."""
        return cls(parse_names(a_record(record, place, ("classes",))["classes"], f"{place}.classes"))
