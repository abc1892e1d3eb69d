"""What people see and touch: the window, its panels, and how a person edits a network. Loads no torch."""
