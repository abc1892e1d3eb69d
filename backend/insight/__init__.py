"""What a network holds inside, as plain arrays."""
