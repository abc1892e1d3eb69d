"""The network as a document: layers, graphs, edits, analysis, source and files. No Qt; torch only to make modules."""
