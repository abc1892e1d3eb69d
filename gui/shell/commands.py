"""Every command of the window by its name: words, sign, keys. What they do is connected by the window."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from gui.common.theme import Theme, icon


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its menu text with a mnemonic, what it does in a sentence, its keys, and its sign."""

    text: str
    tip: str
    keys: tuple[str | QKeySequence.StandardKey, ...] = ()
    sign: str = ""
    on_canvas: bool = False
    """Its keys count only while the canvas has the focus: single letters, that are typed elsewhere."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("actions", text)


def commands() -> dict[str, Command]:
    """All commands in the person's language."""
    return {**_file_commands(), **_edit_commands(), **_group_commands(), **_view_commands(), **_training_commands()}


def _file_commands() -> dict[str, Command]:
    key = QKeySequence.StandardKey
    return {
        "new": Command(_tr("&New"), _tr("Begin another network"), (key.New,), "new"),
        "open": Command(_tr("&Open…"), _tr("Open a project from a file"), (key.Open,), "open"),
        "save": Command(_tr("&Save"), _tr("Save the project"), (key.Save,), "save"),
        "saveAs": Command(_tr("Save &as…"), _tr("Save the project under another name"), (key.SaveAs, "Ctrl+Shift+S"), "saveAs"),
        "import": Command(
            _tr("&Import…"),
            _tr("Bring in a network that is written in Python or ONNX, with its weights"),
            ("Ctrl+I",),
            "import",
        ),
        "export": Command(
            _tr("&Export…"), _tr("Take the network away as PyTorch: weights, whole module or source"), ("Ctrl+E",), "export"
        ),
        "welcome": Command(_tr("&Welcome page"), _tr("Show networks to start from and recent files")),
        "quit": Command(_tr("&Quit"), _tr("Close the window"), (key.Quit, "Ctrl+Q")),
    }


