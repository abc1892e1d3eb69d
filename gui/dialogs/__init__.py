"""Import and export, asked for in dialogs."""
