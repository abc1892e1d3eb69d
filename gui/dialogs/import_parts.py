"""The pieces of the import dialog: file, network, size of a sample, notes on the result."""

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

from builder.common.messages import Message
from builder.importing.common.shape_text import parse_sizes
from builder.importing.torch.source_scan import ListedNetwork
from gui.common.i18n import say
from gui.common.theme import SPACE

ROWS = 6
"""Lines of notes that are visible at once."""


ONNX, PYTHON = ".onnx", ".py"
SUFFIXES = (ONNX, PYTHON)
"""The suffixes of files that can be imported."""


def warning_for(kind: str) -> tuple[str, str]:
    """What importing a file of this kind means, and the severity of that."""
    if kind == PYTHON:
        text = QCoreApplication.translate(
            "ImportDialog",
            "To import it, Convas runs this file, in a process of its own: it can do whatever you can do. Import only files "
            "that you trust, or have read.",
        )
        return text, "warning"
    if kind == ONNX:
        return QCoreApplication.translate("ImportDialog", "A file of ONNX is only read; nothing in it is run."), "info"
    return QCoreApplication.translate("ImportDialog", "Only files of Python (.py) and ONNX (.onnx) can be imported."), "warning"


class FileField(QWidget):
    """The path of the file, typed or browsed for; `chosen` carries another one, None for none."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty line and a button to browse."""
        super().__init__(parent)
        self._path: Path | None = None
        self._line = QLineEdit()
        self._line.setObjectName("importPath")
        self._line.setAccessibleName(self.tr("File to import"))
        self._line.setPlaceholderText(self.tr("A file of Python (.py) or ONNX (.onnx)"))
        self._line.editingFinished.connect(self.commit)
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

    def choose(self, path: Path) -> None:
        """Take this file."""
        self._line.setText(str(path))
        self.commit()

    def commit(self) -> None:
        """Take the path that is typed."""
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
            self.choose(Path(chosen))


class NetworkChoice(QComboBox):
    """The networks that a file of Python defines; another name may be typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty list."""
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

    def show_networks(self, listed: Sequence[ListedNetwork]) -> None:
        """List networks, the first chosen; those whose constructor needs arguments name them."""
        self.clear()
        for each in listed:
            wants = f" ({', '.join(each.wants)})" if each.wants else ""
            self.addItem(f"{each.name}{wants}", each.name)
            if wants:
                words = self.tr("It must be told {0}; write a function that does, and import that instead.")
                self.setItemData(self.count() - 1, words.format(", ".join(each.wants)), Qt.ItemDataRole.ToolTipRole)


class ShapeField(QLineEdit):
    """The size of a sample, such as 3 × 32 × 32; empty to have one found."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty line."""
        super().__init__(parent)
        self.setObjectName("importShape")
        self.setAccessibleName(self.tr("Size of a sample"))

    def show_shape(self, shape: Sequence[int]) -> None:
        """Show sizes."""
        self.setText(" × ".join(map(str, shape)))

    def shapes(self) -> list[tuple[int, ...]]:
        """The size for each input, separated by semicolons; none for an empty field. Raises ValueError for what is no shape."""
        text = self.text().strip()
        return [parse_sizes(part) for part in text.split(";")] if text else []


class Questions(QWidget):
    """Which network, and for samples of which size; `entered` when Return is pressed in one of them."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Both questions."""
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
    """What a person should know about the imported network, one paragraph each; hidden while empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """No notes: hidden."""
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

    def say(self, notes: Sequence[Message | str]) -> None:
        """Show the notes."""
        self._words.setText("\n".join(f"• {say(note)}" for note in notes))
        self.setVisible(bool(notes))
