"""Shapes, costs and problems of a network: a full pass, and an incremental analysis that follows edits.

May import model, layers and common. Groups are layers that call the analysis of their body, so groups is not imported.
"""

from builder.analysis.full_pass import analyse, analyse_project
from builder.analysis.result import Analysis, BlockReport

__all__ = ["Analysis", "BlockReport", "analyse", "analyse_project"]
