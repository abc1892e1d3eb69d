"""Taking a network away: what kind of file, where to, and the line of Python that loads it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from backend.export import FORMATS, Exported, export, untrained
from backend.export_record import load_line
from backend.runs import RunStore
from builder.project import Project
from gui.background import Background, Cancelled, Progress
from gui.samples import input_shape
from gui.theme import SPACE, Role, font, icon
from gui.training.notice import Notice
from gui.training.session import TrainingSession
from gui.workspace import Workspace

CLASS_NAME = "Net"


class ExportDialog(QDialog):
    """Format, place and weights; Save makes the file beside the window and says how it was checked."""

    def __init__(self, workspace: Workspace, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("exportDialog")
        self.setAccessibleName(self.tr("Export"))
        self.setWindowTitle(self.tr("Export the network"))
        self.setMinimumWidth(72 * SPACE)
        self._workspace, self._session = workspace, session
        self._reason = untrained(workspace.project)
        self._typed = False
        self._result: Exported | None = None
        self._background = Background(self)
        self._lay_out()
        self._connect()
        self._choose("python" if self._reason else "pt")

    @property
    def format(self) -> str:
        """The name of the chosen format."""
        return next(name for name, button in self._formats.items() if button.isChecked())

    @property
    def result(self) -> Exported | None:
        """The file that was made, once it was."""
        return self._result

    def save(self) -> None:
        """Make the file; words say what comes of it."""
        path = Path(self._path.text()).expanduser()
        if not path.name:
            self._notice.say(self.tr("Give the file a name."), "warning")
            return
        subject, chosen, which = self._subject(), self.format, str(self._weights.currentData() or "best")

        def work(progress: Progress, cancelled: Cancelled) -> Exported:
            return export(subject, chosen, path, which=which, progress=progress, cancelled=cancelled)

        self._result = None
        self._work(True)
        self._background.start(work, name="export")

    def shut_down(self) -> bool:
        """End the thread; False when it is still there after some seconds."""
        self._background.forget()
        return self._background.join()

    def done(self, code: int) -> None:
        """Closing gives up what is being made; nothing half made is left."""
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
        layout.addLayout(self._format_rows())
        self._why = Notice("exportWhy")
        layout.addWidget(self._why)
        layout.addLayout(self._place_row())
        layout.addWidget(self._usage())
        layout.addWidget(self._outcome())
        layout.addStretch(1)
        layout.addLayout(self._buttons())
        self._work(False)

    def _format_rows(self) -> QVBoxLayout:
        self._formats: dict[str, QRadioButton] = {}
        group = QButtonGroup(self)
        rows = QVBoxLayout()
        rows.setSpacing(SPACE)
        for name, form in FORMATS.items():
            button = QRadioButton(f"{form.title}  ({form.extension})")
            button.setObjectName(f"format.{name}")
            button.setAccessibleName(form.title)
            button.setAccessibleDescription(form.description)
            button.setEnabled(not (form.weights and self._reason))
            group.addButton(button)
            self._formats[name] = button
            words = QLabel(form.description)
            words.setProperty("role", "caption")
            words.setIndent(3 * SPACE)
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(button)
            column.addWidget(words)
            rows.addLayout(column)
        return rows

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
            self._weights.addItem(self.tr("Best weights (epoch {0})").format(best) if best else self.tr("Best weights"), "best")
        if store is not None and store.last.is_file():
            self._weights.addItem(self.tr("Last weights"), "last")
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self._path, 1)
        row.addWidget(self._browse)
        row.addWidget(self._weights)
        return row

    def _usage(self) -> QWidget:
        """The line that loads the file, and the pixels it expects."""
        frame = QFrame()
        frame.setProperty("notice", True)
        column = QVBoxLayout(frame)
        column.setContentsMargins(2 * SPACE, SPACE + SPACE // 2, 2 * SPACE, SPACE + SPACE // 2)
        column.setSpacing(SPACE)
        self._line = QLabel()
        self._line.setObjectName("exportLine")
        self._line.setAccessibleName(self.tr("Python that loads the file"))
        self._line.setFont(font(Role.CODE))
        self._line.setWordWrap(True)
        self._line.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._copy = QPushButton(self.tr("Copy"))
        self._copy.setObjectName("exportCopy")
        self._copy.setAccessibleName(self.tr("Copy the Python that loads the file"))
        self._copy.setAutoDefault(False)
        self._copy.setIcon(icon("copy"))
        row = QHBoxLayout()
        row.addWidget(self._line, 1)
        row.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignTop)
        pixels = QLabel(self._expected())
        pixels.setObjectName("exportPixels")
        pixels.setProperty("role", "caption")
        pixels.setWordWrap(True)
        column.addLayout(row)
        column.addWidget(pixels)
        return frame

    def _outcome(self) -> QWidget:
        """Room for the progress and for what came of it, kept free from the start so that nothing jumps."""
        self._doing = QLabel()
        self._doing.setObjectName("exportProgressWords")
        self._bar = QProgressBar()
        self._bar.setObjectName("exportProgress")
        self._bar.setAccessibleName(self.tr("Progress of the export"))
        self._notice = Notice("exportResult")
        room = QWidget()
        room.setMinimumHeight(9 * SPACE)
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        for part in (self._doing, self._bar, self._notice):
            column.addWidget(part)
        column.addStretch(1)
        return room

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
        for name, button in self._formats.items():
            button.toggled.connect(lambda on, name=name: self._choose(name) if on else None)
        self._path.textEdited.connect(self._type)
        self._browse.clicked.connect(self._ask_path)
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(f"import torch\n{self._line.text()}"))
        self._save.clicked.connect(self.save)
        self._cancel.clicked.connect(self._give_up)
        self._reveal.clicked.connect(self._show_folder)
        self._background.progressed.connect(self._progress)
        self._background.done.connect(self._finish)
        self._background.failed.connect(lambda text: self._end(text, "error"))
        self._background.stopped.connect(lambda: self._end(self.tr("Stopped; nothing was written."), "info"))

    # -- acting --------------------------------------------------------------------------------------------------

    def _store(self) -> RunStore | None:
        run = self._workspace.project.run
        return RunStore(run) if run and self._reason is None else None

    def _subject(self) -> RunStore | Project:
        return self._store() or self._workspace.project

    def _choose(self, name: str) -> None:
        self._formats[name].setChecked(True)
        self._weights.setVisible(FORMATS[name].weights)
        self._why.say(self._reason or "", "info")
        if not self._typed:
            self._path.setText(str(self._suggested().with_suffix(FORMATS[name].extension)))
        else:
            self._path.setText(str(Path(self._path.text()).with_suffix(FORMATS[name].extension)))
        self._show_line()

    def _suggested(self) -> Path:
        """Beside the project's file, else at home; named after the project."""
        own = self._workspace.document.path
        return own.with_suffix("") if own is not None else Path.home() / "network"

    def _type(self) -> None:
        self._typed = True
        self._show_line()

    def _show_line(self) -> None:
        made = self._result
        same = made is not None and str(made.path) == self._path.text()
        path = Path(self._path.text() or "network")
        self._line.setText(made.load_line if made is not None and same else load_line(self.format, path, CLASS_NAME))

    def _expected(self) -> str:
        shape = input_shape(self._workspace.project)
        if len(shape) != 3:
            return ""
        colours = {1: self.tr("grey"), 3: self.tr("red, green and blue")}.get(
            shape[0], self.tr("{0} channels").format(shape[0])
        )
        text = self.tr(
            "It takes a batch of pictures as numbers from 0 (black) to 1 (white), {0} × {1} × {2} × {3} ({4}): divide bytes "
            "by 255, nothing else. A JSON file beside it lists the classes and all of this."
        )
        return text.format("N", *shape, colours)

    def _ask_path(self) -> None:
        kind = FORMATS[self.format]
        filters = f"{kind.title} (*{kind.extension})"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Export to"), self._path.text(), filters)
        if chosen:
            self._path.setText(chosen)
            self._type()

    def _work(self, on: bool) -> None:
        """Show progress, or the ways to begin."""
        self._doing.setVisible(on)
        self._bar.setVisible(on)
        if on:
            self._notice.say("")
            self._progress(self.tr("Getting ready"), 0, 0)
        parts = [self._path, self._browse, self._weights, self._save]
        for part in parts:
            part.setEnabled(not on)
        for name, button in self._formats.items():
            button.setEnabled(not on and not (FORMATS[name].weights and self._reason))
        self._reveal.setVisible(self._result is not None)
        self._cancel.setText(self.tr("Cancel") if on or self._result is None else self.tr("Close"))

    def _progress(self, text: str, done: int, total: int) -> None:
        self._doing.setText(f"{text}…")
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _finish(self, made: Exported) -> None:
        self._result = made
        checked = self.tr("Written, and checked in a fresh Python without Convas: the outputs differ by at most {0}.")
        self._end(" ".join([checked.format(f"{made.max_difference:.3g}"), *made.notes]), "success")
        self._path.setText(str(made.path))
        self._show_line()
        self._cancel.setFocus()

    def _end(self, text: str, severity: str) -> None:
        self._work(False)
        self._notice.say(text, severity)

    def _give_up(self) -> None:
        if self._background.running:
            self._background.cancel()
        else:
            self.reject()

    def _show_folder(self) -> None:
        if self._result is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._result.path.parent)))
