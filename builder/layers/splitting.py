"""Taking a result apart: in several pieces, or only a part of it."""

from typing import ClassVar, Self

from pydantic import model_validator

from builder.common.fields import FieldError
from builder.layers.arithmetic import axis, spoken
from builder.layers.base import Call, Category, Layer, SetFields, Shape, ShapeError, param
from builder.layers.traits import PART, Reach

MOST_PARTS = 32
"""How many outputs one block can have."""


def _cut(x: Shape, place: int, size: int) -> Shape:
    """`x` with another size at `place`."""
    return Shape((*x.sizes[:place], size, *x.sizes[place + 1 :]), x.kind)


class _Parts(Layer):
    """Gives several pieces of its input, one an output."""

    category: ClassVar = Category.JOIN
    source: ClassVar = "Krizhevsky, Sutskever and Hinton, 2012 (channels in groups)"
    keywords: ClassVar = ("split", "divide", "pieces", "branches", "several outputs", "chunk")
    flexible: ClassVar = True
    keeps: ClassVar = PART

    dim: int = param(1, doc="The axis that is cut; 0 is the batch, 1 the channels.", label="Axis")

    @property
    def output_names(self) -> tuple[str, ...]:
        return tuple(map(str, range(1, self._count + 1)))

    @property
    def _count(self) -> int:
        raise NotImplementedError

    def _called(self, text: str) -> Call:
        """A call that gives a tuple, or its only part."""
        return Call(expression=text if self._count > 1 else f"{text}[0]")


class Split(_Parts):
    """Cuts its input along an axis into pieces of the sizes that are given. Each piece comes out by itself."""

    resizes: ClassVar = True
    title: ClassVar = "Split"
    equation: ClassVar = "n → a, b, ... with a + b + ... = n"
    default_name: ClassVar = "split"

    split_size_or_sections: tuple[int, ...] = param(
        (4, 4), low=1, doc="The size of each piece; together the size of the axis.", label="Sizes", required=True
    )

    @model_validator(mode="after")
    def _check_count(self) -> Self:
        if not 1 <= len(self.split_size_or_sections) <= MOST_PARTS:
            field, value = "split_size_or_sections", self.split_size_or_sections
            raise FieldError(self.kind, field, value, f"must hold 1 to {MOST_PARTS} sizes")
        return self

    @property
    def _count(self) -> int:
        return len(self.split_size_or_sections)

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = inputs[0]
        place = axis(self.dim, x, "dim")
        if sum(self.split_size_or_sections) != x[place]:
            raise ShapeError(
                "split-sizes",
                "{block} has pieces of {pieces}, together {total}, but axis {dim} of {got} holds {size}.",
                field="split_size_or_sections",
                remedies=self._fitted(x[place]),
                pieces=" + ".join(map(str, self.split_size_or_sections)),
                total=sum(self.split_size_or_sections),
                dim=self.dim,
                got=spoken(x),
                size=x[place],
            )
        return tuple(_cut(x, place, size) for size in self.split_size_or_sections)

    def call(self, *_inputs: Shape) -> Call:
        """One call of torch.split."""
        return self._called(f"torch.split({{0}}, {list(self.split_size_or_sections)}, dim={self.dim})")

    def summary(self) -> str:
        words = " + ".join(map(str, self.split_size_or_sections))
        return words if len(words) < 40 else f"{self._count} pieces"

    def _fitted(self, size: int) -> tuple[SetFields, ...]:
        """As many pieces, as equal as can be; fewer where there is too little."""
        count = min(self._count, size)
        if not count:
            return ()
        each, more = divmod(size, count)
        return (SetFields({"split_size_or_sections": tuple(each + (part < more) for part in range(count))}),)


class Chunk(_Parts):
    """Cuts its input along an axis into equal pieces; the last may be smaller. Each piece comes out by itself."""

    resizes: ClassVar = True
    title: ClassVar = "Chunk"
    equation: ClassVar = "n → pieces of ⌈n / chunks⌉"
    default_name: ClassVar = "chunk"

    chunks: int = param(2, low=1, high=MOST_PARTS, doc="How many pieces.", label="Pieces", required=True)

    @property
    def _count(self) -> int:
        return self.chunks

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = inputs[0]
        place = axis(self.dim, x, "dim")
        each = max(1, -(-x[place] // self.chunks))
        whole, rest = divmod(x[place], each)
        sizes = [each] * whole + [rest] * (rest > 0)
        if len(sizes) != self.chunks:
            fits = [count for count in range(1, self.chunks) if x[place] % count == 0] or [1]
            raise ShapeError(
                "chunks",
                "{block} cannot cut the {size} of axis {dim} into {chunks} pieces of {each}: there would be {count}.",
                field="chunks",
                remedies=(SetFields({"chunks": fits[-1]}),) if x[place] else (),
                size=x[place],
                dim=self.dim,
                chunks=self.chunks,
                each=each,
                count=len(sizes),
            )
        return tuple(_cut(x, place, size) for size in sizes)

    def call(self, *_inputs: Shape) -> Call:
        """One call of torch.chunk."""
        return self._called(f"torch.chunk({{0}}, {self.chunks}, dim={self.dim})")

    def summary(self) -> str:
        return f"{self.chunks} pieces"


class Slice(Layer):
    """Takes a stretch of its input along an axis, as Python's slices do: from start to end, without the end.

    Behind a transformer, 0 to 1 along axis 1 takes the class token out.
    """

    category: ClassVar = Category.JOIN
    resizes: ClassVar = True
    title: ClassVar = "Slice"
    equation: ClassVar = "y[i] = x[start + i·step]\nnew size = ⌈(end − start) / step⌉"
    source: ClassVar = "Iverson, 1962 (arrays of any number of axes)"
    keywords: ClassVar = ("part", "select", "range", "crop", "narrow", "index", "first token")
    default_name: ClassVar = "slice"
    keeps: ClassVar = PART

    dim: int = param(1, doc="The axis; 0 is the batch, 1 the channels.", label="Axis")
    start: int = param(0, doc="The first place that is kept, counted from 0; negative ones count from the end.")
    end: int | None = param(None, doc="The first place that is kept no more; up to the last when empty.")
    step: int = param(1, low=1, doc="Every which one is kept: 2 keeps every second.", advanced=True)

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = inputs[0]
        place = axis(self.dim, x, "dim")
        kept = len(range(x[place])[self.start : self.end : self.step])
        if not kept:
            raise ShapeError(
                "nothing-left",
                "{block} keeps nothing of the {size} of axis {dim}: none is {stretch}.",
                field="start",
                remedies=(SetFields({"start": 0, "end": None}),) if x[place] else (),
                size=x[place],
                dim=self.dim,
                stretch=f"from {self.start} on" if self.end is None else f"from {self.start} to before {self.end}",
            )
        return (_cut(x, place, kept),)

    def call(self, *inputs: Shape) -> Call:
        """An index, as it is written in Python."""
        start, end = self.start or "", "" if self.end is None else self.end
        stretch = f"{start}:{end}" + (f":{self.step}" if self.step > 1 else "")
        whole = ":, " * (axis(self.dim, inputs[0], "dim") + 1)
        return Call(expression=f"{{0}}[{whole}{stretch}]")

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        place = axis(self.dim, inputs[0], "dim")
        return tuple(Reach(1, self.step if at == place else 1, at) for at in range(len(inputs[0])))

    def summary(self) -> str:
        end = "end" if self.end is None else self.end
        return f"{self.start} to {end}" + (f", step {self.step}" if self.step > 1 else "")
