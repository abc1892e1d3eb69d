"""PySide6 must not slow every later import down."""

from __future__ import annotations

import subprocess
import sys


def test_the_window_leaves_pythons_own_import_in_place() -> None:
    code = "import builtins; own = builtins.__import__; import gui.app; print(builtins.__import__ is own)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "True"
