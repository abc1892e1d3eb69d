"""The input of vision transformers: patch embedding, position embeddings and the class token."""

from typing import ClassVar

from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.layers.arithmetic import common_divisor, require_floats, require_grid, require_nonempty
from builder.layers.attention import require_rows
from builder.layers.base import Advice, Call, Category, Layer, Pair, SetFields, Shape, ShapeError, Text, param, size_text
from builder.layers.traits import INPUTS, PASS_THROUGH, Reach


class PatchEmbedding(Layer):
    """A Conv2d with stride = kernel size, flattened: (C, H, W) to (patches, embed_dim)."""

    category: ClassVar = Category.ATTENTION
    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Patch embedding")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Cuts an image into patches and makes a row of numbers of each, with the same learned matrix for all.\n\n"
        "A convolution whose step is its window, with its maps written as rows: the way into a vision transformer.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP(
        "Layers", "y[p] = b + W · patch p\nrows = ⌊height / patch_size⌋ · ⌊width / patch_size⌋"
    )
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Dosovitskiy and others, 2020 (ViT)")
    keywords: ClassVar = ("patches", "vision transformer", "ViT", "tokens", "patchify")
    default_name: ClassVar = "patches"
    saves: ClassVar = INPUTS

    embed_dim: int = param(
        64,
        low=1,
        doc=QT_TRANSLATE_NOOP("Layers", "How many numbers stand for a patch."),
        label=QT_TRANSLATE_NOOP("Layers", "Numbers a patch"),
        required=True,
    )
    patch_size: Pair = param((4, 4), low=1, doc=QT_TRANSLATE_NOOP("Layers", "Height and width of a patch."), required=True)
    bias: bool = param(True, doc=QT_TRANSLATE_NOOP("Layers", "Whether a learned number is added to each."), advanced=True)

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = require_grid(require_floats(inputs[0]), 2)
        down, across = self._patches(x)
        if not down * across:
            raise ShapeError(
                "kernel-too-large",
                QT_TRANSLATE_NOOP("Layers", "{block} needs at least {needed}, but {source} gives {got}."),
                field="patch_size",
                remedies=(SetFields({"patch_size": tuple(map(min, self.patch_size, x.spatial))}),),
                needed=size_text(self.patch_size),
                got=size_text(x.spatial),
            )
        return (Shape((down * across, self.embed_dim)),)

    def parameter_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        shapes: dict[str, tuple[int, ...]] = {"weight": (self.embed_dim, inputs[0].channels, *self.patch_size)}
        return shapes | ({"bias": (self.embed_dim,)} if self.bias else {})

    def macs(self, *inputs: Shape) -> int:
        return self.outputs(*inputs)[0].elements * inputs[0].channels * self.patch_size[0] * self.patch_size[1]

    def call(self, *inputs: Shape) -> Call:
        """nn.Conv2d, flattened and transposed: (N, C, H, W) to (N, patches, embed_dim)."""
        size = self.patch_size[0] if len(set(self.patch_size)) == 1 else self.patch_size
        fields = {"kernel_size": size, "stride": size} | ({} if self.bias else {"bias": False})
        rows_of_patches = "{module}({0}).flatten(2).transpose(1, 2)"
        return Call("nn.Conv2d", (inputs[0].channels, self.embed_dim), fields, expression=rows_of_patches)

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        return (Reach(span=None), *(Reach(size, size, 0, mixed=True) for size in self.patch_size))

    def advice(self, *inputs: Shape) -> tuple[Advice, ...]:
        x = inputs[0]
        if all(size % step == 0 for size, step in zip(x.spatial, self.patch_size, strict=True)):
            return ()
        fitting = tuple(common_divisor(step, size) for size, step in zip(x.spatial, self.patch_size, strict=True))
        words = QT_TRANSLATE_NOOP("Layers", "{block} leaves pixels out: patches of {patch} do not cover {got}.")
        values = {"patch": size_text(self.patch_size), "got": size_text(x.spatial)}
        return (Advice("pixels-left-out", words, values, field="patch_size", remedies=(SetFields({"patch_size": fitting}),)),)

    def formula(self, *inputs: Shape) -> tuple[str, ...]:
        down, across = self._patches(inputs[0])
        return (f"{down} · {across} = {down * across}",)

    def summary(self) -> Text:
        return Message.of(
            QT_TRANSLATE_NOOP("Layers", "{patch} to {width}"), patch=size_text(self.patch_size), width=self.embed_dim
        )

    def _patches(self, x: Shape) -> tuple[int, int]:
        return x[1] // self.patch_size[0], x[2] // self.patch_size[1]


POSITIONS = '''
class PositionEmbedding(nn.Module):
    """Add numbers that are learned for each place, the same for every sample."""

    def __init__(self, *sizes: int, std: float) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(1, *sizes) * std)

    def forward(self, x: Tensor) -> Tensor:
        """Map any batch to one of the same shape."""
        return x + self.weight
'''


