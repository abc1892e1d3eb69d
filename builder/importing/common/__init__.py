"""What both importers use: the trace record, the graph builder, torch modules as layers, and the results of an import.

May import the rest of builder, but nothing else of `importing/`.
"""
