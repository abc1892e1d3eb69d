"""Images with a mask for each: pairs of files, classes of colours or numbers."""
