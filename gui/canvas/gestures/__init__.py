"""Mouse gestures, one file each, and the controller that decides which one a press begins.

A gesture previews on the scene; only when it is finished does it edit, through commands/. May import commands, viewport,
scene and items, `gui.common`, `gui.model` and builder.
"""
