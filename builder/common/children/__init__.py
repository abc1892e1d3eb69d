"""The two sides of a child process: starting and ending it, and its reply."""
