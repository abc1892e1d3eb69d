"""The table of ONNX operators that are drawn by a handler; families of handlers register themselves here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

HANDLERS: dict[str, Callable[[Any], Any]] = {}
"""By the name of the operator: takes the node's context, gives what represents its result, or a list for all results.

Handlers raise ImportFailed for what they cannot draw.
"""


def handles(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register the decorated handler for these operators."""

    def register(handler: Callable[..., Any]) -> Callable[..., Any]:
        HANDLERS.update(dict.fromkeys(names, handler))
        return handler

    return register
