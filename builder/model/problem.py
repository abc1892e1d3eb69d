"""What can be wrong with a network, as values: a code, a place, a marked template with its values, and remedies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from builder.common.messages import Message, Translate, in_english
from builder.layers.base import Advice, Remedy


class Severity(StrEnum):
    """An error keeps the network from training; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One cause of trouble: where it is, the sentence with its values, and what would help.

    `block` is None where the network as a whole is meant. `template` is a marked sentence with ``{names}`` that `values`
    fill.
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
    def of(cls, advice: Advice, severity: Severity, block: int, names: Mapping[str, Any]) -> Problem:
        """The problem of `block` that its layer reports; `names` gives ``{block}`` and ``{source}``."""
        return cls(
            code=advice.code,
            severity=severity,
            block=block,
            template=advice.template,
            values={**advice.values, **names},
            port=advice.port,
            field=advice.field,
            remedies=advice.remedies,
        )

    @property
    def key(self) -> tuple[str, int | None, int | None]:
        """What stays the same while the numbers of the problem change."""
        return (self.code, self.block, self.port)

    @property
    def is_error(self) -> bool:
        """Whether it keeps the network from training."""
        return self.severity is Severity.ERROR

    @property
    def message(self) -> Message:
        """The sentence with its values, formatted by whoever shows it."""
        return Message.of(self.template, **self.values)

    def text(self, translate: Translate = in_english) -> str:
        """The sentence, in English by default."""
        return self.message.text(translate)
