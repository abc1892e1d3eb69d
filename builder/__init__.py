"""The network as a document: layers, graphs, edits, analysis, source and files.

May import nothing of ours outside of builder, and no Qt; torch only inside of functions, where modules are made or read.
This module gives the public names, so it may import every folder of builder; no folder imports it.
"""

from typing import TYPE_CHECKING, Any

from builder import zoo
from builder.analysis import Analysis, analyse, analyse_project
from builder.common.json_checks import ProjectError
from builder.emit import EmitError, Source, emit
from builder.emit.compile import compile_graph, compile_source
from builder.files.project_file import load_project, save_project
from builder.layers import LAYERS, Layer, Shape
from builder.model.graph import Block, Graph, Port
from builder.model.problem import Problem, Severity
from builder.model.project import Project
from builder.model.task import Task
from builder.repairs.repairs import Repair, repairs_for
from builder.sketch import Sketch

if TYPE_CHECKING:
    from builder.importing import import_module

__all__ = [
    "LAYERS",
    "Analysis",
    "Block",
    "EmitError",
    "Graph",
    "Layer",
    "Port",
    "Problem",
    "Project",
    "ProjectError",
    "Repair",
    "Severity",
    "Shape",
    "Sketch",
    "Source",
    "Task",
    "analyse",
    "analyse_project",
    "compile_graph",
    "compile_source",
    "emit",
    "import_module",
    "load_project",
    "repairs_for",
    "save_project",
    "zoo",
]


def __getattr__(name: str) -> Any:
    """`import_module`, which the window's start need not wait for."""
    if name != "import_module":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from builder.importing import import_module

    return import_module
