"""Finding things by a few typed letters."""

from __future__ import annotations

import re
from collections.abc import Iterable

from builder.layers.base import LAYERS, Category, Layer


def score(query: str, text: str) -> int:
    """How well `text` answers `query`: 0 not at all, more for the whole text, a word's beginning, a part, letters in order."""
    query, text = query.casefold().strip(), text.casefold()
    if not query:
        return 1
    if query == text:
        return 100
    if text.startswith(query):
        return 80
    words = re.split(r"[\s_\-/()]+", text)
    if any(word.startswith(query) for word in words):
        return 60
    if query in text:
        return 40
    return 10 if len(query) >= 3 and any(_in_order(query, word) for word in words) else 0


def _in_order(query: str, word: str) -> bool:
    letters = iter(word)
    return all(letter in letters for letter in query)


def best(query: str, texts: Iterable[tuple[str, int]]) -> int:
    """The best score among texts of different weight; every word of the query must be answered somewhere."""
    weighted = tuple(texts)
    whole = max((score(query, text) * weight for text, weight in weighted), default=0)
    words = query.split()
    if whole or len(words) < 2:
        return whole
    parts = [max((score(word, text) * weight for text, weight in weighted), default=0) for word in words]
    return min(parts) // 2 if all(parts) else 0


def layer_score(query: str, kind: type[Layer]) -> int:
    """How well a kind of layer answers `query`, by its title, its name in torch, and its keywords."""
    texts = [(kind.title, 10), (kind.__name__, 10), *((keyword, 8) for keyword in kind.keywords), (kind.category.value, 3)]
    return best(query, texts)


def layers_for(query: str, among: Iterable[type[Layer]] | None = None) -> list[type[Layer]]:
    """The kinds of layer that answer `query`, best first, then common ones; with an empty query all, family by family.

    They are looked for `among` some kinds; among those of the catalogue by default.
    """
    order = {category: index for index, category in enumerate(Category)}
    kinds = sorted(LAYERS.values() if among is None else among, key=lambda kind: order[kind.category])
    scored = [(layer_score(query, kind), kind) for kind in kinds]
    return [kind for points, kind in sorted(scored, key=lambda pair: (-pair[0], not pair[1].common)) if points > 0]
