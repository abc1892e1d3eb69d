"""Widgets that follow the theme, and style-sheet properties that take effect at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gui.common.theme import theme_signals


class _Watch(QObject):
    """Connects a plain function with the lifetime of its parent."""

    def __init__(self, redraw: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._redraw = redraw

    def run(self) -> None:
        """Redraw."""
        self._redraw()


def theme_watch(widget: QObject, redraw: Callable[[], object]) -> None:
    """Call `redraw` whenever the application shows another theme, as long as `widget` lives; not now.

    Palette and style sheet are those of the new theme by then. It replaces a `changeEvent` that tests for PaletteChange,
    and comes once per change of theme, not once per change of a palette.
    """
    if getattr(redraw, "__self__", None) is not widget:
        redraw = _Watch(redraw, widget).run
    theme_signals().changed.connect(redraw)


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a dynamic property that the style sheet asks for, and style the widget again where it differs."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
