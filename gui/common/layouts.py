"""Helpers for layouts, and for the order in which Tab goes through them."""

from __future__ import annotations

from PySide6.QtCore import Qt
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


def continue_tab_order(after: QWidget, *parts: QWidget) -> None:
    """Insert the focusable widgets within `parts` into the tab order behind `after`.

    Qt orders widgets by the time of their creation: those made late would come last in the window.
    """
    for part in parts:
        for stop in [part, *part.findChildren(QWidget)]:
            takes = stop.focusPolicy() & Qt.FocusPolicy.TabFocus and stop.focusProxy() is None
            if takes and stop.window() is after.window():
                QWidget.setTabOrder(after, stop)
                after = stop
