"""The network as a document: layers, graphs, edits, analysis, source and files. No Qt; torch only to make modules."""

from builder import zoo
from builder.analysis import Analysis, analyse, analyse_project
from builder.compile import compile_graph, compile_source
from builder.emit import EmitError, Source, emit
from builder.graph import Block, Graph, Port
from builder.layers import LAYERS, Layer, Shape
from builder.problems import Problem, Severity
from builder.project import Project, ProjectError, load_project, save_project
from builder.repairs import Repair, repairs_for
from builder.sketch import Sketch
from builder.task import Task

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
    "load_project",
    "repairs_for",
    "save_project",
    "zoo",
]
