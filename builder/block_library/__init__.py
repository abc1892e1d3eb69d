"""Groups to begin with: what networks of the literature are made of. Each is a short function on Sketch.

They are ordinary groups: put into a project they can be entered, changed and taken apart.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from builder.block_library.entries import READY
from builder.groups.definition import Definition

__all__ = ["ready_made"]

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")


@cache
def ready_made() -> dict[str, Definition]:
    """All of them by name, with those that stand inside of others, the plain ones first."""
    found: dict[str, Definition] = {}
    for place in sorted(READY):
        definition = READY[place]()
        found[definition.name] = definition
    return found
