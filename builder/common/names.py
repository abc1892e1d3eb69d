"""Names of blocks: the last segment of their state_dict keys, so they must be safe and free in generated source."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Collection

from builder.common.messages import QT_TRANSLATE_NOOP, Message

LONGEST = 60

MODULE_ATTRIBUTES = frozenset(
    """T_destination add_module apply bfloat16 buffers call_super_init children compile cpu cuda double dump_patches eval
    extra_repr float forward get_buffer get_extra_state get_parameter get_submodule half ipu load_state_dict modules mtia
    named_buffers named_children named_modules named_parameters parameters register_backward_hook register_buffer
    register_forward_hook register_forward_pre_hook register_full_backward_hook register_full_backward_pre_hook
    register_load_state_dict_post_hook register_load_state_dict_pre_hook register_module register_parameter
    register_state_dict_post_hook register_state_dict_pre_hook requires_grad_ set_extra_state set_submodule share_memory
    state_dict to to_empty train training type xpu zero_grad""".split()
)
"""What ``nn.Module`` already calls its own; a test compares it with the installed torch."""

RESERVED = MODULE_ATTRIBUTES | {"self", "torch", "nn", "F", "Tensor"}


def name_problem(name: str) -> Message | None:
    """Why `name` cannot name a block, or None when it can."""
    if not name:
        return Message.of(QT_TRANSLATE_NOOP("Edits", "A name is needed."))
    if len(name) > LONGEST:
        template = QT_TRANSLATE_NOOP("Edits", "A name has at most {most} characters, not {count}.")
        return Message.of(template, most=LONGEST, count=len(name))
    if unicodedata.normalize("NFKC", name) != name or not name.isidentifier():
        template = QT_TRANSLATE_NOOP(
            "Edits", "{name!r} is not a name in Python: use letters, digits and _, and begin with a letter."
        )
    elif name.startswith("_"):
        template = QT_TRANSLATE_NOOP("Edits", "{name!r} begins with _, which is kept for Python's own use.")
    elif keyword.iskeyword(name) or name in RESERVED:
        template = QT_TRANSLATE_NOOP("Edits", "{name!r} already means something in Python or torch.")
    else:
        return None
    return Message.of(template, name=name)


def free_name(stem: str, taken: Collection[str], start: int = 1) -> str:
    """`stem` with the lowest number from `start` on that is free: conv1, conv2 ..."""
    number = start
    while f"{stem}{number}" in taken:
        number += 1
    return f"{stem}{number}"


class FreeNames:
    """Gives many names, each taken from then on. Names stay taken, so that no number is tried twice."""

    def __init__(self, taken: Collection[str]) -> None:
        self._taken = set(taken)
        self._tried: dict[str, int] = {}

    def like(self, wanted: str) -> str:
        """`wanted` if it is free, else its stem with the lowest free number."""
        name = wanted
        if wanted in self._taken:
            stem = stem_of(wanted)
            name = free_name(stem, self._taken, self._tried.get(stem, 1))
            self._tried[stem] = int(name[len(stem) :])
        self._taken.add(name)
        return name


def stem_of(name: str) -> str:
    """A name without its number."""
    return re.sub(r"\d+$", "", name) or "block"
