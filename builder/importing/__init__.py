"""Networks from elsewhere as graphs with weights: torch modules, files of Python, and ONNX files.

`common/` holds what every importer uses, `torch/` and `onnx/` the two importers, built alike, `grouping/` folds module
calls into groups. `torch/` may import `grouping/` and files, `onnx/` neither, and no importer the other one. All may import
`common/`, emit, groups, analysis, model (with its layout), layers and builder/common; torch inside of functions only.

Tracing patches every module call of the process it happens in, and the module is foreign code. So the program never
calls :func:`import_module` where it trains: it asks the child process in :mod:`builder.importing.torch.child_client`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from builder.importing.common.imported import ImportedGraph
from builder.importing.common.trace import ImportFailed
from builder.importing.torch.importer import import_network

if TYPE_CHECKING:
    from torch import nn

__all__ = ["ImportFailed", "ImportedGraph", "import_module"]


def import_module(module: nn.Module, example_shapes: Sequence[Any], *, check: bool = True) -> ImportedGraph:
    """The graph of `module`, with its weights as `state` and its notes: see :func:`import_network`, which does the work.

    Raises :class:`ImportFailed`. Never call this in a process that trains.
    """
    return ImportedGraph.of_import(import_network(module, example_shapes, check=check))
