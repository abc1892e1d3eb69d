"""Splitting and slicing."""

from typing import ClassVar, Self

from pydantic import model_validator

from builder.common.fields import FieldError
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.layers.arithmetic import axis, describe_shape
from builder.layers.base import Call, Category, Layer, SetFields, Shape, ShapeError, Text, join_texts, param
from builder.layers.traits import PARTIAL_VIEW, Reach

MOST_PARTS = 32
"""The most outputs of one block."""


def _with_axis_size(x: Shape, place: int, size: int) -> Shape:
    """`x` with another size at index `place`."""
    return Shape((*x.sizes[:place], size, *x.sizes[place + 1 :]), x.kind)


class _Parts(Layer):
    """A layer that splits its input, one piece per output."""

    category: ClassVar = Category.JOIN
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Krizhevsky, Sutskever and Hinton, 2012 (channels in groups)")
    keywords: ClassVar = ("split", "divide", "pieces", "branches", "several outputs", "chunk")
    flexible: ClassVar = True
    saves: ClassVar = PARTIAL_VIEW

    dim: int = param(
        1,
        doc=QT_TRANSLATE_NOOP("Layers", "The axis that is cut; 0 is the batch, 1 the channels."),
        label=QT_TRANSLATE_NOOP("Layers", "Axis"),
    )

    @property
    def output_names(self) -> tuple[str, ...]:
        return tuple(map(str, range(1, self._count + 1)))

    @property
    def _count(self) -> int:
        raise NotImplementedError

    def _tuple_call(self, text: str) -> Call:
        """A call that returns a tuple; its element where there is only one."""
        return Call(expression=text if self._count > 1 else f"{text}[0]")


class Split(_Parts):
    """torch.split along `dim`, one output per piece."""

    resizes: ClassVar = True
    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Split")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Cuts its input along an axis into pieces of the sizes that are given. Each piece comes out by itself.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "n → a, b, ... with a + b + ... = n")
    default_name: ClassVar = "split"

    split_size_or_sections: tuple[int, ...] = param(
        (4, 4),
        low=1,
        doc=QT_TRANSLATE_NOOP("Layers", "The size of each piece; together the size of the axis."),
        label=QT_TRANSLATE_NOOP("Layers", "Sizes"),
        required=True,
    )

    @model_validator(mode="after")
    def _check_count(self) -> Self:
        if not 1 <= len(self.split_size_or_sections) <= MOST_PARTS:
            field, value = "split_size_or_sections", self.split_size_or_sections
            raise FieldError(
                self.kind, field, value, Message.of(QT_TRANSLATE_NOOP("Layers", "must hold 1 to {most} sizes"), most=MOST_PARTS)
            )
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
                QT_TRANSLATE_NOOP(
                    "Layers", "{block} has pieces of {pieces}, together {total}, but axis {dim} of {got} holds {size}."
                ),
                field="split_size_or_sections",
                remedies=self._equal_pieces(x[place]),
                pieces=" + ".join(map(str, self.split_size_or_sections)),
                total=sum(self.split_size_or_sections),
                dim=self.dim,
                got=describe_shape(x),
                size=x[place],
            )
        return tuple(_with_axis_size(x, place, size) for size in self.split_size_or_sections)

    def call(self, *_inputs: Shape) -> Call:
        """One call of torch.split."""
        return self._tuple_call(f"torch.split({{0}}, {list(self.split_size_or_sections)}, dim={self.dim})")

    def summary(self) -> Text:
        words = " + ".join(map(str, self.split_size_or_sections))
        return words if len(words) < 40 else Message.of(QT_TRANSLATE_NOOP("Layers", "{count} pieces"), count=self._count)

    def _equal_pieces(self, size: int) -> tuple[SetFields, ...]:
        """The remedy: the same number of pieces of nearly equal size, fewer where the axis is too short."""
        count = min(self._count, size)
        if not count:
            return ()
        each, rest = divmod(size, count)
        return (SetFields({"split_size_or_sections": tuple(each + (part < rest) for part in range(count))}),)


