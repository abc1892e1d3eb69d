"""What showing a training costs it: throughput while curves and feature maps are drawn, compared with nothing drawn.

``CONVAS_DATA=FOLDER python -m tests.benchmarks.plotting [--pairs 12] [--window 1.0] [--threads N] [--watched]`` prints
ratios with quartiles. One LeNet-5 learns MNIST in the real window; stretches with and without repainting take turns
in that one run, and neighbours are compared. Without repainting means: the window is open, nothing is drained.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QEventLoop, QSettings, QTimer

from backend.datasets.base import task_for
from backend.datasets.registry import source
from backend.datasets.splits import DataSpec
from backend.protocol.events import Batches
from backend.protocol.recipe import defaults_for
from backend.runs.store import RunStore
from backend.training.device import cores
from builder import zoo
from gui.app import application
from gui.model.settings import Settings
from gui.shell.main_window import MainWindow
from gui.training.training_session import TrainingState

SHOWN_MS, WATCHED_MS = 200, 100


def rest(milliseconds: int) -> None:
    """Let the window live so long. (QTest.qWait keeps Python's lock: the training would stand still.)"""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Seconds of work from `begin` to `end`, drawn or not."""

    begin: float
    end: float
    drawn: bool


class Course:
    """Samples against seconds of work, from what the run wrote down; measuring between epochs is left out."""

    def __init__(self, store: RunStore) -> None:
        parts = [event for event in store.events() if isinstance(event, Batches)]
        self.ends = np.array([part.elapsed for part in parts])
        self.seconds = np.array([part.seconds for part in parts])
        self.samples = np.array([part.samples for part in parts])

    def rate(self, stretch: Stretch) -> float:
        """Samples a second within a stretch; a report that lies in it in part counts in part."""
        overlap = np.minimum(self.ends, stretch.end) - np.maximum(self.ends - self.seconds, stretch.begin)
        share = np.clip(overlap / self.seconds, 0, 1)
        return float((share * self.samples).sum() / (share * self.seconds).sum())


class Watched:
    """The real window with a training in it, its curves and the maps of a block in view."""

    def __init__(self, threads: int, interval: int) -> None:
        application([])
        self.interval = interval
        self.folder = tempfile.TemporaryDirectory()
        store = QSettings(f"{self.folder.name}/settings.ini", QSettings.Format.IniFormat)
        self.window = MainWindow(settings=Settings(store))
        self.window.load()
        parts = self.window.training
        assert parts is not None
        self.session = parts.session
        info, data = source("mnist").info(), DataSpec(name="mnist")
        recipe = defaults_for("mnist").with_values(epochs=100_000, threads=threads)
        project = zoo.project("lenet5", task_for(info), data.record(), recipe.record())
        self.window.workspace.open(project, None)
        self.window.show()
        assert parts.train()
        self.window.docks["maps"].setFloating(True)
        self.window.docks["maps"].show()
        self.window.workspace.select({project.graph.of_kind("Conv2d")[0]})
        self.wait_for(lambda: self.session.history.step > 0)
        self.timer = self.session.bridge.findChild(QTimer)
        assert self.timer is not None

    def wait_for(self, met: Callable[[], bool]) -> None:
        """Let the window live until something is so, two minutes at most."""
        deadline = time.monotonic() + 120
        while not met():
            assert time.monotonic() < deadline, self.session.state
            rest(20)

    def stretches(self, pairs: int, window: float) -> Iterator[Stretch]:
        """Draw and do not draw by turns; the first pair warms up and is left out."""
        for number in range(2 * (pairs + 1)):
            drawn = number % 2 == 0
            self.timer.start(self.interval) if drawn else self.timer.stop()
            rest(100)
            begin = time.perf_counter()
            rest(int(1000 * window))
            if number > 1:
                yield Stretch(begin, time.perf_counter(), drawn)

    def end(self) -> None:
        """Stop the training and close."""
        self.timer.start(self.interval)
        self.session.stop()
        self.session.stop()
        self.wait_for(lambda: self.session.state is TrainingState.FINISHED and not self.session.bridge.busy)
        self.window.workspace.document.mark_saved(self.window.workspace.document.path)
        self.window.close()
        assert self.window.training is not None
        self.window.training.join()


def measured(threads: int, interval: int, pairs: int, window: float) -> tuple[list[float], float]:
    """The ratios of neighbouring stretches, drawn over not drawn, and the speed when nothing is drawn."""
    watched = Watched(threads, interval)
    offset = Offset()
    watched.session.updated.connect(lambda: offset.note(watched.session.history.elapsed))
    found = list(watched.stretches(pairs, window))
    watched.end()
    store = watched.session.run.store
    assert store is not None
    course = Course(store)
    rates = [(part.drawn, course.rate(offset.applied(part))) for part in found]
    ratios = [a[1] / b[1] if a[0] else b[1] / a[1] for a, b in pairwise(rates)]
    return ratios, float(np.median([rate for drawn, rate in rates if not drawn]))


class Offset:
    """From the clock on the wall to seconds of work: what the freshest report says is now."""

    def __init__(self) -> None:
        self.smallest = float("inf")

    def note(self, elapsed: float) -> None:
        """A report came that was made when so many seconds of work were done."""
        self.smallest = min(self.smallest, time.perf_counter() - elapsed)

    def applied(self, stretch: Stretch) -> Stretch:
        """The stretch in seconds of work."""
        return Stretch(stretch.begin - self.smallest, stretch.end - self.smallest, stretch.drawn)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=12)
    parser.add_argument("--window", type=float, default=1.0)
    parser.add_argument("--threads", type=int, default=cores())
    parser.add_argument("--watched", action="store_true", help="10 times a second, as when the mouse is over it")
    asked = parser.parse_args()
    if not source("mnist").ready():
        parser.exit(2, f"MNIST is not in {source('mnist').location()}; set CONVAS_DATA to the folder that holds it.\n")
    interval, goal = (WATCHED_MS, 0.94) if asked.watched else (SHOWN_MS, 0.96)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CONVAS_HOME"] = str(Path(folder))
        ratios, speed = measured(asked.threads, interval, asked.pairs, asked.window)
    low, middle, high = np.percentile(ratios, [25, 50, 75])
    print(f"LeNet-5 on MNIST, {asked.threads} threads, {speed:,.0f} samples a second with nothing drawn")
    print(f"  drawn at {1000 // interval} Hz / not drawn  {middle:.3f} [{low:.3f}, {high:.3f}]  (target {goal})")


if __name__ == "__main__":
    main()
