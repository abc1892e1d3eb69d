"""The Settings window changes what it can at once, and says what it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.common.theme import Appearance, Theme
from gui.model.preferences import Preferences
from gui.model.settings import Settings
from gui.shell.main_window import MainWindow
from gui.shell.settings_dialog import SettingsDialog


@pytest.fixture
def appearance(qapp: QApplication) -> Iterator[Appearance]:
    before = qapp.palette(), qapp.styleSheet(), QFont(qapp.font())
    made = Appearance(qapp)
    yield made
    made.setParent(None)
    made.deleteLater()
    qapp.setStyleSheet(before[1])
    qapp.setPalette(before[0])
    qapp.setFont(before[2])


@pytest.fixture
def window(appearance: Appearance, settings: Settings, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(settings=settings)
    made.show()
    yield made
    if made.training is not None:
        made.training.join()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def dialog_of(window: MainWindow) -> SettingsDialog:
    window.actions_["settings"].trigger()
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    assert dialog.isVisible()
    return dialog


def test_every_preference_has_an_editor_with_a_name(window: MainWindow) -> None:
    dialog = dialog_of(window)
    for name in Preferences.params():
        editor = dialog.findChild(QWidget, f"field.{name}")
        assert editor.accessibleName()
        assert editor.toolTip()


@pytest.mark.slow
def test_theme_and_rate_change_at_once_and_threads_wait(window: MainWindow) -> None:
    window.load()
    session = window.training.session
    dialog = dialog_of(window)
    dark = Theme.current().dark
    dialog.form.editor("theme").edited.emit("light" if dark else "dark")
    assert Theme.current().dark is not dark
    dialog.form.editor("plot_rate").edited.emit(2.0)
    assert session.bridge.interval in (500, 1000)
    dialog.form.editor("threads").edited.emit(2)
    assert session.threads == 2
    assert "next training" in dialog.findChild(QLabel, "settingsNote").text()
    dialog.findChild(QPushButton, "restoreDefaults").click()
    assert window.settings.preferences == Preferences()
    assert Theme.current().dark is dark


def test_a_stored_theme_is_shown_from_the_start(appearance: Appearance, settings: Settings) -> None:
    dark = Theme.current().dark
    settings.set_preferences(Preferences(theme="light" if dark else "dark"))
    made = MainWindow(settings=settings)
    assert Theme.current().dark is not dark
    made.deleteLater()


def test_what_cannot_be_is_said_at_the_field(window: MainWindow) -> None:
    dialog = dialog_of(window)
    dialog.form.editor("plot_rate").edited.emit(1000.0)
    assert "30" in dialog.form.error("plot_rate")
    assert window.settings.preferences.plot_rate == Preferences().plot_rate


def test_a_folder_of_the_environment_goes_before_and_is_said(
    settings: Settings, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONVAS_DATA", str(tmp_path))
    dialog = SettingsDialog(settings)
    note = dialog.findChild(QLabel, "settingsNote").text()
    assert "CONVAS_DATA" in note
    assert str(tmp_path) in note
    assert not dialog.form.editor("data_folder").isEnabled()
    assert not dialog.form.error("data_folder")
    dialog.deleteLater()
