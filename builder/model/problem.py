"""What can be wrong with a network, as values; their words are put together last, so that they can be translated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from builder.layers.base import Advice, Remedy


class Severity(StrEnum):
    """An error keeps the network from training; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One cause of trouble: where it is, the sentence with its values, and what would do.

    `block` is None where the network as a whole is meant. `template` is a sentence with ``{names}`` that `values` fill.
    """

    code: str
    severity: Severity
    block: int | None
    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    port: int | None = None
    field: str | None = None
    remedies: tuple[Remedy, ...] = ()

    @classmethod
    def of(cls, advice: Advice, severity: Severity, block: int, names: Mapping[str, str]) -> Problem:
        """What a layer remarked, said of `block`; `names` gives ``{block}`` and ``{source}``."""
        values = {**advice.values, **names}
        return cls(advice.code, severity, block, advice.template, values, advice.port, advice.field, advice.remedies)

    @property
    def key(self) -> tuple[str, int | None, int | None]:
        """What stays the same while the numbers of the problem change."""
        return (self.code, self.block, self.port)

    @property
    def is_error(self) -> bool:
        """Whether it keeps the network from training."""
        return self.severity is Severity.ERROR

    def text(self, translate: Callable[[str], str] = str) -> str:
        """The sentence with its numbers; `translate` turns the template first."""
        return filled(self.template, self.values, translate)


def filled(template: str, values: Mapping[str, Any], translate: Callable[[str], str] = str) -> str:
    """A sentence with its values; a translation that does not take them gives way to the original."""
    for sentence in (translate(template), template):
        try:
            return sentence.format_map(values)
        except (KeyError, IndexError, ValueError, AttributeError):
            continue
    return template
