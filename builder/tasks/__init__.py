"""What can be learned: one target per kind of task, with what is stored of it and what an Output must give; no torch.

The torch half of a kind is the module of the same name in backend/tasks. May import common and layers.
"""
