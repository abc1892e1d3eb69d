"""Data sets: one module per source, found by the registry; :mod:`backend.datasets.splits` divides and resizes the images.

May import builder and ``backend/paths.py``. Numpy at import; Pillow, scikit-learn, requests and
filelock only where they are used.
"""
