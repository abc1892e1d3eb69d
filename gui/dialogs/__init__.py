"""The import and export dialogs.

May import `gui.common`, `gui.model`, `gui.training`, backend and builder.
"""
