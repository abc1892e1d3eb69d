"""The edited values: graph, task, project, document, and where blocks are placed. Imports common, layers and groups."""
