"""The canvas: the network as blocks and wires, and everything a hand can do to it."""

from gui.canvas.commands.system_clipboard import BLOCKS_MIME, LAYER_MIME
from gui.canvas.view import CanvasView

__all__ = ["BLOCKS_MIME", "LAYER_MIME", "CanvasView"]
