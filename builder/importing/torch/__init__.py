"""From a torch.nn.Module to blocks: two tracers, an interpreter of their traces, and the child process."""
