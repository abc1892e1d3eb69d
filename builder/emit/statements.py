"""How one block reads in a class: what makes its module, and what stands in forward."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from builder.common.python_text import RenderError, literal, statement
from builder.emit.source import EmitError

CALLED = "{module}({all})"
"""What stands in forward where nothing else is said: the module, called with what feeds the block."""


@dataclass(frozen=True, slots=True)
class Constant:
    """Numbers that never change, flat, and the size of each level of their nesting."""

    numbers: tuple[float, ...]
    sizes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One block, checked: `made` is what makes its module (empty without one), `expression` what stands in forward.

    The expression has places for inputs, module, batch and device as in :class:`Call`, and ``{self}_NAME`` for each of
    the `constants`. `helper` is the text of the class that `made` needs, if torch has none, and `needs` its name.
    """

    made: str = ""
    expression: str = CALLED
    constants: Mapping[str, Constant] = field(default_factory=dict)
    needs: str = ""
    helper: str = ""

    @property
    def plain(self) -> bool:
        """Whether it is a module that is called with its inputs, and nothing besides."""
        return bool(self.made) and self.expression == CALLED and not self.constants

    @property
    def lasting(self) -> dict[str, Constant]:
        """The constants that are kept as tensors; one number alone is written where it is used."""
        return {name: constant for name, constant in self.constants.items() if len(constant.numbers) != 1}


def registrations(attribute: str, name: str, constant: Constant, indent: str) -> Iterator[str]:
    """The lines of __init__ that keep a constant, called `name` while it is made, under `attribute`."""
    yield from statement(name, f"torch.tensor({literal(list(constant.numbers))})", indent)
    spread = f"{name}.view({', '.join(map(str, constant.sizes))})" if len(constant.sizes) > 1 else name
    yield from statement("", f"self.register_buffer({literal(attribute)}, {spread}, persistent=False)", indent)


def checked_path(path: str) -> str:
    """`path`, if it is the name of something in torch.nn; raises EmitError."""
    if not re.fullmatch(r"nn(\.[A-Za-z]\w*)+", path, re.ASCII):
        raise EmitError(f"{path!r} is not the name of a module of torch.nn.")
    return path


def constant_of(value: object) -> Constant:
    """Nested tuples of numbers as one; raises RenderError for anything else."""
    if not isinstance(value, tuple):
        if isinstance(value, int | float):
            return Constant((float(value),), ())
        raise RenderError(f"A {type(value).__name__} is no constant of numbers.")
    parts = [constant_of(part) for part in value]
    numbers = tuple(number for part in parts for number in part.numbers)
    return Constant(numbers, (len(parts), *(parts[0].sizes if parts else ())))
