"""How fast the canvas paints: medians at 500 and 1,000 blocks, next to a scene of as many bare rectangles.

Run it: ``QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.canvas``. Fit shows all blocks, 100% about sixty.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QGraphicsScene, QGraphicsView

from builder import edits
from builder.layers import make
from builder.model.graph import Block, Graph, Port
from builder.model.layout.arrange import BLOCK_HEIGHT, BLOCK_WIDTH, GAP_X, GAP_Y
from builder.model.project import Project
from gui.canvas.view import CanvasView
from gui.model.workspace import Workspace

SIZE = (1600, 1000)
TIMES = 15


def network(count: int) -> Graph:
    """`count` blocks in columns, wired from the first to the last."""
    columns = max(1, round((count * (BLOCK_HEIGHT + GAP_Y) / (BLOCK_WIDTH + GAP_X) * SIZE[0] / SIZE[1]) ** 0.5))
    rows = -(-count // columns)
    kinds = [make("Conv2d", out_channels=16, kernel_size=3, padding=1), make("BatchNorm2d"), make("ReLU"), make("Dropout")]
    blocks = [Block(1, "input1", make("Input", shape=(16, 32, 32)))]
    blocks += [Block(id, f"block{id}", kinds[id % len(kinds)]) for id in range(2, count + 1)]
    wires = {Port(id): Port(id - 1) for id in range(2, count + 1)}
    places = {id: divmod(id - 1, rows) for id in range(1, count + 1)}
    positions = {id: (x * (BLOCK_WIDTH + GAP_X), y * (BLOCK_HEIGHT + GAP_Y)) for id, (x, y) in places.items()}
    return Graph.of(blocks, wires, positions)


def bare(graph: Graph) -> QGraphicsView:
    """The same blocks as rectangles that Qt paints, without wires or words."""
    scene = QGraphicsScene()
    view = QGraphicsView(scene)
    scene.setParent(view)
    for x, y in graph.positions.values():
        scene.addRect(QRectF(x - BLOCK_WIDTH / 2, y - BLOCK_HEIGHT / 2, BLOCK_WIDTH, BLOCK_HEIGHT))
    view.setRenderHint(QPainter.RenderHint.Antialiasing)
    view.resize(*SIZE)
    view.show()
    view.fitInView(scene.itemsBoundingRect())
    return view


def median(run: Callable[[], object]) -> float:
    """The median time of `run` in milliseconds."""
    taken = []
    for _ in range(TIMES):
        start = time.perf_counter()
        run()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def frame(view: QGraphicsView, change: Callable[[], object]) -> float:
    """The median time of a change and the frame that shows it."""

    def run() -> None:
        change()
        QApplication.processEvents()

    run()
    return median(run)


def zooming(view: QGraphicsView) -> Callable[[], None]:
    """A zoom that goes in and out by a tenth in turn."""
    factors = [1.1, 1 / 1.1]

    def zoom() -> None:
        factor = factors[0]
        factors.reverse()
        if isinstance(view, CanvasView):
            view.viewport_.zoom_to(view.viewport_.scale * factor)
        else:
            view.scale(factor, factor)

    return zoom


def measured(count: int) -> dict[str, float]:
    """All figures for `count` blocks, in milliseconds."""
    graph = network(count)
    workspace = Workspace(Project(graph=graph))
    start = time.perf_counter()
    view = CanvasView(workspace)
    figures = {"build": (time.perf_counter() - start) * 1000}
    view.resize(*SIZE)
    view.show()
    view.viewport_.fit()
    figures["fit repaint"] = frame(view, view.viewport().update)
    figures["fit zoom frame"] = frame(view, zooming(view))
    plain = bare(graph)
    figures["bare fit repaint"] = frame(plain, plain.viewport().update)
    figures["bare zoom frame"] = frame(plain, zooming(plain))
    plain.close()
    view.viewport_.zoom_to(0.55)
    figures["55% repaint"] = frame(view, view.viewport().update)
    view.viewport_.reset_zoom()
    figures["100% repaint"] = frame(view, view.viewport().update)
    figures["100% pan"] = frame(view, lambda: view.viewport_.scroll_by(QPoint(3, 2)))
    middle = graph.ids()[len(graph.blocks) // 2]
    view.center_on(middle)
    x, _y = graph.positions[middle]
    figures["edit: move one"] = frame(
        view, lambda: view.refusals.edit("Move", lambda old: edits.move(old, {middle: (x, old.positions[middle][1] + 1)}))
    )
    figures["select"] = frame(view, lambda: workspace.select({middle} ^ workspace.selection))
    view.close()
    return figures


def main() -> int:
    """Print a table."""
    application = QApplication.instance() or QApplication(sys.argv)
    table = {count: measured(count) for count in (500, 1000)}
    rows = list(table[500])
    sys.stdout.write(f"{'median ms':20}" + "".join(f"{count:>10,}" for count in table) + "\n")
    for row in rows:
        sys.stdout.write(f"{row:20}" + "".join(f"{table[count][row]:10.1f}" for count in table) + "\n")
    for ours, theirs in (("fit repaint", "bare fit repaint"), ("fit zoom frame", "bare zoom frame")):
        sys.stdout.write(f"{ours + ' / bare':20}" + "".join(f"{t[ours] / t[theirs]:10.2f}" for t in table.values()) + "\n")
    application.processEvents()
    return 0


if __name__ == "__main__":
    sys.exit(main())
