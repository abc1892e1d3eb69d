"""Panels that look inside a network: feature maps and filters of a block, predictions on the test images.

May import `gui.common`, `gui.model`, `gui.plots`, `gui.training`, backend and builder.
"""
