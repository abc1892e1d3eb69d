"""Training as the window sees it: the session, the bridge to its thread, the panel with controls, recipe and plots.

May import `gui.common`, `gui.forms`, `gui.model`, `gui.plots`, backend and builder.
"""
