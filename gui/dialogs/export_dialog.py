"""The export dialog: which format, where to, which weights, and the line of Python that loads the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from backend.export.export import Exported, export, why_untrained
from backend.export.formats import FORMATS
from backend.protocol.network_io import Ends
from backend.runs.store import RunStore
from builder.common.progress import Progress
from gui.common.i18n import say
from gui.common.layouts import grow_to_fit
from gui.common.notice import NoticeLine
from gui.common.theme import SPACE
from gui.common.worker import Cancelled, Worker
from gui.dialogs.export_parts import FormatChoice, UsageBox
from gui.dialogs.outcome import OutcomeArea
from gui.model.samples import input_shape
from gui.model.workspace import Workspace
from gui.training.training_session import TrainingSession

CLASS_NAME = "Net"

Export = Callable[..., Exported]
"""Writes a file and checks it; called as :func:`backend.export.export.export`."""


class ExportDialog(QDialog):
    """Format, path and weights; Save makes the file in a thread and says how it was checked."""

    def __init__(
        self,
        workspace: Workspace,
        session: TrainingSession,
        parent: QWidget | None = None,
        *,
        export_file: Export = export,
    ) -> None:
        """For the network of `workspace`, with the weights of its last run; `export_file` does the work."""
        super().__init__(parent)
        self.setObjectName("exportDialog")
        self.setAccessibleName(self.tr("Export"))
        self.setWindowTitle(self.tr("Export the network"))
        self.setMinimumWidth(72 * SPACE)
        self._workspace, self._session, self._export_file = workspace, session, export_file
        self._reason = why_untrained(workspace.project)
        self._typed = False
        self._exported: Exported | None = None
        self._background = Worker(self)
        self._lay_out()
        self._connect()
        self._formats.choose("python" if self._reason else "pt")

    @property
    def format(self) -> str:
        """The name of the chosen format."""
        return self._formats.format

    @property
    def exported(self) -> Exported | None:
        """The file that was made; None before."""
        return self._exported

    def save(self) -> None:
        """Make the file; the result is shown in the dialog."""
        path = Path(self._path.text()).expanduser()
        if not path.name:
            self._outcome.say(self.tr("Give the file a name."), "warning")
            return
        subject, chosen = self._store() or self._workspace.project, self.format
        which = str(self._weights.currentData() or "best")
        export_file = self._export_file  # the thread must not keep the dialog alive

        def work(progress: Progress, cancelled: Cancelled) -> Exported:
            return export_file(subject, chosen, path, which=which, progress=progress, cancelled=cancelled)

        self._exported = None
        self._set_working(True)
        self._background.start(work, name="export")

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the texts need from the start."""
        super().showEvent(event)
        grow_to_fit(self)

    def done(self, code: int) -> None:
        """Close, and cancel what is being made; no half-written file is left."""
        # Joined: the export removes its drafts before the thread ends.
        self._background.forget()
        self._background.join()
        super().done(code)
        self.deleteLater()

    # -- parts ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 2 * SPACE)
        layout.setSpacing(2 * SPACE)
        title = QLabel(self.tr("Take the network away as plain PyTorch"))
        title.setProperty("role", "title")
        layout.addWidget(title)
        self._formats = FormatChoice(trained=self._reason is None)
        layout.addWidget(self._formats)
        self._why = NoticeLine("exportWhy")
        layout.addWidget(self._why)
        layout.addLayout(self._place_row())
        graph = self._workspace.project.graph
        call = Ends.of(graph).call_message(graph)
        self._usage = UsageBox(input_shape(self._workspace.project), None if call is None else say(call))
        layout.addWidget(self._usage)
        self._outcome = OutcomeArea("export", self.tr("Progress of the export"))
        layout.addWidget(self._outcome)
        layout.addStretch(1)
        layout.addLayout(self._buttons())
        self._set_working(False)

    def _place_row(self) -> QHBoxLayout:
        self._path = QLineEdit()
        self._path.setObjectName("exportPath")
        self._path.setAccessibleName(self.tr("File to write"))
        self._browse = QPushButton(self.tr("Browse…"))
        self._browse.setObjectName("exportBrowse")
        self._browse.setAccessibleName(self.tr("Choose the file to write"))
        self._browse.setAutoDefault(False)
        self._weights = QComboBox()
        self._weights.setObjectName("exportWeights")
        self._weights.setAccessibleName(self.tr("Which weights"))
        store = self._store()
        if store is not None and store.best.is_file():
            best = self._session.history.best_epoch
            title = self.tr("Best weights (epoch {0})").format(best) if best else self.tr("Best weights")
            self._weights.addItem(title, "best")
        if store is not None and store.last.is_file():
            self._weights.addItem(self.tr("Last weights"), "last")
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self._path, 1)
        row.addWidget(self._browse)
        row.addWidget(self._weights)
        return row

    def _buttons(self) -> QHBoxLayout:
        self._reveal = QPushButton(self.tr("Show in folder"))
        self._reveal.setObjectName("exportReveal")
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.setObjectName("exportCancel")
        self._save = QPushButton(self.tr("Save"))
        self._save.setObjectName("exportSave")
        for button in (self._reveal, self._cancel, self._save):
            button.setAccessibleName(button.text())
            button.setAutoDefault(False)
        self._save.setDefault(True)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self._reveal)
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self._save)
        return row

    def _connect(self) -> None:
        self._formats.chosen.connect(self._choose)
        self._path.textEdited.connect(self._type)
        self._browse.clicked.connect(self._ask_path)
        self._save.clicked.connect(self.save)
        self._cancel.clicked.connect(self._give_up)
        self._reveal.clicked.connect(self._show_folder)
        self._background.progressed.connect(self._outcome.show_progress)
        self._background.done.connect(self._finish)
        stopped = self.tr("Stopped; nothing was written.")
        self._background.failed.connect(lambda text: self._end(text, "error"))
        self._background.stopped.connect(lambda: self._end(stopped, "info"))

    # -- acting --------------------------------------------------------------------------------------------------

    def _store(self) -> RunStore | None:
        run = self._workspace.project.run
        return RunStore(run) if run and self._reason is None else None

    def _choose(self, name: str) -> None:
        self._weights.setVisible(FORMATS[name].needs_weights)
        self._why.say(say(self._reason) if self._reason else "", "info")
        grow_to_fit(self)
        typed, extension = Path(self._path.text()), FORMATS[name].ending
        path = typed.with_suffix(extension) if self._typed and typed.name else self._suggest_path(extension)
        self._path.setText(str(path))
        self._show_line()

    def _suggest_path(self, extension: str) -> Path:
        """In the folder of the project's file, else at home; named after the project, and never an existing file."""
        own = self._workspace.document.path or Path.home() / "network"
        names = (own.with_name(f"{own.stem}{end}{extension}") for end in ("", *(f"-{number}" for number in range(2, 1000))))
        return next((path for path in names if not path.exists()), own.with_suffix(extension))

    def _type(self) -> None:
        self._typed = True
        self._show_line()

    def _show_line(self) -> None:
        made = self._exported
        same = made is not None and str(made.path) == self._path.text()
        path = Path(self._path.text() or "network")
        if not same and path.is_file():
            self._outcome.say(self.tr("There is a file of this name; Save replaces it."), "warning")
        elif not same:
            self._outcome.say("")
        self._usage.show_line(made.load_line if made is not None and same else FORMATS[self.format].load_line(path, CLASS_NAME))

    def _ask_path(self) -> None:
        kind = FORMATS[self.format]
        filters = f"{say(kind.title)} (*{kind.ending})"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Export to"), self._path.text(), filters)
        if chosen:
            self._path.setText(chosen)
            self._type()

    def _set_working(self, on: bool) -> None:
        """Show progress while `on`, else let a person begin."""
        if on:
            self._outcome.show_progress(self.tr("Getting ready"), 0, 0)
        parts = [self._path, self._browse, self._weights, self._save]
        for part in parts:
            part.setEnabled(not on)
        self._formats.set_choosable(not on)
        self._reveal.setVisible(self._exported is not None)
        self._cancel.setText(self.tr("Cancel") if on or self._exported is None else self.tr("Close"))

    def _finish(self, made: Exported) -> None:
        self._exported = made
        checked = self.tr("Written, and checked in a fresh Python without Convas: the outputs differ by at most {0}.")
        self._end(" ".join([checked.format(f"{made.max_difference:.3g}"), *map(say, made.notes)]), "success")
        self._path.setText(str(made.path))
        self._show_line()
        self._cancel.setFocus()

    def _end(self, text: str, severity: str) -> None:
        self._set_working(False)
        self._outcome.say(text, severity)
        grow_to_fit(self)

    def _give_up(self) -> None:
        if self._background.running:
            self._background.cancel()
        else:
            self.reject()

    def _show_folder(self) -> None:
        if self._exported is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._exported.path.parent)))
