"""Errors of the user's code name the file and line they come from; errors of our own are bugs and pass through."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from builder.importing import ImportFailed, import_module
from builder.importing.torch.child_main import read_file
from builder.importing.torch.registry import HANDLERS
from builder.importing.torch.tracers.user_code import foreign_folders, is_bug, user_place
from tests.support.imported import Calls

NETWORKS = """
import sys
import torch
from torch import nn


class Fine(nn.Module):
    def forward(self, x):
        return torch.relu(x)


class Unmade(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3, nope)


class Leaves(nn.Module):
    def __init__(self):
        super().__init__()
        sys.exit("no licence")


class Wide(nn.Module):
    def forward(self, x):
        return x.reshape(7, 7)
"""


def ask(path: Path, name: str, shape: tuple[int, ...] = (3,)) -> dict[str, Any]:
    return read_file({"file": str(path), "name": name, "shapes": [list(shape)], "weights": None})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "net_of_a_user.py"
    path.write_text(NETWORKS)
    return path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Unmade", r'Unmade\(\) cannot be made: NameError: .*\(net_of_a_user.py, line 15: "self.fc = nn.Linear\(3, nope\)"\)'),
        ("Leaves", r'Leaves could not be read: SystemExit: no licence \(net_of_a_user.py, line 21: "sys.exit'),
        ("Wide", r"It cannot be run with samples of 3: .* \(net_of_a_user.py, line 26\)"),
    ],
)
def test_errors_of_user_code_name_the_line(file: Path, name: str, text: str) -> None:
    with pytest.raises(ImportFailed, match=text):
        ask(file, name)


def test_a_file_that_fails_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.py"
    path.write_text("import math\n\nsize = math.sqrt(-1)\n")
    text = r'broken.py cannot be run: ValueError: .* \(broken.py, line 3: "size = math.sqrt\(-1\)"\)'
    with pytest.raises(ImportFailed, match=text):
        ask(path, "Net")


def test_a_network_without_faults_is_read(file: Path) -> None:
    assert [block["kind"] for block in ask(file, "Fine")["graph"]["blocks"]] == ["Input", "ReLU", "Output"]


def test_a_bug_in_a_handler_is_not_taken_for_the_users(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_call: Any, _x: Any) -> Any:
        return {}["missing"]

    monkeypatch.setitem(HANDLERS, "floor", broken)
    with pytest.raises(KeyError, match="missing"):
        import_module(Calls(torch.floor), (4,))


def raised(function: Callable[[], Any]) -> Exception:
    try:
        function()
    except Exception as error:  # noqa: BLE001  # whatever it is, the test looks at it
        return error
    raise AssertionError("nothing was raised")


def test_the_innermost_frame_tells_a_bug() -> None:
    ours = raised(lambda: is_bug(None))  # type: ignore[arg-type]  # makes our own function fail
    theirs = raised(lambda: nn.Linear(2, 3)(torch.zeros(4)))
    assert is_bug(ours)
    assert not is_bug(theirs)
    place = str(user_place(theirs))
    assert place.startswith("test_user_code.py, line ")
    assert "nn.Linear(2, 3)" in place


def test_packages_with_names_that_begin_alike_are_the_users() -> None:
    for folder in foreign_folders():
        assert not str(Path(folder).parent / f"{Path(folder).name}vision" / "resnet.py").startswith(folder)
        assert str(Path(folder) / "nn" / "functional.py").startswith(folder)


def test_refusals_are_messages_that_can_be_translated() -> None:
    with pytest.raises(ImportFailed) as caught:
        import_module(Calls(lambda x: torch.flip(x, (0,))), (4,))
    seen: list[str] = []

    def translate(context: str, text: str) -> str:
        seen.append(f"{context}: {text}")
        return text

    assert caught.value.text(translate) == str(caught.value)
    assert "Import: {reason} ({place})." in seen
    assert any(text.startswith("Import: {call} ") for text in seen)
