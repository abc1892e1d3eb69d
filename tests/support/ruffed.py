"""Run the formatter and the linter on several files, with one call each."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

RULES = "E,F,W,I,N8,UP,B,C4,PIE,D101,D102,ANN"
"""Stricter rules than most projects use: the defaults, names, annotations and docstrings."""


def assert_clean(texts: Mapping[str, str], folder: Path) -> None:
    """Fail with what ruff finds in any of the texts, which are written to `folder` by name."""
    ruff = shutil.which("ruff") or shutil.which("ruff", path=str(Path(sys.executable).parent))
    assert ruff, "ruff belongs to the development tools"
    for name, text in texts.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    for command in (["format", "--diff"], ["check", "--select", RULES]):
        result = subprocess.run(
            [ruff, *command, "--isolated", "--no-cache", str(folder)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert result.returncode == 0, result.stdout
