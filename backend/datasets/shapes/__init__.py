"""Shapes that are drawn from a seed: images of circles, squares, triangles and crosses with everything known of them.

`source` is the data set, `options` what a person chooses, `kinds` the figures, `layout` where they are, `drawing` their
pixels, `scenes` images with their truth, `sequences` figures that move. May import ``backend/datasets/base.py`` and
``resizing.py``, and builder. Numpy only.
"""

from backend.datasets.shapes.shapes_source import ShapesSource

SOURCES = (ShapesSource("shapes"),)
