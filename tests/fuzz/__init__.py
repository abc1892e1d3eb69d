"""Hostile input for an hour: ``python -m tests.fuzz.project`` and ``python -m tests.fuzz.analyse``; see ``--help``."""
