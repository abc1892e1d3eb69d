"""The contract between training, window and command line: job, recipe, events, commands. No torch."""
