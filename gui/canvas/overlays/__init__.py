"""Widgets over the canvas that do not scroll with it.

They may import viewport, scene and items, `gui.common`, `gui.model` and builder; they know no command and no gesture.
"""
