"""A machine without a display, or without Qt's libraries, is reported in words."""

from __future__ import annotations

import sys

import pytest

from gui import display


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays are named by variables on Linux only")
def test_no_display_points_to_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(variable, raising=False)
    problem = display.display_problem()
    assert problem is not None
    assert "command line" in str(problem)
    monkeypatch.setenv("DISPLAY", ":0")
    assert display.display_problem() is None


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="system packages are looked for on Linux only")
def test_a_missing_library_is_named_with_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "LIBRARIES", {"libc.so.6": "libc6", "libnowhere.so.9": "libnowhere9"})
    assert display.missing_packages() == ["libnowhere9"]
    monkeypatch.setenv("DISPLAY", ":0")
    assert "sudo apt-get install libnowhere9" in str(display.display_problem())
