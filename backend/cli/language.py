"""The language of the command line: translations of marked texts, compiled to JSON, one file for each language.

A file holds one object: ``{context: {English text: translation}}``. It comes from the same source as the window's.
"""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from builder.common.messages import Translate, in_english

TRANSLATIONS = Path(__file__).resolve().parents[2] / "resources" / "i18n"

log = logging.getLogger(__name__)


def person_language(environment: Mapping[str, str] = os.environ) -> str:
    """The language that the system is set to, such as "zh_CN"; "" where none is."""
    named = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return named.partition(".")[0].partition("@")[0]


def load_translation(language: str, folder: Path = TRANSLATIONS) -> Translate:
    """The translation into a language, or into the language without its country; English where there is none."""
    for name in _candidates(language):
        path = folder / f"{name}.json"
        if path.is_file():
            try:
                table = json.loads(path.read_text(encoding="utf-8"))
                return _Table({context: dict(texts) for context, texts in table.items()})
            except (OSError, ValueError, AttributeError, TypeError):
                log.warning("The translation %s cannot be read", path, exc_info=True)
    return in_english


class _Table:
    """Looks texts up; a text without a translation stays as it is."""

    def __init__(self, texts: Mapping[str, Mapping[str, str]]) -> None:
        self._texts = texts

    def __call__(self, context: str, text: str) -> str:
        return self._texts.get(context, {}).get(text) or text


def _candidates(language: str) -> Iterator[str]:
    if re.fullmatch(r"[A-Za-z]{2,3}([_-][A-Za-z0-9]{2,8})*", language):
        full = language.replace("-", "_")
        yield full
        yield full.partition("_")[0]
