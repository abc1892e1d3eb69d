"""The doors of the house: who may import whom, what stays unloaded, and no import goes in a circle."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("builder", "backend", "gui")
FORBIDDEN = {
    "builder": {"backend", "gui", "main", "PySide6", "shiboken6", "pyqtgraph", "sklearn"},
    "backend": {"gui", "main", "PySide6", "shiboken6", "pyqtgraph"},
    "gui": {"main"},
}
LIGHT_BACKEND = (
    "protocol.recipe",
    "protocol.job",
    "protocol.events",
    "runs.history",
    "training.thread_runner",
    "runs.store",
    "export.export",
    "imported_weights",
    "datasets.registry",
)


def modules() -> dict[str, Path]:
    """Every module of the three rooms by its dotted name."""
    found = {}
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def imports(path: Path, *, top_level: bool = False) -> Iterator[str]:
    """The dotted names a file imports; with `top_level` only those that run when it is imported."""
    waiting: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path.name}: imports inside the project are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        lazy = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        typing_only = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        if not (top_level and (lazy or typing_only)):
            waiting.extend(ast.iter_child_nodes(node))


def target(name: str) -> str | None:
    """The module of ours that an imported name lies in."""
    while name and name not in MODULES:
        name = name.rpartition(".")[0]
    return name or None


@pytest.mark.parametrize("name", MODULES)
def test_doors_open_one_way(name: str) -> None:
    room = name.split(".")[0]
    wrong = {heard for heard in imports(MODULES[name]) if heard.split(".")[0] in FORBIDDEN[room]}
    assert not wrong


def test_nothing_below_imports_the_command_line() -> None:
    """It is the top room of backend: what it does can be done without it."""
    for name, path in MODULES.items():
        if not name.startswith("backend.cli"):
            assert not [heard for heard in imports(path) if heard.startswith("backend.cli")], name


GUI_FOLDERS = {
    "plots": {"common"},  # pure plot widgets: they draw arrays, and can be used without a training
    "training": {"common", "forms", "model", "plots"},
    "insight": {"common", "model", "plots", "training"},  # shows the session's network from the inside
    "dialogs": {"common", "model", "training"},  # an export takes the weights of the session
    "problems": {"common", "model"},
    "inspector": {"common", "forms", "model", "problems"},  # the page of a block lists its problems
    "palette": {"common", "model"},
    "code": {"common", "model"},
    "data": {"common", "forms", "model"},
}
"""What each folder of gui may import of the other folders of gui; no two import each other."""


@pytest.mark.parametrize("folder", GUI_FOLDERS)
def test_folders_of_gui_import_what_they_may(folder: str) -> None:
    inside = f"gui.{folder}."
    reached = {
        goal.split(".")[1]
        for name, path in MODULES.items()
        if name.startswith(inside)
        for heard in imports(path)
        if (goal := target(heard)) and goal.startswith("gui.") and not goal.startswith(inside)
    }
    assert reached <= GUI_FOLDERS[folder]


def test_torch_is_imported_late_in_builder_and_gui() -> None:
    eager = [
        name
        for name, path in MODULES.items()
        if name.split(".")[0] in ("builder", "gui")
        and any(heard.split(".")[0] == "torch" for heard in imports(path, top_level=True))
    ]
    assert not eager


def test_no_import_cycles() -> None:
    edges = {
        name: {
            goal
            for heard in imports(path, top_level=True)
            if (goal := target(heard)) and goal != name and not name.startswith(goal + ".")
        }
        for name, path in MODULES.items()
    }
    done: set[str] = set()
    path: list[str] = []

    def visit(name: str) -> None:
        if name in done:
            return
        assert name not in path, f"import cycle: {' -> '.join([*path[path.index(name) :], name])}"
        path.append(name)
        for goal in sorted(edges[name]):
            visit(goal)
        path.pop()
        done.add(name)

    for name in sorted(edges):
        visit(name)


def loaded_after(statement: str) -> set[str]:
    """The top packages in a fresh interpreter after `statement`."""
    code = f"{statement}\nimport sys\nprint(' '.join(sorted({{name.split('.')[0] for name in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("statement", "unloaded"),
    [
        ("import builder", {"torch", "PySide6", "numpy", "sklearn", "PIL"}),
        ("import gui, gui.app", {"torch", "pyqtgraph", "sklearn", "PIL"}),
        *[(f"import backend.{name}", {"torch", "PySide6", "sklearn", "PIL", "pooch"}) for name in LIGHT_BACKEND],
        ("import backend.training.engine", {"PySide6", "pyqtgraph", "sklearn"}),
        ("import main", {"torch", "PySide6", "pyqtgraph", "sklearn"}),
    ],
)
def test_what_stays_unloaded(statement: str, unloaded: set[str]) -> None:
    assert not loaded_after(statement) & unloaded


def test_void_qt_calls_keep_their_references() -> None:
    """PySide6 6.12.0 on Python 3.11 drops a reference to None at each void call, and the process dies of it."""
    code = (
        "import sys\nfrom PySide6.QtCore import QObject\n"
        "thing = QObject()\nbefore = sys.getrefcount(None)\n"
        "for number in range(5000): thing.setObjectName('x')\n"
        "print(before - sys.getrefcount(None))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert abs(int(done.stdout)) < 500
