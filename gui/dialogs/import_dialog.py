"""The import dialog, for files of Python and ONNX: foreign code is run only when a person says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from backend.imported_weights import ImportedProject, from_onnx, from_python
from builder.common.progress import Progress
from builder.importing.torch.source_scan import networks_in
from builder.model.project import Project
from gui.common.i18n import say, say_error
from gui.common.layouts import grow_to_fit
from gui.common.notice import NoticeLine
from gui.common.number_format import whole_number
from gui.common.theme import SPACE
from gui.common.worker import Cancelled, Worker
from gui.dialogs.import_parts import ONNX, PYTHON, SUFFIXES, FileField, Notes, Questions, warning_for
from gui.dialogs.outcome import OutcomeArea

DEFAULT_SHAPE = (3, 224, 224)
"""The size of a sample that is suggested where none is known."""

ShowProject = Callable[[Project], bool]
"""Shows a project that has no file yet; False when the person keeps the one that is open."""


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What a person asked for: a file, for Python the name of the network in it, and sizes of samples (none: find them)."""

    path: Path
    network: str
    shapes: tuple[tuple[int, ...], ...]

    @property
    def kind(self) -> str:
        """The suffix of the file: ONNX or PYTHON."""
        return self.path.suffix.lower()


ImportFile = Callable[[ImportRequest, Cancelled], ImportedProject]
"""Imports a network; runs in a thread."""


def import_file(request: ImportRequest, cancelled: Cancelled) -> ImportedProject:
    """Import a network; a file of Python is RUN, in a process of its own. Raises what `backend.imported_weights` says."""
    if request.kind == ONNX:
        return from_onnx(request.path, request.shapes[0] if request.shapes else None, cancelled=cancelled)
    return from_python(request.path, request.network, list(request.shapes) or None, cancelled=cancelled)


