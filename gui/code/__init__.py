"""The generated source, shown."""
