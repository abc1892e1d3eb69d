"""The table of torch functions that are drawn by a handler; families of handlers register themselves here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

HANDLERS: dict[str, Callable[..., Any]] = {}
"""By the name of the function in torch: takes the call and the function's arguments, gives what represents the result.

Handlers raise ImportFailed for what they cannot draw.
"""


def handles(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register the decorated handler for these functions of torch."""

    def register(handler: Callable[..., Any]) -> Callable[..., Any]:
        HANDLERS.update(dict.fromkeys(names, handler))
        return handler

    return register
