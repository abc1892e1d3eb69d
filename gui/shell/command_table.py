"""The one table of commands: id, text, tip, keys, what it runs, and when it can be given.

Menus, tool bar, context menus, keys and the page of keyboard shortcuts come from here. Texts are marked literals of the
context "Commands"; ids and objectNames (``action.<id>``) do not change.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtGui import QKeySequence

from builder.common.messages import QT_TRANSLATE_NOOP, Message
from gui.canvas.view import CanvasView
from gui.shell.commands import Command, CommandActions

FILE = QT_TRANSLATE_NOOP("Commands", "File")
EDIT = QT_TRANSLATE_NOOP("Commands", "Edit")
GROUP = QT_TRANSLATE_NOOP("Commands", "Group")
VIEW = QT_TRANSLATE_NOOP("Commands", "View")
TRAINING = QT_TRANSLATE_NOOP("Commands", "Training")
HELP = QT_TRANSLATE_NOOP("Commands", "Help")

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


def canvas_commands(canvas: CanvasView) -> tuple[Command, ...]:
    """Everything that needs only a canvas, in the order of the menus."""
    return (
        *_edit_commands(canvas),
        *_wire_commands(canvas),
        *_group_commands(canvas),
        *_view_commands(canvas),
    )


def install_canvas_commands(canvas: CanvasView) -> CommandActions:
    """Give a canvas without a window its commands and keys; they are in its ``actions()`` too."""
    actions = CommandActions(canvas, canvas)
    add_canvas_commands(actions, canvas)
    return actions


def add_canvas_commands(actions: CommandActions, canvas: CanvasView) -> None:
    """Add the commands of a canvas, and keep them enabled as its workspace changes."""
    actions.add(canvas_commands(canvas), to_canvas=True)
    workspace = canvas.workspace
    for signal in (workspace.changed, workspace.reset, workspace.selected, workspace.entered, canvas.viewport_.wire_chosen):
        signal.connect(actions.refresh)


def file_commands(runs: WindowRuns) -> tuple[Command, ...]:
    """Files, and the window itself."""
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
        Command(
            id="welcome",
            section=FILE,
            text=QT_TRANSLATE_NOOP("Commands", "&Welcome page"),
            tip=QT_TRANSLATE_NOOP("Commands", "Show networks to start from and recent files"),
            run=runs.show_welcome,
        ),
        Command(
            id="quit",
            section=FILE,
            text=QT_TRANSLATE_NOOP("Commands", "&Quit"),
            tip=QT_TRANSLATE_NOOP("Commands", "Close the window"),
            run=runs.close,
            shortcut=(_KEY.Quit, "Ctrl+Q"),
        ),
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
        Command(
            id="settings",
            section=FILE,
            text=QT_TRANSLATE_NOOP("Commands", "Se&ttings…"),
            tip=QT_TRANSLATE_NOOP("Commands", "Choose theme, folders and other things for the whole program"),
            run=runs.show_settings,
            shortcut=("Ctrl+,",),
        ),
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


def training_commands(training: Callable[[], TrainingControls | None]) -> tuple[Command, ...]:
    """The commands of a training, which is brought after the first paint; until then none can be given."""

    def run(command: Callable[[TrainingControls], object]) -> Callable[[], object]:
        return lambda: None if (there := training()) is None else command(there)

    def allowed(id: str) -> Callable[[], bool]:
        return lambda: (there := training()) is not None and id in there.allowed

    return (
        Command(
            id="export",
            section=FILE,
            text=QT_TRANSLATE_NOOP("Commands", "&Export…"),
            tip=QT_TRANSLATE_NOOP("Commands", "Take the network away as PyTorch: weights, whole module or source"),
            run=run(lambda it: it.export()),
            shortcut=("Ctrl+E",),
            enabled_when=allowed("export"),
            sign="export",
        ),
        Command(
            id="train",
            section=TRAINING,
            text=QT_TRANSLATE_NOOP("Commands", "&Train"),
            tip=QT_TRANSLATE_NOOP("Commands", "Train this network from the beginning"),
            run=run(lambda it: it.train()),
            shortcut=("F5",),
            enabled_when=allowed("train"),
            sign="train",
        ),
        Command(
            id="continue",
            section=TRAINING,
            text=QT_TRANSLATE_NOOP("Commands", "&Continue"),
            tip=QT_TRANSLATE_NOOP("Commands", "Go on with the weights of the last training"),
            run=run(lambda it: it.continue_()),
            shortcut=("Shift+F5",),
            enabled_when=allowed("continue"),
            sign="continue",
        ),
        Command(
            id="pause",
            section=TRAINING,
            text=QT_TRANSLATE_NOOP("Commands", "&Pause"),
            tip=QT_TRANSLATE_NOOP("Commands", "Hold the training after this batch"),
            run=run(lambda it: it.pause()),
            shortcut=("F6",),
            enabled_when=allowed("pause"),
            sign="pause",
        ),
        Command(
            id="step",
            section=TRAINING,
            text=QT_TRANSLATE_NOOP("Commands", "&Step"),
            tip=QT_TRANSLATE_NOOP("Commands", "Train one batch and hold"),
            run=run(lambda it: it.step()),
            shortcut=("F7",),
            enabled_when=allowed("step"),
            sign="step",
        ),
        Command(
            id="stop",
            section=TRAINING,
            text=QT_TRANSLATE_NOOP("Commands", "St&op"),
            tip=QT_TRANSLATE_NOOP("Commands", "End the training and keep the network"),
            run=run(lambda it: it.stop()),
            shortcut=("F8",),
            enabled_when=allowed("stop"),
            sign="stop",
        ),
    )


def _edit_commands(canvas: CanvasView) -> tuple[Command, ...]:
    """Undo, clipboard and what is done with selected blocks."""
    workspace, commands = canvas.workspace, canvas.commands

    def selected() -> bool:
        return bool(workspace.selection)

    def undo_text() -> Message:
        return Message.of(QT_TRANSLATE_NOOP("Commands", "&Undo {edit}"), edit=workspace.document.undo_label)

    def redo_text() -> Message:
        return Message.of(QT_TRANSLATE_NOOP("Commands", "&Redo {edit}"), edit=workspace.document.redo_label)

    return (
        Command(
            id="undo",
            section=EDIT,
            text=QT_TRANSLATE_NOOP("Commands", "&Undo"),
            tip=QT_TRANSLATE_NOOP("Commands", "Take the last change back"),
            run=workspace.undo,
            shortcut=(_KEY.Undo,),
            enabled_when=lambda: workspace.document.can_undo,
            text_now=undo_text,
            sign="undo",
        ),
        Command(
            id="redo",
            section=EDIT,
            text=QT_TRANSLATE_NOOP("Commands", "&Redo"),
            tip=QT_TRANSLATE_NOOP("Commands", "Make the change again"),
            run=workspace.redo,
            shortcut=("Ctrl+Shift+Z", "Ctrl+Y"),
            enabled_when=lambda: workspace.document.can_redo,
            text_now=redo_text,
            sign="redo",
        ),
        Command(
            id="cut",
            section=EDIT,
            text=QT_TRANSLATE_NOOP("Commands", "Cu&t"),
            tip=QT_TRANSLATE_NOOP("Commands", "Cut the selected blocks"),
            run=commands.cut_selection,
            shortcut=(_KEY.Cut,),
            enabled_when=selected,
            sign="cut",
        ),
        Command(
            id="copy",
            section=EDIT,
            text=QT_TRANSLATE_NOOP("Commands", "&Copy"),
            tip=QT_TRANSLATE_NOOP("Commands", "Copy the selected blocks and the wires among them"),
            run=commands.copy_selection,
            shortcut=(_KEY.Copy,),
            enabled_when=selected,
            sign="copy",
        ),
        Command(
            id="paste",
            section=EDIT,
            text=QT_TRANSLATE_NOOP("Commands", "&Paste"),
            tip=QT_TRANSLATE_NOOP("Commands", "Paste blocks"),
            run=commands.paste,
            shortcut=(_KEY.Paste,),
            sign="paste",
        ),
        Command(
            id="duplicate",
            section=EDIT,
            text=QT_TRANSLATE_NOOP("Commands", "&Duplicate"),
            tip=QT_TRANSLATE_NOOP("Commands", "Duplicate the selected blocks"),
            run=commands.duplicate_selection,
            shortcut=("Ctrl+D",),
            enabled_when=selected,
            sign="duplicate",
        ),
        Command(
            id="delete",
            section=EDIT,
            text=QT_TRANSLATE_NOOP("Commands", "De&lete"),
            tip=QT_TRANSLATE_NOOP("Commands", "Remove the selected blocks and bridge the gap"),
            run=commands.delete_selection,
            shortcut=(_KEY.Delete,),
            canvas_shortcut=("Backspace",),
            enabled_when=lambda: selected() or canvas.board.state.chosen is not None,
            sign="delete",
        ),
        Command(
            id="selectAll",
            section=EDIT,
            text=QT_TRANSLATE_NOOP("Commands", "Select &all"),
            tip=QT_TRANSLATE_NOOP("Commands", "Select every block"),
            run=commands.select_all,
            shortcut=(_KEY.SelectAll,),
            enabled_when=lambda: bool(workspace.graph.blocks),
            sign="selectAll",
        ),
        Command(
            id="rename",
            section=EDIT,
            text=QT_TRANSLATE_NOOP("Commands", "Re&name"),
            tip=QT_TRANSLATE_NOOP("Commands", "Rename the selected block"),
            run=lambda: commands.rename(),
            shortcut=("F2",),
            enabled_when=lambda: len(workspace.selection) == 1,
            sign="rename",
        ),
        Command(
            id="addSkip",
            section=EDIT,
            text=QT_TRANSLATE_NOOP("Commands", "Add s&kip"),
            tip=QT_TRANSLATE_NOOP("Commands", "Join the beginning and the end of the selected stretch"),
            run=commands.add_skip,
            shortcut=("Ctrl+Shift+K",),
            enabled_when=selected,
            sign="addSkip",
        ),
    )


def _wire_commands(canvas: CanvasView) -> tuple[Command, ...]:
    """Adding and wiring by keys on the canvas."""
    return (
        Command(
            id="addBlock",
            section=EDIT,
            text=QT_TRANSLATE_NOOP("Commands", "Add a &block…"),
            tip=QT_TRANSLATE_NOOP("Commands", "Search a layer and add it after the selected block"),
            run=lambda: canvas.commands.quick_add(),
            canvas_shortcut=("A",),
            sign="search",
        ),
        Command(
            id="connect",
            section=EDIT,
            text=QT_TRANSLATE_NOOP("Commands", "C&onnect…"),
            tip=QT_TRANSLATE_NOOP("Commands", "Draw a wire from the selected block by keys: arrows choose, Enter connects"),
            run=canvas.gestures.connect_by_keys,
            canvas_shortcut=("C",),
            enabled_when=lambda: bool(canvas.workspace.selection),
            sign="link",
        ),
        Command(
            id="chooseWire",
            section=EDIT,
            text=QT_TRANSLATE_NOOP("Commands", "Choose a &wire"),
            tip=QT_TRANSLATE_NOOP("Commands", "Choose the next wire of the selected block, so that Delete removes it"),
            run=canvas.commands.choose_next_wire,
            canvas_shortcut=("W",),
            enabled_when=lambda: bool(canvas.workspace.selection),
            sign="unlink",
        ),
    )


def _group_commands(canvas: CanvasView) -> tuple[Command, ...]:
    """Groups of blocks."""
    groups = canvas.groups

    def available(id: str) -> Callable[[], bool]:
        return lambda: groups.available()[id]

    return (
        Command(
            id="group",
            section=GROUP,
            text=QT_TRANSLATE_NOOP("Commands", "&Group…"),
            tip=QT_TRANSLATE_NOOP("Commands", "Make one block of the selected blocks"),
            run=groups.group_selection,
            shortcut=("Ctrl+G",),
            enabled_when=available("group"),
            sign="group",
        ),
        Command(
            id="ungroup",
            section=GROUP,
            text=QT_TRANSLATE_NOOP("Commands", "&Ungroup"),
            tip=QT_TRANSLATE_NOOP("Commands", "Put the blocks of a group in its place"),
            run=groups.ungroup,
            shortcut=("Ctrl+Shift+G",),
            enabled_when=available("ungroup"),
            sign="ungroup",
        ),
        Command(
            id="enterGroup",
            section=GROUP,
            text=QT_TRANSLATE_NOOP("Commands", "&Enter the group"),
            tip=QT_TRANSLATE_NOOP("Commands", "Show the blocks inside the group"),
            run=lambda: groups.enter_group(),
            shortcut=("Alt+Down",),
            canvas_shortcut=("Return", "Enter"),
            enabled_when=available("enterGroup"),
            sign="enterGroup",
        ),
        Command(
            id="leaveGroup",
            section=GROUP,
            text=QT_TRANSLATE_NOOP("Commands", "&Leave the group"),
            tip=QT_TRANSLATE_NOOP("Commands", "Show what is around the group"),
            run=groups.leave_group,
            shortcut=("Alt+Up",),
            enabled_when=available("leaveGroup"),
            sign="leaveGroup",
        ),
        Command(
            id="repeatGroup",
            section=GROUP,
            text=QT_TRANSLATE_NOOP("Commands", "Re&peat in a row…"),
            tip=QT_TRANSLATE_NOOP("Commands", "Let the group stand several times in a row"),
            run=groups.ask_repeat,
            enabled_when=available("repeatGroup"),
            sign="repeat",
        ),
        Command(
            id="renameGroup",
            section=GROUP,
            text=QT_TRANSLATE_NOOP("Commands", "&Rename the group…"),
            tip=QT_TRANSLATE_NOOP("Commands", "Rename the group wherever it is used"),
            run=lambda: groups.rename_group(),
            enabled_when=available("renameGroup"),
            sign="rename",
        ),
        Command(
            id="makeIndependent",
            section=GROUP,
            text=QT_TRANSLATE_NOOP("Commands", "Make &independent…"),
            tip=QT_TRANSLATE_NOOP("Commands", "Give this block a copy of its group, so that it can change alone"),
            run=groups.make_independent,
            enabled_when=available("makeIndependent"),
            sign="duplicate",
        ),
        Command(
            id="saveGroup",
            section=GROUP,
            text=QT_TRANSLATE_NOOP("Commands", "&Save to my library"),
            tip=QT_TRANSLATE_NOOP("Commands", "Keep the group for other networks"),
            run=groups.save_group,
            enabled_when=available("saveGroup"),
            sign="save",
        ),
    )


def _view_commands(canvas: CanvasView) -> tuple[Command, ...]:
    """What is seen of the network, and how large."""
    viewport = canvas.viewport_
    return (
        Command(
            id="arrange",
            section=VIEW,
            text=QT_TRANSLATE_NOOP("Commands", "&Arrange"),
            tip=QT_TRANSLATE_NOOP("Commands", "Put every block in its place"),
            run=canvas.commands.arrange,
            shortcut=("Ctrl+L",),
            enabled_when=lambda: bool(canvas.workspace.graph.blocks),
            sign="arrange",
        ),
        Command(
            id="fit",
            section=VIEW,
            text=QT_TRANSLATE_NOOP("Commands", "&Fit"),
            tip=QT_TRANSLATE_NOOP("Commands", "Show the whole network"),
            run=viewport.fit,
            canvas_shortcut=("F",),
            sign="fit",
        ),
        Command(
            id="zoomIn",
            section=VIEW,
            text=QT_TRANSLATE_NOOP("Commands", "Zoom &in"),
            tip=QT_TRANSLATE_NOOP("Commands", "Show it larger"),
            run=viewport.zoom_in,
            shortcut=(_KEY.ZoomIn, "Ctrl+="),
            sign="zoomIn",
        ),
        Command(
            id="zoomOut",
            section=VIEW,
            text=QT_TRANSLATE_NOOP("Commands", "Zoom &out"),
            tip=QT_TRANSLATE_NOOP("Commands", "Show it smaller"),
            run=viewport.zoom_out,
            shortcut=(_KEY.ZoomOut,),
            sign="zoomOut",
        ),
        Command(
            id="zoomReset",
            section=VIEW,
            text=QT_TRANSLATE_NOOP("Commands", "&Actual size"),
            tip=QT_TRANSLATE_NOOP("Commands", "Show it at 100%"),
            run=viewport.reset_zoom,
            shortcut=("Ctrl+0",),
            sign="zoomReset",
        ),
    )
