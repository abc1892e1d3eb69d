"""Padding with zeros, a constant, reflection, replication and wrap-around; and cropping. Negative padding crops."""

from typing import Any, ClassVar

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.layers.arithmetic import GRIDS, describe_shape, require_grid
from builder.layers.base import Call, Category, Layer, Pair, RemoveBlock, SetFields, Shape, ShapeError, Text, param, size_text
from builder.layers.traits import INPUTS, PARTIAL_VIEW

Sides1 = tuple[int, int]
Sides2 = tuple[int, int, int, int]
Sides3 = tuple[int, int, int, int, int, int]

_SIDES = {
    1: QT_TRANSLATE_NOOP("Layers", "How many numbers are added at each side: left, right; negative ones are cut off."),
    2: QT_TRANSLATE_NOOP(
        "Layers", "How many numbers are added at each side: left, right, top, bottom; negative ones are cut off."
    ),
    3: QT_TRANSLATE_NOOP(
        "Layers", "How many numbers are added at each side: left, right, top, bottom, front, back; negative ones are cut off."
    ),
}


def _padding_field(axes: int) -> Any:
    return param((1,) * (2 * axes), doc=_SIDES[axes], required=True, listed=True)


class _Pad(Layer):
    """Padding of the last axes."""

    category: ClassVar = Category.PADDING
    default_name: ClassVar = "pad"
    positional: ClassVar[tuple[str, ...]] = ("padding",)

    padding: tuple[int, ...] = _padding_field(2)

    @property
    def _axes(self) -> int:
        return len(self.padding) // 2

    @property
    def _pairs(self) -> list[Pair]:
        """The padding before and behind, per axis from the front; torch counts axes from the back."""
        pairs = [(self.padding[at], self.padding[at + 1]) for at in range(0, len(self.padding), 2)]
        return pairs[::-1]

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = self._check_input(inputs[0])
        ahead, padded = x.sizes[: -self._axes], x.sizes[-self._axes :]
        self._check_limits(padded)
        sizes = tuple(size + sum(pair) for size, pair in zip(padded, self._pairs, strict=True))
        if min(sizes) < 1:
            raise self._nothing_left_error(padded)
        return (Shape((*ahead, *sizes), x.kind),)

    def formula(self, *inputs: Shape) -> tuple[str, ...]:
        sizes = self.outputs(*inputs)[0].sizes[-self._axes :]
        axes = zip(inputs[0].sizes[-self._axes :], self._pairs, sizes, strict=True)
        rows = [f"{size}{_with_sign(before)}{_with_sign(behind)} = {new}" for size, (before, behind), new in axes]
        return tuple(dict.fromkeys(rows))

    def summary(self) -> Text:
        return str(self.padding[0]) if len(set(self.padding)) == 1 else ", ".join(map(str, self.padding))

    def _check_input(self, x: Shape) -> Shape:
        return require_grid(x, self._axes)

    def _nothing_left_error(self, sizes: tuple[int, ...]) -> ShapeError:
        return ShapeError(
            "nothing-left",
            QT_TRANSLATE_NOOP("Layers", "{block} cuts so much off ({padding}) that nothing of {got} is left."),
            field="padding",
            padding=", ".join(map(str, self.padding)),
            remedies=(SetFields({"padding": tuple(max(0, side) for side in self.padding)}),),
            got=size_text(sizes),
        )

    def _check_limits(self, sizes: tuple[int, ...]) -> None:
        """Raise :class:`ShapeError` for padding that cannot be taken from the input; any padding is fine by default."""

    def _check_largest(self, sizes: tuple[int, ...], less: int) -> None:
        """Raise :class:`ShapeError` for a side larger than the size minus `less`."""
        most = [size - less for size in sizes]
        if all(side <= limit for pair, limit in zip(self._pairs, most, strict=True) for side in pair):
            return
        limits = [limit for limit in reversed(most) for _ in range(2)]
        raise ShapeError(
            "border-too-large",
            QT_TRANSLATE_NOOP(
                "Layers", "{block} cannot take its border of {padding} out of {got}: at most {most} at each side."
            ),
            field="padding",
            padding=", ".join(map(str, self.padding)),
            remedies=(
                SetFields({"padding": tuple(min(side, limit) for side, limit in zip(self.padding, limits, strict=True))}),
            ),
            got=size_text(sizes),
            most=size_text(most),
        )


def _with_sign(number: int) -> str:
    return f" + {number}" if number > 0 else f" − {-number}" if number else ""


