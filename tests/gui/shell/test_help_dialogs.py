"""The page of keyboard shortcuts shows every key of the table and finds them; logs and About can be reached."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from gui.model.settings import Settings
from gui.shell.help_dialogs import ShortcutsDialog, key_name, shortcut_rows
from gui.shell.main_window import MainWindow


@pytest.fixture
def window(settings: Settings, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(settings=settings)
    made.show()
    yield made
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shown(dialog: ShortcutsDialog) -> list[str]:
    sections = [dialog.list.topLevelItem(index) for index in range(dialog.list.topLevelItemCount())]
    return [section.child(index).text(0) for section in sections for index in range(section.childCount())]


def test_the_page_opens_by_key_and_finds_commands_and_keys(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    window.show_canvas()
    window.canvas.setFocus()
    qtbot.waitUntil(window.canvas.hasFocus)
    QTest.keyClick(window.canvas, Qt.Key.Key_F1)
    dialog = window.findChild(ShortcutsDialog)
    assert dialog.isVisible()
    assert {"Group", "Undo", "Fit", "Keyboard shortcuts", "Move the view"} <= set(shown(dialog))
    QTest.keyClicks(dialog.search, "undo")
    assert shown(dialog) == ["Undo"]
    dialog.search.setText("ctrl+g")
    assert "Group" in shown(dialog)
    dialog.search.setText("qqqq")
    assert shown(dialog) == []
    QTest.keyClick(dialog.search, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_every_command_with_a_key_is_on_the_page(window: MainWindow) -> None:
    rows = shortcut_rows(window.actions_.commands)
    wanted = [command for command in window.actions_.commands if command.key_sequences()]
    assert len(rows) >= len(wanted) > 25
    assert all(row.text and row.keys and "&" not in row.text for row in rows)
    assert [row.section for row in rows] == sorted(
        (row.section for row in rows), key=list(dict.fromkeys(row.section for row in rows)).index
    )


@pytest.mark.parametrize(
    ("key", "name"),
    [("Ctrl++", "Ctrl+Plus"), ("Ctrl+-", "Ctrl+Minus"), ("Del", "Delete"), ("F5", "F5"), ("Alt+Up", "Alt+Up arrow")],
)
def test_keys_are_named_as_they_are_printed(qapp: object, key: str, name: str) -> None:
    assert key_name(QKeySequence(key)) == name


def test_a_row_is_read_as_one(window: MainWindow) -> None:
    dialog = ShortcutsDialog(window.actions_.commands, window)
    item = dialog.list.topLevelItem(0).child(0)
    assert item.data(0, Qt.ItemDataRole.AccessibleTextRole) == f"{item.text(0)}: {item.text(1)}"
    assert dialog.list.accessibleName()
    assert dialog.search.accessibleName()


class Opener(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


def test_the_log_folder_is_opened(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONVAS_HOME", str(tmp_path))
    opener = Opener()
    QDesktopServices.setUrlHandler("file", opener, "open")
    try:
        window.actions_["logFolder"].trigger()
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert opener.opened == [str(tmp_path / "logs")]
    assert (tmp_path / "logs").is_dir()


def test_about_says_the_version(window: MainWindow) -> None:
    window.actions_["about"].trigger()
    box = window.findChild(QMessageBox, "aboutDialog")
    assert box.isVisible()
    assert "Convas" in box.informativeText()
    assert "Python" in box.informativeText()
    box.close()
