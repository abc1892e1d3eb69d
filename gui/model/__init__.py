"""What the window knows, without widgets: workspace, entered groups, library of groups, samples, settings, preferences.

May import gui.common, backend and builder; views read it and write through `Workspace.edit` and `Workspace.apply` only.
"""
