"""Data sets: sources by name or path, their division, and what is made of images for a network.

``downloads`` has what is published, ``own`` what people bring, ``shapes`` what is drawn; ``images`` reads files, ``streaming``
those that do not fit into memory, ``identity`` keeps what a run was trained on, ``report`` looks at data.

May import builder and ``backend/paths.py``. Numpy at import; Pillow, scikit-learn, requests and
filelock only where they are used.
"""
