"""End to end: the real window under a virtual display, and slow proofs on real data."""
