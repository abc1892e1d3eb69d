"""Projects and groups as JSON on disk. Imports model, groups, layers and common."""
