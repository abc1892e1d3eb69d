"""The window: main_window composes the parts; the command tables say what can be done, menus where it is offered.

command_table and canvas_commands are the one place of ids, texts, keys and enabling; commands makes actions of them;
training_wiring joins the parts of training after the first paint. May import every other room of gui, backend and builder;
only gui.app imports it.
"""
