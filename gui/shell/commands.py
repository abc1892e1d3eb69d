"""Commands as values, and the actions that menus, tool bar, context menus and keys are made of.

The tables are :mod:`gui.shell.command_table` and :mod:`gui.shell.canvas_commands`; nothing else in the window names a key of
a command.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from builder.common.messages import QT_TRANSLATE_NOOP, Message, Template
from gui.common.i18n import say
from gui.common.theme import Theme, icon

FILE = QT_TRANSLATE_NOOP("Commands", "File")
EDIT = QT_TRANSLATE_NOOP("Commands", "Edit")
GROUP = QT_TRANSLATE_NOOP("Commands", "Group")
VIEW = QT_TRANSLATE_NOOP("Commands", "View")
TRAINING = QT_TRANSLATE_NOOP("Commands", "Training")
HELP = QT_TRANSLATE_NOOP("Commands", "Help")

Key = str | QKeySequence.StandardKey
"""A key as Qt writes it ("Ctrl+Shift+K"), or a standard one, which differs from desktop to desktop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command: what it is called, what it does, by which keys, and when it can be given.

    `text` is the menu text with a mnemonic, `tip` a sentence; both are marked literals. `shortcut` counts in the whole
    window, `canvas_shortcut` only while the canvas itself has the focus: keys that are typed elsewhere.
    """

    id: str
    section: Template
    text: Template
    tip: Template
    run: Callable[[], object]
    shortcut: tuple[Key, ...] = ()
    canvas_shortcut: tuple[Key, ...] = ()
    enabled_when: Callable[[], bool] = lambda: True
    text_now: Callable[[], Message] | None = None
    """The menu text as it is now, where it changes, as in "Undo Move conv1"."""
    sign: str = ""

    def key_sequences(self) -> list[QKeySequence]:
        """All its keys, those of the window first."""
        return sequences((*self.shortcut, *self.canvas_shortcut))


def sequences(keys: Iterable[Key]) -> list[QKeySequence]:
    """The keys as sequences, each once; of a standard key the first binding of this desktop."""
    found: list[QKeySequence] = []
    for key in keys:
        bindings = QKeySequence.keyBindings(key)[:1] if isinstance(key, QKeySequence.StandardKey) else [QKeySequence(key)]
        found += [sequence for sequence in bindings if sequence not in found]
    return found


def keys_used_twice(commands: Iterable[Command]) -> list[str]:
    """Keys that mean two commands in one scope. The canvas lies in the window, so its keys must be free there too."""
    count = Counter(sequence.toString() for command in commands for sequence in command.key_sequences())
    return [key for key, times in count.items() if times > 1]


class CommandActions(QObject):
    """The commands as actions of a window: ``actions["undo"]`` has the objectName ``action.undo``."""

    taken_back = Signal(str)
    """The id of a command that could be given until now."""

    def __init__(self, window: QWidget, canvas: QWidget | None = None) -> None:
        """Canvas shortcuts count on `canvas`; without one they do nothing."""
        super().__init__(window)
        self._window = window
        self._canvas = canvas
        self._commands: dict[str, Command] = {}
        self._actions: dict[str, QAction] = {}

    def __getitem__(self, id: str) -> QAction:
        """The action of a command."""
        return self._actions[id]

    def __iter__(self) -> Iterator[str]:
        """The ids."""
        return iter(self._actions)

    @property
    def commands(self) -> tuple[Command, ...]:
        """The commands, in the order in which they were added."""
        return tuple(self._commands.values())

    def add(self, commands: Iterable[Command], *, to_canvas: bool = False) -> None:
        """Make actions of commands; with `to_canvas` they are found among the canvas's ``actions()`` too, for its menus."""
        for command in commands:
            action = self._new_action(command)
            self._commands[command.id], self._actions[command.id] = command, action
            action.triggered.connect(lambda _on=False, run=command.run: run())
            action.enabledChanged.connect(lambda on, id=command.id: None if on else self.taken_back.emit(id))
            if to_canvas and self._canvas is not None:
                self._canvas.addAction(action)
        self.redraw()
        self.refresh()

    def refresh(self) -> None:
        """Enable what can be done now, and say it as it is now."""
        for id, command in self._commands.items():
            action = self._actions[id]
            action.setEnabled(command.enabled_when())
            if command.text_now is not None:
                action.setText(say(command.text_now()).strip())

    def redraw(self) -> None:
        """Draw the signs in the colours of the theme."""
        theme = Theme.current()
        for id, command in self._commands.items():
            if command.sign:
                self._actions[id].setIcon(icon(command.sign, theme.on_accent if id == "train" else theme.text))

    def _new_action(self, command: Command) -> QAction:
        text, tip = say(command.text), say(command.tip)
        action = QAction(text, self._window)
        action.setObjectName(f"action.{command.id}")
        action.setIconText(" " + text.replace("&", "").removesuffix("…"))
        action.setIconVisibleInMenu(True)
        first = next(iter(command.key_sequences()), None)
        action.setToolTip(tip if first is None else f"{tip} ({first.toString(QKeySequence.SequenceFormat.NativeText)})")
        action.setStatusTip(tip)
        action.setShortcuts(sequences(command.shortcut))
        self._window.addAction(action)
        if command.canvas_shortcut and self._canvas is not None:
            self._add_canvas_keys(action, command)
        return action

    def _add_canvas_keys(self, action: QAction, command: Command) -> None:
        """Let keys count while the canvas has the focus; menus show them where the command has no others."""
        canvas, keys = self._canvas, sequences(command.canvas_shortcut)
        assert canvas is not None
        if not command.shortcut:
            # The action's own shortcut, so that menus show it; on the canvas only, so that letters can be typed elsewhere.
            self._window.removeAction(action)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.setShortcuts(keys)
            canvas.addAction(action)
            return
        for key in keys:
            shortcut = QShortcut(key, canvas)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            # Not the action: it is silent while it is disabled, and the command says what to select.
            shortcut.activated.connect(lambda: command.run())
