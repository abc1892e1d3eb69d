"""Widgets that lie over the canvas."""
