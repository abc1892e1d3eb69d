"""Editors of declared fields."""
