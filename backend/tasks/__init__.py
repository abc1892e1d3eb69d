"""What a kind of task trains for: losses, metrics and predictions, one file per kind.

Imports protocol and builder; uses torch.
"""
