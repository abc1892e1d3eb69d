"""A ``torch.nn.Module`` -> the graph that draws it, with its weights.

Tracing patches every module call of the process it happens in, and the module is foreign code. So the program never
calls :func:`import_module` where somebody trains: it asks the child process in :mod:`builder.importing.torch.child_client`.
"""

from __future__ import annotations

from builder.importing.common.graph_builder import Imported
from builder.importing.common.trace import ImportFailed
from builder.importing.torch.importer import import_module

__all__ = ["ImportFailed", "Imported", "import_module"]
