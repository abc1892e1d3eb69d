"""Context menus: their texts, tips and keys are those of the command table."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction, QKeySequence

from tests.gui.canvas.conftest import Hands

ON_A_BLOCK = {
    "rename": "rename",
    "duplicate": "duplicate",
    "cut": "cut",
    "copy": "copy",
    "link": "connect",
    "unlink": "chooseWire",
    "addSkip": "addSkip",
    "group": "group",
    "delete": "delete",
}
ON_THE_CANVAS = {"search": "addBlock", "paste": "paste", "selectAll": "selectAll", "arrange": "arrange", "fit": "fit"}


@pytest.mark.parametrize(("place", "wanted"), [("conv1", ON_A_BLOCK), ("", ON_THE_CANVAS)])
def test_entries_are_those_of_the_command_table(hands: Hands, place: str, wanted: dict[str, str]) -> None:
    at = hands.block(place) if place else hands.view.mapToScene(5, 5)
    menu = hands.view.menus.menu_at(at)
    entries = {action.objectName().removeprefix("canvasMenu."): action for action in menu.actions() if action.objectName()}
    assert entries.keys() == wanted.keys()
    commands = {action.objectName(): action for action in hands.view.findChildren(QAction)}
    for name, id in wanted.items():
        command = commands[f"action.{id}"]
        text, _, keys = entries[name].text().partition("\t")
        assert text == command.text()
        assert keys == command.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        assert entries[name].statusTip() == command.statusTip() != ""
        assert entries[name].shortcut().isEmpty(), "two actions with one key would be ambiguous"
    menu.deleteLater()
