"""Groups: a graph of its own in one block, kept once and used in many places."""