class PositionEmbedding(Layer):
    """A learned tensor of the shape of a sample, added to every sample."""

    category: ClassVar = Category.ATTENTION
    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Position embedding")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Adds a row that is learned for each place, so that attention, which sees no order, can tell places apart.\n\n"
        "Every sample gets the same row at the same place.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = x + weight")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Gehring and others, 2017; Vaswani and others, 2017")
    keywords: ClassVar = ("positional encoding", "transformer", "ViT", "order", "place")
    default_name: ClassVar = "positions"
    saves: ClassVar = PASS_THROUGH

    std: float = param(
        0.02,
        low=0,
        doc=QT_TRANSLATE_NOOP("Layers", "How far from 0 the numbers begin: their deviation."),
        label=QT_TRANSLATE_NOOP("Layers", "Deviation"),
        advanced=True,
    )

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        return (require_nonempty(require_floats(inputs[0])),)

    def parameter_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        return {"weight": (1, *inputs[0].sizes)}

    def call(self, *inputs: Shape) -> Call:
        """A helper class, since torch has none."""
        return Call("PositionEmbedding", inputs[0].sizes, {"std": self.std}, helper=POSITIONS)


WAVES = '''
class SinusoidalPositions(nn.Module):
    """Add waves of different lengths that tell places apart, the same for every sample."""

    waves: Tensor

    def __init__(self, rows: int, width: int, *, base: float) -> None:
        super().__init__()
        self.base = base
        rates = base ** (-torch.arange(0, width, 2) / width)
        angles = torch.arange(rows).unsqueeze(1) * rates
        waves = torch.stack([angles.sin(), angles.cos()], dim=2).flatten(1)[:, :width]
        self.register_buffer("waves", waves, persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, rows, width) to the same shape."""
        return x + self.waves
'''


class SinusoidalPositions(Layer):
    """Sines and cosines of the row number, added to every sample: (rows, width) to the same."""

    category: ClassVar = Category.ATTENTION
    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Sinusoidal positions")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Adds waves of different lengths to a series of rows, so that attention, which sees no order, can tell places "
        "apart.\n\n"
        "Nothing is learned: the place can be read from the waves as the time from the hands of a clock. Rows that are "
        "equally far apart always differ in the same way.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "y[t, 2i] = x[t, 2i] + sin(t / base^(2i/d))\ny[t, 2i + 1] = x[t, 2i + 1] + cos(t / base^(2i/d)), with d numbers a row",
    )
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Vaswani and others, 2017")
    keywords: ClassVar = ("positional encoding", "position embedding", "sine", "cosine", "transformer", "order", "place")
    default_name: ClassVar = "positions"
    saves: ClassVar = PASS_THROUGH

    base: float = param(
        10000.0,
        above=1,
        doc=QT_TRANSLATE_NOOP("Layers", "How much longer the longest wave is than the shortest."),
        advanced=True,
        step=1000,
    )

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        return (require_rows(inputs[0]),)

    def call(self, *inputs: Shape) -> Call:
        """A helper class, since torch has none."""
        return Call("SinusoidalPositions", inputs[0].sizes, {"base": self.base}, helper=WAVES)


CLASS_TOKEN = '''
class ClassToken(nn.Module):
    """Put a row that is learned in front of a series of rows."""

    def __init__(self, width: int, *, std: float) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(1, 1, width) * std)

    def forward(self, x: Tensor) -> Tensor:
        """Map (N, rows, width) to (N, rows + 1, width)."""
        return torch.cat([self.weight.expand(x.shape[0], -1, -1), x], dim=1)
'''


class ClassToken(Layer):
    """A learned row in front of the others: (rows, width) to (rows + 1, width)."""

    category: ClassVar = Category.ATTENTION
    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Class token")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Puts one learned row in front of the others, which gathers what the whole image is while rows look at each "
        "other.\n\n"
        "Take it out again behind the transformer with a Slice of 0 to 1 along axis 1.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = (token, x_1, x_2, ... x_n): n rows → n + 1 rows")
    source: ClassVar = QT_TRANSLATE_NOOP(
        "Layers", "Devlin, Chang, Lee and Toutanova, 2018 (BERT); Dosovitskiy and others, 2020 (ViT)"
    )
    keywords: ClassVar = ("cls", "transformer", "ViT", "BERT", "learned token", "prepend")
    default_name: ClassVar = "token"
    saves: ClassVar = PASS_THROUGH

    std: float = param(
        0.02,
        low=0,
        doc=QT_TRANSLATE_NOOP("Layers", "How far from 0 the numbers begin: their deviation."),
        label=QT_TRANSLATE_NOOP("Layers", "Deviation"),
        advanced=True,
    )

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        count, width = require_rows(inputs[0])
        return (Shape((count + 1, width)),)

    def parameter_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        return {"weight": (1, 1, inputs[0][-1])}

    def call(self, *inputs: Shape) -> Call:
        """A helper class, since torch has none."""
        return Call("ClassToken", (inputs[0][-1],), {"std": self.std}, helper=CLASS_TOKEN)

    def formula(self, *inputs: Shape) -> tuple[str, ...]:
        return (f"{inputs[0][0]} + 1 = {inputs[0][0] + 1}",)
