"""Parts that the pages of the inspector share: labels, facts, and a form bound to blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from builder import edits
from builder.layers.base import Layer
from builder.model.block_paths import GroupPath
from gui.common.layouts import continue_tab_order
from gui.common.theme import SPACE
from gui.common.theme_watch import theme_watch
from gui.forms.field_form import FieldForm, title_of
from gui.inspector.exposed_fields import FieldCell, can_follow
from gui.model.workspace import Workspace

WIDEST = 22 * SPACE
"""The largest width of a name and of a value of a fact, in logical pixels."""


def label(text: str = "", role: str = "", *, wrap: bool = True, name: str = "") -> QLabel:
    """A label in one of the roles of the style sheet; its text can be selected."""
    words = QLabel(text)
    words.setWordWrap(wrap)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        words.setProperty("role", role)
    if name:
        words.setObjectName(name)
    return words


def line() -> QFrame:
    """A thin line between sections."""
    rule = QFrame()
    rule.setProperty("line", True)
    return rule


class Facts(QWidget):
    """Names and values in two columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """No facts."""
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE)
        self._grid.setVerticalSpacing(SPACE // 2)
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[QLabel, QLabel]] = []

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Replace the facts; labels are reused."""
        while len(self._rows) < len(facts):
            row = (label(role="muted", wrap=False), label())
            row[1].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(row[0], len(self._rows), 0)
            self._grid.addWidget(row[1], len(self._rows), 1)
            self._rows.append(row)
        for index, row in enumerate(self._rows):
            shown = index < len(facts)
            for cell, text in zip(row, facts[index] if shown else ("", ""), strict=True):
                cell.setVisible(shown)
                cell.setText(cell.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, WIDEST))
                cell.setToolTip(text if cell.text() != text else "")

    def text(self) -> str:
        """Everything that is shown, one line per fact."""
        return "\n".join(f"{name.text()} {value.text()}" for name, value in self._rows if not name.isHidden())


class BlockForm(QWidget):
    """The fields that some blocks share; an edit changes all of them in one undo step."""

    def __init__(self, workspace: Workspace, after: QWidget, parent: QWidget | None = None) -> None:
        """`after` comes before the form in the tab order."""
        super().__init__(parent)
        self._workspace = workspace
        self._after = after
        self._ids: tuple[int, ...] = ()
        self._way: GroupPath = ()
        self._cells: list[FieldCell] = []
        self.form: FieldForm | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._end_merge)
        theme_watch(self, self._redraw)

    def show_blocks(self, ids: Iterable[int]) -> None:
        """Show the fields of these blocks; the form is reused while it fits."""
        ids = tuple(sorted(ids))
        layers = [self._workspace.graph.blocks[id].layer for id in ids]
        names = shared_fields(layers)
        kind = type(layers[0])
        shown = self.form is not None and self.form.fields_class is kind and self.form.names == names
        form = self.form
        # Inside a group the buttons of the fields belong to one block of one level: other blocks need a new form.
        if not shown or form is None or (ids, self._workspace.way) != (self._ids, self._way):
            self._way = self._workspace.way
            form = self._make(kind, names, ids[0] if len(ids) == 1 and self._way else None)
        self._ids = ids
        mixed = {name for name in names if any(getattr(layer, name) != getattr(layers[0], name) for layer in layers)}
        form.set_value(layers[0], mixed)
        for cell in self._cells:
            cell.show_field(self._workspace.graph.blocks[ids[0]])
        self.setVisible(bool(names))

    def clear(self) -> None:
        """Show nothing."""
        if self.form is not None:
            self.form.hide()
            self._column.removeWidget(self.form)
            self.form.deleteLater()
        self.form, self._ids, self._cells = None, (), []

    def _redraw(self) -> None:
        for cell in self._cells:
            cell.redraw()

    def _make(self, kind: type[Layer], names: tuple[str, ...], inner: int | None) -> FieldForm:
        """Make the form. For the `inner` block of a group, each field that can follow the group gets a button for that."""
        self.clear()

        def around(name: str, editor: QWidget) -> QWidget:
            if inner is None or not can_follow(kind, name):
                return editor
            cell = FieldCell(self._workspace, inner, name, editor)
            cell.trouble.connect(lambda words: form.say(name, words))
            self._cells.append(cell)
            return cell

        self.form = form = FieldForm(kind, names, self, around=around)
        form.edited.connect(lambda name, value: self._change(form, name, value))
        self._column.addWidget(form)
        form.show()
        continue_tab_order(self._after, form)
        return form

    def _change(self, form: FieldForm, name: str, value: Any) -> None:
        ids, title = self._ids, title_of(name, form.fields_class.params()[name])
        what = self._workspace.graph.blocks[ids[0]].name if len(ids) == 1 else self.tr("{0} blocks").format(len(ids))
        self._workspace.edit(
            self.tr("Change {0} of {1}").format(title.lower(), what),
            lambda graph: edits.set_fields(graph, ids, {name: value}),
            merge=f"field:{name}:{','.join(map(str, ids))}",
        )

    def _end_merge(self, old: QWidget | None) -> None:
        # Keystrokes in one field are merged into one undo step, until the focus leaves it.
        if old is not None and self.isAncestorOf(old):
            self._workspace.document.end_merge()


def shared_fields(layers: Sequence[Layer]) -> tuple[str, ...]:
    """The fields that all of `layers` have, with the same type, in the order of the first."""
    kinds = list(dict.fromkeys(type(layer) for layer in layers))
    first = kinds[0]
    return tuple(
        name
        for name in first.params()
        if all(name in kind.params() and kind.annotation(name) == first.annotation(name) for kind in kinds[1:])
    )
