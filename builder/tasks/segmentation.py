"""Segmentation: a class for each pixel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from builder.common.json_checks import a_record
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.layers.base import Shape
from builder.tasks.base import Sizes, Steps, Target, map_steps, parse_names, vector_steps


@dataclass(frozen=True, slots=True)
class PixelClasses(Target):
    """One of the named `classes` for each pixel; the output is a map of scores for each class."""

    classes: tuple[str, ...] = ()

    kind: ClassVar = "segmentation"
    title: ClassVar = QT_TRANSLATE_NOOP("Tasks", "Segmentation")
    help: ClassVar = QT_TRANSLATE_NOOP("Tasks", "A class for each pixel of the image.")
    losses: ClassVar = ("Cross entropy",)
    wanted: ClassVar = QT_TRANSLATE_NOOP(
        "Problems",
        "{block} needs a map of scores for each of {count} classes at the image's size ({sizes}), but {source} gives {shape}.",
    )
    head_wanted: ClassVar = QT_TRANSLATE_NOOP(
        "Problems", "{block} gives {given} scores for each pixel, but there are {count} classes."
    )
    no_head: ClassVar = QT_TRANSLATE_NOOP(
        "Problems", "{source} gives {shape}, but no Conv2d makes a map of scores for each of {count} classes."
    )
    several_heads: ClassVar = QT_TRANSLATE_NOOP(
        "Problems",
        "{names} together give {shape}, but there are {count} classes: end in one 1×1 convolution that gives the scores.",
    )

    @property
    def names(self) -> tuple[str, ...]:
        """The classes."""
        return self.classes

    @property
    def complete(self) -> bool:
        """Whether there are classes."""
        return bool(self.classes)

    def record(self) -> dict[str, Any]:
        """The names of the classes."""
        return {"classes": list(self.classes)}

    @classmethod
    def parse(cls, record: object, place: str) -> PixelClasses:
        """The classes in a record."""
        return cls(parse_names(a_record(record, place, ("classes",))["classes"], f"{place}.classes"))

    def output_sizes(self, image: Sizes) -> Sizes:
        """A map per class, as large as the image."""
        return (len(self.classes), *image[1:])

    def head_size(self, image: Sizes) -> int:
        """A channel per class."""
        del image
        return len(self.classes)

    def accepts(self, given: Shape, image: Sizes) -> bool:
        """Also maps that lack an equal border on every side, as unpadded convolutions leave it: masks are cropped to them."""
        return len(given) == 3 and given.sizes[0] == len(self.classes) and _covers(given.sizes[1:], image[1:])

    def resembles(self, given: Shape, image: Sizes) -> bool:
        """Maps at the image's size; with the channels of the image they are a picture."""
        return len(given) == 3 and _covers(given.sizes[1:], image[1:]) and given.sizes[0] != image[0]

    def steps(self, given: Shape, image: Sizes) -> Iterator[Steps]:
        """A 1×1 convolution to the classes, and what makes the maps as large as the image."""
        sizes = self.output_sizes(image)
        yield from vector_steps(sizes) if len(given) == 1 else map_steps(given, sizes) if len(given) == 3 else ()


def _covers(inner: Sizes, outer: Sizes) -> bool:
    """Whether maps of size `inner` are the middle of images of size `outer`: more than half of each side, border even."""
    return all(size <= whole < 2 * size and (whole - size) % 2 == 0 for size, whole in zip(inner, outer, strict=True))
