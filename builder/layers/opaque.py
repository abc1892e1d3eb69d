"""The opaque block: one call of torch by name, with its arguments, for code that no other kind can express."""

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar, Self

from pydantic import model_validator

from builder.common.fields import LARGEST, FieldError
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.names import name_problem
from builder.common.python_text import literal
from builder.layers.base import Call, Category, Kind, Layer, Shape, ShapeError, Text, param
from builder.layers.opaque_targets import FUNCTIONALS, FUNCTIONS, INDEXING, METHODS, MODULES
from builder.layers.traits import Reach, SavedTensors, elementwise

MOST_PORTS = 32
MOST_LEAVES = 1000
DEEPEST = 6
LONGEST_TEXT = 20_000
LONGEST_WORD = 200
MOST_FIXED = 50_000_000
"""The most numbers in a block's buffers: 200 MB."""

_TENSOR = re.compile(r"([A-Za-z]\w{0,59}(?:\.\w{1,60}){0,3}):((?: \d{1,10}){0,8})", re.ASCII)
_WORD = re.compile(r"[\w .,>|\-]*", re.ASCII)
_PLACES = {"input", "weight", "slice", "batch", "rest"}

TENSORS = "Tensors"
"""The name of the helper class that holds the tensors a function reads."""

HELPER = f'''
class {TENSORS}(nn.Module):
    """Holds the tensors that a function reads: learned ones, and others that stay."""

    def __init__(self, learned: tuple, fixed: tuple = ()) -> None:
        super().__init__()
        for name, sizes in learned:
            self.register_parameter(name, nn.Parameter(torch.zeros(sizes)))
        for name, sizes in fixed:
            self.register_buffer(name, torch.zeros(sizes))
'''


@dataclass(frozen=True, slots=True)
class Placeholder:
    """An argument that is not a plain value: an input, a tensor of the block, a slice, the size of the batch, or ``...``."""

    kind: str
    value: Any


