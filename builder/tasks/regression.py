"""Regression: one or several numbers for each image."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from builder.common.json_checks import a_record
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.tasks.base import VectorTarget, parse_names


@dataclass(frozen=True, slots=True)
class Numbers(VectorTarget):
    """The numbers called `quantities`, in the unit of the data; the output gives them as they are."""

    quantities: tuple[str, ...] = ()

    kind: ClassVar = "regression"
    title: ClassVar = QT_TRANSLATE_NOOP("Tasks", "Regression")
    help: ClassVar = QT_TRANSLATE_NOOP("Tasks", "One or several numbers for each image, such as a position or an angle.")
    losses: ClassVar = ("MSE", "L1")
    wanted: ClassVar = QT_TRANSLATE_NOOP("Problems", "{block} needs {count} numbers ({names}), but {source} gives {shape}.")
    head_wanted: ClassVar = QT_TRANSLATE_NOOP("Problems", "{block} gives {given} numbers, but {count} are to be learned.")
    no_head: ClassVar = QT_TRANSLATE_NOOP(
        "Problems", "{source} gives {shape} numbers, but no Linear or Conv2d makes the {count} that are to be learned."
    )
    several_heads: ClassVar = QT_TRANSLATE_NOOP(
        "Problems",
        "{names} together give {shape} numbers, but {count} are to be learned: end in one block that gives the numbers.",
    )

    @property
    def names(self) -> tuple[str, ...]:
        """The quantities."""
        return self.quantities

    def record(self) -> dict[str, Any]:
        """The names of the numbers."""
        return {"quantities": list(self.quantities)}

    @classmethod
    def parse(cls, record: object, place: str) -> Numbers:
        """The quantities in a record."""
        return cls(parse_names(a_record(record, place, ("quantities",))["quantities"], f"{place}.quantities"))
