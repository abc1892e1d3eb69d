"""Reconstruction: the image itself, through a bottleneck, or without the noise that was added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from builder.common.json_checks import ProjectError, a_number, a_record
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.tasks.base import PictureTarget, Sizes


@dataclass(frozen=True, slots=True)
class SamePicture(PictureTarget):
    """The image as it was, given with `noise` (standard deviation, pixels being 0 to 1) or with a share of pixels `masked`."""

    noise: float = 0.0
    masked: float = 0.0

    kind: ClassVar = "reconstruction"
    title: ClassVar = QT_TRANSLATE_NOOP("Tasks", "Reconstruction")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Tasks", "The image itself, as autoencoders draw it again; from a noisy or masked one it is denoising."
    )
    losses: ClassVar = ("MSE", "L1")
    wanted: ClassVar = QT_TRANSLATE_NOOP(
        "Problems", "{block} needs a picture of the Input's shape ({sizes}), but {source} gives {shape}."
    )
    head_wanted: ClassVar = QT_TRANSLATE_NOOP(
        "Problems", "{block} gives {given} channels, which do not make a picture of the Input's shape; it takes {count}."
    )
    no_head: ClassVar = QT_TRANSLATE_NOOP("Problems", "{source} gives {shape}, which is not a picture of the Input's shape.")
    several_heads: ClassVar = QT_TRANSLATE_NOOP(
        "Problems", "{names} together give {shape}, which is not a picture of the Input's shape: end in one block."
    )

    def record(self) -> dict[str, Any]:
        """The noise and the share of masked pixels."""
        return {"noise": self.noise, "masked": self.masked}

    @classmethod
    def parse(cls, record: object, place: str) -> SamePicture:
        """Noise and mask in a record."""
        fields = a_record(record, place, (), ("noise", "masked"))
        noise = a_number(fields.get("noise", 0.0), f"{place}.noise", 10.0)
        masked = a_number(fields.get("masked", 0.0), f"{place}.masked", 0.95)
        for name, value in (("noise", noise), ("masked", masked)):
            if value < 0:
                raise ProjectError(QT_TRANSLATE_NOOP("Files", "must be 0 or more, not {value}"), f"{place}.{name}", value=value)
        return cls(float(noise), float(masked))

    def output_sizes(self, image: Sizes) -> Sizes:
        """The image's shape."""
        return image
