"""Commands on the selected blocks and groups, keys, menu and clipboard."""
