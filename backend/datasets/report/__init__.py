"""A look at data before they are learned from: balance, statistics of the pixels, duplicates. Numpy only.

Pure functions on arrays; :mod:`backend.datasets.report.data_report` applies them to the splits of a data set. May import
builder and what lies in ``backend/datasets``.
"""
