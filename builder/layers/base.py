"""The base class of layers: fields, shape rule, costs and call in torch.

A kind is one class. Everything the program shows or does with it is derived from that class.
"""

import math
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
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
    """The families of the palette, in their order there."""

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
    """The kind of values in a tensor: real numbers (float32), or indices (int64)."""

    FLOAT = "float"
    INDEX = "index"


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of one tensor without the batch axis, and the kind of its values."""

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
        """The number of elements of one sample."""
        return math.prod(self.sizes)

    def with_spatial(self, spatial: Sequence[int]) -> "Shape":
        """The same channels with other spatial sizes."""
        return Shape((self.sizes[0], *spatial), self.kind)

    def with_channels(self, channels: int) -> "Shape":
        """Another number of channels with the same spatial sizes."""
        return Shape((channels, *self.sizes[1:]), self.kind)


def size_text(sizes: Sequence[int]) -> str:
    """Sizes of a window as text: "5 × 5"."""
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
    """A remedy: set fields of the block."""

    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class InsertBefore:
    """A remedy: insert a block of `kind` in front of input `port`."""

    kind: str
    values: Mapping[str, Any] = field(default_factory=dict)
    port: int = 0


@dataclass(frozen=True, slots=True)
class RemoveBlock:
    """A remedy: remove the block and connect its neighbours."""


@dataclass(frozen=True, slots=True)
class ReplaceBy:
    """A remedy: change the kind of the block; its name, position and wires stay."""

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
    _: KW_ONLY
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
        self.advice = Advice(code, template, values, field=field, port=port, remedies=tuple(remedies))
        super().__init__(self.advice.message())


@dataclass(frozen=True, slots=True)
class Call:
    """The code of a block in the source.

    Either `module` (``"nn.Conv2d"``) is constructed in ``__init__`` with `args` and `kwargs` and called in ``forward``, or
    ``forward`` has only an `expression` with the placeholders ``{0}``, ``{1}`` ... or ``{all}`` for its inputs. With both,
    the expression calls the module as ``{module}``. ``{batch}`` is the size of the batch and ``{device}`` the device, for
    blocks without inputs. `buffers` are constants (name -> nested tuple of floats) that the expression reads as
    ``{self}_NAME``; they are not in the state_dict. `helper` is the text of a class that torch lacks, written once above
    the network; `module` is its name then.
    """

    module: str | None = None
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    _: KW_ONLY
    expression: str | None = None
    buffers: Mapping[str, Any] = field(default_factory=dict)
    helper: str = ""


def _short(value: Any, annotation: Any) -> Any:
    """A single number for a tuple of equal ones, where the field has one number per axis."""
    if not isinstance(value, tuple) or len(set(value)) != 1:
        return value
    spread = any(typing.get_args(kind) == (int,) * len(value) for kind in alternatives(annotation))
    return value[0] if spread else value


LAYERS: "dict[str, type[Layer]]" = {}
"""Every kind of layer by its name."""


class Layer(Fields):
    """One kind of layer. Subclasses declare fields named as torch's arguments and the rule for the output shapes.

    `outputs` and the other rules are pure functions of one :class:`Shape` per input, in port order, without the batch
    axis. Sizes that follow from the input (in_channels) are never fields.
    """

    category: ClassVar[Category]
    title: ClassVar[str] = ""
    help: ClassVar[Text] = ""
    """What it does, for a person who sees it for the first time: a short paragraph, then more behind an empty line."""
    common: ClassVar[bool] = False
    """Whether it belongs to the basics, which come first in lists."""
    keywords: ClassVar[tuple[str, ...]] = ()
    source: ClassVar[str] = ""
    """Its origin: authors and year of the publication."""
    equation: ClassVar[str] = ""
    """What it computes and the output size, one line each, in mathematical notation with the names of the fields;
    `formula` has the size in numbers."""
    inlets: ClassVar[tuple[str, ...]] = (QT_TRANSLATE_NOOP("Layers", "input"),)
    outlets: ClassVar[tuple[str, ...]] = (QT_TRANSLATE_NOOP("Layers", "output"),)
    flexible: ClassVar[bool] = False
    """The number of ports depends on the fields: `input_names` and `output_names` are overridden."""
    variadic: ClassVar[bool] = False
    """Takes two or more inputs; connected ones are numbered densely, and one more is always free."""
    catalogued: ClassVar[bool] = True
    """Whether it is in LAYERS; groups, and kinds that exist only inside of groups, are not."""
    head_field: ClassVar[str | None] = None
    """The field with the number of outputs, for kinds that can be the head (the last layer with weights)."""
    resizes: ClassVar[bool] = False
    """Whether its number of output channels does not follow from its input: the search for the head stops here."""
    default_name: ClassVar[str] = ""
    """The stem of a new block's name; ``conv`` gives ``conv1``."""
    positional: ClassVar[tuple[str, ...]] = ()
    """Torch's leading arguments that read better without their names."""
    saves: ClassVar[SavedTensors] = NOTHING
    """The result of `saved_tensors` where it is the same for all inputs and fields."""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        known = getattr(cls, "category", Category.UNKNOWN) is not Category.UNKNOWN
        if known and cls.catalogued and not cls.__name__.startswith("_"):
            LAYERS[cls.__name__] = cls

    @classmethod
    def fresh(cls) -> Self:
        """The layer that the palette creates: defaults, plus the values without which torch would refuse it."""
        return cls()

    @property
    def input_names(self) -> tuple[str, ...]:
        """The names of the inputs, one per port."""
        return self.inlets

    @property
    def output_names(self) -> tuple[str, ...]:
        """The names of the outputs, one per port; parts of identifiers in the source."""
        return self.outlets

    @property
    def kind(self) -> str:
        """The name of the class, as in torch.nn."""
        return type(self).__name__

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        """The output shapes, one per output port; raises :class:`ShapeError` for inputs that it cannot take."""
        raise ShapeError("no-rule", QT_TRANSLATE_NOOP("Layers", "{block} has no shape rule."))

    def parameter_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        """The shapes of the learnable tensors, by their names in torch's state_dict."""
        return {}

    def buffer_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        """The shapes of the buffers, by their names in torch's state_dict."""
        return {}

    def macs(self, *inputs: Shape) -> int:
        """MACs (multiply-accumulates) per sample; bias, normalisation and activation are not counted."""
        return 0

    def passes(self, *inputs: Shape) -> tuple[Any, ...]:
        """The analyses of a group's inner blocks, one per pass; empty for every other layer."""
        return ()

    def saved_tensors(self, *inputs: Shape) -> SavedTensors:
        """What autograd saves of this call until backward."""
        return self.saves

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        """The receptive field of the call, one :class:`Reach` per axis of an input; the same for all inputs.

        By default elementwise: every element sees the one at its own position.
        """
        return elementwise(len(inputs[0])) if inputs else ()

    def inferred_arguments(self, *inputs: Shape) -> dict[str, Any]:
        """Torch's arguments that follow from the input shapes, in torch's order; they are written first."""
        return {}

    def call(self, *inputs: Shape) -> Call:
        """The call in torch: by default ``nn.KIND`` with the inferred arguments and all fields but torch's defaults."""
        values = dict(self.inferred_arguments(*inputs))
        for name, info in self.params().items():
            value = getattr(self, name)
            if name not in values and (info.required or value != info.default):
                values[name] = _short(value, self.annotation(name))
        args = tuple(values.pop(name) for name in self.positional)
        return Call(f"nn.{self.kind}", args, values)

    def advice(self, *inputs: Shape) -> tuple[Advice, ...]:
        """Warnings about a call that torch accepts but that is rarely intended."""
        return ()

    def needs_before(self, *inputs: Shape) -> str | None:
        """The kind of a block to insert in front when this one is added by double-click (Linear: a Flatten)."""
        return None

    def formula(self, *inputs: Shape) -> tuple[str, ...]:
        """The computation of the output size in numbers, one line per axis; empty where there is none."""
        return ()

    def computes_as(self, other: "Layer") -> bool:
        """Whether both compute the same function."""
        return self == other

    def summary(self) -> Text:
        """The fields that matter, for the block's second line; empty where none does."""
        return ""