class Chunk(_Parts):
    """torch.chunk along `dim`, one output per piece."""

    resizes: ClassVar = True
    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Chunk")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Cuts its input along an axis into equal pieces; the last may be smaller. Each piece comes out by itself.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "n → pieces of ⌈n / chunks⌉")
    default_name: ClassVar = "chunk"

    chunks: int = param(
        2,
        low=1,
        high=MOST_PARTS,
        doc=QT_TRANSLATE_NOOP("Layers", "How many pieces."),
        label=QT_TRANSLATE_NOOP("Layers", "Pieces"),
        required=True,
    )

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
                QT_TRANSLATE_NOOP(
                    "Layers",
                    "{block} cannot cut the {size} of axis {dim} into {chunks} pieces of {each}: there would be {count}.",
                ),
                field="chunks",
                remedies=(SetFields({"chunks": fits[-1]}),) if x[place] else (),
                size=x[place],
                dim=self.dim,
                chunks=self.chunks,
                each=each,
                count=len(sizes),
            )
        return tuple(_with_axis_size(x, place, size) for size in sizes)

    def call(self, *_inputs: Shape) -> Call:
        """One call of torch.chunk."""
        return self._tuple_call(f"torch.chunk({{0}}, {self.chunks}, dim={self.dim})")

    def summary(self) -> Text:
        return Message.of(QT_TRANSLATE_NOOP("Layers", "{count} pieces"), count=self.chunks)


class Slice(Layer):
    """A Python slice start:end:step along `dim`."""

    category: ClassVar = Category.JOIN
    resizes: ClassVar = True
    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Slice")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Takes a stretch of its input along an axis, as Python's slices do: from start to end, without the end.\n\n"
        "Behind a transformer, 0 to 1 along axis 1 takes the class token out.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y[i] = x[start + i·step]\nnew size = ⌈(end − start) / step⌉")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Iverson, 1962 (arrays of any number of axes)")
    keywords: ClassVar = ("part", "select", "range", "crop", "narrow", "index", "first token")
    default_name: ClassVar = "slice"
    saves: ClassVar = PARTIAL_VIEW

    dim: int = param(
        1,
        doc=QT_TRANSLATE_NOOP("Layers", "The axis; 0 is the batch, 1 the channels."),
        label=QT_TRANSLATE_NOOP("Layers", "Axis"),
    )
    start: int = param(
        0, doc=QT_TRANSLATE_NOOP("Layers", "The first place that is kept, counted from 0; negative ones count from the end.")
    )
    end: int | None = param(
        None, doc=QT_TRANSLATE_NOOP("Layers", "The first place that is kept no more; up to the last when empty.")
    )
    step: int = param(
        1, low=1, doc=QT_TRANSLATE_NOOP("Layers", "Every which one is kept: 2 keeps every second."), advanced=True
    )

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = inputs[0]
        place = axis(self.dim, x, "dim")
        kept = len(range(x[place])[self.start : self.end : self.step])
        if not kept:
            raise ShapeError(
                "nothing-left",
                QT_TRANSLATE_NOOP("Layers", "{block} keeps nothing of the {size} of axis {dim}: none is {stretch}."),
                field="start",
                remedies=(SetFields({"start": 0, "end": None}),) if x[place] else (),
                size=x[place],
                dim=self.dim,
                stretch=self._stretch(),
            )
        return (_with_axis_size(x, place, kept),)

    def _stretch(self) -> Message:
        if self.end is None:
            return Message.of(QT_TRANSLATE_NOOP("Layers", "from {start} on"), start=self.start)
        return Message.of(QT_TRANSLATE_NOOP("Layers", "from {start} to before {end}"), start=self.start, end=self.end)

    def call(self, *inputs: Shape) -> Call:
        """A Python slice."""
        start, end = self.start or "", "" if self.end is None else self.end
        stretch = f"{start}:{end}" + (f":{self.step}" if self.step > 1 else "")
        whole = ":, " * (axis(self.dim, inputs[0], "dim") + 1)
        return Call(expression=f"{{0}}[{whole}{stretch}]")

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        place = axis(self.dim, inputs[0], "dim")
        return tuple(Reach(1, self.step if at == place else 1, at) for at in range(len(inputs[0])))

    def summary(self) -> Text:
        end = QT_TRANSLATE_NOOP("Layers", "end") if self.end is None else self.end
        stretch = Message.of(QT_TRANSLATE_NOOP("Layers", "{start} to {end}"), start=self.start, end=end)
        step = Message.of(QT_TRANSLATE_NOOP("Layers", "step {step}"), step=self.step) if self.step > 1 else ""
        return join_texts(", ", stretch, step)