class ImportDialog(QDialog):
    """File, network and size of a sample; the network opens as a project of its own, with its weights."""

    def __init__(
        self,
        open_project: ShowProject,
        shape: tuple[int, ...] = (),
        parent: QWidget | None = None,
        *,
        import_file: ImportFile = import_file,
    ) -> None:
        """`open_project` shows the result, `shape` is the size of a sample to suggest, `import_file` does the work."""
        super().__init__(parent)
        self.setObjectName("importDialog")
        self.setAccessibleName(self.tr("Import"))
        self.setWindowTitle(self.tr("Import a network"))
        self.setMinimumWidth(72 * SPACE)
        self._open_project, self._suggestion, self._import_file = open_project, shape or DEFAULT_SHAPE, import_file
        self._file: Path | None = None
        self._imported: ImportedProject | None = None
        self._opened = self._closed = False
        self._listing, self._importing = Worker(self), Worker(self)
        self._lay_out()
        self._connect()
        self._show_file(None)

    @property
    def running(self) -> bool:
        """Whether a network is being imported."""
        return self._importing.running

    @property
    def imported(self) -> ImportedProject | None:
        """The imported network; None before."""
        return self._imported

    def choose(self, path: Path) -> None:
        """Take this file."""
        self._path.choose(path)

    def begin(self) -> None:
        """Import the network, or open the one that was imported; the result is shown in the dialog."""
        if self._imported is not None:
            self._show_project(self._imported)
            return
        self._path.commit()
        path, kind, name = self._file, self._kind, self._questions.network.name
        if path is None or not kind:
            return
        try:
            shapes = tuple(self._questions.shape.shapes()) if self._shape_counts() else ()
        except ValueError as error:
            self._end(say_error(error), "warning")
            return
        if kind == ONNX and len(shapes) > 1:
            self._end(self.tr("A file of ONNX takes one size, for where it leaves sizes open."), "warning")
            return
        if kind == PYTHON and not name:
            self._end(self.tr("Say which network of the file is meant."), "warning")
            return

        request = ImportRequest(path, name, shapes)
        import_file = self._import_file  # the thread must not keep the dialog alive

        def work(progress: Progress, cancelled: Cancelled) -> ImportedProject:
            progress(doing, 0, 0)
            return import_file(request, cancelled)

        doing = self.tr("Reading the file") if kind == ONNX else self.tr("Running the file and following the network")
        self._set_working(True)
        self._importing.start(work, name="import")

    def showEvent(self, event: QShowEvent) -> None:
        """Make room for the questions from the start."""
        super().showEvent(event)
        grow_to_fit(self)

    def done(self, code: int) -> None:
        """Close, and cancel a running import without waiting for it: the dialog is deleted when its threads have ended."""
        # The import ends its child process before it is gone: deleting the dialog earlier would leave the process alone.
        self._listing.forget()
        self._closed = True
        self._importing.cancel()
        super().done(code)
        if not self._importing.running:
            self._listing.join()
            self.deleteLater()

    # -- parts ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 2 * SPACE)
        layout.setSpacing(2 * SPACE)
        title = QLabel(self.tr("Bring a network in, with its weights"))
        title.setProperty("role", "title")
        layout.addWidget(title)
        self._path = FileField()
        layout.addWidget(self._path)
        self._questions = Questions()
        layout.addWidget(self._questions)
        self._warning = NoticeLine("importWarning")
        layout.addWidget(self._warning)
        self._outcome = OutcomeArea("import", self.tr("Progress of the import"))
        layout.addWidget(self._outcome)
        self._notes = Notes()
        layout.addWidget(self._notes)
        layout.addStretch(1)
        layout.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        self._cancel, self._run = QPushButton(), QPushButton()
        self._cancel.setObjectName("importCancel")
        self._run.setObjectName("importRun")
        self._run.setProperty("primary", True)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addStretch(1)
        for button in (self._cancel, self._run):
            button.setAutoDefault(False)
            row.addWidget(button)
        return row

    def _connect(self) -> None:
        self._path.chosen.connect(self._show_file)
        self._run.clicked.connect(self.begin)
        self._cancel.clicked.connect(self._give_up)
        self._listing.done.connect(self._questions.network.show_networks)
        self._listing.failed.connect(lambda text: self._end(text, "warning"))
        self._importing.progressed.connect(self._outcome.show_progress)
        self._importing.done.connect(self._finish)
        self._importing.failed.connect(lambda text: self._end(text, "error"))
        self._importing.stopped.connect(lambda: self._end(self.tr("Stopped; nothing was imported."), "info"))

    # -- acting --------------------------------------------------------------------------------------------------

    @property
    def _kind(self) -> str:
        """The kind of the file: ONNX, PYTHON, or empty for what cannot be imported."""
        suffix = self._file.suffix.lower() if self._file is not None else ""
        return suffix if suffix in SUFFIXES else ""

    def _shape_counts(self) -> bool:
        """Whether the size of a sample is used: a file of ONNX has its own unless a person has changed it."""
        return self._kind != ONNX or self._questions.shape.isModified()

    def _show_file(self, path: Path | None) -> None:
        """Ask what this kind of file needs, and say what importing it means."""
        self._file, self._imported = path, None
        self._listing.forget()
        python = self._kind == PYTHON
        self._questions.setVisible(bool(self._kind))
        self._questions.ask(network=python, shape=self._suggestion if python else None)
        self._questions.network.show_networks(())
        self._warning.say(*warning_for(self._kind) if path is not None else ("",))
        self._notes.say(())
        self._end("", "info")
        if path is not None and python:
            self._listing.start(lambda _progress, _cancelled: networks_in(path), name="listing")

    def _set_working(self, on: bool) -> None:
        """Show progress while `on`, else let a person begin."""
        if on:
            self._outcome.show_progress(self.tr("Getting ready"), 0, 0)
            self._notes.say(())
        for part in (self._path, self._questions):
            part.setEnabled(not on)
        ready, python = self._imported is not None, self._kind == PYTHON
        self._run.setEnabled(bool(self._kind) and not on)
        self._run.setVisible(not (ready and self._opened))
        self._run.setDefault(ready or not python)
        begin = self.tr("Run it and import") if python else self.tr("Import")
        end = self.tr("Close") if ready and self._opened else self.tr("Cancel")
        for button, words in ((self._run, self.tr("Open it") if ready else begin), (self._cancel, end)):
            button.setText(words)
            button.setAccessibleName(words)
        grow_to_fit(self)

    def _finish(self, imported: ImportedProject) -> None:
        self._imported = imported
        self._show_project(imported)

    def _show_project(self, imported: ImportedProject) -> None:
        """Open the result; the dialog stays only with notes to read, or when the open project was kept."""
        self._opened = self._open_project(imported.project)
        if self._opened and not imported.notes:
            self.accept()
            return
        blocks = len(imported.project.graph.blocks)
        if self._opened:
            text = self.tr("Imported: {0} blocks, with their weights.")
        else:
            text = self.tr("Imported: {0} blocks, with their weights. The open project was kept, so it is not shown yet.")
        self._notes.say([say(note) for note in imported.notes])
        self._outcome.setMinimumHeight(0)
        self._end(text.format(whole_number(blocks)), "success")
        self._cancel.setFocus()

    def _end(self, text: str, severity: str) -> None:
        if self._closed:
            self.deleteLater()
            return
        self._outcome.say(text, severity)
        self._set_working(False)

    def _give_up(self) -> None:
        if self._importing.running:
            self._importing.cancel()
        else:
            self.reject()
