"""Keeps Python's own import statement: PySide6 replaces ``builtins.__import__`` when it is first imported.

The replacement looks for ``from __feature__ import ...``, which is not used here, and slows every later import down, that
of torch by a fifth to a quarter. This module is imported before anything else imports PySide6.
"""

from __future__ import annotations

import builtins

_plain_import = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401 - this replaces it

builtins.__import__ = _plain_import
