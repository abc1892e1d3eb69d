"""The folders of runs: writing them while a network is trained, and reading them as history, weights and predictions.

Imports protocol, paths and atomic, and builder; only `checkpoint` imports torch.
"""