def _edit_commands() -> dict[str, Command]:
    key = QKeySequence.StandardKey
    return {
        "undo": Command(_tr("&Undo"), _tr("Take the last change back"), (key.Undo,), "undo"),
        "redo": Command(_tr("&Redo"), _tr("Make the change again"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
        "cut": Command(_tr("Cu&t"), _tr("Cut the selected blocks"), (key.Cut,), "cut"),
        "copy": Command(_tr("&Copy"), _tr("Copy the selected blocks and the wires among them"), (key.Copy,), "copy"),
        "paste": Command(_tr("&Paste"), _tr("Paste blocks"), (key.Paste,), "paste"),
        "duplicate": Command(_tr("&Duplicate"), _tr("Duplicate the selected blocks"), ("Ctrl+D",), "duplicate"),
        "delete": Command(_tr("De&lete"), _tr("Remove the selected blocks and bridge the gap"), (key.Delete,), "delete"),
        "selectAll": Command(_tr("Select &all"), _tr("Select every block"), (key.SelectAll,), "selectAll"),
        "rename": Command(_tr("Re&name"), _tr("Rename the selected block"), ("F2",), "rename"),
        "addSkip": Command(
            _tr("Add s&kip"), _tr("Join the beginning and the end of the selected stretch"), ("Ctrl+Shift+K",), "addSkip"
        ),
        "find": Command(_tr("&Find a layer"), _tr("Search the layers"), (key.Find,), "search"),
    }


def _group_commands() -> dict[str, Command]:
    return {
        "group": Command(_tr("&Group…"), _tr("Make one block of the selected blocks"), ("Ctrl+G",), "group"),
        "ungroup": Command(_tr("&Ungroup"), _tr("Put the blocks of a group in its place"), ("Ctrl+Shift+G",), "ungroup"),
        "enterGroup": Command(_tr("&Enter the group"), _tr("Show the blocks inside the group"), ("Alt+Down",), "enterGroup"),
        "leaveGroup": Command(_tr("&Leave the group"), _tr("Show what is around the group"), ("Alt+Up",), "leaveGroup"),
        "repeatGroup": Command(_tr("Re&peat in a row…"), _tr("Let the group stand several times in a row"), (), "repeat"),
        "renameGroup": Command(_tr("&Rename the group…"), _tr("Rename the group wherever it is used"), (), "rename"),
        "makeIndependent": Command(
            _tr("Make &independent…"), _tr("Give this block a copy of its group, so that it can change alone"), (), "duplicate"
        ),
        "saveGroup": Command(_tr("&Save to my library"), _tr("Keep the group for other networks"), (), "save"),
    }


def _view_commands() -> dict[str, Command]:
    key = QKeySequence.StandardKey
    return {
        "arrange": Command(_tr("&Arrange"), _tr("Put every block in its place"), ("Ctrl+L",), "arrange"),
        "fit": Command(_tr("&Fit"), _tr("Show the whole network"), ("F",), "fit", on_canvas=True),
        "zoomIn": Command(_tr("Zoom &in"), _tr("Show it larger"), (key.ZoomIn, "Ctrl+="), "zoomIn"),
        "zoomOut": Command(_tr("Zoom &out"), _tr("Show it smaller"), (key.ZoomOut,), "zoomOut"),
        "zoomReset": Command(_tr("&Actual size"), _tr("Show it at 100%"), ("Ctrl+0",), "zoomReset"),
        "resetLayout": Command(_tr("&Reset panels"), _tr("Put every panel back where it was at first")),
    }


def _training_commands() -> dict[str, Command]:
    return {
        "train": Command(_tr("&Train"), _tr("Train this network from the beginning"), ("F5",), "train"),
        "continue": Command(_tr("&Continue"), _tr("Go on with the weights of the last training"), ("Shift+F5",), "continue"),
        "pause": Command(_tr("&Pause"), _tr("Hold the training after this batch"), ("F6",), "pause"),
        "step": Command(_tr("&Step"), _tr("Train one batch and hold"), ("F7",), "step"),
        "stop": Command(_tr("St&op"), _tr("End the training and keep the network"), ("F8",), "stop"),
    }


class Actions:
    """The commands as actions of a window, by name: ``actions["undo"]`` has the objectName ``action.undo``."""

    def __init__(self, window: QWidget, canvas: QWidget | None = None) -> None:
        """Keys of commands for the canvas alone count on `canvas`."""
        self._actions: dict[str, QAction] = {}
        self._commands: Mapping[str, Command] = commands()
        for name, command in self._commands.items():
            action = QAction(command.text, window)
            action.setObjectName(f"action.{name}")
            action.setShortcuts(_unique(command.keys))
            action.setIconText(" " + command.text.replace("&", "").removesuffix("…"))
            action.setIconVisibleInMenu(True)
            action.setToolTip(_with_keys(command.tip, action.shortcut()))
            action.setStatusTip(command.tip)
            if command.on_canvas and canvas is not None:
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                canvas.addAction(action)
            else:
                window.addAction(action)
            self._actions[name] = action
        self.redraw()

    def __getitem__(self, name: str) -> QAction:
        """The action called `name`."""
        return self._actions[name]

    def __iter__(self) -> Iterator[str]:
        """The names."""
        return iter(self._actions)

    def redraw(self) -> None:
        """Draw the signs in the colours of the theme."""
        theme = Theme.current()
        for name, command in self._commands.items():
            if command.sign:
                self._actions[name].setIcon(icon(command.sign, theme.on_accent if name == "train" else theme.text))

    def set_text(self, name: str, text: str, tip: str = "") -> None:
        """Another text for an action, as in "Undo Move conv1"; an empty tip keeps its own."""
        action = self._actions[name]
        action.setText(text)
        action.setToolTip(_with_keys(tip or self._commands[name].tip, action.shortcut()))


def _unique(keys: tuple[str | QKeySequence.StandardKey, ...]) -> list[QKeySequence]:
    """The keys as sequences, each once: what is standard differs from desktop to desktop."""
    sequences: list[QKeySequence] = []
    for key in keys:
        standard = isinstance(key, QKeySequence.StandardKey)
        bindings = QKeySequence.keyBindings(key)[:1] if standard else [QKeySequence(key)]
        sequences += [sequence for sequence in bindings if sequence not in sequences]
    return sequences


def _with_keys(tip: str, keys: QKeySequence) -> str:
    text = keys.toString(QKeySequence.SequenceFormat.NativeText)
    return f"{tip} ({text})" if text else tip
