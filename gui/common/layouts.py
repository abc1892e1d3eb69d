"""Helpers for layouts."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget


def clear_layout(layout: QLayout) -> None:
    """Remove every item of `layout`; its widgets are hidden now and deleted by the event loop."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            # Deleting waits for the event loop: until then the widget would be painted over its successors.
            widget.hide()
            widget.deleteLater()


def grow_to_fit(window: QWidget) -> None:
    """Make a window as high as what it shows needs at its width; it never shrinks, so that nothing jumps.

    Qt lets a window with wrapped texts be lower than they need, and squeezes the rest.
    """
    layout = window.layout()
    if layout is not None and window.isVisible():
        layout.activate()
        window.resize(window.width(), max(window.height(), layout.totalHeightForWidth(window.width())))
