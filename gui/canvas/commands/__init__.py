"""Commands of the canvas: blocks, groups, arrow keys, the system's clipboard, context menus.

They act on a workspace through the protocols in base.py and import no view and no gesture. May import scene and items,
`gui.common`, `gui.model` and builder.
"""
