"""Editors of declared fields, and the form made of them: for layers, recipes, data choices and preferences.

May import gui.common and builder. No record needs a line of its own here.
"""
