"""``python -m tests fast`` and ``python -m tests all``: the lanes of the tests, in parallel, with a summary of the time.

The tests under tests/e2e drive a real window. They run in a process of their own, on a virtual display of their own, next to
the workers of xdist in the fast lane and after them in the whole.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time

USAGE = "python -m tests fast|all [arguments of pytest]"


def pytest_command(workers: int, arguments: list[str]) -> list[str]:
    """The command for everything but tests/e2e."""
    common = ["-q", "-n", str(workers), "--dist", "loadgroup", "--ignore=tests/e2e"]
    return [sys.executable, "-m", "pytest", *common, *arguments]


def window_command(lane: str) -> list[str]:
    """The command for the tests of the real window; the fast lane has one job from the welcome page to the export."""
    return [sys.executable, "-m", "tests.e2e.under_display", "-q", *(["-m", "not slow"] if lane == "fast" else []), "tests/e2e"]


def cpu_seconds() -> float:
    """The CPU time of all ended children, and their children."""
    times = os.times()
    return times.children_user + times.children_system


def run(lane: str, arguments: list[str]) -> int:
    """Run a lane; the first exit status that is not 0."""
    begun = time.monotonic()
    environment = {**os.environ, "CONVAS_LANE": lane}
    workers = os.cpu_count() or 1
    environment.setdefault("OMP_NUM_THREADS", "1")  # workers side by side must not share cores with each other's threads
    environment["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryFile("w+") as output:
        window_run = (
            subprocess.Popen(window_command(lane), env=environment, stdout=output, stderr=output) if lane == "fast" else None
        )
        status = subprocess.run(pytest_command(workers, arguments), env=environment, check=False).returncode
        if window_run is None:
            window = subprocess.run(window_command(lane), env=environment, check=False).returncode
        else:
            window = window_run.wait()
            output.seek(0)
            print(f"\nThe real window:\n{output.read()}")
    print(f"{lane} lane: {time.monotonic() - begun:.0f} s, {cpu_seconds():.0f} CPU seconds on {workers} cores")
    return status or window


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in ("fast", "all"):
        sys.exit(USAGE)
    sys.exit(run(sys.argv[1], sys.argv[2:]))
