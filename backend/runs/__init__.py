"""The folders of runs: writing them while a network is trained, and reading them as history, weights and predictions.

May import protocol, paths and builder; only `checkpoint` imports torch.
"""
