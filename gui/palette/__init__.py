"""The list of layers and groups to take from: families, search, drag and drop.

May import `gui.common`, `gui.model` and builder.
"""
