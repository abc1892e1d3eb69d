"""What the Help menu shows: the page of keyboard shortcuts, made of the command table; the log folder; About."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from backend import logs
from builder.common.messages import QT_TRANSLATE_NOOP, Template
from gui.common.fuzzy_search import best
from gui.common.i18n import say
from gui.common.theme import SPACE, Role, font
from gui.shell.commands import Command

SIZE = (72 * SPACE, 80 * SPACE)

CANVAS = QT_TRANSLATE_NOOP("Shortcuts", "On the canvas")
FIXED: tuple[tuple[Template, Template], ...] = (
    (QT_TRANSLATE_NOOP("Shortcuts", "Go to the next block"), QT_TRANSLATE_NOOP("Shortcuts", "Arrow keys")),
    (QT_TRANSLATE_NOOP("Shortcuts", "Select the next block too"), QT_TRANSLATE_NOOP("Shortcuts", "Shift + arrow keys")),
    (QT_TRANSLATE_NOOP("Shortcuts", "Move the selected blocks"), QT_TRANSLATE_NOOP("Shortcuts", "Ctrl + arrow keys")),
    (QT_TRANSLATE_NOOP("Shortcuts", "Move the view"), QT_TRANSLATE_NOOP("Shortcuts", "Space and drag, or the middle button")),
    (QT_TRANSLATE_NOOP("Shortcuts", "Zoom at the pointer"), QT_TRANSLATE_NOOP("Shortcuts", "Ctrl + wheel")),
    (QT_TRANSLATE_NOOP("Shortcuts", "End what is going on, or leave the group"), QT_TRANSLATE_NOOP("Shortcuts", "Esc")),
)
"""Keys of the canvas that are no commands."""

_NAMES = {
    "+": QT_TRANSLATE_NOOP("Shortcuts", "Plus"),
    "-": QT_TRANSLATE_NOOP("Shortcuts", "Minus"),
    "=": QT_TRANSLATE_NOOP("Shortcuts", "Equals"),
    ",": QT_TRANSLATE_NOOP("Shortcuts", "Comma"),
    "Del": QT_TRANSLATE_NOOP("Shortcuts", "Delete"),
    "Up": QT_TRANSLATE_NOOP("Shortcuts", "Up arrow"),
    "Down": QT_TRANSLATE_NOOP("Shortcuts", "Down arrow"),
}
"""Names of keys that Qt writes as signs or in short."""


def key_name(sequence: QKeySequence) -> str:
    """A key as it is printed on this system's keyboards and read aloud: "Ctrl+Plus" where Qt writes "Ctrl++"."""
    text = sequence.toString(QKeySequence.SequenceFormat.NativeText)
    if sys.platform == "darwin":
        return text
    head, plus, last = text.rpartition("+")
    if text.endswith("+"):
        head, plus, last = text[:-2], "+" if len(text) > 1 else "", "+"
    return f"{head}{plus}{say(_NAMES[last]) if last in _NAMES else last}"


@dataclass(frozen=True, slots=True)
class ShortcutRow:
    """One line of the page."""

    section: str
    text: str
    keys: str


def shortcut_rows(commands: Iterable[Command]) -> list[ShortcutRow]:
    """Every command that has keys, in the order of the table, section by section; then the fixed keys of the canvas."""
    table: dict[str, list[ShortcutRow]] = {}
    for command in commands:
        keys = ", ".join(dict.fromkeys(map(key_name, command.key_sequences())))
        if keys:
            section, text = say(command.section), say(command.text).replace("&", "").removesuffix("…")
            table.setdefault(section, []).append(ShortcutRow(section, text, keys))
    table[say(CANVAS)] = [ShortcutRow(say(CANVAS), say(text), say(keys)) for text, keys in FIXED]
    return [row for rows in table.values() for row in rows]


class ShortcutsDialog(QDialog):
    """All keys by section, with a line to search them: by a command's name or by a key."""

    def __init__(self, commands: Iterable[Command], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = shortcut_rows(commands)
        self.setObjectName("shortcutsDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.resize(*SIZE)
        self.search = QLineEdit(self)
        self.search.setObjectName("shortcutsSearch")
        self.search.setPlaceholderText(self.tr("Search commands and keys"))
        self.search.setAccessibleName(self.tr("Search commands and keys"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._fill)
        self.list = QTreeWidget(self)
        self.list.setObjectName("shortcutsList")
        self.list.setAccessibleName(self.tr("Keyboard shortcuts"))
        self.list.setHeaderLabels([self.tr("Command"), self.tr("Keys")])
        self.list.setRootIsDecorated(False)
        self._nothing = QLabel(self.tr("No command or key is called so."), self)
        self._nothing.setObjectName("shortcutsNothing")
        self._nothing.setProperty("role", "muted")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.accept)
        column = QVBoxLayout(self)
        for part in (self.search, self._nothing, self.list, buttons):
            column.addWidget(part)
        self._fill("")
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def _fill(self, query: str) -> None:
        self.list.clear()
        sections: dict[str, QTreeWidgetItem] = {}
        for row in self._rows:
            if not best(query, [(row.text, 10), (row.keys, 10), (row.section, 3)]):
                continue
            section = sections.get(row.section)
            if section is None:
                section = sections[row.section] = QTreeWidgetItem(self.list, [row.section])
                section.setFirstColumnSpanned(True)
                section.setFont(0, font(Role.HEADING))
                section.setFlags(Qt.ItemFlag.ItemIsEnabled)
            item = QTreeWidgetItem(section, [row.text, row.keys])
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{row.text}: {row.keys}")
        self.list.expandAll()
        self.list.resizeColumnToContents(0)
        self._nothing.setVisible(not sections)


def show_log_folder() -> bool:
    """Open the folder of logs in the system's file manager; False where there is none to open it."""
    folder = logs.folder()
    folder.mkdir(parents=True, exist_ok=True)
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def about_box(parent: QWidget) -> QMessageBox:
    """What this program is, with versions to copy."""
    box = QMessageBox(parent)
    box.setObjectName("aboutDialog")
    box.setWindowTitle(QCoreApplication.translate("About", "About Convas"))
    box.setText(QCoreApplication.translate("About", "<b>Convas</b>"))
    purpose = QCoreApplication.translate(
        "About", "Draw a convolutional network, train it, watch it learn, and take it away as plain PyTorch."
    )
    box.setInformativeText(f"{purpose}\n\n{logs.environment()}")
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return box
