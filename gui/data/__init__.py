"""Choosing the data to learn from, and looking at it.

May import `gui.common`, `gui.forms`, `gui.model`, `gui.plots`, `gui.problems`,
backend and builder.
"""
