"""Layers that join several inputs into one."""

from collections.abc import Sequence
from typing import ClassVar

from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.layers.arithmetic import axis, describe_shape
from builder.layers.base import (
    Advice,
    Call,
    Category,
    InsertBefore,
    Kind,
    Layer,
    Remedy,
    RemoveBlock,
    Shape,
    ShapeError,
    Text,
    join_texts,
    param,
)
from builder.layers.traits import PASS_THROUGH, Reach, SavedTensors


class _Join(Layer):
    """A layer with two or more inputs."""

    category: ClassVar = Category.JOIN
    variadic: ClassVar = True
    inlets: ClassVar = (QT_TRANSLATE_NOOP("Layers", "input"), QT_TRANSLATE_NOOP("Layers", "input"))

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        if not inputs:
            raise ShapeError(
                "needs-inputs", QT_TRANSLATE_NOOP("Layers", "{block} has nothing to join: lead two or more wires to it.")
            )
        sizes = inputs[0].sizes
        for port, x in enumerate(inputs):
            if len(x) != len(inputs[0]):
                raise self._mismatch(inputs, port)
        if len(inputs) > 1:
            sizes = self._join_sizes(inputs)
        kind = Kind.INDEX if all(x.kind is Kind.INDEX for x in inputs) else Kind.FLOAT
        return (Shape(sizes, kind),)

    def advice(self, *inputs: Shape) -> tuple[Advice, ...]:
        if len(inputs) != 1:
            return ()
        return (
            Advice(
                "join-of-one",
                QT_TRANSLATE_NOOP("Layers", "{block} has a single input, and passes it on unchanged."),
                remedies=(RemoveBlock(),),
            ),
        )

    def _join_sizes(self, inputs: Sequence[Shape]) -> tuple[int, ...]:
        """The sizes of the result for inputs of equal rank; raises :class:`ShapeError`."""
        raise NotImplementedError

    def _can_join(self, inputs: Sequence[Shape]) -> bool:
        """Whether these can be joined."""
        raise NotImplementedError

    def _mismatch(self, inputs: Sequence[Shape], port: int) -> ShapeError:
        """The error for input `port`, with remedies."""
        return ShapeError(
            "join-shapes",
            QT_TRANSLATE_NOOP("Layers", "{block} cannot join {shapes}: {why}."),
            port=port,
            remedies=self._remedies(inputs, port),
            shapes=_enumeration([describe_shape(x) for x in inputs]),
            why=self._why(),
        )

    def _why(self) -> Text:
        raise NotImplementedError

    def _remedies(self, inputs: Sequence[Shape], port: int) -> list[Remedy]:
        """Remedies of one block on one input, first on the refused one; those that enlarge an image come last."""
        found = []
        for here in dict.fromkeys((port, *reversed(range(len(inputs))))):
            goal = next((x for index, x in enumerate(inputs) if index != here), None)
            for kind, values, result in _conversions(inputs[here], goal, keep_channels=self._keeps_channels) if goal else ():
                if self._can_join([result if index == here else x for index, x in enumerate(inputs)]):
                    found.append(InsertBefore(kind, values, here))
        shrinking = [remedy for remedy in found if remedy.kind != "Upsample"]
        return [*shrinking, *(remedy for remedy in found if remedy.kind == "Upsample")]

    @property
    def _keeps_channels(self) -> bool:
        return False


class _Elementwise(_Join):
    """Elementwise, with broadcasting of axes of size 1."""

    def _join_sizes(self, inputs: Sequence[Shape]) -> tuple[int, ...]:
        for port in range(1, len(inputs)):
            if not self._can_join(inputs[: port + 1]):
                raise self._mismatch(inputs, port)
        return tuple(_broadcast_size(column) for column in zip(*inputs, strict=True))

    def _can_join(self, inputs: Sequence[Shape]) -> bool:
        if len({len(x) for x in inputs}) != 1:
            return False
        return all(len(set(column) - {1}) <= 1 for column in zip(*inputs, strict=True))

    def _why(self) -> Text:
        return QT_TRANSLATE_NOOP("Layers", "all must have the same size")


