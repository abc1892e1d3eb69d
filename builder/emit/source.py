"""The result of emitting: the text, and the blocks that its lines and state_dict keys belong to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from builder.common.errors import ConvasError
from builder.common.messages import Message
from builder.common.names import name_problem
from builder.model.block_paths import BlockPath
from builder.model.problem import Problem

Row = tuple[str, int | None]
"""A line of the text, and the id of the block it belongs to."""

BREAK: tuple[Row, Row] = (("", None), ("", None))
"""The empty lines between classes."""


class EmitError(ConvasError, ValueError):
    """There is no source for this network; ``problem`` is the network's first problem, where that is the reason.

    Also a ValueError, as for any argument that cannot be used.
    """

    def __init__(self, template: str | Message, /, *, problem: Problem | None = None, **values: Any) -> None:
        super().__init__(template, block=None if problem is None else problem.block, **values)
        self.problem = problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The text of one network, with the blocks that its lines and its weights belong to.

    - `lines`: line number (from 1) of the network's class -> block id. The line that calls a run belongs to the run's last
      block, whose result it assigns.
    - `keys`: state_dict key -> id of the network's own block; `paths` -> path into groups as well.
    - `modules`: block id -> attribute that holds its module ("features.conv1").
    - `inputs`, `outputs`: the Input blocks in the order of forward's arguments, the Output blocks in that of its results.
    - `inside`: line number in a group's class -> (name of the group, id of the block in its body).
    - `ends`: name of a group's class -> the blocks of forward's arguments, and of its results.
    """

    text: str
    class_name: str
    lines: Mapping[int, int] = field(default_factory=dict)
    keys: Mapping[str, int] = field(default_factory=dict)
    modules: Mapping[int, str] = field(default_factory=dict)
    inputs: tuple[int, ...] = ()
    outputs: tuple[int, ...] = ()
    paths: Mapping[str, BlockPath] = field(default_factory=dict)
    inside: Mapping[int, tuple[str, int]] = field(default_factory=dict)
    ends: Mapping[str, tuple[BlockPath, BlockPath]] = field(default_factory=dict)


def class_name(text: str) -> str:
    """A class name from any title: "LeNet-5" gives LeNet5; Net where nothing is left."""
    words = re.findall(r"[A-Za-z0-9]+", text)
    joined = "".join(word[0].upper() + word[1:] for word in words).lstrip("0123456789")[:40]
    joined = joined[:1].upper() + joined[1:]
    return "Net" if name_problem(joined) else joined
