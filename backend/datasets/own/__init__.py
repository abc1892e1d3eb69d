"""Data that people bring themselves, besides folders of classes: masks, tables, arrays.

One source each: a folder of images with a folder of masks, a CSV table of paths, NumPy files. May import builder and what
lies in ``backend/datasets``.
"""
