"""Trained networks as files for plain PyTorch, made and verified in child processes.

`formats` declares the kinds of files, `export` is the way in, `child_main` makes a file and `verify_main` loads it again
without Convas. May import ``backend/runs``, ``backend/protocol``, ``backend/datasets`` and builder. Only the children
import torch.
"""
