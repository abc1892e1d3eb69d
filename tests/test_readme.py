"""The worked example of the README: the layer that it adds is known everywhere, and the catalogue's own tests pass on it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


ROOT = Path(__file__).parents[1]

KNOWN_EVERYWHERE = """
import torch
from PySide6.QtWidgets import QApplication, QLabel, QSpinBox

app = QApplication([])

from builder import LAYERS, Sketch, analyse, compile_graph, emit
from builder.edits import Ids
from builder.model.graph import Block
from builder.files.project_file import parse_project, project_text
from builder.model.project import Project
from builder.repairs.repairs import repairs_for
from gui.inspector.inspector import Inspector
from gui.palette.palette import Palette
from gui.model.workspace import Workspace

assert LAYERS["Maxout"].title == "Maxout"
net = Sketch()
x = net("Conv2d", net("Input", shape=(3, 8, 8)), out_channels=9, padding=1)
x = net("Maxout", x, pieces=3)
net("Output", x)
report = analyse(net.graph)
assert report.ok and report.blocks[x].output.sizes == (3, 8, 8)
assert ".unflatten(1, (-1, 3)).amax(2)" in emit(net.graph).text
module = compile_graph(net.graph).eval()
image = torch.rand(2, 3, 8, 8)
conv = module.get_submodule("conv1")(image)
torch.testing.assert_close(module(image), torch.stack([conv[:, c * 3 : c * 3 + 3].amax(1) for c in range(3)], 1))
assert parse_project(project_text(Project(net.graph))).graph == net.graph

odd = net.graph.with_block(Block(x, "maxout1", LAYERS["Maxout"](pieces=2)))
(problem,) = analyse(odd).errors
assert problem.text() == "maxout1 makes one map of every 2, but conv1 gives 9."
assert [repair.label for repair in repairs_for(Project(odd), problem, Ids(9))] == ["Set pieces to 1 in maxout1"]

workspace = Workspace(Project(odd))
palette = Palette(workspace)
palette.search.setText("maxout")
assert palette.tree.current_kind() == "Maxout"
inspector = Inspector(workspace)
inspector.show()
workspace.select({x})
assert inspector.findChild(QLabel, "blockTitle").text() == "Maxout"
assert "Goodfellow" in inspector.findChild(QLabel, "blockAbout").text()
assert next(box for box in inspector.findChildren(QSpinBox, "field.pieces") if box.isVisible()).value() == 2
print("known everywhere")
"""

TESTS = (
    "layers/test_layers_torch.py",
    "layers/test_layers_help.py",
    "layers/test_layers_limits.py",
    "cost/test_training_memory.py",
)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with the file that the README shows."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("builder", "backend", "gui", "resources", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "golden", "e2e"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    text = (ROOT / "README.md").read_text()
    (place,) = re.findall(r"`(builder/layers/\w+\.py)`:\n", text)
    (code,) = re.findall(r"```python\n(.*?)```", text.split("## Adding a layer")[1], re.DOTALL)
    (folder / place).write_text(code)
    return folder


def run_in(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What Python says in the copy."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(checkout),
        "QT_QPA_PLATFORM": "offscreen",
        "CONVAS_HOME": str(checkout / "home"),
    }
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=checkout, env=environment, check=False, timeout=200)


def test_the_layer_of_the_example_is_known_everywhere(checkout: Path) -> None:
    made = run_in(checkout, "-c", KNOWN_EVERYWHERE)
    assert made.returncode == 0, made.stdout + made.stderr
    assert made.stdout.strip().endswith("known everywhere")


def test_the_tests_of_the_catalogue_find_it_and_pass(checkout: Path) -> None:
    files = [f"tests/builder/{name}" for name in TESTS]
    made = run_in(checkout, "-m", "pytest", "-q", "-k", "Maxout", "-p", "no:cacheprovider", *files)
    assert made.returncode == 0, made.stdout + made.stderr
    found = re.search(r"(\d+) passed", made.stdout)
    assert found is not None
    assert int(found[1]) >= 15


def test_the_example_is_written_as_the_rest_is(checkout: Path) -> None:
    for arguments in (("format", "--check"), ("check",)):
        made = run_in(checkout, "-m", "ruff", *arguments, "builder/layers/maxout.py")
        assert made.returncode == 0, made.stdout + made.stderr
