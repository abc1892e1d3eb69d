"""The contract between training, window and command line: job, recipe, events, commands, and the sentences about them.

May import datasets and builder, and no torch: the window reads it at its start.
"""
