"""Data sets that are published: where their files lie, resumable downloads with checksums, bounded archives. Numpy only."""
