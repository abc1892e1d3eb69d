"""One block in the text of a class: the call that constructs its module, and its expression in forward."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import KW_ONLY, dataclass, field

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.common.python_text import RenderError, literal, statement
from builder.emit.source import EmitError

CALLED = "{module}({all})"
"""The expression in forward by default: the module, called with the block's inputs."""


@dataclass(frozen=True, slots=True)
class ConstantBuffer:
    """A constant tensor: its numbers in row-major order, and its sizes."""

    numbers: tuple[float, ...]
    sizes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One block, checked: the call that constructs its module (empty without one), and its `expression` in forward.

    The expression has placeholders for inputs, module, batch and device as in :class:`Call`, and ``{self}_NAME`` for each
    of the `constants`. `helper` is the text of the class that `constructor` needs, if torch has none, `helper_name` its
    name.
    """

    constructor: str = ""
    expression: str = CALLED
    constants: Mapping[str, ConstantBuffer] = field(default_factory=dict)
    _: KW_ONLY
    helper_name: str = ""
    helper: str = ""

    @property
    def is_plain_module(self) -> bool:
        """Whether it is a module that is called with its inputs, and nothing else."""
        return bool(self.constructor) and self.expression == CALLED and not self.constants

    @property
    def buffers(self) -> dict[str, ConstantBuffer]:
        """The constants that become buffers; a single number is written where it is used."""
        return {name: constant for name, constant in self.constants.items() if len(constant.numbers) != 1}


def buffer_lines(attribute: str, name: str, constant: ConstantBuffer, indent: str) -> Iterator[str]:
    """The lines of __init__ that register a constant as the buffer `attribute`, with `name` as the local variable."""
    yield from statement(name, f"torch.tensor({literal(list(constant.numbers))})", indent)
    spread = f"{name}.view({', '.join(map(str, constant.sizes))})" if len(constant.sizes) > 1 else name
    yield from statement("", f"self.register_buffer({literal(attribute)}, {spread}, persistent=False)", indent)


def check_module_path(path: str) -> str:
    """`path` unchanged; raises :class:`EmitError` unless it has the form ``nn.NAME``, so that no file smuggles code in."""
    if not re.fullmatch(r"nn(\.[A-Za-z]\w*)+", path, re.ASCII):
        raise EmitError(QT_TRANSLATE_NOOP("Source", "{path!r} is not the name of a module of torch.nn."), path=path)
    return path


def constant_of(value: object) -> ConstantBuffer:
    """Nested tuples of numbers as a :class:`ConstantBuffer`; raises :class:`RenderError` for anything else."""
    if not isinstance(value, tuple):
        if isinstance(value, int | float):
            return ConstantBuffer((float(value),), ())
        raise RenderError(QT_TRANSLATE_NOOP("Source", "A {kind} is no constant of numbers."), kind=type(value).__name__)
    parts = [constant_of(part) for part in value]
    numbers = tuple(number for part in parts for number in part.numbers)
    return ConstantBuffer(numbers, (len(parts), *(parts[0].sizes if parts else ())))
