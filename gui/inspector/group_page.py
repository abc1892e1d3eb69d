"""The inspector's page for the entered group, while none of its blocks is selected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from builder import edits
from builder.common.fields import LARGEST, Param
from builder.groups.definition import Definition, Exposed, definitions_of
from builder.model.graph import Graph
from gui.common.layouts import clear_layout
from gui.common.number_format import whole_number
from gui.common.theme import SPACE, Theme, icon, pixmap
from gui.common.theme_watch import set_property, theme_watch
from gui.forms.field_form import LABELS, editor_for
from gui.forms.value_editors import Text, leaves_undo
from gui.inspector.widgets import Facts, label, line
from gui.model.group_navigation import count_uses
from gui.model.workspace import Workspace


class GroupPage(QWidget):
    """Name, description, fields and connectors of a group; an edit changes it wherever it is used."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """A page for the group that is entered in `workspace`."""
        super().__init__(parent)
        self._workspace = workspace
        self._icon = QLabel(self)
        self._heading = label(role="heading", name="groupTitle")
        self._uses = label(role="muted", name="groupUses")
        self.name = self._line("groupName", self.tr("Name"), self._rename)
        self._error = label(name="error.groupName")
        self._error.setProperty("severity", "error")
        self._error.hide()
        self.title = self._line("groupWords.title", self.tr("Title"), lambda text: self._describe("title", text))
        self.source = self._line("groupWords.source", self.tr("Source"), lambda text: self._describe("source", text))
        self.source.setPlaceholderText(self.tr("paper, year"))
        self.doc = DescriptionEdit(self.tr("Description"), self)
        self.doc.edited.connect(lambda text: self._describe("doc", text))
        self.fields = FieldRows(workspace, self)
        self.ports = Connectors(workspace, self)
        self.totals = Facts(self)
        self._lay_out()
        theme_watch(self, self._draw_icon)

    def refresh(self) -> None:
        """Show the entered group as it is now."""
        steps, workspace = self._workspace.steps, self._workspace
        definition = definitions_of(workspace.network).get(steps[-1].block.kind) if steps else None
        if definition is None:
            return
        places = count_uses(workspace.network, definition.name)
        self._heading.setText(definition.title or definition.name)
        used = self.tr("{0} blocks of the network are this group: a change here changes all of them.").format(places)
        self._uses.setText(used if places > 1 else self.tr("One block of the network is this group."))
        # A refused name stays while it is being typed.
        if not (self.name.hasFocus() and self._error.text()):
            self.name.set_value(definition.name)
            self._say("")
        self.title.set_value(definition.title)
        self.source.set_value(definition.source)
        self.doc.set_value(definition.doc)
        self.fields.show_group(definition, steps[-1].layer.values())
        self.ports.refresh()
        analysis = workspace.analysis
        facts = [
            (self.tr("blocks"), whole_number(len(definition.body.blocks) - len(definition.inlets) - len(definition.outlets))),
            (self.tr("parameters"), whole_number(analysis.parameters)),
            (self.tr("MACs per sample"), whole_number(analysis.macs)),
        ]
        if steps[-1].layer.times > 1:
            facts.append((self.tr("stands in a row"), f"×{steps[-1].layer.times}"))
        self.totals.show_facts(facts)
        self._draw_icon()

    def _draw_icon(self) -> None:
        self._icon.setPixmap(pixmap("family-group", 24, Theme.current().family_ink("group"), self.devicePixelRatioF()))

    def _line(self, name: str, words: str, change: Callable[[str], None]) -> Text:
        made = Text(self)
        made.setObjectName(name)
        made.setAccessibleName(words)
        made.edited.connect(change)
        made.editingFinished.connect(lambda: self._workspace.document.end_merge())
        return made

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self._icon)
        head.addWidget(self._heading, 1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(SPACE)
        grid.setColumnMinimumWidth(0, LABELS)
        grid.setColumnStretch(1, 1)
        rows = (self.name, self._error, self.title, self.doc, self.source)
        for row, part in enumerate(rows):
            if part is self._error:
                grid.addWidget(part, row, 0, 1, 2)
                continue
            words = QLabel(part.accessibleName(), self)
            words.setBuddy(part)
            grid.addWidget(words, row, 0, Qt.AlignmentFlag.AlignTop if part is self.doc else Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(part, row, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self._uses)
        column.addLayout(grid)
        for title, part in (
            (self.tr("Fields"), self.fields),
            (self.tr("Connectors"), self.ports),
            (self.tr("Size and cost of one"), self.totals),
        ):
            column.addWidget(line())
            column.addWidget(label(title, "section"))
            column.addWidget(part)
        column.addStretch(1)

    def _name(self) -> str:
        return self._workspace.steps[-1].block.kind

    def _describe(self, what: Literal["title", "source", "doc"], text: str) -> None:
        name = self._name()
        changes: dict[str, Any] = {what: text}

        def edit(graph: Graph) -> Graph:
            return edits.redefine(graph, replace(definitions_of(graph)[name], **changes))

        self._workspace.edit_network(self.tr("Describe {0}").format(name), edit, merge=f"describe:{name}:{what}")

    def _rename(self, text: str) -> None:
        old = self._name()
        trouble = "" if text == old else self._workspace.why_not(lambda graph: edits.rename_definition(graph, old, text))
        self._say(trouble)
        if not trouble and text != old:
            way = self._workspace.way
            label = self.tr("Rename the group")
            self._workspace.edit_network(label, lambda graph: edits.rename_definition(graph, old, text), merge=f"rename:{way}")

    def _say(self, words: str) -> None:
        self._error.setText(words)
        self._error.setVisible(bool(words))
        set_property(self.name, "invalid", bool(words))


class DescriptionEdit(QPlainTextEdit):
    """Some lines of text; `edited` carries the text as it is typed."""

    edited = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """An empty text with the accessible name `name`."""
        super().__init__(parent)
        self.setObjectName("groupWords.doc")
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFixedHeight(9 * SPACE)
        self.setPlaceholderText(self.tr("What it does, for whoever uses it"))
        self._silent = False
        self.textChanged.connect(self._report)

    def set_value(self, text: str) -> None:
        """Show `text` without a signal."""
        if text != self.toPlainText():
            self._silent = True
            self.setPlainText(text)
            self._silent = False

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window."""
        return False if leaves_undo(event) else super().event(event)

    def _report(self) -> None:
        if not self._silent:
            self.edited.emit(self.toPlainText())


