"""Buttons at the fields of a block inside a group: expose one as a field of the group, or compute it by a formula."""

from __future__ import annotations

import typing
from typing import Any

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from builder import edits
from builder.common.fields import alternatives, numbers
from builder.groups.formulas import Formula, FormulaError
from builder.groups.group import REPEAT
from builder.layers.base import Layer
from builder.model.graph import Block
from gui.common.i18n import say_error
from gui.common.name_prompt import NameBox, Question
from gui.common.theme import SPACE, icon
from gui.forms.compound_editors import Variant
from gui.forms.field_form import title_of
from gui.forms.value_editors import Text
from gui.model.workspace import Workspace


def can_follow(kind: type[Layer], name: str) -> bool:
    """Whether a formula can compute a field of a kind: it takes numbers, or true and false."""
    options = [option for option in alternatives(kind.annotation(name)) if typing.get_origin(option) is not typing.Literal]
    return any(option in (int, float, bool) or typing.get_origin(option) is tuple for option in options)


def can_expose(value: Any) -> bool:
    """Whether a value is a single number or a boolean, so that a field of the group can replace it."""
    return isinstance(value, bool) or len(set(numbers(value))) == 1


class FieldCell(QWidget):
    """An editor with a button that makes the field follow the group; `trouble` carries what is wrong with a formula."""

    trouble = Signal(str)

    def __init__(self, workspace: Workspace, id: int, name: str, editor: QWidget) -> None:
        """`editor` edits the field `name` of the block `id`."""
        super().__init__()
        self._workspace, self._id, self._name, self._editor = workspace, id, name, editor
        self._opened = False
        self.line = Text(self)
        self.line.setObjectName(f"formula.{name}")
        self.result = QLabel(self)
        self.result.setObjectName(f"worth.{name}")
        self.result.setProperty("role", "muted")
        self.button = QToolButton(self)
        self.button.setObjectName(f"follow.{name}")
        self.button.setCheckable(True)
        self.button.setProperty("tight", True)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self._open_menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE // 4)
        row.addWidget(editor, 1)
        row.addWidget(self.line, 1)
        row.addWidget(self.result)
        row.addWidget(self.button)
        if isinstance(editor, Variant):
            editor.narrow()
        self.line.edited.connect(self._write)
        self.redraw()

    def redraw(self) -> None:
        """Draw the icon in the colours of the theme."""
        self.button.setIcon(icon("formula"))

    def show_field(self, block: Block) -> None:
        """Show the field of `block` as it is: a plain value, or a formula and its value."""
        text = block.formulas.get(self._name)
        following = text is not None or self._opened
        words = self.tr("Follows the group: {0}") if text is not None else self.tr("Let the group decide: f(x)")
        title = title_of(self._name, type(block.layer).params()[self._name])
        self.button.setChecked(following)
        self.button.setToolTip(words.format(text))
        self.button.setAccessibleName(self.tr("{0}: {1}").format(title, words.format(text)))
        self.line.setAccessibleName(self.tr("Formula for {0}").format(title))
        self._editor.setVisible(not following)
        self.line.setVisible(following)
        self.result.setVisible(text is not None)
        if text is not None:
            self._opened = False
            self.result.setText(f"= {_value_text(block.layer.values()[self._name])}")
            # A formula that differs by blanks only is being typed: replacing it would move the cursor.
            if not (self.line.hasFocus() and _same(self.line.text(), text)):
                self.line.set_value(text)

    # -- the menu ------------------------------------------------------------------------------------

    def _block(self) -> Block | None:
        return self._workspace.graph.blocks.get(self._id)

    def _fields(self) -> dict[str, Any]:
        """The fields of the group, with the values of the block that is entered."""
        steps = self._workspace.steps
        values = steps[-1].layer.values() if steps else {}
        return {name: value for name, value in values.items() if name != REPEAT}

    def _open_menu(self) -> None:
        block = self._block()
        if block is None:
            return
        self.show_field(block)
        menu = QMenu(self)
        menu.setObjectName("followMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        value = block.layer.values()[self._name]
        if self._name in block.formulas or self._opened:
            self._add(menu, "plain", self.tr("Back to a plain value ({0})").format(_value_text(value)), self._make_plain)
        if self._name not in block.formulas and can_expose(value):
            self._add(menu, "expose", self.tr("Make it a field of the group …"), self._ask_name)
        fields = self._fields()
        for name in fields:
            if block.formulas.get(self._name) != name:
                text = self.tr("Use the field {0}").format(name)
                self._add(menu, f"use.{name}", text, lambda name=name: self._write(name))
        if self._name not in block.formulas and not self._opened:
            self._add(menu, "write", self.tr("Write a formula …"), self._begin_line)
            menu.actions()[-1].setEnabled(bool(fields))
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))

    @staticmethod
    def _add(menu: QMenu, name: str, text: str, act: Any) -> None:
        action = menu.addAction(text)
        action.setObjectName(f"followMenu.{name}")
        action.triggered.connect(lambda _=False: act())

    def _make_plain(self) -> None:
        self._opened = False
        self.trouble.emit("")
        block = self._block()
        if block is not None and self._name in block.formulas:
            self._set_formula(None)
        elif block is not None:
            self.show_field(block)

    def _begin_line(self) -> None:
        """Show an empty line for a formula; nothing changes before it can be parsed."""
        block = self._block()
        if block is not None:
            self._opened = True
            self.line.setPlaceholderText(self.tr("such as {0} * 2").format(next(iter(self._fields()), "channels")))
            self.show_field(block)
            self.line.clear()
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write(self, text: str) -> None:
        refusal = self._why_not(text)
        self.trouble.emit(refusal)
        if not refusal:
            self._set_formula(text)

    def _why_not(self, text: str) -> str:
        """What is wrong with a formula, here and wherever else the group is used; empty when nothing is."""
        try:
            Formula.parse(text).value(self._fields())
        except FormulaError as error:
            return say_error(error)
        way = self._workspace.way
        return self._workspace.why_not(lambda graph: edits.set_formula(graph, way, self._id, self._name, text))

    def _set_formula(self, text: str | None) -> None:
        way, id, name = self._workspace.way, self._id, self._name
        label = self.tr("Formula for {0}").format(name) if text is not None else self.tr("Plain value for {0}").format(name)
        self._workspace.edit_network(
            label,
            lambda graph: edits.set_formula(graph, way, id, name, text),
            merge=None if text is None else f"formula:{way}:{id}:{name}",
        )

    def _ask_name(self) -> None:
        workspace, way, id, field = self._workspace, self._workspace.way, self._id, self._name
        block = self._block()
        if block is None:
            return

        def check(text: str) -> str:
            return workspace.why_not(lambda graph: edits.expose(graph, way, id, field, text))

        def take(text: str) -> None:
            label = self.tr("Expose {0} of {1}").format(field, block.name)
            workspace.edit_network(label, lambda graph: edits.expose(graph, way, id, field, text))

        words = title_of(field, type(block.layer).params()[field])
        title = self.tr("{0} of {1} becomes a field of the group, called").format(words, block.name)
        name = free_field(field, self._fields())
        NameBox(
            self,
            Question(
                title=title, text=name, hint=self.tr("Enter makes the field, Esc leaves it as it was."), check=check, take=take
            ),
            QPoint(0, self.height()),
        )


_FIELD_NAMES = {"out_channels": "channels", "out_features": "features", "kernel_size": "kernel", "p": "drop"}


def free_field(field: str, taken: dict[str, Any]) -> str:
    """A free name for the field of a group that replaces `field` of a block; `taken` are the fields there are."""
    wanted = _FIELD_NAMES.get(field, field)
    number = 2
    name = wanted
    while name in taken:
        name, number = f"{wanted}{number}", number + 1
    return name


def _value_text(value: Any) -> str:
    distinct = set(numbers(value))
    if isinstance(value, tuple) and len(distinct) == 1:
        return f"{distinct.pop():g}"
    if isinstance(value, bool):
        if value:
            return QCoreApplication.translate("FieldCell", "yes")
        return QCoreApplication.translate("FieldCell", "no")
    return " × ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _same(one: str, other: str) -> bool:
    """Whether two formulas are the same but for blanks."""
    return "".join(one.split()) == "".join(other.split())
