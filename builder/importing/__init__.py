"""A ``torch.nn.Module`` -> the graph that draws it, with its weights.

Tracing patches every module call of the process it happens in, and the module is foreign code. So the program never
calls :func:`import_module` where somebody trains: it asks the child process in :mod:`builder.importing.process`.
"""

from __future__ import annotations

from builder.importing.drawing import Imported
from builder.importing.reading import import_module
from builder.importing.steps import ImportFailed

__all__ = ["ImportFailed", "Imported", "import_module"]
