"""How fast a group is entered, changed and left on the canvas: medians in networks of 100, 1,000 and 10,000 blocks.

Run it: ``QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.groups``. Entering is to take less than 100 ms.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from builder import edits
from builder.block_library import ready_made
from builder.model.project import Project
from gui.canvas.view import CanvasView
from gui.model.workspace import Workspace
from tests.benchmarks.canvas import SIZE, network

TIMES = 7


def taken(run: Callable[[], object]) -> float:
    """How long `run` takes with the painting that follows, in milliseconds."""
    start = time.perf_counter()
    run()
    QApplication.processEvents()
    return (time.perf_counter() - start) * 1000


def measured(count: int) -> dict[str, float]:
    """The medians with `count` other blocks, in milliseconds."""
    workspace = Workspace(Project(network(count)))
    view = CanvasView(workspace)
    view.resize(*SIZE)
    view.show()
    QTest.qWaitForWindowExposed(view)
    workspace.select([count])
    group = workspace.append("BasicBlock")
    if group is None:
        raise RuntimeError("The group was not added.")
    conv = next(id for id, block in ready_made()["BasicBlock"].body.blocks.items() if block.kind == "Conv2d")
    times: dict[str, list[float]] = {"enter": [], "change inside": [], "leave": []}
    for number in range(TIMES):
        stride = (1 + number % 2,) * 2
        times["enter"].append(taken(lambda: workspace.enter(group)))
        edit = taken(lambda stride=stride: workspace.edit("Change", lambda g: edits.set_fields(g, [conv], {"stride": stride})))
        times["change inside"].append(edit)
        times["leave"].append(taken(workspace.leave))
    view.close()
    return {name: statistics.median(values) for name, values in times.items()}


def main() -> int:
    """Print a line for each size."""
    application = QApplication.instance() or QApplication([])
    for count in (100, 1000, 10_000):
        words = ", ".join(f"{name} {value:.1f} ms" for name, value in measured(count).items())
        sys.stdout.write(f"{count:>6,} blocks: {words}\n")
    application.processEvents()
    return 0


if __name__ == "__main__":
    sys.exit(main())
