"""What is carried by drag and drop and by the clipboard, as media types of ours."""

from __future__ import annotations

LAYER_MIME = "application/x-convas-layer"
"""A layer on its way from the palette to the canvas; the payload is its kind in UTF-8."""

BLOCKS_MIME = "application/x-convas-blocks"
"""Blocks on the clipboard; the payload is a JSON record of builder.edits in UTF-8."""
