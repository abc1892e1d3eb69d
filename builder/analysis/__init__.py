"""Shapes, costs and problems of a network: worked out as a whole, and followed from edit to edit."""

from builder.analysis.full_pass import analyse, analyse_project
from builder.analysis.result import Analysis, BlockReport

__all__ = ["Analysis", "BlockReport", "analyse", "analyse_project"]
