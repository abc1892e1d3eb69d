"""The functions that are drawn in a way of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

FORMS: dict[str, Callable[..., Any]] = {}
"""By the name of the function in torch: takes the call and its arguments, gives the value that stands for the result."""


def form(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Say which functions of torch the decorated one draws."""

    def registered(function: Callable[..., Any]) -> Callable[..., Any]:
        FORMS.update(dict.fromkeys(names, function))
        return function

    return registered
