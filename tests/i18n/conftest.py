"""The settings of the window's tests."""

from tests.gui.conftest import settings

__all__ = ["settings"]
