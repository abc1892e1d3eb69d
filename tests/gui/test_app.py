"""The program as a process: it opens a project, ends on Ctrl+C, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from builder import zoo
from builder.files.project_file import save_project
from builder.model.project import Project
from tests.support.lanes import some

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.parametrize("seconds", some([4.0, 0.0], 1))
def test_it_starts_and_ends_cleanly_at_any_time(tmp_path: Path, seconds: float) -> None:
    path = tmp_path / "lenet.convas"
    save_project(Project(zoo.build("lenet5")), path)
    ready = (
        "import sys, main; from gui.shell.main_window import MainWindow; show = MainWindow.show\n"
        "def told(window):\n    show(window); print(window.windowTitle(), flush=True)\n"
        "MainWindow.show = told; sys.exit(main.main(['open', sys.argv[1]]))"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "CONVAS_HOME": str(tmp_path / "home")}
    environment["XDG_CONFIG_HOME"] = str(tmp_path / "config")
    process = subprocess.Popen(
        [sys.executable, "-c", ready, str(path)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline().startswith("lenet.convas")
    time.sleep(seconds + 0.3)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert "Traceback" not in errors
    assert not (tmp_path / "home" / "logs").exists()
