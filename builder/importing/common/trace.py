"""The trace of a module: its calls in order of execution, in one form for torch.fx, torch.export and ONNX nodes.

Also what both importers raise, :class:`ImportFailed`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from builder.common.errors import ConvasError
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.model.graph import Port

if TYPE_CHECKING:
    from torch import Tensor

BATCHES = (2, 3)
"""The batch sizes that a module is traced with: a value that differs between the two depends on the batch size."""

USER_CODE_ERRORS = (
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
"""What a module that is not ours may raise while it is traced or run."""


class ImportFailed(ConvasError):
    """Why a network cannot be imported. `reason` is the sentence without the place in the user's code."""

    reason: Message

    def __init__(self, template: str | Message, /, **values: Any) -> None:
        super().__init__(template, **values)
        self.reason = self.message

    @classmethod
    def at(cls, place: Message, reason: Message) -> ImportFailed:
        """An error for `reason`, a clause without a full stop, at a place such as "net.py, line 12"."""
        error = cls(QT_TRANSLATE_NOOP("Import", "{reason} ({place})."), reason=reason, place=place)
        error.reason = reason
        return error


@dataclass(frozen=True, slots=True)
class Ref:
    """The result of the step with this index in the trace."""

    index: int


@dataclass(frozen=True, slots=True)
class SeenTensor:
    """A tensor that a step gave while it was traced.

    `sizes` is its shape, the batch axis in front; `real` tells floating-point numbers from integers and booleans.
    """

    sizes: tuple[int, ...]
    real: bool = True


@dataclass(frozen=True, slots=True)
class PerBatch:
    """A number, or several, that depend on the batch size: `seen` are the values for both of BATCHES."""

    seen: tuple[Any, Any]


@dataclass(frozen=True, slots=True)
class HeldTensor:
    """A parameter (`learned`) or buffer of the module, under its dotted path: of any shape and dtype, and not a copy."""

    path: str
    tensor: Tensor
    learned: bool

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class OnesGate:
    """Ones in the shape of the result `of`, or a dropout of them: the gate of stochastic depth, one number per sample.

    `p` is the probability of the dropout, and `path` its module, once there is one.
    """

    of: Port
    p: float | None = None
    path: str = ""


class Op(StrEnum):
    """What a step does; the names follow the opcodes of torch.fx nodes."""

    INPUT = "input"
    MODULE = "module"
    FUNCTION = "function"
    TENSOR = "tensor"
    OUTPUT = "output"


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceStep:
    """One call. `target` is the name of a function, or the path of a module or tensor.

    `scope` is the path of the module whose forward makes the call, `calls` the keys of all module calls around it,
    outermost first, `location` the file and line of user code. `seen` is the result for both of BATCHES, tensors as
    :class:`SeenTensor`. `in_place` says that the call overwrites its first argument. `described` says where the step is
    if it is not in user code.
    """

    op: Op
    target: str = ""
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    scope: str = ""
    location: tuple[str, int] | None = None
    seen: tuple[Any, Any] = (None, None)
    in_place: bool = False
    calls: tuple[str, ...] = ()
    described: Message | None = None

    @property
    def where(self) -> Message:
        """The place for people: "net.py, line 12, in layer1.0"."""
        if self.described is not None:
            return self.described
        return place_in_forward(self.location, self.scope)

    def refuse(self, template: str | Message, /, **values: Any) -> NoReturn:
        """Raise :class:`ImportFailed` for a clause without a full stop; the place is added."""
        raise ImportFailed.at(self.where, template if isinstance(template, Message) else Message.of(template, **values))


@dataclass(frozen=True, slots=True)
class ModuleCall:
    """One call of a module that was traced into: its arguments by the parameter names of its forward, and its result.

    `key` is the path of the module, with "@1", "@2" ... from its second call on.
    """

    key: str
    path: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    result: Any = None


@dataclass(frozen=True, slots=True)
class Trace:
    """The steps of a module in order of execution, and the module calls that they belong to."""

    steps: Sequence[TraceStep]
    calls: Sequence[ModuleCall] = ()


def place_in_forward(location: tuple[str, int] | None, scope: str) -> Message:
    """A place in user code: "net.py, line 12, in layer1.0", as far as `location` and `scope` are known."""
    file, line = (Path(location[0]).name, location[1]) if location else ("", 0)
    if file and scope:
        template = QT_TRANSLATE_NOOP("Import", "{file}, line {line}, in {scope}")
    elif file:
        template = QT_TRANSLATE_NOOP("Import", "{file}, line {line}")
    elif scope:
        template = QT_TRANSLATE_NOOP("Import", "in {scope}")
    else:
        template = QT_TRANSLATE_NOOP("Import", "in its forward")
    return Message.of(template, file=file, line=line, scope=scope)


def map_leaves(value: Any, change: Callable[[Any], Any]) -> Any:
    """`value` with `change` applied to every leaf of its lists, tuples, mappings and slices; lists become tuples."""
    if isinstance(value, tuple | list) and not isinstance(value, Port):
        return tuple(map_leaves(part, change) for part in value)
    if isinstance(value, Mapping):
        return {key: map_leaves(part, change) for key, part in value.items()}
    if isinstance(value, slice):
        return slice(*(map_leaves(part, change) for part in (value.start, value.stop, value.step)))
    return change(value)


def leaves(value: Any) -> list[Any]:
    """Every leaf of `value` in order."""
    found: list[Any] = []
    map_leaves(value, found.append)
    return found
