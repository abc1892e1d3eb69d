"""Metrics of stored outputs, baselines, and bootstrap intervals: one file per family.

May import numpy and Pillow only: the end of a training, the views of predictions and the command line use the same functions,
and none of them should need torch for it.
"""
