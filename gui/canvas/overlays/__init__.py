"""Widgets over the canvas that do not scroll with it, and the texts that the canvas shows.

They may import viewport, scene and items; they know no command and no gesture.
"""
