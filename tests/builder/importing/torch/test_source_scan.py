"""What a file of Python defines is told without running it."""

from pathlib import Path

import pytest

from builder import emit, zoo
from builder.importing.common.trace import ImportFailed
from builder.importing.torch.source_scan import networks_in

NETS = '''
import torch
import torch.nn as nn
from torch.nn import Module
open("ran", "w").close()


class Block(nn.Module):
    def __init__(self, channels, *, stride, bias=True):
        super().__init__()


class Plain(Module):
    """Needs nothing."""


class Net(nn.Module):
    def __init__(self, classes=10):
        super().__init__()
        self.block = Block(3, stride=1)
        self.plain = Plain()


class Special(Net):
    pass


class Stack(torch.nn.Sequential):
    pass


class Data(torch.utils.data.Dataset):
    pass


class Settings:
    pass


def make(pretrained=False) -> Net:
    net = Net()
    return net


def wide(factor):
    return Net(classes=factor)


def helper():
    return 5


def _hidden():
    return Net()


ready = Net(5)
stack = nn.Sequential(nn.Linear(3, 4))
number = int(5)
'''


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "nets.py"
    path.write_text(NETS)
    return path


def test_networks_are_listed_the_likeliest_first(file: Path) -> None:
    found = networks_in(file)
    assert [each.name for each in found] == ["stack", "ready", "make", "Stack", "Special", "Net", "Plain", "wide", "Block"]
    wants = {each.name: each.wants for each in found if each.wants}
    assert wants == {"wide": ("factor",), "Block": ("channels", "stride")}
    assert not file.with_name("ran").exists()


def test_the_emitted_source_names_its_network_first(tmp_path: Path) -> None:
    for name in ("lenet5", "vit_b_16"):
        path = tmp_path / "net.py"
        path.write_text(emit(zoo.build(name), "Shown").text)
        assert networks_in(path)[0].name == "Shown"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"class Net(\n", "net.py is not Python, line 1: '.' was never closed"),
        (b"a\0b", "net.py is not Python"),
        (b"\xff\xfe\xfa", "net.py is not Python"),
        (b"(" * 100_000, "net.py is not Python"),
        (b"class Net(nn" + b".a" * 200_000 + b"):\n    pass\n", "net.py is n"),
        (b"x = 1\n" * 500_000, "larger than 2 MB"),
    ],
)
def test_what_is_no_python_is_said(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "net.py"
    path.write_bytes(data)
    with pytest.raises(ImportFailed, match=words):
        networks_in(path)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed, match="there is no such file"):
        networks_in(tmp_path / "nix.py")
    with pytest.raises(ImportFailed, match="cannot be opened: it is a folder"):
        networks_in(tmp_path)


def test_a_file_without_networks_lists_none(tmp_path: Path) -> None:
    path = tmp_path / "net.py"
    path.write_text("print('hello')")
    assert networks_in(path) == []
