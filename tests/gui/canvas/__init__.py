"""Tests of gui.canvas."""
