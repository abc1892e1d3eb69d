"""What people see and touch: the window, its panels, and how a person edits a network.

May import backend and builder; only main.py imports it. Loads no torch at import.
"""

import os

# Looking for plugins of pydantic reads the metadata of every installed package: a twentieth of the start, for nothing.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
