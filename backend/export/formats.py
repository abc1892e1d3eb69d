"""The kinds of files that a network can be exported as: one declaration each. Window and command line show all of them."""

from __future__ import annotations

import keyword
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from builder.common.messages import QT_TRANSLATE_NOOP, Template


class Content(StrEnum):
    """What a file holds; the child processes that write and verify it act by this."""

    MODULE = "module"
    """The whole network with its weights, as torch saves a module."""

    STATE = "state"
    """The weights by name, as torch saves a state_dict."""

    SOURCE = "source"
    """The network as Python, without weights."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One kind of file.

    `id` is its name on the command line, `ending` that of its files. `load_line` gives the Python that loads the file at
    a path for a class name, given that torch is imported.
    """

    id: str
    title: Template
    ending: str
    help: Template
    content: Content
    load_line: Callable[[Path, str], str]

    @property
    def needs_weights(self) -> bool:
        """Whether only a trained network can be written so."""
        return self.content is not Content.SOURCE


def _load_module(path: Path, _class_name: str) -> str:
    return f'model = torch.load("{_escape(path.name)}", weights_only=False)'


def _load_state(path: Path, class_name: str) -> str:
    state = f'torch.load("{_escape(path.name)}", weights_only=True)'
    return f"model = {class_name}().eval(); model.load_state_dict({state})"


def _load_source(path: Path, class_name: str) -> str:
    if path.suffix == ".py" and path.stem.isidentifier() and not keyword.iskeyword(path.stem):
        return f"from {path.stem} import {class_name}; model = {class_name}()"
    return f'import runpy; model = runpy.run_path("{_escape(path.name)}")["{class_name}"]()'


def _escape(name: str) -> str:
    return name.replace("\\", "\\\\").replace('"', '\\"')


_ALL = (
    Format(
        id="pt",
        title=QT_TRANSLATE_NOOP("Export", "PyTorch model"),
        ending=".pt",
        help=QT_TRANSLATE_NOOP("Export", "The whole network with its weights. PyTorch alone loads it, in one line."),
        content=Content.MODULE,
        load_line=_load_module,
    ),
    Format(
        id="state-dict",
        title=QT_TRANSLATE_NOOP("Export", "PyTorch weights"),
        ending=".pt",
        help=QT_TRANSLATE_NOOP("Export", "Only the weights, by name. They are loaded into the Python source."),
        content=Content.STATE,
        load_line=_load_state,
    ),
    Format(
        id="python",
        title=QT_TRANSLATE_NOOP("Export", "Python source"),
        ending=".py",
        help=QT_TRANSLATE_NOOP("Export", "The network as readable Python, without weights."),
        content=Content.SOURCE,
        load_line=_load_source,
    ),
)

FORMATS: Mapping[str, Format] = {form.id: form for form in _ALL}
"""All formats by their ids, in the order they are offered."""
