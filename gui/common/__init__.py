"""What every room of the window uses: theme, worker threads, number format."""
