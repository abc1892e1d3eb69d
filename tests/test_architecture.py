"""Who may import whom, folder by folder; what stays unloaded; and that no import goes in a circle.

Imports inside functions and under ``TYPE_CHECKING`` count like any other.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
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

# A row: the folder (or one module), what it may import besides itself, and why. Every row may import only rows above it,
# so the table lists the layers of each package from the bottom up. "builder" and "backend" alone mean all of their rows.
BODIES = ("builder.model", "builder.tasks", "builder.layers", "builder.common")
NETWORK = ("builder.groups", "builder.analysis", *BODIES)
EDITING = ("builder.edits", "builder.files", "builder.model.layout", *NETWORK)
IMPORTED = ("builder.importing.common", "builder.emit", "builder.model.layout", *NETWORK)
WIDGETS = ("gui.common", "gui.model")
CANVAS = ("gui.canvas.view", "gui.canvas.gestures", "gui.canvas.commands", "gui.canvas.overlays", "gui.canvas")
PANELS = (*CANVAS, "gui.inspector", "gui.data", "gui.code", "gui.palette", "gui.problems", "gui.forms")

RULES: dict[str, tuple[tuple[str, ...], str]] = {
    "builder.common": ((), "helpers that know nothing of networks"),
    "builder.layers": (("builder.common",), "a kind of layer is declared without graphs, analysis or files"),
    "builder.tasks": (("builder.layers", "builder.common"), "what an Output must give is said of shapes, without graphs"),
    "builder.model": (
        ("builder.tasks", "builder.layers", "builder.common"),
        "values: they know neither their analysis nor their file",
    ),
    "builder.model.layout": (("builder.model",), "positions follow from the graph alone"),
    "builder.analysis": (BODIES, "computed from the values; groups are layers that analyse their own body"),
    "builder.groups": (("builder.analysis", *BODIES), "a group is a layer whose shape rule is the analysis of its body"),
    "builder.cost": (NETWORK, "memory and receptive fields are derived from an analysis"),
    "builder.files": ((*NETWORK, "builder.model.layout"), "reads and writes values; blocks without a position are laid out"),
    "builder.emit": (("builder.cost", *NETWORK), "source is made from an analysed network; checks against memory limits"),
    "builder.edits": (EDITING, "graph -> graph; the clipboard uses the file format"),
    "builder.repairs": (EDITING, "candidates are edits, tried with an analysis"),
    "builder.sketch": (EDITING, "writes networks as code: edits with names"),
    "builder.block_library": (("builder.sketch", "builder.groups", "builder.common"), "ready-made groups are sketches"),
    "builder.zoo": (("builder.sketch", "builder.block_library", *EDITING), "networks are sketches of layers and groups"),
    "builder.importing.common": (("builder.emit", "builder.model.layout", *NETWORK), "shared by both fronts"),
    "builder.importing.grouping": (IMPORTED, "folds a flat network into groups, whoever drew it"),
    "builder.importing.torch.tracers": (IMPORTED, "trace modules, and know nothing of blocks"),
    "builder.importing.torch": (
        ("builder.importing.torch.tracers", "builder.importing.grouping", "builder.files", *IMPORTED),
        "a module is traced in a child process, the reply is JSON",
    ),
    "builder.importing.onnx": (IMPORTED, "a bounded reader without torch's front"),
    "builder.importing": (("builder.importing.torch", *IMPORTED), "the entry of the importers"),
    "builder.check_report": (("builder.repairs", "builder.cost", *EDITING), "a report joins analysis, cost and repairs"),
    "builder": (("builder",), "the public names"),
    "backend.paths": ((), "folders of the user"),
    "backend.logs": (("backend.paths",), "log files lie in the user's folder"),
    "backend.torch_utils": ((), "context managers around torch"),
    "backend.datasets": (("backend.paths", "builder"), "data know nothing of training"),
    "backend.datasets.report": (("backend.datasets", "builder"), "looks at any data, whoever asks"),
    "backend.protocol": (("backend.datasets", "builder"), "the contract of engine, window and command line; no torch"),
    "backend.metrics": (("builder",), "stored outputs are measured without torch, by whoever shows them"),
    "backend.tasks": (("backend.metrics", "backend.protocol", "builder"), "losses and metrics without a loop"),
    "backend.runs": (
        ("backend.protocol", "backend.paths", "builder"),
        "run folders, read without a training",
    ),
    "backend.failures": (
        ("backend.protocol", "builder"),
        "a network fails in the same ways in a training and when a saved run is looked at",
    ),
    "backend.insight": (
        ("backend.failures", "backend.metrics", "backend.protocol", "backend.runs", "backend.torch_utils", "builder"),
        "observers look into any module, live or saved, without a loop",
    ),
    "backend.training": (
        (
            "backend.tasks",
            "backend.insight",
            "backend.failures",
            "backend.runs",
            "backend.protocol",
            "backend.datasets",
            "backend.torch_utils",
            "builder",
        ),
        "the loop uses data, runs and probes, never the other way round",
    ),
    "backend.export": (
        ("backend.datasets", "backend.protocol", "backend.runs", "builder"),
        "exports from a run, without a loop",
    ),
    "backend.imported_weights": (("backend.training", "backend.runs", "backend.protocol", "builder"), "weights become a run"),
    "backend.cli": (("backend", "builder"), "the top of backend: nothing in backend imports it"),
    "backend": ((), "process-wide settings"),
    "gui.common": (("builder",), "used by every room, so it knows none of them"),
    "gui.model": (("gui.common", "backend", "builder"), "what the window knows, without widgets"),
    "gui.forms": (("gui.common", "builder"), "editors of declared fields, wherever the fields come from"),
    "gui.plots": (("gui.common",), "draw plain arrays"),
    "gui.problems": ((*WIDGETS, "builder"), "lists what the analysis says"),
    "gui.palette": ((*WIDGETS, "builder"), "offers layers and groups"),
    "gui.code": ((*WIDGETS, "builder"), "shows the source"),
    "gui.data": (
        ("gui.problems", "gui.plots", "gui.forms", *WIDGETS, "backend", "builder"),
        "shows data sets, and what does not fit them",
    ),
    "gui.inspector": (("gui.problems", "gui.forms", *WIDGETS, "backend", "builder"), "edits fields of the selection"),
    "gui.canvas": ((*WIDGETS, "builder"), "scene, items and viewport show the workspace, and can be used without a canvas"),
    "gui.canvas.overlays": (("gui.canvas", *WIDGETS, "builder"), "lie over a view, and know no commands"),
    "gui.canvas.commands": (("gui.canvas", *WIDGETS, "builder"), "edit the workspace through protocols, without any view"),
    "gui.canvas.gestures": (("gui.canvas.commands", "gui.canvas", *WIDGETS, "builder"), "turn the pointer into commands"),
    "gui.canvas.workspace_follower": (
        ("gui.canvas.gestures", "gui.canvas.overlays", "gui.canvas", *WIDGETS, "builder"),
        "cancels gestures and refreshes overlays when the workspace changes",
    ),
    "gui.canvas.view": (("gui.canvas.workspace_follower", *CANVAS, *WIDGETS), "receives Qt's events and composes the rest"),
    "gui.training": (("gui.plots", "gui.forms", *WIDGETS, "backend", "builder"), "a training as the window sees it"),
    "gui.insight": (("gui.training", "gui.plots", *WIDGETS, "backend", "builder"), "looks into the network that is trained"),
    "gui.dialogs": (
        ("gui.training", *WIDGETS, "backend", "builder"),
        "import and export; an export can be of a running training",
    ),
    "gui.shell": (
        ("gui.dialogs", "gui.insight", "gui.training", *PANELS, "gui.plots", *WIDGETS, "backend", "builder"),
        "the window joins the rooms",
    ),
    "gui.display": (("builder",), "asks the system for a display before Qt is loaded"),
    "gui.quick_start": ((), "imports PySide6 before anything else does"),
    "gui.app": (("gui.shell", "gui.quick_start", *WIDGETS, "builder", "backend"), "assembles the program"),
    "gui": ((), "process-wide settings"),
}
"""Layers of the packages: folder -> (what it may import, why)."""


def modules() -> dict[str, Path]:
    """Every module of the three rooms by its dotted name."""
    found = {}
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


@cache
def parse(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path, *, top_level: bool = False) -> tuple[str, ...]:
    """The dotted names that a file imports; with `top_level` only those that run when it is imported."""
    return tuple(_imports(path, top_level=top_level))


def _imports(path: Path, *, top_level: bool) -> Iterator[str]:
    """The dotted names a file imports; with `top_level` only those that run when it is imported."""
    waiting: list[ast.AST] = [parse(path)]
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


@pytest.mark.parametrize("package", FORBIDDEN)
def test_doors_open_one_way(package: str) -> None:
    inside = (name for name in MODULES if name.split(".")[0] == package)
    wrong = {
        f"{name} -> {heard}" for name in inside for heard in imports(MODULES[name]) if heard.split(".")[0] in FORBIDDEN[package]
    }
    assert not wrong


def test_nothing_below_imports_the_command_line() -> None:
    """It is the top room of backend: what it does can be done without it."""
    for name, path in MODULES.items():
        if not name.startswith("backend.cli"):
            assert not [heard for heard in imports(path) if heard.startswith("backend.cli")], name


def test_torch_is_imported_late_in_builder_and_gui() -> None:
    eager = [
        name
        for name, path in MODULES.items()
        if name.split(".")[0] in ("builder", "gui")
        and any(heard.split(".")[0] == "torch" for heard in imports(path, top_level=True))
    ]
    assert not eager


@cache
def edges() -> dict[str, set[str]]:
    """Every module of ours with the modules of ours that it imports anywhere; its own packages do not count."""
    return {
        name: {goal for heard in imports(path) if (goal := target(heard)) and goal != name and not name.startswith(goal + ".")}
        for name, path in MODULES.items()
    }


def room_of(module: str) -> str:
    """The row of RULES that a module falls under: the longest that it lies in."""
    while module not in RULES:
        module = module.rpartition(".")[0]
    return module


def within(room: str, allowed: tuple[str, ...]) -> bool:
    """Whether `room` is one of the rows named; the three packages mean all of their rows."""
    return room in allowed or any(room.startswith(f"{each}.") for each in allowed if each in ROOMS)


@pytest.mark.parametrize("room", RULES)
def test_folders_import_what_they_may(room: str) -> None:
    allowed, reason = RULES[room]
    wrong = {
        f"{name} -> {goal}"
        for name in MODULES
        if room_of(name) == room
        for goal in edges()[name]
        if (other := room_of(goal)) != room and not within(other, allowed)
    }
    assert not wrong, f"{room}: {reason}"


def test_the_rules_are_layers() -> None:
    rows = list(RULES)
    upwards = {
        (room, allowed)
        for at, room in enumerate(rows)
        for allowed in RULES[room][0]
        if allowed not in ("builder", "backend") and rows.index(allowed) > at
    }
    assert not upwards


def circles(graph: dict[str, set[str]]) -> list[set[str]]:
    """The strongly connected components of more than one module (Tarjan)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[set[str]] = []

    def visit(name: str) -> None:
        index[name] = low[name] = len(index)
        stack.append(name)
        for goal in sorted(graph[name]):
            if goal not in index:
                visit(goal)
                low[name] = min(low[name], low[goal])
            elif goal in stack:
                low[name] = min(low[name], index[goal])
        if low[name] == index[name]:
            at = stack.index(name)
            if len(stack) - at > 1:
                found.append(set(stack[at:]))
            del stack[at:]

    for name in sorted(graph):
        if name not in index:
            visit(name)
    return found


def test_no_import_cycles() -> None:
    assert not circles(edges())


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
        ("\n".join(f"import backend.{name}" for name in LIGHT_BACKEND), {"torch", "PySide6", "sklearn", "PIL", "requests"}),
        ("import backend.training.engine", {"PySide6", "pyqtgraph", "sklearn"}),
        ("import main", {"torch", "PySide6", "pyqtgraph", "sklearn"}),
    ],
    ids=["builder", "gui", "light modules of backend", "engine", "main"],
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