class FieldRows(QWidget):
    """The fields of a group, each with its default, its description, and a button that removes it."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """No rows."""
        super().__init__(parent)
        self._workspace = workspace
        self._names: tuple[tuple[str, type], ...] | None = None
        self._editors: dict[str, tuple[Any, Text, QLabel]] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE)

    def show_group(self, definition: Definition, values: dict[str, Any]) -> None:
        """Show the fields of a group; in the block that is entered they have `values`."""
        # Rows are made again only for other fields: the one that is being edited keeps its focus.
        names = tuple((one.name, type(one.default)) for one in definition.exposed)
        if names != self._names:
            self._names = names
            self._make(definition)
        for one in definition.exposed:
            editor, doc, here = self._editors[one.name]
            editor.set_value(one.default)
            doc.set_value(one.doc)
            differs = values.get(one.name) != one.default
            here.setText(self.tr("here {0}").format(values.get(one.name)) if differs else "")
            here.setVisible(differs)

    def _make(self, definition: Definition) -> None:
        clear_layout(self._column)
        self._editors = {}
        if not definition.exposed:
            none = label(
                self.tr(
                    "None yet. Select a block in here and press f(x) beside one of its fields: then blocks of this group "
                    "can differ in it."
                ),
                "muted",
                name="groupNoFields",
            )
            self._column.addWidget(none)
        for one in definition.exposed:
            self._column.addWidget(self._row(one))

    def _row(self, one: Exposed) -> QWidget:
        name = one.name
        holder = QWidget(self)
        editor: Any = editor_for(type(one.default), Param(one.default, low=one.low, high=LARGEST, doc=one.doc))
        editor.setObjectName(f"default.{name}")
        editor.setAccessibleName(self.tr("{0}, default").format(name))
        doc = Text(holder)
        doc.setObjectName(f"doc.{name}")
        doc.setAccessibleName(self.tr("{0}, what it is for").format(name))
        doc.setPlaceholderText(self.tr("What it is for"))
        here = label(role="caption", wrap=False, name=f"here.{name}")
        gone = QToolButton(holder)
        gone.setObjectName(f"conceal.{name}")
        gone.setIcon(icon("close", Theme.current().muted))
        words = self.tr("Take the field {0} away; its blocks keep the default").format(name)
        gone.setToolTip(words)
        gone.setAccessibleName(words)
        gone.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        gone.clicked.connect(lambda: self._conceal(name))
        title = QLabel(name, holder)
        title.setMinimumWidth(LABELS)
        title.setBuddy(editor)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(SPACE // 2)
        grid.setColumnStretch(1, 1)
        for at, part in enumerate((title, editor, here, gone)):
            grid.addWidget(part, 0, at)
        grid.addWidget(doc, 1, 1, 1, 3)
        editor.edited.connect(lambda value: self._change(name, "default", value))
        doc.edited.connect(lambda value: self._change(name, "doc", value))
        self._editors[name] = (editor, doc, here)
        return holder

    def _change(self, name: str, what: str, value: Any) -> None:
        way = self._workspace.way

        def edit(graph: Graph) -> Graph:
            one = next(one for one in edits.definition_at(graph, way).exposed if one.name == name)
            return edits.describe(graph, way, replace(one, **{what: value}))

        label = self.tr("Change the field {0}").format(name)
        self._workspace.edit_network(label, edit, merge=f"exposed:{way}:{name}:{what}")

    def _conceal(self, name: str) -> None:
        way = self._workspace.way
        self._workspace.edit_network(
            self.tr("Take the field {0} away").format(name), lambda graph: edits.conceal(graph, way, name)
        )


class Connectors(QWidget):
    """The inputs and outputs of the group with their shapes; a click selects the block."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """No connectors."""
        super().__init__(parent)
        self._workspace = workspace
        self._shown: tuple[tuple[int, str], ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE // 2)

    def refresh(self) -> None:
        """List the connectors."""
        graph, analysis = self._workspace.graph, self._workspace.analysis
        rows = []
        for kind, words in (("GroupInput", self.tr("in: {0}   {1}")), ("GroupOutput", self.tr("out: {0}   {1}"))):
            for id in graph.of_kind(kind):
                report = analysis.blocks.get(id)
                shape = report.output if report is not None else None
                rows.append((id, words.format(graph.blocks[id].name, shape or self.tr("not known yet"))))
        if tuple(rows) == self._shown:
            return
        self._shown = tuple(rows)
        clear_layout(self._column)
        for id, text in rows:
            button = QPushButton(text, self)
            button.setObjectName(f"connector.{graph.blocks[id].name}")
            button.setProperty("flat", True)
            button.setToolTip(self.tr("Select it, to rename it. More of them are in the palette."))
            button.clicked.connect(lambda _=False, id=id: self._workspace.select({id}))
            self._column.addWidget(button)
