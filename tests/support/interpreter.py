"""Fresh interpreters that know torch and not Convas, for what was exported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def run_without_convas(program: str, folder: Path) -> str:
    """What a program prints in a fresh interpreter, run in `folder`, that cannot import Convas."""
    guard = "import sys; sys.path[:0] = ['.']; sys.modules.update({name: None for name in ('builder', 'backend', 'gui')})\n"
    done = subprocess.run(
        [sys.executable, "-I", "-c", guard + program], cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
