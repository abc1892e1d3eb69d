"""The list of problems, each with its repairs.

May import `gui.common` and `gui.model`.
"""
