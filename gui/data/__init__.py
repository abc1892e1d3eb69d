"""Choosing and looking at data."""
