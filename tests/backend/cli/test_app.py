"""The group of commands: it takes further ones, and turns every error into a line and an exit status."""

from __future__ import annotations

import click
import pytest

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
    ("arguments", "opened"), [([], "None"), (["a.convas"], "a.convas"), (["open"], "None"), (["open", "b.x"], "b.x")]
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
