"""Values that are edited: graph, task, project and problem; and the document that holds them, with undo.

May import layers and common. Knows neither analysis nor files.
"""
