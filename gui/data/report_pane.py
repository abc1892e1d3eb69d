"""What a look at all images finds: remarks with advice, statistics of the pixels, a baseline, duplicates, and notes."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from backend.datasets.base import Splits
from backend.datasets.report.data_report import DataReport, measure_data
from backend.datasets.report.duplicates import Duplicates
from backend.datasets.report.findings import SPLIT_TITLES, Finding
from backend.datasets.report.pixel_statistics import PixelStatistics
from backend.datasets.time_left import with_time_left
from builder import edits
from builder.common.progress import Progress
from builder.model.graph import Graph
from gui.common.i18n import say
from gui.common.layouts import clear_layout
from gui.common.theme import SPACE, Theme, pixmap
from gui.common.theme_watch import theme_watch
from gui.common.worker import Cancelled, Worker
from gui.model.workspace import Workspace

DIGITS = 4
"""Mean and deviation are put into Input with so many digits."""


class ReportPane(QWidget):
    """Measures the images when it is looked at, in a thread; `measured` carries the report."""

    measured = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """Without data."""
        super().__init__(parent)
        self.setObjectName("dataReport")
        self._workspace = workspace
        self._splits: Splits | None = None
        self.report: DataReport | None = None
        self._put: QPushButton | None = None
        self._worker = Worker(self)
        self._worker.progressed.connect(self._show_progress)
        self._worker.done.connect(self._take)
        self._worker.failed.connect(lambda text, _bug: self._show_stopped(text))
        self._worker.stopped.connect(lambda: self._show_stopped(self.tr("The images were not looked at.")))
        self._pages = QStackedWidget()
        self._pages.addWidget(self._waiting_page())
        self._pages.addWidget(self._stopped_page())
        self._pages.addWidget(self._result_page())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        workspace.changed.connect(self._follow_input)
        theme_watch(self, self._redraw)

    def show_splits(self, splits: Splits) -> None:
        """Measure these images, now or when this is seen."""
        if splits is self._splits:
            return
        self._worker.forget()
        self._splits, self.report = splits, None
        self._show_progress("", 0, 0)
        if self.isVisible():
            self._measure()

    def forget(self) -> None:
        """The data are others, or none: end what runs."""
        self._worker.forget()
        self._splits, self.report = None, None

    def shut_down(self, timeout: float = 5.0) -> bool:
        """End the thread; False when it still runs after `timeout` seconds."""
        self._worker.forget()
        return self._worker.join(timeout)

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the images when that is wanted."""
        super().showEvent(event)
        if self._splits is not None and self.report is None and not self._worker.running:
            self._measure()

    # -- pages ---------------------------------------------------------------------------------------------------

    def _waiting_page(self) -> QWidget:
        self._doing = QLabel()
        self._doing.setObjectName("reportProgressWords")
        self._doing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._doing.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setObjectName("reportProgress")
        self._bar.setAccessibleName(self.tr("Progress"))
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.setObjectName("reportCancel")
        self._cancel.setAccessibleName(self.tr("Stop looking at the images"))
        self._cancel.clicked.connect(self._worker.cancel)
        return _centred(self._doing, self._bar, self._cancel)

    def _stopped_page(self) -> QWidget:
        self._why = QLabel()
        self._why.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._why.setWordWrap(True)
        self._why.setProperty("role", "muted")
        again = QPushButton(self.tr("Look at them"))
        again.setObjectName("reportAgain")
        again.clicked.connect(self._measure)
        return _centred(self._why, again)

    def _result_page(self) -> QWidget:
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, SPACE, SPACE, SPACE)
        self._column.setSpacing(SPACE)
        scroll = QScrollArea()
        scroll.setObjectName("reportScroll")
        scroll.setAccessibleName(self.tr("Report on the data"))
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        return scroll

    # -- measuring -----------------------------------------------------------------------------------------------

    def _measure(self) -> None:
        splits = self._splits
        if splits is None:
            return

        def work(progress: Progress, cancelled: Cancelled) -> DataReport:
            return measure_data(splits, with_time_left(progress), cancelled)

        self._show_progress(self.tr("Looking at the images"), 0, 0)
        self._worker.start(work, name="data report")

    def _show_progress(self, text: str, done: int, total: int) -> None:
        self._doing.setText(f"{text}…" if text else "")
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._pages.setCurrentIndex(0)

    def _show_stopped(self, text: str) -> None:
        self._why.setText(text)
        self._pages.setCurrentIndex(1)

    def _take(self, report: DataReport) -> None:
        self.report = report
        self._redraw()
        self._pages.setCurrentIndex(2)
        self.measured.emit(report)

    # -- showing -------------------------------------------------------------------------------------------------

    def _redraw(self) -> None:
        report = self.report
        if report is None:
            return
        clear_layout(self._column)
        for finding in report.findings:
            self._column.addWidget(self._finding_row(finding))
        if not report.findings:
            self._column.addWidget(self._line("success", self.tr("Nothing to beware of was found.")))
        self._column.addWidget(self._facts(report))
        for note in report.notes:
            self._column.addWidget(self._line("info", say(note)))
        self._column.addStretch(1)
        self._follow_input()

    def _finding_row(self, finding: Finding) -> QWidget:
        row = self._line("warning", say(finding.message), "" if finding.advice is None else say(finding.advice))
        row.setObjectName(f"finding.{finding.code}")
        return row

    def _line(self, sign: str, text: str, more: str = "") -> QWidget:
        """An icon, a text, and a quieter one below it."""
        theme = Theme.current()
        colours = {"warning": theme.warning, "success": theme.success, "info": theme.muted}
        mark = QLabel()
        mark.setFixedSize(16, 16)
        mark.setPixmap(pixmap(sign, 16, colours[sign], self.devicePixelRatioF()))
        words = QVBoxLayout()
        words.setSpacing(2)
        for line, role in ((text, ""), (more, "caption")):
            if line:
                label = QLabel(line)
                label.setWordWrap(True)
                label.setProperty("role", role)
                words.addWidget(label)
        made = QWidget()
        made.setAccessibleName(f"{text} {more}".strip())
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return made

    def _facts(self, report: DataReport) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(SPACE // 2)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(self._fact_texts(report)):
            title, text = QLabel(name), QLabel(value)
            title.setProperty("role", "muted")
            text.setWordWrap(True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            text.setAccessibleName(f"{name}: {value}")
            grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, row, 1, 1, 1 if row < 2 else 2)  # the button is at the right of mean and deviation
        self._put = QPushButton(self.tr("Put into Input"))
        self._put.setObjectName("reportPut")
        self._put.setAccessibleName(self.tr("Put mean and deviation into the Input block"))
        self._put.setProperty("small", True)
        self._put.clicked.connect(self._put_into_input)
        grid.addWidget(self._put, 0, 2, 2, 1, Qt.AlignmentFlag.AlignTop)
        return made

    def _fact_texts(self, report: DataReport) -> Iterator[tuple[str, str]]:
        pixels = report.pixels
        yield self.tr("Mean"), ", ".join(f"{value:.{DIGITS}f}" for value in pixels.mean)
        yield self.tr("Deviation"), ", ".join(f"{value:.{DIGITS}f}" for value in pixels.deviation)
        values = self.tr("{0} to {1}, {2} different values").format(pixels.low, pixels.high, pixels.levels)
        yield self.tr("Pixels"), values
        if report.balance is not None:
            split = next((each for each in ("test", "val", "train") if report.lengths[each]), "train")
            share = report.balance.majority_accuracy(split) or 0.0
            always = self.tr("always guessing {0} is right for {1} of the {2} images")
            words = always.format(report.balance.classes[report.balance.largest], f"{share:.1%}", say(SPLIT_TITLES[split]))
            yield self.tr("Baseline"), words
        if report.targets is not None and report.targets.baseline is not None:
            yield self.tr("Baseline"), say(report.targets.baseline)
        yield self.tr("Same images"), self._duplicates(report.exact)
        near = self.tr("not looked for: the images are too many") if report.near is None else self._duplicates(report.near)
        yield self.tr("Similar images"), near

    def _duplicates(self, found: Duplicates) -> str:
        if not found.total:
            return self.tr("none")
        places = " = ".join(f"{say(SPLIT_TITLES[split])} {index}" for split, index in found.examples[0])
        if found.total == 1:
            return self.tr("1 repeat: {0}").format(places)
        return self.tr("{0} repeats, such as {1}").format(f"{found.total:,}", places)

    # -- mean and deviation --------------------------------------------------------------------------------------

    def _put_into_input(self) -> None:
        """Mean and deviation into every Input, one undo."""
        if self.report is None:
            return
        values = rounded(self.report.pixels)
        label = self.tr("Put mean and deviation into Input")
        self._workspace.edit_network(label, lambda graph: edits.set_fields(graph, graph.of_kind("Input"), values))

    def _follow_input(self) -> None:
        """Offer the button where there is an Input that has other values."""
        if self.report is not None and self._put is not None:
            wanted = _can_put(self._workspace.network, self.report.pixels)
            if self._put.hasFocus() and not wanted:  # a button that hides hands the keyboard to another part of the window
                self.setFocus()
            self._put.setVisible(wanted)


def rounded(pixels: PixelStatistics) -> dict[str, tuple[float, ...]]:
    """Mean and deviation as the fields of an Input; a deviation of 0, of images of one colour, becomes 1."""
    return {
        "mean": tuple(round(value, DIGITS) for value in pixels.mean),
        "std": tuple(round(value, DIGITS) or 1.0 for value in pixels.deviation),
    }


def _can_put(network: Graph, pixels: PixelStatistics) -> bool:
    values, inputs = rounded(pixels), network.of_kind("Input")
    own = [network.blocks[id].layer.values() for id in inputs]
    fit = all(len(each.get("shape", ())) == 3 and each["shape"][0] == len(pixels.mean) for each in own)
    differs = any(each.get(name) != value for each in own for name, value in values.items())
    return bool(inputs) and bool(pixels.mean) and fit and differs


def _centred(*parts: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setSpacing(SPACE)
    column.addStretch(1)
    for part in parts:
        if isinstance(part, QPushButton):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignCenter)
        else:
            column.addWidget(part)
    column.addStretch(1)
    return page