class Opaque(Layer):
    """One call of a function or module of torch that no other kind can express."""

    category: ClassVar = Category.UNKNOWN
    catalogued: ClassVar = False
    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Opaque code")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Stands for code that no other block can draw: one call of a function or a module of torch, just as it was "
        "written.\n\n"
        "It runs, learns and is exported like every other block, but its fields cannot be changed in a sensible way, and "
        "it fits only the shapes that it was read with. Its multiply-accumulates are not counted.",
    )
    keywords: ClassVar = ("code", "function", "import", "other")
    flexible: ClassVar = True
    default_name: ClassVar = "opaque"
    saves: ClassVar = SavedTensors(inputs=None, outputs=True)

    target: str = param(
        "torch.clone",
        doc=QT_TRANSLATE_NOOP("Layers", "What is called: nn.NAME, F.NAME, torch.NAME or Tensor.NAME."),
        required=True,
    )
    arguments: str = param(
        '[{"input": 0}]',
        doc=QT_TRANSLATE_NOOP("Layers", "What it is given, as JSON: a list, and a record behind it."),
        advanced=True,
    )
    takes: tuple[str, ...] = param(
        ("1",), doc=QT_TRANSLATE_NOOP("Layers", "The sizes of each input, without the batch."), advanced=True
    )
    gives: tuple[str, ...] = param(
        ("1",), doc=QT_TRANSLATE_NOOP("Layers", "The sizes of each result, without the batch."), advanced=True
    )
    learned: tuple[str, ...] = param(
        (), doc=QT_TRANSLATE_NOOP("Layers", "The tensors that it learns, with their sizes."), advanced=True
    )
    fixed: tuple[str, ...] = param(
        (), doc=QT_TRANSLATE_NOOP("Layers", "The tensors that it keeps, with their sizes."), advanced=True
    )
    reason: str = param("", doc=QT_TRANSLATE_NOOP("Layers", "Why no other block could stand for it."), advanced=True)

    @model_validator(mode="after")
    def _check(self) -> Self:
        """Check every field, since a file may hold anything."""
        if not known(self.target):
            raise FieldError(
                self.kind,
                "target",
                self.target,
                QT_TRANSLATE_NOOP("Layers", "must name a function of torch that may stand in a network"),
            )
        if len(self.reason) > LONGEST_TEXT or not self.reason.isprintable():
            raise FieldError(self.kind, "reason", self.reason, QT_TRANSLATE_NOOP("Layers", "must be one line of text"))
        for name in ("takes", "gives"):
            if len(getattr(self, name)) > MOST_PORTS or (name == "gives" and not self.gives):
                raise FieldError(
                    self.kind,
                    name,
                    getattr(self, name),
                    Message.of(QT_TRANSLATE_NOOP("Layers", "must hold 1 to {most} shapes"), most=MOST_PORTS),
                )
            for text in getattr(self, name):
                shape_of(text, name)
        for name in ("learned", "fixed"):
            _tensors(getattr(self, name), name)
        if sum(map(math.prod, _tensors(self.fixed, "fixed").values())) > MOST_FIXED:
            raise FieldError(
                self.kind,
                "fixed",
                self.fixed,
                Message.of(QT_TRANSLATE_NOOP("Layers", "must come to at most {most:,} numbers"), most=MOST_FIXED),
            )
        self._check_places()
        return self

    def _check_places(self) -> None:
        """Raise :class:`FieldError` for arguments that name an input or a tensor that does not exist."""
        places = [leaf for leaf in _leaves(parse_arguments(self.arguments)) if isinstance(leaf, Placeholder)]
        if self.target.startswith("nn.") and places:
            raise FieldError(
                self.kind,
                "arguments",
                self.arguments,
                QT_TRANSLATE_NOOP("Layers", "must be plain values, since a module is made of them"),
            )
        held = {*_tensors(self.learned, "learned"), *_tensors(self.fixed, "fixed")}
        if not self.target.startswith("nn.") and any(name_problem(name) for name in held):
            raise FieldError(
                self.kind,
                "learned",
                sorted(held),
                QT_TRANSLATE_NOOP("Layers", "must hold tensors whose names are free in Python and torch"),
            )
        for place in places:
            missing = (place.kind == "input" and place.value >= len(self.takes)) or (
                place.kind == "weight" and place.value not in held
            )
            if missing:
                raise FieldError(
                    self.kind,
                    "arguments",
                    place.value,
                    QT_TRANSLATE_NOOP("Layers", "must name an input or a tensor that the block has"),
                )

    @property
    def input_names(self) -> tuple[str, ...]:
        count = len(self.takes)
        return ("input",) if count == 1 else tuple(f"input{number}" for number in range(1, count + 1))

    @property
    def output_names(self) -> tuple[str, ...]:
        count = len(self.gives)
        return ("output",) if count == 1 else tuple(f"output{number}" for number in range(1, count + 1))

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        """The recorded output shapes; raises :class:`ShapeError` for inputs other than the recorded ones."""
        for port, (given, text) in enumerate(zip(inputs, self.takes, strict=True)):
            wanted = shape_of(text, "takes")
            if given != wanted:
                raise ShapeError(
                    "opaque-shape",
                    QT_TRANSLATE_NOOP(
                        "Layers",
                        "{block} stands for {target}, which was read from code for {wanted}, but {source} gives {got}. "
                        "Read the code again for other sizes.",
                    ),
                    port=port,
                    target=self.target,
                    wanted=text,
                    got=shape_words(given),
                )
        return tuple(shape_of(text, "gives") for text in self.gives)

    def parameter_shapes(self, *_inputs: Shape) -> dict[str, tuple[int, ...]]:
        return _tensors(self.learned, "learned")

    def buffer_shapes(self, *_inputs: Shape) -> dict[str, tuple[int, ...]]:
        return _tensors(self.fixed, "fixed")

    def call(self, *_inputs: Shape) -> Call:
        """The call, built from the checked name and the checked values."""
        args, kwargs = parse_arguments(self.arguments)
        if self.target.startswith("nn."):
            return Call(self.target, args, kwargs)
        text = self._text(args, kwargs)
        if not self.learned and not self.fixed:
            return Call(expression=text)
        held = [tuple(_tensors(names, "").items()) for names in (self.learned, self.fixed)]
        return Call(TENSORS, tuple(held if held[1] else held[:1]), expression=text, helper=HELPER)

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        return elementwise(len(inputs[0]), *range(len(inputs[0]))) if inputs else ()

    def _text(self, args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
        family, _, name = self.target.partition(".")
        parts = [argument_source(value) for value in args]
        if self.target == INDEXING:
            return f"{parts[0]}[{', '.join(parts[1:])}]"
        named = [f"{key}={argument_source(value)}" for key, value in kwargs.items()]
        if family == "Tensor":
            return f"{parts[0]}.{name}({', '.join([*parts[1:], *named])})"
        return f"{'nn.functional' if family == 'F' else 'torch'}.{name}({', '.join([*parts, *named])})"

    def summary(self) -> Text:
        return self.target


def known(target: str) -> bool:
    """Whether an opaque block may call `target`."""
    family, _, name = target.partition(".")
    allowed = {"nn": MODULES, "F": FUNCTIONALS, "torch": FUNCTIONS, "Tensor": METHODS}.get(family, frozenset())
    return target == INDEXING or name in allowed


def shape_words(shape: Shape) -> str:
    """A shape in the notation of the fields: "3×32×32", "4×4 indices", and "one number"."""
    return str(shape) + (" indices" if shape.kind is Kind.INDEX else "")


def tensor_words(name: str, sizes: Sequence[int]) -> str:
    """A tensor in the notation of the fields: "weight: 4 3 3 3"."""
    return " ".join([f"{name}:", *map(str, sizes)])


def shape_of(text: str, field: str = "takes") -> Shape:
    """The shape that a field's text describes; raises :class:`FieldError`."""
    sizes = text.removesuffix(" indices")
    numbers = () if sizes == "one number" else tuple(sizes.split("×"))
    whole = all(number.isascii() and number.isdigit() and len(number) <= 10 for number in numbers)
    if not whole or len(numbers) > 8 or any(int(number) > LARGEST for number in numbers):
        raise FieldError("Opaque", field, text, QT_TRANSLATE_NOOP("Layers", "must hold shapes, such as 3×32×32"))
    return Shape(tuple(map(int, numbers)), Kind.INDEX if text.endswith(" indices") else Kind.FLOAT)


def _tensors(texts: Sequence[str], field: str) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for text in texts:
        match = _TENSOR.fullmatch(text)
        sizes = tuple(map(int, match[2].split())) if match else ()
        if match is None or match[1] in found or any(size > LARGEST for size in sizes) or len(texts) > MOST_LEAVES:
            raise FieldError("Opaque", field, text, QT_TRANSLATE_NOOP("Layers", 'must hold tensors, such as "weight: 4 3 3 3"'))
        found[match[1]] = sizes
    return found


# -- arguments --------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1024)
def parse_arguments(text: str) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Parse arguments from JSON: positional and keyword arguments; raises :class:`FieldError`."""
    try:
        value = json.loads(text, parse_constant=_refuse) if len(text) <= LONGEST_TEXT else None
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, list):
        raise FieldError(
            "Opaque", "arguments", text, QT_TRANSLATE_NOOP("Layers", "must be a short list of plain values as JSON")
        )
    named = value.pop() if value and isinstance(value[-1], dict) and not _PLACES & set(value[-1]) else {}
    if not all(re.fullmatch(r"[a-z]\w{0,40}", key, re.ASCII) for key in named):
        raise FieldError("Opaque", "arguments", list(named), QT_TRANSLATE_NOOP("Layers", "must name arguments as torch does"))
    args, kwargs = tuple(_value(part, 0) for part in value), {key: _value(part, 0) for key, part in named.items()}
    if sum(1 for _ in _leaves((args, kwargs))) > MOST_LEAVES:
        raise FieldError(
            "Opaque",
            "arguments",
            text,
            Message.of(QT_TRANSLATE_NOOP("Layers", "must hold at most {most:,} values"), most=MOST_LEAVES),
        )
    return args, kwargs


def _refuse(text: str) -> Any:
    raise ValueError(text)


def _value(part: Any, depth: int) -> Any:
    """One JSON value as an argument; raises :class:`FieldError`."""
    if isinstance(part, list) and depth < DEEPEST:
        return tuple(_value(each, depth + 1) for each in part)
    if isinstance(part, dict) and len(part) == 1:
        return _place(*next(iter(part.items())))
    fine = part is None or isinstance(part, bool)
    fine = fine or (isinstance(part, int | float) and math.isfinite(part) and abs(part) <= LARGEST)
    fine = fine or (isinstance(part, str) and len(part) <= LONGEST_WORD and bool(_WORD.fullmatch(part)))
    if not fine:
        raise FieldError(
            "Opaque",
            "arguments",
            part,
            QT_TRANSLATE_NOOP("Layers", "must be numbers, words, lists of them, or places of inputs"),
        )
    return part


def _place(kind: str, value: Any) -> Placeholder:
    bounds = value if isinstance(value, list) else []
    fits: Mapping[str, Callable[[], bool]] = {
        "input": lambda: type(value) is int and 0 <= value < MOST_PORTS,
        "weight": lambda: isinstance(value, str) and bool(re.fullmatch(r"[A-Za-z]\w{0,59}", value, re.ASCII)),
        "slice": lambda: len(bounds) == 3 and all(part is None or type(part) is int for part in bounds),
        "batch": lambda: type(value) is int and 1 <= value <= LARGEST,
        "rest": lambda: value is True,
    }
    if kind not in fits or not fits[kind]() or any(abs(part) > LARGEST for part in bounds if part is not None):
        raise FieldError(
            "Opaque", "arguments", value, QT_TRANSLATE_NOOP("Layers", "must be an input, a tensor of the block or a stretch")
        )
    return Placeholder(kind, tuple(value) if isinstance(value, list) else value)


def _leaves(value: Any) -> list[Any]:
    if isinstance(value, tuple):
        return [leaf for part in value for leaf in _leaves(part)]
    return [leaf for part in value.values() for leaf in _leaves(part)] if isinstance(value, dict) else [value]


def argument_source(value: Any) -> str:
    """An argument as Python source, with placeholders for the inputs."""
    if isinstance(value, tuple):
        inside = ", ".join(map(argument_source, value))
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    if not isinstance(value, Placeholder):
        return literal(value)
    match value.kind:
        case "input":
            return f"{{{value.value}}}"
        case "weight":
            return f"{{module}}.{value.value}"
        case "slice":
            start, end, step = ("" if part is None else str(part) for part in value.value)
            return f"{start}:{end}" + (f":{step}" if step else "")
        case "batch":
            return "{batch}" if value.value == 1 else f"{{batch}} * {value.value}"
    return "..."


def text_of(args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
    """Arguments as JSON for the field; raises :class:`FieldError` for values that it cannot hold."""
    values = [*map(_plain, args), *([{key: _plain(value) for key, value in kwargs.items()}] if kwargs else [])]
    text = json.dumps(values, ensure_ascii=False)
    parse_arguments(text)
    return text


def _plain(value: Any) -> Any:
    if isinstance(value, Placeholder):
        return {value.kind: list(value.value) if isinstance(value.value, tuple) else value.value}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    if value is not None and not isinstance(value, bool | int | float | str):
        raise FieldError(
            "Opaque", "arguments", type(value).__name__, QT_TRANSLATE_NOOP("Layers", "must be numbers, words, lists of them")
        )
    return value


__all__ = ["HELPER", "TENSORS", "Opaque", "Placeholder", "known", "shape_of", "shape_words", "tensor_words", "text_of"]
