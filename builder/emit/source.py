"""What comes of emitting: the text, and what its lines and weights belong to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from builder.common.names import name_problem
from builder.model.problem import Problem

Row = tuple[str, int | None]
"""A line of the text and the block it belongs to."""

Path = tuple[int, ...]
"""The ids from the top of the network down to a block; behind a group that is repeated stands the number of the pass."""

BREAK: tuple[Row, Row] = (("", None), ("", None))
"""What stands between classes."""


class EmitError(ValueError):
    """There is no source for this network; ``problem`` is the first thing that is wrong, where that is the reason."""

    def __init__(self, text: str, problem: Problem | None = None) -> None:
        super().__init__(text)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one network, with what its lines and its weights belong to.

    `lines` leads from line numbers (from 1) of the network's class to block ids; the line that calls a run leads to its
    last block, whose value it gives. `keys` leads from state_dict keys to the ids of the network's own blocks, `paths`
    into groups as well. `modules` leads from block ids to the attribute that holds the block's module
    ("features.conv1"). `inputs` are the Input blocks in the order of forward's arguments, `outputs` the Output blocks in
    that of its results. `inside` leads from the lines of classes that stand for groups to the name of the group and the
    id of the block in its body; `ends` leads from the names of these classes to the blocks that forward's arguments and
    results belong to.
    """

    text: str
    class_name: str
    lines: Mapping[int, int] = field(default_factory=dict)
    keys: Mapping[str, int] = field(default_factory=dict)
    modules: Mapping[int, str] = field(default_factory=dict)
    inputs: tuple[int, ...] = ()
    outputs: tuple[int, ...] = ()
    paths: Mapping[str, Path] = field(default_factory=dict)
    inside: Mapping[int, tuple[str, int]] = field(default_factory=dict)
    ends: Mapping[str, tuple[Path, Path]] = field(default_factory=dict)


def class_name(text: str) -> str:
    """A class name out of any title: "LeNet-5" gives LeNet5; Net where nothing is left."""
    words = re.findall(r"[A-Za-z0-9]+", text)
    joined = "".join(word[0].upper() + word[1:] for word in words).lstrip("0123456789")[:40]
    joined = joined[:1].upper() + joined[1:]
    return "Net" if name_problem(joined) else joined
