"""``python -m tests.e2e.under_display``: the tests of this folder, in real windows on a virtual display of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys


def main(arguments: list[str]) -> int:
    """Start Xvfb on a free display, run pytest there, end Xvfb; the exit code is pytest's."""
    if shutil.which("Xvfb") is None:
        if os.environ.get("CI"):
            sys.stderr.write("Xvfb is not installed, so the window cannot be tested: apt-get install xvfb\n")
            return 2
        sys.stderr.write("Skipping the tests of the real window: Xvfb is not installed (apt-get install xvfb).\n")
        return 0
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writer], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writer)
    try:
        with os.fdopen(reader) as pipe:
            number = pipe.readline().strip()
        environment = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        environment.pop("WAYLAND_DISPLAY", None)
        return subprocess.run(
            [sys.executable, "-m", "pytest", *(arguments or ["tests/e2e"])], env=environment, check=False
        ).returncode
    finally:
        server.terminate()
        server.wait(10)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