class Add(_Elementwise):
    """Elementwise sum of two or more inputs, with broadcasting of axes of size 1."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Add")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Adds its inputs number by number. With a wire that skips some layers this is the shortcut of a residual network.\n\n"
        "All inputs must have the same size; an axis of size 1 is repeated.",
    )
    common: ClassVar = True
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = a + b + ...")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "He, Zhang, Ren and Sun, 2015 (residual networks)")
    keywords: ClassVar = ("sum", "plus", "residual", "skip connection", "shortcut", "join", "merge", "+")
    default_name: ClassVar = "add"
    saves: ClassVar = PASS_THROUGH

    def call(self, *inputs: Shape) -> Call:
        """The sum, written as ``a + b``."""
        return Call(expression=" + ".join(f"{{{port}}}" for port in range(len(inputs))))

    def formula(self, *inputs: Shape) -> tuple[str, ...]:
        return (" + ".join(map(str, inputs)) + f" → {self.outputs(*inputs)[0]}",) if len(inputs) > 1 else ()


class Subtract(_Elementwise):
    """Elementwise difference of two inputs, with broadcasting of axes of size 1."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Subtract")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Takes the second input off the first, number by number. An axis of size 1 is repeated.\n\n"
        "What two branches have in common goes away; their difference stays.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = a − b")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Bromley and others, 1993 (siamese networks)")
    keywords: ClassVar = ("difference", "minus", "join", "merge", "-", "siamese")
    default_name: ClassVar = "sub"
    variadic: ClassVar = False
    inlets: ClassVar = (QT_TRANSLATE_NOOP("Layers", "first"), QT_TRANSLATE_NOOP("Layers", "second"))
    saves: ClassVar = PASS_THROUGH

    def call(self, *_inputs: Shape) -> Call:
        """The difference, written as ``a - b``."""
        return Call(expression="{0} - {1}")


class Multiply(_Elementwise):
    """Elementwise product of two or more inputs, with broadcasting of axes of size 1."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Multiply")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Multiplies its inputs number by number: one can open and close the other like a gate, or weigh its channels.\n\n"
        "All inputs must have the same size; an axis of size 1 is repeated.",
    )
    common: ClassVar = True
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = a · b · ...")
    source: ClassVar = QT_TRANSLATE_NOOP(
        "Layers", "Hochreiter and Schmidhuber, 1997 (gates); Hu, Shen and Sun, 2017 (weighed channels)"
    )
    keywords: ClassVar = ("product", "times", "gate", "squeeze-excitation", "scale", "mul", "join", "merge", "*")
    default_name: ClassVar = "mul"

    def call(self, *inputs: Shape) -> Call:
        """The product, written as ``a * b``."""
        return Call(expression=" * ".join(f"{{{port}}}" for port in range(len(inputs))))

    def saved_tensors(self, *inputs: Shape) -> SavedTensors:
        """The inputs, and the partial products of more than two."""
        return SavedTensors(inputs=None, extra_bytes=4 * max(0, len(inputs) - 2) * self.outputs(*inputs)[0].elements)


class Mean(_Elementwise):
    """Elementwise mean of two or more inputs, with broadcasting of axes of size 1."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Mean")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Takes the mean of its inputs number by number, such as the mean vote of several branches.\n\n"
        "All inputs must have the same size; an axis of size 1 is repeated.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = (a + b + ...) / n")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Hansen and Salamon, 1990 (ensembles)")
    keywords: ClassVar = ("average", "ensemble", "vote", "join", "merge")
    default_name: ClassVar = "mean"

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        (result,) = super().outputs(*inputs)
        return (Shape(result.sizes) if len(inputs) > 1 else result,)

    def call(self, *inputs: Shape) -> Call:
        """The sum, divided by the number of inputs."""
        total = " + ".join(f"{{{port}}}" for port in range(len(inputs)))
        return Call(expression=f"({total}) / {len(inputs)}" if len(inputs) > 1 else total)


