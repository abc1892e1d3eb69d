"""Projects and groups as JSON: bounded reading, checks of every value, migrations, and writing.

May import groups, analysis, model (with its layout), layers and common.
"""
