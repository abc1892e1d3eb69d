"""Helpers for layouts."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout


def clear_layout(layout: QLayout) -> None:
    """Remove every item of `layout`; its widgets are hidden now and deleted by the event loop."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            # Deleting waits for the event loop: until then the widget would be painted over its successors.
            widget.hide()
            widget.deleteLater()
