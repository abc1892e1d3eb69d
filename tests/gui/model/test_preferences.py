"""Preferences in real settings files: kept, taken from other versions, and each broken value on its own replaced."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from gui.model.preferences import FolderVariables, Preferences
from gui.model.settings import Settings


def stored(path: Path) -> QSettings:
    return QSettings(str(path), QSettings.Format.IniFormat)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.ini"


def test_what_is_set_is_there_after_a_restart(file: Path, qapp: object) -> None:
    wanted = Preferences(theme="dark", plot_rate=2.5, runs_folder="/tmp/a b ü", data_folder="C:\\data", threads=3)
    heard: list[Preferences] = []
    settings = Settings(stored(file))
    settings.preferences_changed.connect(heard.append)
    settings.set_preferences(wanted)
    settings.set_preferences(wanted)
    assert heard == [wanted]
    assert Settings(stored(file)).preferences == wanted


def test_a_file_of_version_0_1_opens_with_defaults_and_keeps_what_it_holds(file: Path, tmp_path: Path, qapp: object) -> None:
    project = tmp_path / "net.convas"
    project.write_text("{}", encoding="utf-8")
    old = stored(file)
    old.setValue("recent", [str(project)])
    old.setValue("geometry", QByteArray(b"\x01\x02"))
    old.setValue("panels", QByteArray(b"\x03"))
    old.sync()
    settings = Settings(stored(file))
    assert settings.preferences == Preferences()
    settings.set_preferences(Preferences(theme="light"))
    again = Settings(stored(file))
    assert again.recent() == [project]
    assert again.layout() == (QByteArray(b"\x01\x02"), QByteArray(b"\x03"))
    assert again.preferences.theme == "light"


def test_each_broken_or_unknown_value_gives_way_on_its_own_and_is_logged(
    file: Path, qapp: object, caplog: pytest.LogCaptureFixture
) -> None:
    Settings(stored(file)).set_preferences(Preferences(theme="dark", plot_rate=9.0, threads=4))
    broken = stored(file)
    broken.setValue("preferences/plot_rate", "900")
    broken.setValue("preferences/threads", "{not json")
    broken.setValue("preferences/lens", '"cost"')
    broken.setValue("preferences/version", 7)
    broken.sync()
    with caplog.at_level(logging.WARNING):
        assert Settings(stored(file)).preferences == Preferences(theme="dark")
    text = caplog.text
    assert all(word in text for word in ("plot_rate", "threads", "lens", "version 7"))


@pytest.mark.parametrize("value", ["", "null", "[1]", '"purple"', "\x00", "1e999", "NaN"])
def test_no_stored_text_breaks_the_start(file: Path, qapp: object, value: str) -> None:
    broken = stored(file)
    for name in ("theme", "plot_rate", "runs_folder", "threads", "version"):
        broken.setValue(f"preferences/{name}", value)
    broken.sync()
    assert isinstance(Settings(stored(file)).preferences, Preferences)


def test_folders_reach_the_environment_unless_it_names_its_own() -> None:
    environment = {"CONVAS_DATA": "/given"}
    variables = FolderVariables(environment)
    variables.apply(Preferences(runs_folder="/runs", data_folder="/mine"))
    assert environment == {"CONVAS_DATA": "/given", "CONVAS_HOME": "/runs"}
    assert variables.is_given("data_folder")
    assert not variables.is_given("runs_folder")
    variables.apply(Preferences(runs_folder="/other"))
    assert environment["CONVAS_HOME"] == "/other"
    variables.apply(Preferences())
    assert environment == {"CONVAS_DATA": "/given"}
