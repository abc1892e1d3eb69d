"""The table of the commands of the window: files, training, help. Those of the canvas are in `canvas_commands`.

Menus, tool bar, context menus, keys and the page of keyboard shortcuts come from the two tables. Texts are marked literals
of the context "Commands"; ids and objectNames (``action.<id>``) do not change.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypedDict

from PySide6.QtGui import QKeySequence

from builder.common.messages import QT_TRANSLATE_NOOP
from gui.shell.commands import EDIT, FILE, HELP, TRAINING, VIEW, Command

_KEY = QKeySequence.StandardKey


class TrainingControls(Protocol):
    """What the commands of a training need of it."""

    def train(self) -> object: ...
    def continue_(self) -> object: ...
    def pause(self) -> object: ...
    def step(self) -> object: ...
    def stop(self) -> object: ...
    def export(self) -> object: ...

    @property
    def allowed(self) -> frozenset[str]:
        """The ids of the commands that make sense now."""


FindTraining = Callable[[], TrainingControls | None]
"""The training of the window, once it is there."""


class _Behaviour(TypedDict):
    """A part of the arguments of a Command."""

    id: str
    sign: str
    run: Callable[[], object]
    enabled_when: Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowRuns:
    """What the commands of the window as a whole run."""

    new: Callable[[], object]
    open: Callable[[], object]
    save: Callable[[], object]
    save_as: Callable[[], object]
    import_network: Callable[[], object]
    show_welcome: Callable[[], object]
    close: Callable[[], object]
    find_layer: Callable[[], object]
    reset_layout: Callable[[], object]
    show_settings: Callable[[], object]
    show_shortcuts: Callable[[], object]
    show_log_folder: Callable[[], object]
    show_about: Callable[[], object]


def window_commands(runs: WindowRuns) -> tuple[Command, ...]:
    """Everything that needs the window and no training."""
    return (*_file_commands(runs), *_window_page_commands(runs), *_panel_commands(runs), *_help_commands(runs))


def _file_commands(runs: WindowRuns) -> tuple[Command, ...]:
    """Projects and files."""
    return (
        Command(
            id="new",
            section=FILE,
            text=QT_TRANSLATE_NOOP("Commands", "&New"),
            tip=QT_TRANSLATE_NOOP("Commands", "Begin another network"),
            run=runs.new,
            shortcut=(_KEY.New,),
            sign="new",
        ),
        Command(
            id="open",
            section=FILE,
            text=QT_TRANSLATE_NOOP("Commands", "&Open…"),
            tip=QT_TRANSLATE_NOOP("Commands", "Open a project from a file"),
            run=runs.open,
            shortcut=(_KEY.Open,),
            sign="open",
        ),
        Command(
            id="save",
            section=FILE,
            text=QT_TRANSLATE_NOOP("Commands", "&Save"),
            tip=QT_TRANSLATE_NOOP("Commands", "Save the project"),
            run=runs.save,
            shortcut=(_KEY.Save,),
            sign="save",
        ),
        Command(
            id="saveAs",
            section=FILE,
            text=QT_TRANSLATE_NOOP("Commands", "Save &as…"),
            tip=QT_TRANSLATE_NOOP("Commands", "Save the project under another name"),
            run=runs.save_as,
            shortcut=(_KEY.SaveAs, "Ctrl+Shift+S"),
            sign="saveAs",
        ),
        Command(
            id="import",
            section=FILE,
            text=QT_TRANSLATE_NOOP("Commands", "&Import…"),
            tip=QT_TRANSLATE_NOOP("Commands", "Bring in a network that is written in Python or ONNX, with its weights"),
            run=runs.import_network,
            shortcut=("Ctrl+I",),
            sign="import",
        ),
    )


def _window_page_commands(runs: WindowRuns) -> tuple[Command, ...]:
    """The welcome page, the settings, and the end."""
    return (
        Command(
            id="welcome",
            section=FILE,
            text=QT_TRANSLATE_NOOP("Commands", "&Welcome page"),
            tip=QT_TRANSLATE_NOOP("Commands", "Show networks to start from and recent files"),
            run=runs.show_welcome,
        ),
        Command(
            id="settings",
            section=FILE,
            text=QT_TRANSLATE_NOOP("Commands", "Se&ttings…"),
            tip=QT_TRANSLATE_NOOP("Commands", "Choose theme, folders and other things for the whole program"),
            run=runs.show_settings,
            shortcut=("Ctrl+,",),
        ),
        Command(
            id="quit",
            section=FILE,
            text=QT_TRANSLATE_NOOP("Commands", "&Quit"),
            tip=QT_TRANSLATE_NOOP("Commands", "Close the window"),
            run=runs.close,
            shortcut=(_KEY.Quit, "Ctrl+Q"),
        ),
    )


def _panel_commands(runs: WindowRuns) -> tuple[Command, ...]:
    """The panels."""
    return (
        Command(
            id="find",
            section=EDIT,
            text=QT_TRANSLATE_NOOP("Commands", "&Find a layer"),
            tip=QT_TRANSLATE_NOOP("Commands", "Search the layers"),
            run=runs.find_layer,
            shortcut=(_KEY.Find,),
            sign="search",
        ),
        Command(
            id="resetLayout",
            section=VIEW,
            text=QT_TRANSLATE_NOOP("Commands", "&Reset panels"),
            tip=QT_TRANSLATE_NOOP("Commands", "Put every panel back where it was at first"),
            run=runs.reset_layout,
        ),
    )


def _help_commands(runs: WindowRuns) -> tuple[Command, ...]:
    """Keys, logs and versions."""
    return (
        Command(
            id="shortcuts",
            section=HELP,
            text=QT_TRANSLATE_NOOP("Commands", "&Keyboard shortcuts"),
            tip=QT_TRANSLATE_NOOP("Commands", "Show every key, and search them"),
            run=runs.show_shortcuts,
            shortcut=("F1",),
            sign="command",
        ),
        Command(
            id="logFolder",
            section=HELP,
            text=QT_TRANSLATE_NOOP("Commands", "Show the &log folder"),
            tip=QT_TRANSLATE_NOOP("Commands", "Open the folder with the records of what went wrong"),
            run=runs.show_log_folder,
        ),
        Command(
            id="about",
            section=HELP,
            text=QT_TRANSLATE_NOOP("Commands", "&About Convas"),
            tip=QT_TRANSLATE_NOOP("Commands", "Show what this program is, and its version"),
            run=runs.show_about,
        ),
    )


def training_commands(training: FindTraining) -> tuple[Command, ...]:
    """The commands of a training, which is brought after the first paint; until then none can be given."""
    return (
        Command(
            **_when_allowed("export", training, lambda it: it.export()),
            section=FILE,
            text=QT_TRANSLATE_NOOP("Commands", "&Export…"),
            tip=QT_TRANSLATE_NOOP("Commands", "Take the network away as PyTorch: weights, whole module or source"),
            shortcut=("Ctrl+E",),
        ),
        Command(
            **_when_allowed("train", training, lambda it: it.train()),
            section=TRAINING,
            text=QT_TRANSLATE_NOOP("Commands", "&Train"),
            tip=QT_TRANSLATE_NOOP("Commands", "Train this network from the beginning"),
            shortcut=("F5",),
        ),
        Command(
            **_when_allowed("continue", training, lambda it: it.continue_()),
            section=TRAINING,
            text=QT_TRANSLATE_NOOP("Commands", "&Continue"),
            tip=QT_TRANSLATE_NOOP("Commands", "Go on with the weights of the last training"),
            shortcut=("Shift+F5",),
        ),
        Command(
            **_when_allowed("pause", training, lambda it: it.pause()),
            section=TRAINING,
            text=QT_TRANSLATE_NOOP("Commands", "&Pause"),
            tip=QT_TRANSLATE_NOOP("Commands", "Hold the training after this batch"),
            shortcut=("F6",),
        ),
        Command(
            **_when_allowed("step", training, lambda it: it.step()),
            section=TRAINING,
            text=QT_TRANSLATE_NOOP("Commands", "&Step"),
            tip=QT_TRANSLATE_NOOP("Commands", "Train one batch and hold"),
            shortcut=("F7",),
        ),
        Command(
            **_when_allowed("stop", training, lambda it: it.stop()),
            section=TRAINING,
            text=QT_TRANSLATE_NOOP("Commands", "St&op"),
            tip=QT_TRANSLATE_NOOP("Commands", "End the training and keep the network"),
            shortcut=("F8",),
        ),
    )


def _when_allowed(id: str, training: FindTraining, run: Callable[[TrainingControls], object]) -> _Behaviour:
    """What every command of a training shares: it runs on the training, and can be given while the training allows it."""
    return {
        "id": id,
        "sign": id,
        "run": lambda: None if (there := training()) is None else run(there),
        "enabled_when": lambda: (there := training()) is not None and id in there.allowed,
    }
