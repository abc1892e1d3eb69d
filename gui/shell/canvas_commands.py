"""The table of the commands of a canvas: id, text, tip, keys, what it runs, and when it can be given."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence

from builder.common.messages import QT_TRANSLATE_NOOP, Message
from gui.canvas.view import CanvasView
from gui.shell.commands import EDIT, GROUP, VIEW, Command, CommandActions

_KEY = QKeySequence.StandardKey


def canvas_commands(canvas: CanvasView) -> tuple[Command, ...]:
    """Everything that needs only a canvas, in the order of the menus."""
    return (
        *_history_commands(canvas),
        *_clipboard_commands(canvas),
        *_selection_commands(canvas),
        *_wire_commands(canvas),
        *_group_commands(canvas),
        *_group_change_commands(canvas),
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


def _history_commands(canvas: CanvasView) -> tuple[Command, ...]:
    """Undo and redo, with the name of the edit."""
    workspace = canvas.workspace

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
    )


def _clipboard_commands(canvas: CanvasView) -> tuple[Command, ...]:
    """Cut, copy, paste and duplicate."""
    workspace, commands = canvas.workspace, canvas.commands

    def has_selection() -> bool:
        return bool(workspace.selection)

    return (
        Command(
            id="cut",
            section=EDIT,
            text=QT_TRANSLATE_NOOP("Commands", "Cu&t"),
            tip=QT_TRANSLATE_NOOP("Commands", "Cut the selected blocks"),
            run=commands.cut_selection,
            shortcut=(_KEY.Cut,),
            enabled_when=has_selection,
            sign="cut",
        ),
        Command(
            id="copy",
            section=EDIT,
            text=QT_TRANSLATE_NOOP("Commands", "&Copy"),
            tip=QT_TRANSLATE_NOOP("Commands", "Copy the selected blocks and the wires among them"),
            run=commands.copy_selection,
            shortcut=(_KEY.Copy,),
            enabled_when=has_selection,
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
            enabled_when=has_selection,
            sign="duplicate",
        ),
    )


def _selection_commands(canvas: CanvasView) -> tuple[Command, ...]:
    """What is done with selected blocks and with the chosen wire."""
    workspace, commands = canvas.workspace, canvas.commands

    def has_selection() -> bool:
        return bool(workspace.selection)

    return (
        Command(
            id="delete",
            section=EDIT,
            text=QT_TRANSLATE_NOOP("Commands", "De&lete"),
            tip=QT_TRANSLATE_NOOP("Commands", "Remove the selected blocks and bridge the gap"),
            run=commands.delete_selection,
            shortcut=(_KEY.Delete,),
            canvas_shortcut=("Backspace",),
            enabled_when=lambda: has_selection() or canvas.board.state.chosen is not None,
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
            enabled_when=has_selection,
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
    """Make groups, take them apart, enter and leave them."""
    groups = canvas.groups

    def when_available(id: str) -> Callable[[], bool]:
        return lambda: groups.available()[id]

    return (
        Command(
            id="group",
            section=GROUP,
            text=QT_TRANSLATE_NOOP("Commands", "&Group…"),
            tip=QT_TRANSLATE_NOOP("Commands", "Make one block of the selected blocks"),
            run=groups.group_selection,
            shortcut=("Ctrl+G",),
            enabled_when=when_available("group"),
            sign="group",
        ),
        Command(
            id="ungroup",
            section=GROUP,
            text=QT_TRANSLATE_NOOP("Commands", "&Ungroup"),
            tip=QT_TRANSLATE_NOOP("Commands", "Put the blocks of a group in its place"),
            run=groups.ungroup,
            shortcut=("Ctrl+Shift+G",),
            enabled_when=when_available("ungroup"),
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
            enabled_when=when_available("enterGroup"),
            sign="enterGroup",
        ),
        Command(
            id="leaveGroup",
            section=GROUP,
            text=QT_TRANSLATE_NOOP("Commands", "&Leave the group"),
            tip=QT_TRANSLATE_NOOP("Commands", "Show what is around the group"),
            run=groups.leave_group,
            shortcut=("Alt+Up",),
            enabled_when=when_available("leaveGroup"),
            sign="leaveGroup",
        ),
    )


def _group_change_commands(canvas: CanvasView) -> tuple[Command, ...]:
    """Change and keep groups."""
    groups = canvas.groups

    def when_available(id: str) -> Callable[[], bool]:
        return lambda: groups.available()[id]

    return (
        Command(
            id="repeatGroup",
            section=GROUP,
            text=QT_TRANSLATE_NOOP("Commands", "Re&peat in a row…"),
            tip=QT_TRANSLATE_NOOP("Commands", "Let the group stand several times in a row"),
            run=groups.ask_repeat,
            enabled_when=when_available("repeatGroup"),
            sign="repeat",
        ),
        Command(
            id="renameGroup",
            section=GROUP,
            text=QT_TRANSLATE_NOOP("Commands", "&Rename the group…"),
            tip=QT_TRANSLATE_NOOP("Commands", "Rename the group wherever it is used"),
            run=lambda: groups.rename_group(),
            enabled_when=when_available("renameGroup"),
            sign="rename",
        ),
        Command(
            id="makeIndependent",
            section=GROUP,
            text=QT_TRANSLATE_NOOP("Commands", "Make &independent…"),
            tip=QT_TRANSLATE_NOOP("Commands", "Give this block a copy of its group, so that it can change alone"),
            run=groups.make_independent,
            enabled_when=when_available("makeIndependent"),
            sign="duplicate",
        ),
        Command(
            id="saveGroup",
            section=GROUP,
            text=QT_TRANSLATE_NOOP("Commands", "&Save to my library"),
            tip=QT_TRANSLATE_NOOP("Commands", "Keep the group for other networks"),
            run=groups.save_group,
            enabled_when=when_available("saveGroup"),
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
