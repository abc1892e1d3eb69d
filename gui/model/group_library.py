"""The library of groups: those that come with the program, a person's own, and those of the open project."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from backend.paths import home
from builder.common.errors import os_error_reason
from builder.common.json_checks import ProjectError
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.files.group_file import LARGEST, SUFFIX, load_group, save_group
from builder.groups.definition import Definition, definitions_of
from builder.layers import LAYERS, PORTS
from builder.layers.base import Layer
from builder.model.graph import Graph
from gui.common.i18n import say

MOST_KEPT = 300
"""How many groups of a person are read."""

_ENDS = ("Input", "Output")


class GroupLibrary(QObject):
    """The groups that can be added to a network, read when they are first asked for.

    `changed` when a person's own groups changed; `troubles` holds one sentence per file of theirs that cannot be used.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._own: dict[str, Definition] | None = None
        self.troubles: list[str] = []

    @property
    def folder(self) -> Path:
        """Where a person's own groups are, one file per group."""
        return home() / "groups"

    @property
    def ready(self) -> Mapping[str, Definition]:
        """The groups that come with the program, by name."""
        # They take 60 ms to make: not before they are looked at.
        from builder.block_library import ready_made

        return ready_made()

    @property
    def own(self) -> Mapping[str, Definition]:
        """The groups that a person keeps for every project, by name."""
        if self._own is None:
            self._own = self._read_files()
        return self._own

    def keep(self, definition: Definition) -> Path:
        """Keep a group for every project, instead of an older one of its name; raises :class:`ProjectError`."""
        path = save_group(definition, self.folder)
        self.renew()
        return path

    def forget(self, name: str) -> None:
        """Keep a group no longer; projects that use it have their own. Raises :class:`ProjectError`."""
        path = self.folder / f"{name}{SUFFIX}"
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            template = QT_TRANSLATE_NOOP("Files", "{path} cannot be removed: {reason}.")
            raise ProjectError(template, path=str(path), reason=os_error_reason(error)) from error
        self.renew()

    def renew(self) -> None:
        """Read the files again when they are next asked for."""
        self._own = None
        self.changed.emit()

    def groups(self, network: Graph) -> dict[str, Definition]:
        """All groups by name: where two have one name, that of the project, then the person's own."""
        return {**self.ready, **self.own, **definitions_of(network)}

    def kind(self, name: str, network: Graph) -> type[Layer] | None:
        """What a name of the palette stands for; None for one that is not there any more."""
        catalogued = LAYERS.get(name) or PORTS.get(name)
        if catalogued is not None:
            return catalogued
        definition = self.groups(network).get(name)
        return None if definition is None else definition.kind

    def kinds(self, network: Graph, *, inside: bool) -> list[type[Layer]]:
        """Every kind of layer that a block can be; `inside` of a group its ends instead of those of a network."""
        layers = [kind for name, kind in LAYERS.items() if not (inside and name in _ENDS)]
        ends = list(PORTS.values()) if inside else []
        return [*ends, *layers, *(definition.kind for definition in self.groups(network).values())]

    def _read_files(self) -> dict[str, Definition]:
        self.troubles = []
        found: dict[str, Definition] = {}
        try:
            paths = sorted(path for path in self.folder.glob(f"*{SUFFIX}") if path.is_file())
        except OSError:
            return found
        for path in paths[:MOST_KEPT]:
            try:
                if path.stat().st_size > 4 * LARGEST:
                    template = QT_TRANSLATE_NOOP("Files", "{file} cannot be used. It is larger than a group can be.")
                    raise ProjectError(template, file=path.name)
                definition = load_group(path)
            except ProjectError as error:
                self.troubles.append(say(error.message))
                continue
            except OSError as error:
                template = QT_TRANSLATE_NOOP("Files", "{file} cannot be read: {reason}.")
                self.troubles.append(say(Message.of(template, file=path.name, reason=os_error_reason(error))))
                continue
            found[definition.name] = definition
        return found
