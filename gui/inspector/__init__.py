"""The panel that shows and edits what is selected: a block, several, a group, or the whole network.

May import `gui.common`, `gui.forms`, `gui.model`, `gui.problems`, backend and builder.
"""
