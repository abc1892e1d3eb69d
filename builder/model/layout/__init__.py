"""Automatic placement of blocks. Imports the graph and what it is made of."""
