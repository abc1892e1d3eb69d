"""Data sets: one module a source, found by the registry; splits and sizes are made in :mod:`backend.datasets.splits`."""
