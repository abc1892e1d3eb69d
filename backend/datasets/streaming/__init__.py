"""Images that do not fit into memory: child processes decode them while a network learns. Numpy and Pillow only, no torch.

:mod:`backend.datasets.streaming.streamed_pixels` is an array of images that is read when it is indexed, and
:mod:`backend.datasets.streaming.reading_pool` reads many of them ahead. May import builder and ``backend/datasets``.
"""
