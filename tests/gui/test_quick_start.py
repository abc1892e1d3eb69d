"""What makes the start quicker leaves nothing behind."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import builtins, gc
own, threshold = builtins.__import__, gc.get_threshold()
import gui.app
print(builtins.__import__ is own, gc.get_threshold() == threshold, gc.isenabled())
"""


def test_the_window_leaves_pythons_import_and_its_garbage_collector_as_they_were() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["True", "True", "True"]
