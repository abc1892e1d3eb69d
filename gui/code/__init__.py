"""The generated source as text: coloured, linked with the blocks.

May import `gui.common` and `gui.model`.
"""
