"""What every room of builder uses and that knows nothing of networks: fields, names, files, text. Imports no other room."""
