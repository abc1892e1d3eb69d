"""What a kind of task trains for: losses, metrics and predictions, one file per kind. Uses torch; imports protocol only."""
