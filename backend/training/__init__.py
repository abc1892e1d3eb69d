"""The training loop and all that serves it. Imports protocol, datasets, runs and insight."""
