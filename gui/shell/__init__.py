"""The window: its parts, menus, commands, and what connects them."""
