"""What a network costs besides its totals: training memory, receptive fields, and the calls of its layers.

May import groups, analysis, model, layers and common.
"""
