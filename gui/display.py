"""Whether a window can be opened here at all: a display, and the system libraries that Qt loads. Imports no Qt.

``python -m gui.display`` installs what is missing when it may (root, with apt-get), or names the line that does.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence

from builder.common.messages import QT_TRANSLATE_NOOP, Message

LIBRARIES: Mapping[str, str] = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
}
"""The libraries that Qt loads on Linux, and the Debian packages that hold them."""

PROGRAMS: Mapping[str, str] = {"Xvfb": "xvfb", "xdotool": "xdotool"}
"""What the tests of the real window run."""


def missing_packages(*, tests: bool = False) -> list[str]:
    """The Debian packages whose libraries (and programs, for the tests) are not on this machine; none off Linux."""
    if not sys.platform.startswith("linux"):
        return []
    missing = [package for library, package in LIBRARIES.items() if not _loads(library)]
    if tests:
        missing += [package for program, package in PROGRAMS.items() if shutil.which(program) is None]
    return missing


def install_line(packages: Sequence[str]) -> str:
    """The command that installs `packages` on Debian and Ubuntu."""
    return f"apt-get install {' '.join(packages)}"


def display_problem() -> Message | None:
    """Why no window can be opened, or None when nothing speaks against it."""
    missing = missing_packages()
    if missing:
        libraries = QT_TRANSLATE_NOOP(
            "CommandLine", "Qt needs system libraries that are not installed. This installs them: sudo {command}"
        )
        return Message.of(libraries, command=install_line(missing))
    if os.environ.get("QT_QPA_PLATFORM", "") in ("offscreen", "minimal", "vnc", "linuxfb", "eglfs"):
        return None
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        display = QT_TRANSLATE_NOOP(
            "CommandLine",
            "There is no display here to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set). "
            "Everything the window does can be done from the command line; `python main.py --help` shows how.",
        )
        return Message.of(display)
    return None


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _install(packages: Sequence[str]) -> bool:
    """Install as root, quietly; False when apt-get is not there or fails."""
    if os.name != "posix" or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    steps = (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages])
    return all(subprocess.run(step, env=environment, stdout=subprocess.DEVNULL, check=False).returncode == 0 for step in steps)


def main(arguments: Sequence[str]) -> int:
    """Install what is missing or print how to; gives 0 unless a library that Qt cannot do without is still missing."""
    tests = "--tests" in arguments
    missing = missing_packages(tests=tests)
    if missing and _install(missing):
        missing = missing_packages(tests=tests)
    if missing:
        text = QT_TRANSLATE_NOOP("CommandLine", "Some system packages are missing. This installs them: sudo {command}")
        sys.stderr.write(f"{Message.of(text, command=install_line(missing))}\n")
    return 2 if missing_packages() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
