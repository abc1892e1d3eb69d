"""The panel that blocks are dragged from."""
