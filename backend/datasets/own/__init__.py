"""Data that people bring themselves: folders of classes, images with masks, tables, arrays.

One folder each. May import builder and what
lies in ``backend/datasets``.
"""
