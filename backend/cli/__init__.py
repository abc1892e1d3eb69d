"""The command line: one file per command, the group that holds them, and what they print.

The top room of backend: it may import everything in backend and builder, and nothing in backend imports it. No Qt here;
``main.py`` adds the commands that need it.
"""
