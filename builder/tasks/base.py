"""The target of a task: what is stored of it, what an Output must give for it, and the blocks that would help."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, Self

from builder.common.json_checks import a_list, a_text
from builder.layers.base import Shape

MOST_NAMES = 100_000

Steps = tuple[tuple[str, Mapping[str, Any]], ...]
"""Blocks to put in front of an Output, in their order: the kind and fields of each."""

Sizes = tuple[int, ...]


class Target(ABC):
    """What the samples of a kind of task teach. Sizes are without the batch axis; an image is (channels, height, width)."""

    kind: ClassVar[str]
    title: ClassVar[str]
    help: ClassVar[str]
    losses: ClassVar[tuple[str, ...]]
    """The losses of the recipe that it can be learned with, the usual one first."""

    wanted: ClassVar[str]
    """A sentence: {block} needs ..., but {source} gives {shape}; it may use {count}, {names} and {sizes}."""

    head_wanted: ClassVar[str]
    """A sentence about the size of the head: {block} gives {given}, but {count} are needed."""

    no_head: ClassVar[str]
    """A sentence: {source} gives {shape}, and nothing makes the {count} numbers that are needed."""

    several_heads: ClassVar[str]
    """A sentence: {names} together give {shape}, but {count} are needed from one block."""

    @property
    def names(self) -> tuple[str, ...]:
        """What the numbers of the output stand for; empty for pictures."""
        return ()

    @property
    def complete(self) -> bool:
        """Whether enough is known to say what an Output must give."""
        return True

    @abstractmethod
    def record(self) -> dict[str, Any]:
        """The target as JSON knows it."""

    @classmethod
    @abstractmethod
    def parse(cls, record: object, place: str) -> Self:
        """The target in a record; raises :class:`ProjectError` that names the place inside it."""

    @abstractmethod
    def output_sizes(self, image: Sizes) -> Sizes:
        """What an Output must give for an Input that takes `image`."""

    @abstractmethod
    def head_size(self, image: Sizes) -> int:
        """How many outputs or channels the last layer with weights must have, where nothing behind it changes them."""

    @abstractmethod
    def resembles(self, given: Shape, image: Sizes) -> bool:
        """Whether an output of shape `given` means such a target, so that another number of outputs would do."""

    @abstractmethod
    def steps(self, given: Shape, image: Sizes) -> Iterator[Steps]:
        """Blocks that may turn `given` into what is wanted, the simplest first; they are tried before they are offered."""

    def accepts(self, given: Shape, image: Sizes) -> bool:
        """Whether an output of shape `given` can be compared with the target."""
        return given.sizes == self.output_sizes(image)

    def data_size(self, image: Sizes) -> Sizes:
        """The size of the images to read for an Input that takes `image`."""
        return image

    def input_size(self, data: Sizes) -> Sizes:
        """The size of an Input for images of size `data`: the inverse of :meth:`data_size`, rounded down."""
        return data


class VectorTarget(Target):
    """One number of the output for each name; `given` is a vector."""

    def output_sizes(self, image: Sizes) -> Sizes:
        """One number per name."""
        del image
        return (len(self.names),)

    @property
    def complete(self) -> bool:
        """Whether there are names."""
        return bool(self.names)

    def head_size(self, image: Sizes) -> int:
        """One number per name."""
        del image
        return len(self.names)

    def resembles(self, given: Shape, image: Sizes) -> bool:
        """A vector; one with a number for each pixel of a picture is that picture."""
        return len(given) == 1 and (given.sizes != (math.prod(image),) or math.prod(image) == len(self.names))

    def steps(self, given: Shape, image: Sizes) -> Iterator[Steps]:
        """A Linear; in front of it the image flattened, or averaged."""
        del image
        head: tuple[str, Mapping[str, Any]] = ("Linear", {"out_features": len(self.names)})
        flatten: tuple[str, Mapping[str, Any]] = ("Flatten", {})
        pool: tuple[str, Mapping[str, Any]] = ("AdaptiveAvgPool2d", {"output_size": (1, 1)})
        yield from ((head,),) if len(given) == 1 else ((flatten,), (pool, flatten), (flatten, head))


class PictureTarget(Target):
    """A picture with the channels of the image."""

    def head_size(self, image: Sizes) -> int:
        """The channels of the picture."""
        return image[0]

    def resembles(self, given: Shape, image: Sizes) -> bool:
        """A picture of the right size with as many channels as the image."""
        return given.sizes == self.output_sizes(image)

    def steps(self, given: Shape, image: Sizes) -> Iterator[Steps]:
        """Numbers are laid out as a picture; maps are made larger, and a 1×1 convolution gives the channels."""
        sizes = self.output_sizes(image)
        yield from vector_steps(sizes) if len(given) == 1 else map_steps(given, sizes) if len(given) == 3 else ()


def vector_steps(sizes: Sizes) -> Iterator[Steps]:
    """Numbers laid out as maps of `sizes`; where there are not as many, a Linear makes them first."""
    reshape: tuple[str, Mapping[str, Any]] = ("Reshape", {"shape": sizes})
    yield (reshape,)
    yield (("Linear", {"out_features": math.prod(sizes)}), reshape)


def map_steps(given: Shape, sizes: Sizes) -> Iterator[Steps]:
    """A 1×1 convolution to the channels of `sizes`, an enlargement to its height and width, or both."""
    convolution: tuple[str, Mapping[str, Any]] = ("Conv2d", {"out_channels": sizes[0], "kernel_size": 1})
    enlarge: tuple[str, Mapping[str, Any]] = ("Upsample", {"size": sizes[1:], "mode": "bilinear"})
    times = sizes[1] // given.sizes[1]
    if given.sizes[1:] == sizes[1:]:
        yield (convolution,)
        return
    if times > 1 and sizes[1:] == tuple(size * times for size in given.sizes[1:]):
        # Sub-pixel convolution (Shi and others, 2016): as many more channels, laid out as pixels.
        many = ("Conv2d", {"out_channels": sizes[0] * times * times, "kernel_size": 3, "padding": 1})
        yield (many, ("PixelShuffle", {"upscale_factor": times}))
    yield (enlarge,) if given.sizes[0] == sizes[0] else (convolution, enlarge)


def parse_names(value: object, place: str) -> tuple[str, ...]:
    """The names in a list of JSON; raises :class:`ProjectError`."""
    return tuple(a_text(name, f"{place}[{at}]") for at, name in enumerate(a_list(value, place, MOST_NAMES)))


def shown_names(names: Sequence[str], most: int = 5) -> str:
    """The first names, for a sentence."""
    return ", ".join(names[:most]) + (", …" if len(names) > most else "")
