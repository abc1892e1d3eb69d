"""What both importers use: the trace record, the graph builder, torch modules as layers, and the results of an import.

May import emit, groups, analysis, model (with its layout), layers and builder/common, but nothing else of `importing/`.
"""
