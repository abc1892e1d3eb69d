"""What a kind of layer is: its fields, its shape rule, its costs and its call in torch.

A kind is one class. Everything the program shows or does with it is derived from that class.
"""

import math
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar, Self

from builder.common.errors import ConvasError
from builder.common.fields import Fields, Pair, Single, Triple, alternatives, param
from builder.common.messages import QT_TRANSLATE_NOOP, Message, Template
from builder.layers.traits import NOTHING, Reach, SavedTensors, elementwise

__all__ = [
    "LAYERS",
    "Advice",
    "Call",
    "Category",
    "InsertBefore",
    "Kind",
    "Layer",
    "Pair",
    "Remedy",
    "RemoveBlock",
    "ReplaceBy",
    "SetFields",
    "Shape",
    "ShapeError",
    "Single",
    "Text",
    "Triple",
    "join_texts",
    "param",
    "size_text",
]

Text = str | Message
"""What people read: a marked literal, plain text that nobody translates, or a message with values."""


class Category(StrEnum):
    """The families of the palette, in its order."""

    ENDS = "ends"
    CONVOLUTION = "convolution"
    POOLING = "pooling"
    LINEAR = "linear"
    RECURRENT = "recurrent"
    ATTENTION = "attention"
    NORMALIZATION = "normalization"
    ACTIVATION = "activation"
    REGULARIZATION = "regularization"
    SHAPE = "shape"
    PADDING = "padding"
    JOIN = "join"
    GROUP = "group"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """What a tensor holds."""

    FLOAT = "float"
    INDEX = "index"


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of one tensor without the batch axis, and what it holds."""

    sizes: tuple[int, ...]
    kind: Kind = Kind.FLOAT

    def __iter__(self) -> Iterator[int]:
        return iter(self.sizes)

    def __len__(self) -> int:
        return len(self.sizes)

    def __getitem__(self, axis: int) -> int:
        return self.sizes[axis]

    def __str__(self) -> str:
        return "×".join(map(str, self.sizes)) or "one number"

    @property
    def channels(self) -> int:
        """The first size: channels of an image, features of a vector."""
        return self.sizes[0]

    @property
    def spatial(self) -> tuple[int, ...]:
        """The sizes after the channels."""
        return self.sizes[1:]

    @property
    def elements(self) -> int:
        """How many numbers one sample holds."""
        return math.prod(self.sizes)

    def with_spatial(self, spatial: Sequence[int]) -> "Shape":
        """The same channels with other sizes behind them."""
        return Shape((self.sizes[0], *spatial), self.kind)

    def with_channels(self, channels: int) -> "Shape":
        """Other channels in front of the same sizes."""
        return Shape((channels, *self.sizes[1:]), self.kind)


def size_text(sizes: Sequence[int]) -> str:
    """Window sizes as people write them: "5 × 5"."""
    return " × ".join(map(str, sizes))


def join_texts(separator: str, *parts: Text | int) -> Text:
    """The parts with a separator between them; those that are words can still be translated. Empty ones are left out."""
    found = [part for part in parts if part != ""]
    if not any(isinstance(part, Message | Template) for part in found):
        return separator.join(map(str, found))
    names = [f"part{number}" for number in range(len(found))]
    return Message.of(separator.join(f"{{{name}}}" for name in names), **dict(zip(names, found, strict=True)))


@dataclass(frozen=True, slots=True)
class SetFields:
    """A remedy: give the block's fields these values."""

    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class InsertBefore:
    """A remedy: put a block of `kind` in front of input `port`."""

    kind: str
    values: Mapping[str, Any] = field(default_factory=dict)
    port: int = 0


@dataclass(frozen=True, slots=True)
class RemoveBlock:
    """A remedy: take the block out and join its neighbours."""


@dataclass(frozen=True, slots=True)
class ReplaceBy:
    """A remedy: give the block another kind; its name, place and wires stay."""

    kind: str
    values: Mapping[str, Any] = field(default_factory=dict)


