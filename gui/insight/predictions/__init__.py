"""Predictions beside the truth: one panel, and one view for each kind of task.

May import what `gui.insight` may. Only `regression` loads pyqtgraph, so it is imported when it is first needed.
"""
