"""Helpers that know nothing of networks: fields, names, messages, errors, files, JSON, Python text, child processes.

May import no other room.
"""
