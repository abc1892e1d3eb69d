"""The catalogue: one class per kind of layer, one file per family. Every module of this package is imported by itself.

May import builder/common only, so that the catalogue stays independent of graphs, analysis and files.

The modules do without ``from __future__ import annotations``: with it pydantic compiles every annotation again for every
kind, which delays the window by 40 ms.
"""

import difflib
import importlib
import pkgutil
from typing import Any

from builder.common.fields import FieldError
from builder.common.messages import QT_TRANSLATE_NOOP, Message
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
    """Create a layer of `kind`; raises :class:`FieldError` for an unknown kind and for fields it does not take."""
    if kind in PORTS:
        return PORTS[kind](**fields)
    if kind == "Opaque":
        return Opaque(**fields)
    if kind not in LAYERS:
        near = difflib.get_close_matches(kind, LAYERS, n=1, cutoff=0.5)
        plain = QT_TRANSLATE_NOOP("Layers", "must be a kind of layer that exists")
        hinted = QT_TRANSLATE_NOOP("Layers", 'must be a kind of layer that exists, such as "{near}"')
        raise FieldError("Layer", "kind", kind, Message.of(hinted if near else plain, near="".join(near)))
    return LAYERS[kind](**fields)
