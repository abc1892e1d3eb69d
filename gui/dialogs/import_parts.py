"""The pieces of the import dialog: which network of a file, for samples of which size, and what is worth knowing of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from builder.importing.common.shape_text import sizes_in
from builder.importing.torch.source_scan import Listed
from gui.common.theme import SPACE

ROWS = 6
"""How many lines of notes are seen at once."""


ONNX, PYTHON = ".onnx", ".py"
SUFFIXES = (ONNX, PYTHON)
"""What the files end in that can be imported."""


def meaning(kind: str) -> tuple[str, str]:
    """What importing a file of this kind means, and how much it matters."""
    if kind == PYTHON:
        text = _tr(
            "To import it, Convas runs this file, in a process of its own: it can do whatever you can do. Import only files "
            "that you trust, or have read."
        )
        return text, "warning"
    if kind == ONNX:
        return _tr("A file of ONNX is only read; nothing in it is run."), "info"
    return _tr("Only files of Python (.py) and ONNX (.onnx) can be imported."), "warning"


def _tr(text: str) -> str:
    return QCoreApplication.translate("ImportDialog", text)


class FileField(QWidget):
    """The path of the file, typed or browsed for; `chosen` carries another one, None for none."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._line = QLineEdit()
        self._line.setObjectName("importPath")
        self._line.setAccessibleName(self.tr("File to import"))
        self._line.setPlaceholderText(self.tr("A file of Python (.py) or ONNX (.onnx)"))
        self._line.editingFinished.connect(self.read)
        browse = QPushButton(self.tr("Browse…"))
        browse.setObjectName("importBrowse")
        browse.setAccessibleName(self.tr("Choose the file to import"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self._line, 1)
        row.addWidget(browse)

    def take(self, path: Path) -> None:
        """Name this file."""
        self._line.setText(str(path))
        self.read()

    def read(self) -> None:
        """Take the path as it stands there."""
        text = self._line.text().strip()
        path = Path(text).expanduser() if text else None
        if path != self._path:
            self._path = path
            self.chosen.emit(path)

    def _ask(self) -> None:
        folder = str(self._path.parent) if self._path is not None else ""
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Import a network"), folder, self.tr("Networks ({0})").format("*.py *.onnx")
        )
        if chosen:
            self.take(Path(chosen))


class NetworkChoice(QComboBox):
    """The networks that a file of Python defines; another name may be typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("importNetwork")
        self.setAccessibleName(self.tr("Network in the file"))
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = self.lineEdit()
        assert line is not None
        line.setObjectName("importNetworkName")
        line.setAccessibleName(self.tr("Network in the file"))
        line.setPlaceholderText(self.tr("The name of a class or a function"))

    @property
    def name(self) -> str:
        """The name that is chosen or typed."""
        return self.currentText().split("(")[0].strip()

    def show_networks(self, listed: Sequence[Listed]) -> None:
        """List networks, the first chosen; those that must be told something say what."""
        self.clear()
        for each in listed:
            wants = f" ({', '.join(each.wants)})" if each.wants else ""
            self.addItem(f"{each.name}{wants}", each.name)
            if wants:
                words = self.tr("It must be told {0}; write a function that does, and import that instead.")
                self.setItemData(self.count() - 1, words.format(", ".join(each.wants)), Qt.ItemDataRole.ToolTipRole)


class ShapeField(QLineEdit):
    """The size of a sample, such as 3 × 32 × 32; empty where one that fits is to be found."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("importShape")
        self.setAccessibleName(self.tr("Size of a sample"))

    def show_shape(self, shape: Sequence[int]) -> None:
        """Show sizes."""
        self.setText(" × ".join(map(str, shape)))

    def shapes(self) -> list[tuple[int, ...]]:
        """The sizes for each input, as they stand between semicolons; none for an empty field. Raises ValueError in words."""
        text = self.text().strip()
        return [sizes_in(part) for part in text.split(";")] if text else []


class Questions(QWidget):
    """Which network, and for samples of which size; `entered` when Return is pressed in one of them."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.network = NetworkChoice()
        self.shape = ShapeField()
        self._hint = QLabel()
        self._hint.setObjectName("importShapeHint")
        self._hint.setProperty("role", "caption")
        self._hint.setWordWrap(True)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setSpacing(SPACE)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.addRow(self.tr("&Network"), self.network)
        self._form.addRow(self.tr("&Sample"), self.shape)
        self._form.addRow("", self._hint)

    def ask(self, *, network: bool, shape: Sequence[int] | None) -> None:
        """Ask for the network or not, and suggest the size of a sample."""
        self._form.setRowVisible(self.network, network)
        self.shape.show_shape(shape or ())
        self.shape.setPlaceholderText(self.tr("One that fits is looked for") if network else self.tr("As the file says"))
        self._hint.setText(
            self.tr("Channels, height and width. Empty: one that fits is found. Several inputs: a semicolon between.")
            if network
            else self.tr("Channels, height and width. Needed only where the file leaves them open.")
        )


class Notes(QScrollArea):
    """What a person should know of what was imported, a paragraph each; hidden while there is nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("importNotes")
        self.setAccessibleName(self.tr("What is worth knowing"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._words = QLabel()
        self._words.setObjectName("importNotesWords")
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._words.setMargin(SPACE)
        self._words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setWidget(self._words)
        self.setFixedHeight(ROWS * self.fontMetrics().lineSpacing() + 2 * SPACE)
        self.hide()

    def say(self, notes: Sequence[str]) -> None:
        """Show the notes."""
        self._words.setText("\n".join(f"• {note}" for note in notes))
        self.setVisible(bool(notes))
