"""How long work reports what it is doing."""

from collections.abc import Callable

from builder.common.messages import Message

Progress = Callable[[str | Message, int, int], None]
"""Takes what is being done (a message or a marked literal), how much of it is done, and out of how much (0: unknown)."""
