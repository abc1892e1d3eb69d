"""Automatic placement of blocks. May import the graph (builder/model) only."""
