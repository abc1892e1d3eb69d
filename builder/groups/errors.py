"""What is raised where a group cannot be as it is wanted."""

from __future__ import annotations


class GroupError(ValueError):
    """A group cannot be as it is wanted; the text names the part and says what would be right."""


class BodyError(GroupError):
    """The fields of a group give an inner block a value that it does not take. `field` is one of the group's."""

    def __init__(self, text: str, field: str | None = None) -> None:
        super().__init__(text)
        self.field = field