class _Constant(_Pad):
    """Constant padding, which torch applies to any sample with enough axes."""

    keywords: ClassVar[tuple[str, ...]] = ("pad", "border", "frame", "constant", "fill")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "LeCun and others, 1989 (a background of constant value)")

    def _check_input(self, x: Shape) -> Shape:
        if len(x) < self._axes:
            code, words = GRIDS[self._axes]
            raise ShapeError(
                code,
                QT_TRANSLATE_NOOP("Layers", "{block} needs {words}, but {source} gives {got}."),
                remedies=(RemoveBlock(),),
                words=words,
                got=describe_shape(x),
            )
        return x

    def _check_limits(self, sizes: tuple[int, ...]) -> None:
        """Negative padding crops before positive padding is added."""
        left = [size + sum(min(0, side) for side in pair) for size, pair in zip(sizes, self._pairs, strict=True)]
        if min(left) < 0:
            raise self._nothing_left_error(sizes)


class _Zero(_Constant):
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = x inside, 0 on the border\nnew size = size + before + behind")
    keywords: ClassVar = ("pad", "border", "frame", "zero padding", "same")


class ZeroPad1d(_Zero):
    """torch.nn.ZeroPad1d of the last axis."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Zero padding of series")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Adds zeros before and behind a series, so that a filter also fits at its ends.\n\n"
        "A border of one keeps the length behind a filter of three.",
    )
    padding: Sides1 = _padding_field(1)


class ZeroPad2d(_Zero):
    """torch.nn.ZeroPad2d of the last 2 axes."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Zero padding of images")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Adds a frame of zeros around an image, with its own width at each side.\n\n"
        "In front of a convolution it keeps the size of the image, or shifts it by less than a pixel.",
    )
    padding: Sides2 = _padding_field(2)


class ZeroPad3d(_Zero):
    """torch.nn.ZeroPad3d of the last 3 axes."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Zero padding of volumes")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Adds zeros on all sides of a volume, so that a filter also fits at its faces.\n\n"
        "A border of one keeps the size behind a filter of three.",
    )
    padding: Sides3 = _padding_field(3)


class _Value(_Constant):
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = x inside, value on the border\nnew size = size + before + behind")
    positional: ClassVar = ("padding", "value")

    value: float = param(0.0, doc=QT_TRANSLATE_NOOP("Layers", "What the border holds."), required=True, step=0.1)


class ConstantPad1d(_Value):
    """torch.nn.ConstantPad1d of the last axis."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Constant padding of series")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Adds a number of your choice before and behind a series.\n\nWith 0 it is zero padding.",
    )
    padding: Sides1 = _padding_field(1)


class ConstantPad2d(_Value):
    """torch.nn.ConstantPad2d of the last 2 axes."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Constant padding of images")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Adds a frame around an image that holds a number of your choice.\n\nWith 0 it is zero padding.",
    )
    padding: Sides2 = _padding_field(2)


class ConstantPad3d(_Value):
    """torch.nn.ConstantPad3d of the last 3 axes."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Constant padding of volumes")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Adds a number of your choice on all sides of a volume.\n\nWith 0 it is zero padding.",
    )
    padding: Sides3 = _padding_field(3)


class _Reflection(_Pad):
    equation: ClassVar = QT_TRANSLATE_NOOP(
        "Layers", "y[−i] = x[i] in front of the first, and so behind the last\nnew size = size + before + behind"
    )
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Johnson, Alahi and Fei-Fei, 2016 (style transfer)")
    keywords: ClassVar = ("pad", "border", "frame", "mirror", "reflect", "style transfer")
    saves: ClassVar = INPUTS

    def _check_limits(self, sizes: tuple[int, ...]) -> None:
        self._check_largest(sizes, 1)


class ReflectionPad1d(_Reflection):
    """torch.nn.ReflectionPad1d of the last axis."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Reflection padding of series")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Adds the series mirrored at its ends; the end itself is not repeated.\n\n"
        "The border can be no longer than the series less one.",
    )
    padding: Sides1 = _padding_field(1)


class ReflectionPad2d(_Reflection):
    """torch.nn.ReflectionPad2d of the last 2 axes."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Reflection padding of images")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Adds a frame that holds the image mirrored at its edges; the edge itself is not repeated.\n\n"
        "No line appears where the image ends, unlike with zeros: usual where pictures are made.",
    )
    padding: Sides2 = _padding_field(2)