Remedy = SetFields | InsertBefore | RemoveBlock | ReplaceBy

THIS_BLOCK = QT_TRANSLATE_NOOP("Layers", "this block")
ITS_INPUT = QT_TRANSLATE_NOOP("Layers", "its input")


@dataclass(frozen=True, slots=True)
class Advice:
    """A remark of a layer on its input.

    `template` is a marked sentence with ``{names}``; `values` fill it, and ``{block}`` and ``{source}`` (the block that
    feeds `port`) can always be used. `remedies` are the changes that would help, best first.
    """

    code: str
    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    field: str | None = None
    port: int = 0
    remedies: tuple[Remedy, ...] = ()

    def message(self, block: str = THIS_BLOCK, source: str = ITS_INPUT) -> Message:
        """The sentence with its values, for the names of the block and of the block that feeds `port`."""
        return Message.of(self.template, **{"block": block, "source": source, **self.values})

    def text(self, block: str = THIS_BLOCK, source: str = ITS_INPUT) -> str:
        """The sentence in English."""
        return self.message(block, source).text()


class ShapeError(ConvasError, ValueError):
    """A layer cannot take its input. ``advice`` holds the code, the field, the values and the remedies.

    Also a ValueError, as for any argument that does not fit: importers catch it together with what torch raises.
    """

    def __init__(
        self,
        code: str,
        template: str,
        *,
        field: str | None = None,
        port: int = 0,
        remedies: Sequence[Remedy] = (),
        **values: Any,
    ) -> None:
        self.advice = Advice(code, template, values, field, port, tuple(remedies))
        super().__init__(self.advice.message())


@dataclass(frozen=True, slots=True)
class Call:
    """How a block reads in the source.

    Either `module` (``"nn.Conv2d"``) is made in ``__init__`` with `args` and `kwargs` and called in ``forward``, or
    `expression` stands in ``forward`` alone, with ``{0}``, ``{1}`` ... or ``{all}`` for its inputs. With both, the
    expression calls the module as ``{module}``. A block without inputs finds the size of the batch in ``{batch}`` and
    the device in ``{device}``. `buffers` are constants (name -> nested tuple of floats) that the expression reads as
    ``{self}_NAME``; they are not in the state_dict. `helper` is the text of a class that torch does not have, written
    once above the network; `module` is its name then.
    """

    module: str | None = None
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    expression: str | None = None
    buffers: Mapping[str, Any] = field(default_factory=dict)
    helper: str = ""


def _short(value: Any, annotation: Any) -> Any:
    """One number for equal ones, one an axis, as people write it."""
    if not isinstance(value, tuple) or len(set(value)) != 1:
        return value
    spread = any(typing.get_args(kind) == (int,) * len(value) for kind in alternatives(annotation))
    return value[0] if spread else value


LAYERS: "dict[str, type[Layer]]" = {}
"""Every kind of layer by its name."""


