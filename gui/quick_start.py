"""Makes the imports of the window quicker. Imported before anything else imports PySide6.

PySide6 replaces ``builtins.__import__`` when it is first imported. The replacement looks for ``from __feature__ import ...``,
which is not used here, and slows every later import down, that of torch by a fifth to a quarter: Python's own is put back.
And what modules make while they are imported stays: collecting garbage in between takes a twelfth of the time for nothing.
"""

from __future__ import annotations

import builtins
import gc

_plain_import = builtins.__import__
_threshold = gc.get_threshold()
gc.set_threshold(100_000, *_threshold[1:])

import PySide6.QtCore  # noqa: E402, F401 - this replaces it

builtins.__import__ = _plain_import


def end_imports() -> None:
    """Let the garbage collector work as before."""
    gc.set_threshold(*_threshold)
