"""From a problem to edits that were tried before they are offered.

May import edits, files, groups, analysis, model (with its layout), layers and common. Imported by builder/check_report.py
and the public names of builder, and by gui through `gui.model`.
"""
