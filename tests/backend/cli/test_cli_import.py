"""Importing on the command line: a stranger's file is run only when the user agrees, and in a process of its own."""

import os
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
import torch

import main
from backend import logs
from backend.cli.app import command_group, run
from builder import emit, load_project, zoo
from builder.importing.torch.child_client import ImportFailed, import_file
from tests.support.onnx_files import export as write_onnx

ROOT = Path(__file__).parents[3]

NET = """
import os
from pathlib import Path

import torch
from torch import nn

Path(__file__).with_name("ran").write_text(str(os.getpid()))
print("hello")


class Net(nn.Module):
    def __init__(self, classes=10):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3)
        self.fc = nn.Linear(4 * 26 * 26, classes)

    def forward(self, x):
        return self.fc(torch.relu(self.conv(x)).flatten(1))


class Wants(nn.Module):
    def __init__(self, classes):
        super().__init__()


class Turned(nn.Module):
    def forward(self, x):
        return x.flip(0)


def no_network():
    return 5


def fails():
    raise KeyError("something inside\\x1b[31m")


def exits():
    os._exit(3)


def hangs():
    import time
    time.sleep(600)


class Block(nn.Module):
    def __init__(self, inside, width=4):
        super().__init__()
        self.fc = nn.Linear(inside, width)

    def forward(self, x):
        return torch.erf(self.fc(x))


class Two(nn.Module):
    def __init__(self):
        super().__init__()
        self.left, self.right = Block(3), Block(3, 5)

    def forward(self, one, other):
        return self.left(one), self.right(other)


ready = Net(2)
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "net.py"
    path.write_text(NET)
    return path


@pytest.fixture
def says(capsys):
    """Run a command here; gives exit status, standard output and standard error."""

    def run(*arguments):
        capsys.readouterr()
        status = main.main([str(argument) for argument in arguments])
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return status, told.out, told.err

    return run


def test_a_class_becomes_a_project(says, file, tmp_path):
    out = tmp_path / "net.convas"
    status, told, err = says("import", f"{file}:Net", "--shape", "1x28x28", "-o", out, "--yes")
    assert (status, err) == (0, "")
    assert f"Wrote Net with 6 blocks and 27,090 parameters to {out}." in told
    assert "hello" not in told
    graph = load_project(out).graph
    assert [graph.blocks[id].name for id in graph.order()] == ["input1", "conv", "relu1", "flatten1", "fc", "output1"]
    assert int(file.with_name("ran").read_text()) != os.getpid()
    status, told, _ = says("check", out)
    assert status == 0
    assert "No problems." in told


@pytest.mark.slow
def test_the_weights_come_along(says, file, tmp_path):
    out = tmp_path / "net.convas"
    status, told, _ = says("import", f"{file}:ready", "--shape", "1,28,28", "-o", out, "--yes")
    assert status == 0
    assert "Its weights are kept in " in told
    status, told, err = says("export", out, "--format", "state-dict", "-o", tmp_path / "net.pt")
    assert (status, err) == (0, "")
    torch.manual_seed(0)
    expected = torch.nn.Conv2d(1, 4, 3).weight
    found = torch.load(tmp_path / "net.pt", weights_only=True)
    assert torch.equal(next(value for key, value in found.items() if key.endswith("conv.weight")), expected)


@pytest.mark.slow
def test_a_file_of_onnx_is_only_read(says, tmp_path):
    module = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.ReLU(), torch.nn.Flatten(), torch.nn.Linear(72, 10))
    path = write_onnx(module, (1, 8, 8), tmp_path / "digits.onnx")
    out = tmp_path / "digits.convas"
    status, told, err = says("import", path, "-o", out)
    assert (status, err) == (0, "")
    assert f"Wrote digits with 6 blocks and 750 parameters to {out}." in told
    status, told, err = says("export", out, "--format", "pt", "-o", tmp_path / "digits.pt")
    assert (status, err) == (0, "")
    x = torch.rand(3, 1, 8, 8)
    loaded = torch.load(tmp_path / "digits.pt", weights_only=False)
    assert torch.allclose(loaded(x), module.eval()(x), atol=1e-6)
    assert says("check", out)[0] == 0


@pytest.mark.slow
def test_what_is_no_onnx_is_said(says, tmp_path):
    path = tmp_path / "net.onnx"
    path.write_text("class Net: pass")
    status, told, err = says("import", path, "-o", tmp_path / "x.convas")
    assert (status, told) == (2, "")
    assert "net.onnx is no file of ONNX, or is damaged" in err
    assert not (tmp_path / "x.convas").exists()


@pytest.mark.slow
def test_groups_and_several_inputs_become_a_project(says, file, tmp_path):
    out = tmp_path / "two.convas"
    status, told, err = says("import", f"{file}:Two", "-o", out, "--yes", "--shape", "3", "--shape", "2x3")
    assert (status, err) == (0, "")
    graph = load_project(out).graph
    assert [graph.blocks[id].layer.shape for id in graph.of_kind("Input")] == [(3,), (2, 3)]
    assert [one.name for one in graph.definitions["Block"].exposed] == ["width"]
    assert "erf has no block that could stand for it (net.py, line" in told
    status, told, _ = says("check", out)
    assert status == 0
    assert any(line.split()[:2] == ["total", "36"] for line in told.splitlines())


@pytest.mark.slow
def test_nothing_runs_before_the_user_agrees(file, tmp_path):
    command = [sys.executable, str(ROOT / "main.py"), "import", f"{file}:ready", "-o", str(tmp_path / "x.convas")]
    for answer in ("n\n", ""):
        done = subprocess.run(command, input=answer, capture_output=True, text=True, timeout=60)
        assert done.returncode == 2
        assert "net.py will be run" in done.stderr
        assert "Nothing was run." in done.stderr
        assert not file.with_name("ran").exists()
    done = subprocess.run(command, input="y\n", capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "No shape was given; it was followed with samples of 1×28×28." in done.stdout
    assert load_project(tmp_path / "x.convas").graph.of_kind("Linear")


@pytest.mark.slow
def test_the_source_comes_back(tmp_path):
    graph = zoo.build("lenet5")
    path = tmp_path / "lenet.py"
    path.write_text(emit(graph, "LeNet5").text)
    read = import_file(path, "LeNet5")
    assert emit(read.graph, "LeNet5").text.replace("flatten1", "flatten") == path.read_text()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Nix", "There is no Nix in net.py; there are: Net, Wants, Turned, Block, Two."),
        ("Wants", "Wants wants to be told classes;"),
        ("no_network", "no_network gives a int, not a torch.nn.Module."),
        ("fails", "fails() cannot be made: KeyError: 'something inside"),
        ("Turned", "flip has no block that could stand for it (net.py, line "),
        ("exits", "net.py ended the process that read it; nothing was imported."),
    ],
)
def test_what_cannot_be_imported_is_said(says, file, tmp_path, name, words):
    status, told, err = says("import", f"{file}:{name}", "--shape", "1,28,28", "-o", tmp_path / "x.convas", "--yes")
    assert (status, told) == (2, "")
    assert words in err
    assert len(err.strip().splitlines()) == 1
    assert "\x1b" not in err
    assert not (tmp_path / "x.convas").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "shape", "words"),
    [
        ("net.py", "1,28,28", "net.py names no network"),
        ("nowhere.py:Net", "1,28,28", "nowhere.py is not there"),
        ("net.py:Net", "1,2,big", "'1,2,big' is no shape"),
        ("net.py:Net", "1,0,3", "'1,0,3' is no shape"),
        ("net.py:Net", "1" * 5000, "is no shape"),
        ("net.py:Net", "1,28,9999999999999", "is no shape"),
    ],
)
def test_what_is_asked_wrongly_is_said(says, file, tmp_path, monkeypatch, source, shape, words):
    monkeypatch.chdir(tmp_path)
    status, told, err = says("import", source, "--shape", shape, "-o", "x.convas", "--yes")
    assert (status, told) == (2, "")
    assert words in err
    assert not file.with_name("ran").exists()


@pytest.mark.slow
def test_a_file_that_hangs_is_ended(file):
    began = time.monotonic()
    with pytest.raises(ImportFailed, match="given up: it had not ended after 6 seconds"):
        import_file(file, "hangs", limit=6)
    assert time.monotonic() - began < 15
    with pytest.raises(ProcessLookupError):
        os.kill(int(file.with_name("ran").read_text()), 0)


@pytest.mark.slow
def test_an_import_can_be_cancelled(file):
    with pytest.raises(ImportFailed, match="cancelled"):
        import_file(file, "hangs", cancelled=lambda: file.with_name("ran").exists())


@pytest.mark.slow
def test_the_importing_process_needs_no_torch():
    code = "import sys, builder.importing.torch.child_client, builder.importing\nassert 'torch' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_a_bug_in_the_child_is_logged_with_its_traceback_and_said_calmly(tmp_path, capsys):
    """What the file's own code raises is a message; what ours raises is a bug, in whichever process."""
    (tmp_path / "net.py").write_text(NET)

    @click.command("break")
    def broken():
        import_file(tmp_path / "net.py", 5)  # getattr(module, 5), in our code

    assert run(command_group(broken), ["break"]) == 2
    _, err = capsys.readouterr()
    assert err.startswith("convas: this is a mistake in Convas")
    (path,) = logs.folder().iterdir()
    text = path.read_text(encoding="utf-8")
    assert "ChildBug" in text
    assert "child_main.py" in text
    assert "TypeError" in text


@pytest.mark.slow
def test_what_the_file_raises_is_a_message(tmp_path, capsys):
    (tmp_path / "net.py").write_text("import sys\nsys.exit('no')\n")
    with pytest.raises(ImportFailed, match=r"Net could not be read: SystemExit: no"):
        import_file(tmp_path / "net.py", "Net")