class Maximum(_Elementwise):
    """Elementwise maximum of two or more inputs, with broadcasting of axes of size 1."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Maximum")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Keeps the largest of its inputs number by number.\n\n"
        "All inputs must have the same size; an axis of size 1 is repeated.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = max(a, b, ...)")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Goodfellow, Warde-Farley, Mirza, Courville and Bengio, 2013 (maxout)")
    keywords: ClassVar = ("max", "largest", "maxout", "join", "merge")
    default_name: ClassVar = "maximum"

    def call(self, *inputs: Shape) -> Call:
        """Calls of torch.maximum, which takes two at a time."""
        text = "{0}"
        for port in range(1, len(inputs)):
            text = f"torch.maximum({text}, {{{port}}})"
        return Call(expression=text)

    def saved_tensors(self, *inputs: Shape) -> SavedTensors:
        """The inputs, and the partial maxima of more than two."""
        return SavedTensors(inputs=None, extra_bytes=4 * max(0, len(inputs) - 2) * self.outputs(*inputs)[0].elements)


class Concat(_Join):
    """torch.cat along `dim`."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Concatenate")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Puts its inputs one behind the other along one axis: usually all their feature maps together.\n\n"
        "Unlike adding, it keeps all that its inputs say; the layers behind it have more to read.",
    )
    common: ClassVar = True
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "new size along dim = sum of the sizes along dim")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Szegedy and others, 2014 (Inception)")
    keywords: ClassVar = ("concat", "cat", "stack", "depth concatenation", "join", "merge", "inception", "dense block")
    default_name: ClassVar = "concat"
    saves: ClassVar = PASS_THROUGH

    dim: int = param(
        1,
        doc=QT_TRANSLATE_NOOP("Layers", "The axis that grows; 0 is the batch, 1 the channels."),
        label=QT_TRANSLATE_NOOP("Layers", "Axis"),
        required=True,
    )

    def call(self, *_inputs: Shape) -> Call:
        """One call of torch.cat."""
        return Call(expression=f"torch.cat([{{all}}], dim={self.dim})")

    def formula(self, *inputs: Shape) -> tuple[str, ...]:
        grown = [x[axis(self.dim, x, "dim")] for x in inputs]
        return (f"{' + '.join(map(str, grown))} = {sum(grown)}",) if len(grown) > 1 else ()

    def summary(self) -> Text:
        return "" if self.dim == 1 else Message.of(QT_TRANSLATE_NOOP("Layers", "axis {dim}"), dim=self.dim)

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        if inputs:
            axis(self.dim, inputs[0], "dim")
        return super().outputs(*inputs)

    @property
    def _keeps_channels(self) -> bool:
        return self.dim == 1

    def _join_sizes(self, inputs: Sequence[Shape]) -> tuple[int, ...]:
        for port in range(1, len(inputs)):
            if not self._can_join([inputs[0], inputs[port]]):
                raise self._mismatch(inputs, port)
        grown = axis(self.dim, inputs[0], "dim")
        total = sum(x[grown] for x in inputs)
        return (*inputs[0].sizes[:grown], total, *inputs[0].sizes[grown + 1 :])

    def _can_join(self, inputs: Sequence[Shape]) -> bool:
        ranks = {len(x) + 1 for x in inputs}
        if len(ranks) != 1 or not -min(ranks) < self.dim < min(ranks):
            return False
        grown = self.dim % min(ranks) - 1
        return len({x.sizes[:grown] + x.sizes[grown + 1 :] for x in inputs}) == 1

    def _why(self) -> Text:
        return Message.of(QT_TRANSLATE_NOOP("Layers", "they may differ only along axis {dim}"), dim=self.dim)


