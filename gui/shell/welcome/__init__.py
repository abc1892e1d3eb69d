"""The welcome page: networks to begin with, recent files."""
