"""The groups in the palette: their sections, and the context menu of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from builder import edits
from builder.common.json_checks import ProjectError
from builder.groups.definition import Definition, definition_of, definitions_of
from builder.groups.group import Group
from gui.common.i18n import say_error
from gui.common.name_prompt import NameBox, Question
from gui.common.theme import icon
from gui.model.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Some groups under a heading; `name` is the key of its folded state, `note` is shown below, with the tool tip `tip`."""

    name: str
    title: str
    kinds: tuple[type[Group], ...]
    note: str = ""
    tip: str = ""


def sections(workspace: Workspace) -> list[Section]:
    """The groups of the network, of the personal library, and the ready-made ones; each name once, in the first that has it."""
    library, project = workspace.group_library, definitions_of(workspace.network)
    own = {name: one for name, one in library.own.items() if name not in project}
    # A name is shown once: the network's own definition hides that of the library, which hides the ready-made one.
    ready = {name: one for name, one in library.ready.items() if name not in project and name not in own}
    none = "" if project else QCoreApplication.translate("Palette", "Select blocks and press Ctrl+G")
    unusable = (
        QCoreApplication.translate("Palette", "{0} cannot be used").format(len(library.troubles)) if library.troubles else ""
    )
    return [
        Section(
            name="group.project",
            title=QCoreApplication.translate("Palette", "In this network"),
            kinds=_kinds(sorted(project.items())),
            note=none,
        ),
        Section(
            name="group.own",
            title=QCoreApplication.translate("Palette", "My library"),
            kinds=_kinds(sorted(own.items())),
            note=unusable,
            tip="\n".join(library.troubles),
        ),
        Section(
            name="group.ready", title=QCoreApplication.translate("Palette", "Ready-made"), kinds=_kinds(list(ready.items()))
        ),
    ]


def _kinds(definitions: list[tuple[str, Definition]]) -> tuple[type[Group], ...]:
    return tuple(definition.kind for _, definition in definitions)


def visible_state(found: list[Section]) -> tuple[object, ...]:
    """Everything about the sections that is visible in the palette, for comparison."""
    return tuple(
        (
            section.name,
            section.tip,
            tuple((kind.__name__, kind.title, definition_of(kind).doc, kind.source) for kind in section.kinds),
        )
        for section in found
    )


class GroupMenu(QMenu):
    """The context menu of a group in the palette."""

    def __init__(self, workspace: Workspace, name: str, parent: QWidget, at: QPoint) -> None:
        """`at` is the point of `parent` where questions are asked."""
        super().__init__(parent)
        self._workspace, self._name, self._parent, self._at = workspace, name, parent, at
        self.setObjectName("paletteMenu")
        self.setAccessibleName(self.tr("Group {0}").format(name))
        library, project = workspace.group_library, definitions_of(workspace.network)
        self._add("zoomIn", "add", self.tr("Add to the network"), lambda: workspace.append(name))
        if name in project:
            self._add("rename", "rename", self.tr("Rename …"), self._rename)
            self._add("save", "save", self.tr("Save to my library"), self._save)
            self._add("delete", "remove", self.tr("Remove from this network"), self._remove)
        elif name in library.own:
            self._add("delete", "forget", self.tr("Remove from my library"), self._forget)

    def _add(self, sign: str, name: str, text: str, act: Callable[[], object]) -> None:
        action = self.addAction(icon(sign), text)
        action.setObjectName(f"paletteMenu.{name}")
        action.triggered.connect(lambda _=False: act())

    def _rename(self) -> None:
        workspace, old = self._workspace, self._name
        NameBox(
            self._parent,
            Question(
                title=self.tr("Rename the group {0}").format(old),
                text=old,
                hint=self.tr("Enter renames it wherever it is used, Esc leaves it as it was."),
                check=lambda text: workspace.why_not(lambda graph: edits.rename_definition(graph, old, text)),
                take=lambda text: workspace.edit_network(
                    self.tr("Rename {0}").format(old), lambda graph: edits.rename_definition(graph, old, text)
                ),
            ),
            self._at,
        )

    def _save(self) -> None:
        definition = definitions_of(self._workspace.network).get(self._name)
        if definition is not None:
            self._try(lambda: self._workspace.group_library.keep(definition))

    def _forget(self) -> None:
        self._try(lambda: self._workspace.group_library.forget(self._name))

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except ProjectError as error:
            self._workspace.refused.emit(say_error(error))

    def _remove(self) -> None:
        label = self.tr("Remove the group {0}").format(self._name)
        self._workspace.edit_network(label, lambda graph: edits.remove_definition(graph, self._name))
