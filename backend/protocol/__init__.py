"""The contract between training, window and command line: job, recipe, events, commands, and the sentences about them.

Imports builder and backend.datasets, and no torch: the window reads it at its start.
"""
