"""How fast edits of ten thousand blocks are, as the window does them: the document changes, and its analysis follows.

``python -m tests.benchmarks.edits [--blocks 10000] [--times 60]`` prints medians with quartiles of every kind of edit,
of its undo and its redo, then what a thousand steps of undo hold in memory. Nothing is painted. Processor time is counted,
so that what else runs on the machine disturbs little.
"""

from __future__ import annotations

import argparse
import gc
import random
import time
import tracemalloc
from collections.abc import Callable, Mapping

import numpy as np

from builder import edits
from builder.analysis import Analysis, analyse_project
from builder.analysis.incremental import Analyser
from builder.layers import make
from builder.model.document import Document
from builder.model.graph import Graph, Port
from builder.model.project import Project
from builder.model.task import Task
from tests.benchmarks.networks import deep

TARGET = 5.0
"""Milliseconds that an edit, an undo or a redo may take with its analysis."""

FOLLOWING = 2.0
"""Milliseconds that the analysis alone may take where nothing downstream changes shape."""

STEPS, MEMORY = 1000, 50
"""So many steps of undo may hold so many megabytes."""

TASK = Task("classification", (1, 32, 32), tuple("0123456789"))

Edit = Callable[[Graph, int], Graph]


class Window:
    """What the window does of an edit that has no pixels: the document, and the analysis behind it."""

    def __init__(self, graph: Graph) -> None:
        self.document = Document(Project(graph, task=TASK))
        self.analyser = Analyser()
        self.analysis: Analysis = self.analyser.analyse_project(self.document.project)
        self.analysing = 0.0
        self.document.subscribe(self._follow)

    def _follow(self, _old: Project, new: Project) -> None:
        begun = time.process_time()
        self.analysis = self.analyser.analyse_project(new)
        self.analysing = 1000 * (time.process_time() - begun)

    def edit(self, edit: Edit, id: int) -> None:
        """Make an edit at a block, one step of undo."""
        self.document.edit("Edit", lambda graph: edit(graph, id))


def kinds(window: Window) -> Mapping[str, Edit]:
    """The edits by what they are called; each at a given ReLU."""
    ids, known = window.document.ids, lambda: window.analysis
    head = window.document.graph.of_kind("Linear")[0]
    return {
        "change a field": lambda graph, id: edits.set_fields(graph, [id - 2], {"bias": not _bias(graph, id - 2)}),
        "rename": lambda graph, id: edits.rename(graph, id, f"name{random.randrange(10**9)}"),
        "move": lambda graph, id: edits.move(graph, {id: (random.random(), 0.0)}),
        "insert on a wire": lambda graph, id: edits.insert_on_wire(graph, ids, make("ReLU"), Port(id)),
        "append": lambda graph, id: edits.append(graph, ids, "ReLU", id, task=TASK, known=known())[0],
        "append a Linear": lambda graph, _: edits.append(graph, ids, "Linear", head, task=TASK, known=known())[0],
        "add, unconnected": lambda graph, id: edits.add_block(graph, ids, make("ReLU"), (0.0, 0.0)),
        "skip": lambda graph, id: edits.add_skip(graph, ids, [id]),
        "delete": lambda graph, id: edits.delete(graph, [id]),
        "duplicate ten": lambda graph, id: edits.duplicate(graph, ids, range(id, id + 10))[0],
    }


def _bias(graph: Graph, id: int) -> bool:
    bias: bool = graph.blocks[id].layer.values()["bias"]
    return bias


def measured(window: Window, edit: Edit, times: int) -> dict[str, list[float]]:
    """Milliseconds of the edit at random blocks, of its undo and redo, and of the analysis alone."""
    taken: dict[str, list[float]] = {"edit": [], "undo": [], "redo": [], "analysis": []}
    ids = [block.id for block in window.document.graph.blocks.values() if block.kind == "ReLU"]
    for id in random.sample(ids, times):
        for name, act in (
            ("edit", lambda id=id: window.edit(edit, id)),
            ("undo", window.document.undo),
            ("redo", window.document.redo),
            ("", window.document.undo),
        ):
            begun = time.process_time()
            act()
            if name:
                taken[name].append(1000 * (time.process_time() - begun))
            if name == "edit":
                taken["analysis"].append(window.analysing)
    return taken


def memory(window: Window, edit: Edit) -> float:
    """Megabytes that a thousand steps of undo hold."""
    ids = [block.id for block in window.document.graph.blocks.values() if block.kind == "ReLU"]
    gc.collect()
    tracemalloc.start()
    for at in range(STEPS):
        window.edit(edit, ids[at % len(ids)])
    gc.collect()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return held / 1e6


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--blocks", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=60)
    asked = parser.parse_args()
    random.seed(1)
    graph = deep(asked.blocks)
    window = Window(graph)
    print(
        f"{asked.blocks:,} blocks, {asked.times} times each; milliseconds, median [quartiles]; "
        f"targets: {TARGET:g}, and {FOLLOWING:g} for the analysis"
    )
    print(f"  {'':<18}" + "".join(f"{name:>22}" for name in ("edit", "undo", "redo", "analysis alone")))
    for name, edit in kinds(window).items():
        found = measured(window, edit, asked.times)
        cells = ["{1:.2f} [{0:.2f}, {2:.2f}]".format(*np.percentile(values, [25, 50, 75])) for values in found.values()]
        print(f"  {name:<18}" + "".join(f"{cell:>22}" for cell in cells))
    if window.analysis != analyse_project(window.document.project):
        raise SystemExit("The analysis that followed the edits is not that of the network.")
    for name in ("insert on a wire", "change a field"):
        held = memory(Window(graph), kinds(window)[name])
        print(f"  {STEPS:,} steps of undo ({name}): {held:.1f} MB (target {MEMORY})")


if __name__ == "__main__":
    main()
