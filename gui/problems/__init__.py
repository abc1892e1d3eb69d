"""The list of problems, each with its repairs.

May import `gui.common`, `gui.model` and builder.
"""
