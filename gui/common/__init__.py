"""What every room of the window uses: theme and theme_watch, i18n, worker threads, deferred values, number formats, prompts.

May import builder and Qt, and none of the other rooms, which all import it.
"""
