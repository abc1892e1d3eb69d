"""Panels that look inside a network: maps, filters, predictions."""
