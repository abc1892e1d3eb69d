"""The training side of the window: the session, its bridge to the worker, and the panel."""
