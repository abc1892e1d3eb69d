"""The operators of ONNX that are drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

OPERATORS: dict[str, Callable[[Any], Any]] = {}
"""By the name of the operator: takes the turn, gives what stands for its result, or for all of them as a list."""


def operator(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Say which operators the decorated function draws."""

    def registered(function: Callable[..., Any]) -> Callable[..., Any]:
        OPERATORS.update(dict.fromkeys(names, function))
        return function

    return registered
