"""Plot widgets: curves over epochs, bars, colour tables, thinning of long curves.

They draw plain arrays and know nothing of a training. May import `gui.common` (and numpy, pyqtgraph), nothing else of ours.
"""
