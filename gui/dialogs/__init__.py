"""The import and export dialogs.

May import `gui.common`, `gui.model` and `gui.training`.
"""
