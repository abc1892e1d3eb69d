"""Trained networks as files for plain PyTorch, made and verified in child processes."""
