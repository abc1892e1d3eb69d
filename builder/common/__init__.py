"""Helpers that know nothing of networks: fields, names, messages, errors, progress, files, JSON, Python text, child processes.

May import no other room.
"""
