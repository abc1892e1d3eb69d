"""The group of commands: it takes further ones, and turns every error into a line and an exit status."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

import click
import pytest

from backend import logs
from backend.cli.app import COMMANDS, command_group, run
from backend.cli.terminal import CommandError
from builder.common.messages import QT_TRANSLATE_NOOP


@click.command("greet")
@click.argument("name")
def greet(name: str) -> int:
    """Say hello."""
    if name == "nobody":
        raise CommandError(QT_TRANSLATE_NOOP("CommandLine", "There is {name} here."), name=name)
    click.echo(f"Hello {name}.")
    return 1


@click.command("open")
@click.argument("project", required=False)
def fake_window(project: str | None) -> None:
    """Say what would be opened."""
    click.echo(f"opens {project}")


def test_a_further_command_is_run_and_named_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    group = command_group(greet)
    assert run(group, ["greet", "Ada"]) == 1
    assert capsys.readouterr().out == "Hello Ada.\n"
    assert run(group, ["greet", "nobody"]) == 2
    assert capsys.readouterr() == ("", "convas: There is nobody here.\n")
    assert run(group, ["--help"]) == 0
    shown = capsys.readouterr().out
    for name in ("greet", *COMMANDS):
        assert f"\n  {name} " in shown


@pytest.mark.parametrize(
    ("arguments", "opened"),
    [
        ([], "None"),
        (["a.convas"], "a.convas"),
        (["open"], "None"),
        (["open", "b.x"], "b.x"),
        (["--debug", "a.convas"], "a.convas"),
        (["--debug"], "None"),
    ],
)
def test_no_command_and_a_project_alone_open_the_window(
    arguments: list[str], opened: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(command_group(fake_window), arguments) == 0
    assert capsys.readouterr().out == f"opens {opened}\n"


def test_ctrl_c_ends_with_130(capsys: pytest.CaptureFixture[str]) -> None:
    @click.command("wait")
    def wait() -> None:
        raise KeyboardInterrupt

    assert run(command_group(wait), ["wait"]) == 130
    assert capsys.readouterr().err.endswith("convas: Ended by Ctrl-C.\n")


@click.command("break")
@click.option("--thread", is_flag=True)
def broken(thread: bool) -> None:
    """Do what no command should."""
    if thread:
        worker = threading.Thread(target=lambda: [][1], name="a worker")
        worker.start()
        worker.join()
    else:
        _ = {}["a bug"]


def log_texts() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in logs.folder().glob("*.log")]


def test_a_bug_is_logged_and_said_calmly(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command_group(broken), ["break"]) == 2
    out, err = capsys.readouterr()
    (path,) = logs.folder().iterdir()
    assert (out, err.count("\n")) == ("", 1)
    assert str(path) in err
    assert "-break-" in path.name
    assert "KeyError: 'a bug'" in path.read_text(encoding="utf-8")
    assert "Traceback" in path.read_text(encoding="utf-8")
    assert not [handler for handler in logging.getLogger().handlers if isinstance(handler, logs.LogFile)]


def test_debug_shows_tracebacks_of_bugs_and_messages(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command_group(broken), ["--debug", "break"]) == 2
    assert "KeyError: 'a bug'" in capsys.readouterr().err
    assert run(command_group(greet), ["--debug", "greet", "nobody"]) == 2
    err = capsys.readouterr().err
    assert "Traceback" in err
    assert err.endswith("convas: There is nobody here.\n")


def test_a_bug_of_a_thread_is_logged(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command_group(broken), ["break", "--thread"]) == 0
    assert capsys.readouterr() == ("", "")
    (text,) = log_texts()
    assert "a worker" in text
    assert "IndexError" in text


def test_messages_leave_no_log() -> None:
    assert run(command_group(greet), ["greet", "nobody"]) == 2
    assert log_texts() == []


def test_a_bug_is_said_where_no_log_can_be_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CONVAS_HOME", str(tmp_path / "file"))
    assert run(command_group(broken), ["break"]) == 2
    assert "KeyError" in capsys.readouterr().err
