"""The generated source as text: coloured, linked with the blocks.

May import `gui.common`, `gui.model` and builder.
"""
