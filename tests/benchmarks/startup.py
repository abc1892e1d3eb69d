"""Time from the start of the program to its first paint, and to everything loaded; seconds, best of some fresh processes.

Run it with ``python tests/benchmarks/startup.py``. The target is half a second to the first paint, warm.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 5
ROOT = Path(__file__).resolve().parents[2]

CHILD = """
import time
start = time.perf_counter()
import sys
from gui.app import application
from PySide6.QtCore import QSettings, QTimer
from gui.shell.main_window import MainWindow
from gui.model.settings import Settings
imported = time.perf_counter()
app = application(sys.argv)
store = QSettings(sys.argv[1] + "/settings.ini", QSettings.Format.IniFormat)
window = MainWindow(settings=Settings(store))
made = time.perf_counter()
told = []
def painted():
    told.append(time.perf_counter())
    window.load()
    told.append(time.perf_counter())
    QTimer.singleShot(0, app.quit)
window.painted.connect(painted)
window.show()
app.exec()
print(imported - start, made - start, told[0] - start, told[1] - start)
"""


def measure(folder: str) -> tuple[float, ...]:
    """Seconds in a fresh process to: imported, made, painted, loaded."""
    platform = os.environ.get("QT_QPA_PLATFORM", "" if os.environ.get("DISPLAY") else "offscreen")
    environment = {**os.environ, "QT_QPA_PLATFORM": platform, "CONVAS_HOME": folder, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", CHILD, folder]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, cwd=ROOT)
    return tuple(float(part) for part in done.stdout.split())


def main() -> None:
    """Print the best of some rounds."""
    with tempfile.TemporaryDirectory() as folder:
        measure(folder)
        rounds = [measure(folder) for _ in range(ROUNDS)]
    for name, *values in zip(("imported", "made", "first paint", "loaded"), *rounds, strict=True):
        print(f"{name:12} best {min(values):.3f} s   of {', '.join(f'{value:.3f}' for value in sorted(values))}")


if __name__ == "__main__":
    main()
