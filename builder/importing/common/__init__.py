"""What both importers use: the graph builder, the trace record, and modules as layers."""
