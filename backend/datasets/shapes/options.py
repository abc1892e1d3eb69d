"""The choices that a person has for the generated shapes."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import model_validator

from backend.datasets.shapes.kinds import KINDS
from builder.common.fields import FieldError, Fields, param
from builder.common.messages import QT_TRANSLATE_NOOP, Message

SMALLEST, LARGEST = 16, 512
"""Bounds of a side, in pixels."""

MOST_FIGURES = 12
"""The most figures that one image may have."""

ROOM = 8
"""The side in pixels of the square that each figure needs, so that its kind can be seen."""

POSE, COUNT = "position and angle", "count"
"""What the numbers of a regression may be."""


class ShapesOptions(Fields):
    """How the images of shapes are made."""

    place: ClassVar = "data.options"

    size: int = param(
        32,
        low=SMALLEST,
        high=LARGEST,
        label=QT_TRANSLATE_NOOP("Data", "Size"),
        doc=QT_TRANSLATE_NOOP(
            "Data", "Height and width in pixels that suit the images; they are drawn at the size that Input takes."
        ),
    )
    colour: bool = param(
        True,
        label=QT_TRANSLATE_NOOP("Data", "Colour"),
        doc=QT_TRANSLATE_NOOP("Data", "Three channels with colours; otherwise one channel of grey."),
    )
    circles: bool = param(
        True, label=QT_TRANSLATE_NOOP("Data", "Circles"), doc=QT_TRANSLATE_NOOP("Data", "Whether there are circles.")
    )
    squares: bool = param(
        True, label=QT_TRANSLATE_NOOP("Data", "Squares"), doc=QT_TRANSLATE_NOOP("Data", "Whether there are squares.")
    )
    triangles: bool = param(
        True,
        label=QT_TRANSLATE_NOOP("Data", "Triangles"),
        doc=QT_TRANSLATE_NOOP("Data", "Whether there are triangles; their tips show a direction."),
    )
    crosses: bool = param(
        True, label=QT_TRANSLATE_NOOP("Data", "Crosses"), doc=QT_TRANSLATE_NOOP("Data", "Whether there are crosses.")
    )
    fewest: int = param(
        1,
        low=1,
        high=MOST_FIGURES,
        label=QT_TRANSLATE_NOOP("Data", "At least"),
        doc=QT_TRANSLATE_NOOP("Data", "The fewest figures of an image."),
    )
    most: int | None = param(
        None,
        low=1,
        high=MOST_FIGURES,
        label=QT_TRANSLATE_NOOP("Data", "At most"),
        doc=QT_TRANSLATE_NOOP(
            "Data",
            "The most figures of an image. Left open: 1 where a class, a position or an angle is learned, otherwise 4. With "
            "several, class, position and angle are those of the largest.",
        ),
    )
    noise: float = param(
        0.05,
        low=0.0,
        high=0.5,
        step=0.01,
        label=QT_TRANSLATE_NOOP("Data", "Noise"),
        doc=QT_TRANSLATE_NOOP(
            "Data",
            "Standard deviation of the Gaussian noise on pixels from 0 to 1. Pictures that are themselves what is learned have "
            "none.",
        ),
    )
    texture: float = param(
        0.4,
        low=0.0,
        high=1.0,
        step=0.1,
        label=QT_TRANSLATE_NOOP("Data", "Texture"),
        doc=QT_TRANSLATE_NOOP("Data", "How strong the pattern of the ground is; 0 gives an even ground."),
    )
    overlap: bool = param(
        True,
        label=QT_TRANSLATE_NOOP("Data", "Overlap"),
        doc=QT_TRANSLATE_NOOP("Data", "Whether figures may cover parts of others; at least a quarter of each is seen."),
    )
    numbers: Literal["position and angle", "count"] = param(
        POSE,
        label=QT_TRANSLATE_NOOP("Data", "Numbers"),
        doc=QT_TRANSLATE_NOOP(
            "Data",
            "What a regression learns: where a triangle is and where its tip points, or how many figures there are. Without "
            "triangles there is no angle.",
        ),
    )
    train_count: int = param(
        4000,
        low=10,
        high=100_000,
        label=QT_TRANSLATE_NOOP("Data", "Training images"),
        doc=QT_TRANSLATE_NOOP("Data", "How many images there are to learn from; those for validation are taken from them."),
    )
    test_count: int = param(
        1000,
        low=1,
        high=100_000,
        label=QT_TRANSLATE_NOOP("Data", "Test images"),
        doc=QT_TRANSLATE_NOOP("Data", "How many images there are to test on."),
    )
    seed: int | None = param(
        None,
        low=0,
        label=QT_TRANSLATE_NOOP("Data", "Seed of the shapes"),
        doc=QT_TRANSLATE_NOOP(
            "Data", "Decides everything that is drawn: the same seed gives the same images. Left open: the seed of the data."
        ),
        advanced=True,
    )

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        if not self.kinds:
            none = QT_TRANSLATE_NOOP("Data", "at least one of circles, squares, triangles and crosses is needed")
            raise FieldError(self.place, "circles", self.circles, Message.of(none))
        if self.most is not None and self.most < self.fewest:
            less = QT_TRANSLATE_NOOP("Data", "must be at least {fewest}, the fewest figures")
            raise FieldError(self.place, "most", self.most, Message.of(less, fewest=self.fewest))
        room = room_for(self.size, self.size)
        for name, count in (("most", self.most), ("fewest", self.fewest)):
            if count is not None and count > room:
                full = QT_TRANSLATE_NOOP("Data", "must be at most {room}, since images of {size}×{size} have room for no more")
                raise FieldError(self.place, name, count, Message.of(full, room=room, size=self.size))
        return self

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of figures that are drawn, in the order of :data:`KINDS`."""
        chosen = (self.circles, self.squares, self.triangles, self.crosses)
        return tuple(kind for kind, wanted in zip(KINDS, chosen, strict=True) if wanted)


def room_for(height: int, width: int) -> int:
    """How many figures an image of `height` and `width` pixels has room for."""
    return (min(height, width) // ROOM) ** 2
