"""The canvas: the network as blocks and wires, and all that a person does to it with pointer and keyboard.

Items and scene (item_store, scene, block_item, wire_item, item_looks, block_pixmaps, routing, hit_testing) show the
workspace and never write it; viewport moves a view over a scene; overlays/ lie over the view; commands/ edit the workspace
without needing a view; gestures/ turn the pointer into commands; view receives Qt's events and holds all of them.
Imports flow in that order: view -> gestures -> commands -> overlays -> viewport -> scene -> items. From outside: builder,
gui.model and gui.common. The command table (gui.shell) knows the canvas and installs its commands; not the other way.
"""

from gui.canvas.commands.system_clipboard import BLOCKS_MIME, LAYER_MIME
from gui.canvas.view import CanvasView

__all__ = ["BLOCKS_MIME", "LAYER_MIME", "CanvasView"]
