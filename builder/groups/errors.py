"""Errors of groups."""

from __future__ import annotations

from typing import Any

from builder.common.errors import ConvasError
from builder.common.messages import Message


class GroupError(ConvasError):
    """A group is not valid; the message names the part and says what would be right."""


class BodyError(GroupError):
    """The fields of a group give an inner block a value that it does not take. `exposed` is one of the group's fields."""

    def __init__(self, template: str | Message, /, *, exposed: str | None = None, **values: Any) -> None:
        super().__init__(template, **values)
        self.exposed = exposed
