"""The command line. The top room of backend: nothing in backend imports it."""
