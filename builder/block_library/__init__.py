"""Ready-made groups: the blocks that networks of the literature are made of, each a short function on Sketch.

They are ordinary groups: in a project they can be entered, changed and taken apart. May import sketch,
groups and common; the zoo and gui import it.
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
    """All ready-made groups by name, in the order of `place`."""
    found: dict[str, Definition] = {}
    for place in sorted(READY):
        definition = READY[place]()
        found[definition.name] = definition
    return found
