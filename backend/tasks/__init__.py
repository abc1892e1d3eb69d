"""What a kind of task trains for: losses, metrics and predictions, one file per kind.

May import protocol, builder and torch.
"""
