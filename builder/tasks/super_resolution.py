"""Super-resolution: the image two, three or four times as large."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from builder.common.json_checks import a_record, a_whole
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.tasks.base import PictureTarget, Sizes

FACTORS = (2, 3, 4)


@dataclass(frozen=True, slots=True)
class LargerPicture(PictureTarget):
    """The image `factor` times as high and wide as the Input gets it; the small one is made from it by bicubic reduction."""

    factor: int = 2

    kind: ClassVar = "super-resolution"
    title: ClassVar = QT_TRANSLATE_NOOP("Tasks", "Super-resolution")
    help: ClassVar = QT_TRANSLATE_NOOP("Tasks", "The image two, three or four times as large, sharper than by enlarging it.")
    losses: ClassVar = ("MSE", "L1")
    wanted: ClassVar = QT_TRANSLATE_NOOP(
        "Problems", "{block} needs a picture {factor} times as large as the Input ({sizes}), but {source} gives {shape}."
    )
    head_wanted: ClassVar = QT_TRANSLATE_NOOP(
        "Problems", "{block} gives {given} channels, which do not make a picture of the data's channels; it takes {count}."
    )
    no_head: ClassVar = QT_TRANSLATE_NOOP("Problems", "{source} gives {shape}, which is not the larger picture.")
    several_heads: ClassVar = QT_TRANSLATE_NOOP(
        "Problems", "{names} together give {shape}, which is not the larger picture: end in one block."
    )

    def record(self) -> dict[str, Any]:
        """The factor."""
        return {"factor": self.factor}

    @classmethod
    def parse(cls, record: object, place: str) -> LargerPicture:
        """The factor in a record."""
        return cls(a_whole(a_record(record, place, ("factor",))["factor"], f"{place}.factor", FACTORS[0], FACTORS[-1]))

    def output_sizes(self, image: Sizes) -> Sizes:
        """`factor` times the height and width."""
        return self.data_size(image)

    def data_size(self, image: Sizes) -> Sizes:
        """The large image."""
        return (image[0], *(size * self.factor for size in image[1:]))

    def input_size(self, data: Sizes) -> Sizes:
        """The small image, of at least one pixel."""
        return (data[0], *(max(1, size // self.factor) for size in data[1:]))
