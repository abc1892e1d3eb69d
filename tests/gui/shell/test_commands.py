"""Every command has words, a name, and keys that no other command has."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.shell.commands import Actions, commands

OWED = (
    "new open save saveAs undo redo cut copy paste duplicate delete selectAll arrange fit zoomIn zoomOut addSkip rename "
    "train continue pause step stop export"
).split()


@pytest.fixture
def actions(qtbot: QtBot) -> Actions:
    window = QWidget()
    window.canvas = QWidget(window)
    qtbot.addWidget(window)
    made = Actions(window, window.canvas)
    made.window = window
    return made


@pytest.mark.parametrize("name", OWED)
def test_every_command_is_there_under_its_name(actions: Actions, name: str) -> None:
    action = actions[name]
    assert action.objectName() == f"action.{name}"
    assert action.text().replace("&", "")
    assert action.toolTip()
    assert not action.icon().isNull()


def test_every_command_has_a_mnemonic_and_a_sentence(actions: Actions) -> None:
    for name, command in commands().items():
        assert command.text.count("&") == 1, name
        assert command.tip[0].isupper(), name


def test_no_keys_mean_two_things(actions: Actions) -> None:
    keys = Counter(sequence.toString() for name in actions for sequence in actions[name].shortcuts())
    assert [key for key, count in keys.items() if count > 1] == []


def test_letters_alone_count_only_on_the_canvas(actions: Actions) -> None:
    canvas = actions.window.canvas
    for name in actions:
        for sequence in actions[name].shortcuts():
            if len(sequence.toString()) == 1:
                assert actions[name] in canvas.actions(), name
                assert actions[name] not in actions.window.actions(), name


def test_the_tip_names_the_keys_and_follows_the_text(actions: Actions) -> None:
    assert "Ctrl+Z" in actions["undo"].toolTip()
    actions.set_text("undo", "&Undo Move conv1")
    assert actions["undo"].text() == "&Undo Move conv1"
    assert "Ctrl+Z" in actions["undo"].toolTip()
