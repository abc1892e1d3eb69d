"""Shapes that are drawn from a seed: images of circles, squares, triangles and crosses with everything known of them.

`options` has what a person chooses, `kinds` the figures, `layout` where they are, `drawing` their pixels, `scenes` images
with their truth, `sequences` figures that move. May import ``backend/datasets/base.py`` and builder. Numpy only.
"""
