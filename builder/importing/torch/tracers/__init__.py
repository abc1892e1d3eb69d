"""The two tracers of torch modules, torch.fx and torch.export, and how errors in user code are told from bugs.

May import `importing/common/` and what that may import; everything else in `importing/torch/` imports this.
"""
