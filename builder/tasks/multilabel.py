"""Multi-label classification: any number of labels for each image."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from builder.common.json_checks import a_record
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.tasks.base import VectorTarget, parse_names


@dataclass(frozen=True, slots=True)
class Labels(VectorTarget):
    """Each of the named `labels` holds or does not; the output has a score for each, above 0 where it holds."""

    labels: tuple[str, ...] = ()

    kind: ClassVar = "multilabel"
    title: ClassVar = QT_TRANSLATE_NOOP("Tasks", "Several labels")
    help: ClassVar = QT_TRANSLATE_NOOP("Tasks", "Any number of labels for each image, each of them yes or no.")
    losses: ClassVar = ("Binary cross entropy", "MSE")
    wanted: ClassVar = QT_TRANSLATE_NOOP(
        "Problems", "{block} needs one score for each of {count} labels, but {source} gives {shape}."
    )
    head_wanted: ClassVar = QT_TRANSLATE_NOOP("Problems", "{block} gives {given} scores, but there are {count} labels.")
    no_head: ClassVar = QT_TRANSLATE_NOOP(
        "Problems", "{source} gives {shape} numbers, but no Linear or Conv2d makes one score for each of {count} labels."
    )
    several_heads: ClassVar = QT_TRANSLATE_NOOP(
        "Problems",
        "{names} together give {shape} scores, but there are {count} labels: end in one block that gives the scores.",
    )

    @property
    def names(self) -> tuple[str, ...]:
        """The labels."""
        return self.labels

    def record(self) -> dict[str, Any]:
        """The names of the labels."""
        return {"labels": list(self.labels)}

    @classmethod
    def parse(cls, record: object, place: str) -> Labels:
        """The labels in a record."""
        return cls(parse_names(a_record(record, place, ("labels",))["labels"], f"{place}.labels"))
