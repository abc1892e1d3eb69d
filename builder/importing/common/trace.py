"""What a module does, one step after the other: the same record, whichever tracer looked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, NoReturn

from builder.common.messages import Message
from builder.model.graph import Port

BATCHES = (2, 3)
"""The batch sizes a module is looked at with: what differs between the two depends on the batch."""

FOREIGN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    ImportError,
    LookupError,
    NameError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What code that is not ours may raise while it is looked at."""


class ImportFailed(ValueError):
    """Why a module cannot be drawn, in plain words; `words` are those without the place."""

    def __init__(self, text: str | Message, words: str = "") -> None:
        self.words = words or str(text)
        super().__init__(text)


@dataclass(frozen=True, slots=True)
class Ref:
    """The result of the step with this number."""

    index: int


@dataclass(frozen=True, slots=True)
class Sizes:
    """The sizes of a tensor that was seen, with the batch in front; `real` unless it holds whole numbers."""

    sizes: tuple[int, ...]
    real: bool = True


@dataclass(frozen=True, slots=True)
class PerBatch:
    """A number, or several, that depend on how large the batch is: its values for both batches."""

    seen: tuple[Any, Any]


class Op(StrEnum):
    """What a step is."""

    INPUT = "input"
    MODULE = "module"
    FUNCTION = "function"
    TENSOR = "tensor"
    OUTPUT = "output"


@dataclass(frozen=True, slots=True)
class Step:
    """One call. `target` is the name of a function, or the path of a module or of a tensor it holds.

    `scope` is the path of the module whose forward makes the call, `calls` the keys of all the calls of modules that it
    is part of, `place` the file and line where it stands. `seen` is what came out for both batches, tensors as
    :class:`Sizes`. `in_place` says that the first argument is changed.
    """

    op: Op
    target: str = ""
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    scope: str = ""
    place: tuple[str, int] | None = None
    seen: tuple[Any, Any] = (None, None)
    in_place: bool = False
    calls: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """The place in words: "net.py, line 12, in layer1.0"."""
        parts = [f"{Path(self.place[0]).name}, line {self.place[1]}"] if self.place else []
        return ", ".join([*parts, *([f"in {self.scope}"] if self.scope else [])]) or "in its forward"

    def refuse(self, words: str) -> NoReturn:
        """Raise :class:`ImportFailed` with `words` and the place."""
        raise ImportFailed(f"{words} ({self.where}).", words)


@dataclass(frozen=True, slots=True)
class ModuleCall:
    """One call of a module that was looked into: its key, and what it was given, by the names of its forward, and gave."""

    key: str
    path: str
    given: Mapping[str, Any] = field(default_factory=dict)
    result: Any = None


@dataclass(frozen=True, slots=True)
class Trace:
    """What a module does: its steps, and the calls of modules that they are part of."""

    steps: Sequence[Step]
    calls: Sequence[ModuleCall] = ()


def mapped(value: Any, change: Callable[[Any], Any]) -> Any:
    """`value` with `change` made to every leaf of its lists, tuples, records and slices; lists become tuples."""
    if isinstance(value, tuple | list) and not isinstance(value, Port):
        return tuple(mapped(part, change) for part in value)
    if isinstance(value, Mapping):
        return {key: mapped(part, change) for key, part in value.items()}
    if isinstance(value, slice):
        return slice(*(mapped(part, change) for part in (value.start, value.stop, value.step)))
    return change(value)


def leaves(value: Any) -> list[Any]:
    """Every leaf of `value`, from the front."""
    found: list[Any] = []
    mapped(value, found.append)
    return found


def first_line(error: BaseException) -> str:
    """The first line of what a stranger's error says."""
    line = (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
    return "".join(letter if letter.isprintable() else " " for letter in line)
