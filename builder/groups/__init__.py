"""Groups: a graph of its own in one block, defined once and used in many places, with fields and formulas.

May import analysis, model, layers and common.
"""