class ReflectionPad3d(_Reflection):
    """torch.nn.ReflectionPad3d of the last 3 axes."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Reflection padding of volumes")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Adds the volume mirrored at its faces; the face itself is not repeated.\n\n"
        "The border can be no wider than the volume less one.",
    )
    padding: Sides3 = _padding_field(3)


class _Replication(_Pad):
    equation: ClassVar = QT_TRANSLATE_NOOP(
        "Layers", "y[−i] = x[0] in front of the first, and so behind the last\nnew size = size + before + behind"
    )
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Signal processing (constant extension)")
    keywords: ClassVar = ("pad", "border", "frame", "edge", "replicate", "repeat")
    saves: ClassVar = INPUTS


class ReplicationPad1d(_Replication):
    """torch.nn.ReplicationPad1d of the last axis."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Replication padding of series")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Adds the first and the last number of a series again and again.\n\nNo step appears at the ends, unlike with zeros.",
    )
    padding: Sides1 = _padding_field(1)


class ReplicationPad2d(_Replication):
    """torch.nn.ReplicationPad2d of the last 2 axes."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Replication padding of images")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Adds a frame in which the edge of the image is repeated outwards.\n\n"
        "No line appears where the image ends, unlike with zeros.",
    )
    padding: Sides2 = _padding_field(2)


class ReplicationPad3d(_Replication):
    """torch.nn.ReplicationPad3d of the last 3 axes."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Replication padding of volumes")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Adds the faces of a volume again and again outwards.\n\nNo face appears where the volume ends, unlike with zeros.",
    )
    padding: Sides3 = _padding_field(3)


class _Circular(_Pad):
    equation: ClassVar = QT_TRANSLATE_NOOP(
        "Layers", "y[−i] = x[size − i] in front of the first, and so behind the last\nnew size = size + before + behind"
    )
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Signal processing (periodic extension)")
    keywords: ClassVar = ("pad", "border", "frame", "wrap", "periodic", "torus", "panorama")

    def _check_limits(self, sizes: tuple[int, ...]) -> None:
        self._check_largest(sizes, 0)


class CircularPad1d(_Circular):
    """torch.nn.CircularPad1d of the last axis."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Circular padding of series")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Continues a series at each end with its other end, as if it were a ring.\n\n"
        "For what comes round again, such as the hours of a day.",
    )
    padding: Sides1 = _padding_field(1)


class CircularPad2d(_Circular):
    """torch.nn.CircularPad2d of the last 2 axes."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Circular padding of images")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Continues an image at each edge with its opposite edge, as if it were wound around a tube both ways.\n\n"
        "For what comes round again, such as a panorama.",
    )
    padding: Sides2 = _padding_field(2)


class CircularPad3d(_Circular):
    """torch.nn.CircularPad3d of the last 3 axes."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Circular padding of volumes")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Continues a volume at each face with its opposite face.\n\nFor what comes round again, such as a crystal.",
    )
    padding: Sides3 = _padding_field(3)


class CenterCrop(Layer):
    """The middle `size` pixels of (C, H, W), by slicing."""

    category: ClassVar = Category.PADDING
    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Centre crop")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Cuts the middle out of an image, as U-Net does where it leads a large picture to a smaller one.\n\n"
        "Where the rest cannot be halved, one pixel less is cut off above and on the left.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y[i, j] = x[i + ⌊(H − h) / 2⌋, j + ⌊(W − w) / 2⌋]: H × W → h × w")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Ronneberger, Fischer and Brox, 2015 (U-Net)")
    keywords: ClassVar = ("crop", "cut", "middle", "center", "u-net", "smaller")
    default_name: ClassVar = "crop"
    saves: ClassVar = PARTIAL_VIEW

    size: Pair = param((4, 4), low=1, doc=QT_TRANSLATE_NOOP("Layers", "Height and width of what is kept."), required=True)

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = require_grid(inputs[0], 2)
        if any(new > old for new, old in zip(self.size, x.spatial, strict=True)):
            raise ShapeError(
                "crop-too-large",
                QT_TRANSLATE_NOOP("Layers", "{block} cannot cut {size} out of {got}."),
                field="size",
                remedies=(SetFields({"size": tuple(map(min, self.size, x.spatial))}),),
                size=size_text(self.size),
                got=size_text(x.spatial),
            )
        return (x.with_spatial(self.size),)

    def call(self, *inputs: Shape) -> Call:
        """A slice of both axes; an odd rest is one pixel smaller at the top and on the left."""
        starts = [(old - new) // 2 for old, new in zip(inputs[0].spatial, self.size, strict=True)]
        rows, columns = (f"{start}:{start + size}" for start, size in zip(starts, self.size, strict=True))
        return Call(expression=f"{{0}}[:, :, {rows}, {columns}]")

    def summary(self) -> Text:
        return size_text(self.size)