class Layer(Fields):
    """One kind of layer. Subclasses declare fields named as torch's arguments and say what comes out.

    `outputs` and the rules beside it are called with one :class:`Shape` an input, in port order; sizes that follow
    from the input are never fields.
    """

    category: ClassVar[Category]
    title: ClassVar[str] = ""
    help: ClassVar[Text] = ""
    """What it does, for the person who sees it for the first time: a short paragraph, then more behind an empty line."""
    common: ClassVar[bool] = False
    """Whether a student meets it early: those stand first in lists, the others behind them."""
    keywords: ClassVar[tuple[str, ...]] = ()
    source: ClassVar[str] = ""
    """Where it comes from: who published it, and when."""
    equation: ClassVar[str] = ""
    """What it computes and how large the result is, as on paper, a line each, in the names of the fields; `formula`
    works the size out in numbers."""
    inlets: ClassVar[tuple[str, ...]] = ("input",)
    outlets: ClassVar[tuple[str, ...]] = ("output",)
    flexible: ClassVar[bool] = False
    """How many ports an instance has follows from its fields; it says so in `input_names` and `output_names`."""
    variadic: ClassVar[bool] = False
    """Takes two or more inputs; wired ones are numbered densely and one more is always free."""
    catalogued: ClassVar[bool] = True
    """Stands in LAYERS; groups, and what stands only inside of them, do not."""
    head_field: ClassVar[str | None] = None
    """The field that says how many scores it gives, of a kind that can be the last one with weights."""
    resizes: ClassVar[bool] = False
    """Whether how many channels it gives is its own affair, so that no block in front of it decides on the scores."""
    default_name: ClassVar[str] = ""
    """The stem of a new block's name; ``conv`` gives ``conv1``."""
    positional: ClassVar[tuple[str, ...]] = ()
    """Torch's leading arguments that read better without their names."""
    saves: ClassVar[SavedTensors] = NOTHING
    """What `kept` says where it follows from the kind alone."""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        known = getattr(cls, "category", Category.UNKNOWN) is not Category.UNKNOWN
        if known and cls.catalogued and not cls.__name__.startswith("_"):
            LAYERS[cls.__name__] = cls

    @classmethod
    def fresh(cls) -> Self:
        """The layer as the palette gives it: its defaults, and whatever it needs besides to work at once."""
        return cls()

    @property
    def input_names(self) -> tuple[str, ...]:
        """What the inputs are called, one name a port."""
        return self.inlets

    @property
    def output_names(self) -> tuple[str, ...]:
        """What the outputs are called, one name a port; words that can stand in a name."""
        return self.outlets

    @property
    def kind(self) -> str:
        """The name of the class, as in torch.nn."""
        return type(self).__name__

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        """What comes out, one shape an output port; raises :class:`ShapeError`."""
        raise ShapeError("no-rule", QT_TRANSLATE_NOOP("Layers", "{block} has no shape rule."))

    def parameter_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        """The learnable tensors, named as in torch's state_dict."""
        return {}

    def buffer_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        """The tensors that are kept but not learned, named as in torch's state_dict."""
        return {}

    def macs(self, *inputs: Shape) -> int:
        """Multiply-accumulates for one sample; bias, normalisation and activation are not counted."""
        return 0

    def passes(self, *inputs: Shape) -> tuple[Any, ...]:
        """The analyses of the inner blocks of a group, one a pass; empty for every other layer."""
        return ()

    def saved_tensors(self, *inputs: Shape) -> SavedTensors:
        """What torch keeps of this call until it has gone back through it."""
        return self.saves

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        """How far each number of a result sees, one for each axis of an input; all inputs are looked at alike.

        By default every number sees the one in its place.
        """
        return elementwise(len(inputs[0])) if inputs else ()

    def inferred_arguments(self, *inputs: Shape) -> dict[str, Any]:
        """Torch's arguments that follow from the input, in torch's order; they are written first."""
        return {}

    def call(self, *inputs: Shape) -> Call:
        """The call in torch: by default ``nn.KIND`` with what is inferred and every field that is not torch's default."""
        values = dict(self.inferred_arguments(*inputs))
        for name, info in self.params().items():
            value = getattr(self, name)
            if name not in values and (info.required or value != info.default):
                values[name] = _short(value, self.annotation(name))
        args = tuple(values.pop(name) for name in self.positional)
        return Call(f"nn.{self.kind}", args, values)

    def advice(self, *inputs: Shape) -> tuple[Advice, ...]:
        """Remarks on a call that torch accepts but that is seldom meant."""
        return ()

    def needs_before(self, *inputs: Shape) -> str | None:
        """The kind that is put in front when the block is added by double-click (Linear wants a Flatten)."""
        return None

    def formula(self, *inputs: Shape) -> tuple[str, ...]:
        """The output size worked out with the numbers, a line an axis; empty where nothing is computed."""
        return ()

    def computes_as(self, other: "Layer") -> bool:
        """Whether both do the same with what they are given."""
        return self == other

    def summary(self) -> Text:
        """The fields that matter, for the block's second line; empty where none does."""
        return ""