class Stack(_Join):
    """torch.stack along a new axis `dim`."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Stack")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Lays its inputs, which must be of the same size, side by side along a new axis.\n\n"
        "Every input becomes one slice of the result.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "n inputs of C × H × W → n × C × H × W")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Iverson, 1962 (arrays of any number of axes)")
    keywords: ClassVar = ("pile", "new axis", "join", "merge", "sequence")
    default_name: ClassVar = "stack"
    saves: ClassVar = PASS_THROUGH

    dim: int = param(
        1,
        doc=QT_TRANSLATE_NOOP("Layers", "Where the new axis stands; 0 is the batch, 1 comes right behind it."),
        label=QT_TRANSLATE_NOOP("Layers", "Axis"),
        required=True,
    )

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        (x,) = super().outputs(*inputs)
        place = axis(self.dim, inputs[0], "dim", new=True)
        return (Shape((*x.sizes[:place], len(inputs), *x.sizes[place:]), x.kind),)

    def call(self, *_inputs: Shape) -> Call:
        """One call of torch.stack."""
        return Call(expression=f"torch.stack([{{all}}], dim={self.dim})")

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        place = axis(self.dim, inputs[0], "dim", new=True)
        return tuple(Reach(to=at + (at >= place)) for at in range(len(inputs[0])))

    def advice(self, *inputs: Shape) -> tuple[Advice, ...]:
        return ()

    def summary(self) -> Text:
        return "" if self.dim == 1 else Message.of(QT_TRANSLATE_NOOP("Layers", "axis {dim}"), dim=self.dim)

    def _join_sizes(self, inputs: Sequence[Shape]) -> tuple[int, ...]:
        for port in range(1, len(inputs)):
            if not self._can_join([inputs[0], inputs[port]]):
                raise self._mismatch(inputs, port)
        return inputs[0].sizes

    def _can_join(self, inputs: Sequence[Shape]) -> bool:
        return len({x.sizes for x in inputs}) == 1

    def _why(self) -> Text:
        return QT_TRANSLATE_NOOP("Layers", "all must have exactly the same size")


Conversion = tuple[str, dict[str, object], Shape]


def _conversions(x: Shape, goal: Shape, *, keep_channels: bool) -> list[Conversion]:
    """Single blocks (kind, fields, output shape) that bring `x` closer to the shape `goal`."""
    if len(x) > 1 and len(goal) == 1:
        return [("Flatten", {}, Shape((x.elements,)))]
    if len(x) == len(goal) == 1:
        return [("Linear", {"out_features": goal[0]}, goal)]
    if len(x) != 3 or len(goal) != 3:
        return []
    channels = x.channels if keep_channels else goal.channels
    found: list[Conversion] = []
    steps = tuple(_stride_between(old, new) for old, new in zip(x.spatial, goal.spatial, strict=True))
    if None not in steps:
        values: dict[str, object] = {"out_channels": channels, "kernel_size": (1, 1)}
        found.append(("Conv2d", values | ({} if steps == (1, 1) else {"stride": steps}), goal.with_channels(channels)))
    if all(old <= new for old, new in zip(x.spatial, goal.spatial, strict=True)) and x.spatial != goal.spatial:
        found.append(("Upsample", {"size": goal.spatial}, x.with_spatial(goal.spatial)))
    return found


def _stride_between(old: int, new: int) -> int | None:
    """The stride of a 1×1 window that reduces `old` to `new`, if there is one."""
    for step in (old // new, -(-old // new)) if 0 < new <= old else ():
        if (old - 1) // step + 1 == new:
            return step
    return None


def _broadcast_size(sizes: Sequence[int]) -> int:
    """The size of an axis after broadcasting."""
    return next((size for size in sizes if size != 1), 1)


def _enumeration(words: Sequence[Text]) -> Text:
    """An enumeration: "a, b and c"."""
    if len(words) == 1:
        return words[0]
    several = join_texts(", ", *words[:-1])
    return Message.of(QT_TRANSLATE_NOOP("Layers", "{several} and {last}"), several=several, last=words[-1])
