"""What a network holds inside, as plain arrays: one observer per file, for live trainings and for saved runs alike.

May import failures, protocol, runs, torch_utils and builder; training imports it, never the other way round.
"""
