"""What commands print comes from one table for each language; without one it is English."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

import main
from backend.cli.app import command_group, run
from backend.cli.language import load_translation, person_language
from backend.cli.terminal import current_terminal

TABLE = {
    "CommandLine": {
        "List the networks that can be had.": "Die Netze, die es gibt.",
        "parameters": "Parameter",
        "No problems.": "Keine Probleme.",
        "Wrote {network} to {file}.": "{network} steht in {file}.",
        "Wrote {network} for {data} to {file}.": "{network} für {data} steht in {file}.",
        "Print one JSON object.": "Ein JSON-Objekt.",
        "{folder} already holds a run; name another folder.": "In {folder} {liegt} schon ein Lauf.",
    },
    "Zoo": {'There is no network called "{name}"; there are: {names}.': "Kein Netz heißt {name}."},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "de.json").write_text(json.dumps(TABLE), encoding="utf-8")
    (tmp_path / "bad.json").write_text("[", encoding="utf-8")
    return tmp_path


def test_a_table_changes_what_is_printed(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def out(*arguments: str, status: int = 0) -> str:
        assert run(command_group(main.open_window), ["--language", "de", *arguments], translations=folder) == status
        shown = capsys.readouterr()
        return shown.out + shown.err

    target = tmp_path / "net.convas"
    assert "Parameter" in out("zoo").splitlines()[0]
    assert "Die Netze, die es gibt." in out("zoo", "--help")
    assert "Ein JSON-Objekt." in out("check", "--help")
    assert "Die Netze, die es gibt." in out("--help")
    assert out("new", "lenet5", "-o", str(target)).splitlines()[0].endswith(f" steht in {target}.")
    checked = out("check", str(target))
    assert "Keine Probleme." in checked
    assert "Parameter" in checked
    assert "No problems." not in checked
    assert out("new", "qqqqqqq", "-o", str(target), status=2) == "convas: Kein Netz heißt qqqqqqq.\n"


def test_commands_know_the_language_that_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    @click.command("open")
    def fake_window() -> None:
        click.echo(current_terminal().language)

    assert run(command_group(fake_window), ["--language", "de"], translations=folder) == 0
    assert capsys.readouterr().out == "de\n"


def test_a_translation_that_does_not_fit_gives_way_to_english(folder: Path) -> None:
    translate = load_translation("de_AT", folder)
    assert translate("CommandLine", "parameters") == "Parameter"
    assert translate("CommandLine", "unknown") == "unknown"
    assert translate("Elsewhere", "parameters") == "parameters"


def test_the_language_of_the_system_is_used(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert person_language() == "de_DE"
    assert run(command_group(), ["zoo"], translations=folder) == 0
    assert "Parameter" in capsys.readouterr().out


@pytest.mark.parametrize("language", ["bad", "xx", "", "C", "../de", "de/../de", "POSIX"])
def test_what_is_no_language_is_english(language: str, folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert load_translation(language, folder)("CommandLine", "parameters") == "parameters"
    assert bool(caplog.records) == (language == "bad")
