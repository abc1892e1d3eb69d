"""Tables of paths with labels or numbers: delimiter, columns, preview."""
