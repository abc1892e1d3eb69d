"""The catalogue: every module of this package that defines a kind of layer is found by itself.

They do without ``from __future__ import annotations``: every annotation would be compiled anew for every kind, which
costs the window 40 ms of its start.
"""

import difflib
import importlib
import pkgutil
from typing import Any

from builder.common.fields import FieldError
from builder.layers.base import LAYERS, Category, Layer, Shape
from builder.layers.opaque import Opaque
from builder.layers.ports import PORTS
from builder.layers.unknown import Unknown

__all__ = ["LAYERS", "PORTS", "Layer", "Opaque", "Shape", "Unknown", "make"]

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")

_families = list(Category)
_ordered = sorted(LAYERS.items(), key=lambda entry: _families.index(entry[1].category))
LAYERS.clear()
LAYERS.update(_ordered)


def make(kind: str, **fields: Any) -> Layer:
    """A layer of `kind`; raises :class:`FieldError` for fields it does not take and for a kind that does not exist."""
    if kind in PORTS:
        return PORTS[kind](**fields)
    if kind == "Opaque":
        return Opaque(**fields)
    if kind not in LAYERS:
        near = difflib.get_close_matches(kind, LAYERS, n=1, cutoff=0.5)
        hint = f', such as "{near[0]}"' if near else ""
        raise FieldError("Layer", "kind", kind, f"must be a kind of layer that exists{hint}")
    return LAYERS[kind](**fields)
