"""The context menus of the canvas: on a block, with the repairs of its problems; on a wire; on nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from builder import edits
from builder.groups.group import REPEAT, Group
from builder.model.graph import Port
from gui.canvas.commands.keyboard import step_wire
from gui.canvas.gestures.controller import Pointed
from gui.canvas.hit_testing import WIRE_REACH, block_at, wire_at
from gui.canvas.overlays.texts import tr
from gui.common.theme import Theme, icon
from gui.model.problem_texts import problem_text, repair_text

MOST_OWNERS = 16
"""So many blocks are offered to share weights with, those that are set alike first; the inspector offers all."""


def menu_at(view: Pointed, point: QPointF) -> QMenu:
    """The menu for what lies under a point of the scene; the block under it is selected first."""
    id = block_at(view.board, point)
    if id is not None:
        if id not in view.workspace.selection:
            view.workspace.select({id})
        return block_menu(view, id)
    wire = wire_at(view.board, point, view.reach(WIRE_REACH))
    return wire_menu(view, wire.target, point) if wire is not None else canvas_menu(view, point)


def block_menu(view: Pointed, id: int) -> QMenu:
    """What can be done with the selected blocks, of which `id` is one."""
    menu = _menu(view, tr("Block {0}", view.workspace.graph.blocks[id].name))
    _add_repairs(view, menu, id)
    if isinstance(view.workspace.graph.blocks[id].layer, Group):
        _add_group(view, menu, id)
    _add(menu, "rename", tr("Rename"), lambda: view.rename(id), "F2")
    _add(menu, "duplicate", tr("Duplicate"), view.duplicate, "Ctrl+D")
    _add(menu, "cut", tr("Cut"), view.cut, "Ctrl+X")
    _add(menu, "copy", tr("Copy"), view.copy, "Ctrl+C")
    menu.addSeparator()
    _add(menu, "link", tr("Connect ..."), view.connect_by_keys, "C")
    _add(menu, "unlink", tr("Choose a wire"), lambda: step_wire(view), "W")
    _add(menu, "addSkip", tr("Add skip"), view.add_skip)
    _add_sharing(view, menu, id)
    _add(menu, "group", tr("Group ..."), view.group_selection, "Ctrl+G")
    menu.addSeparator()
    _add(menu, "delete", tr("Delete"), view.delete_selection, "Del")
    return menu


def wire_menu(view: Pointed, target: Port, point: QPointF) -> QMenu:
    """What can be done with a wire."""
    menu = _menu(view, tr("Wire"))
    view.board.choose_wire(target)
    _add(menu, "zoomIn", tr("Insert a block ..."), lambda: view.quick_add(point))
    _add(menu, "unlink", tr("Remove wire"), lambda: view.edit(tr("Remove wire"), lambda graph: edits.disconnect(graph, target)))
    return menu


def canvas_menu(view: Pointed, point: QPointF) -> QMenu:
    """What can be done with the canvas."""
    menu = _menu(view, tr("Canvas"))
    if view.workspace.way:
        _add(menu, "leaveGroup", tr("Leave the group"), view.leave_group, "Alt+Up")
        menu.addSeparator()
    _add(menu, "search", tr("Add a block ..."), lambda: view.quick_add(point), "A")
    _add(menu, "paste", tr("Paste"), view.paste, "Ctrl+V")
    _add(menu, "selectAll", tr("Select all"), view.select_all, "Ctrl+A")
    menu.addSeparator()
    _add(menu, "arrange", tr("Arrange"), view.arrange, "Ctrl+L")
    _add(menu, "fit", tr("Fit"), view.fit, "F")
    return menu


def _add_group(view: Pointed, menu: QMenu, id: int) -> None:
    """What can be done with a group's block beside what can be done with any."""
    _add(menu, "enterGroup", tr("Enter the group"), lambda: view.enter_group(id), "Return")
    _add(menu, "ungroup", tr("Ungroup"), view.ungroup, "Ctrl+Shift+G")
    rows = menu.addMenu(icon("repeat"), tr("Repeat in a row"))
    rows.setObjectName("canvasMenu.repeat")
    now = view.workspace.graph.blocks[id].layer.values()[REPEAT]
    for times in (1, 2, 3, 4, 6, 8):
        action = rows.addAction(tr("once") if times == 1 else f"×{times}")
        action.setObjectName(f"canvasMenu.repeat.{times}")
        action.setCheckable(True)
        action.setChecked(times == now)
        action.triggered.connect(lambda _=False, times=times: view.repeat(times))
    rows.addSeparator()
    _add(rows, "repeatOther", tr("Another number ..."), view.ask_repeat, sign="repeat")
    _add(menu, "renameGroup", tr("Rename the group ..."), view.rename_group, sign="rename")
    _add(menu, "makeIndependent", tr("Make independent ..."), view.make_independent, sign="duplicate")
    _add(menu, "saveGroup", tr("Save to my library"), view.save_group, sign="save")
    menu.addSeparator()


def _menu(view: Pointed, accessible: str) -> QMenu:
    menu = QMenu(view)
    menu.setObjectName("canvasMenu")
    menu.setAccessibleName(accessible)
    return menu


def _add(menu: QMenu, name: str, text: str, run: Callable[[], object], keys: str = "", *, sign: str = "") -> None:
    action = menu.addAction(icon(sign or name), text)
    action.setObjectName(f"canvasMenu.{name}")
    action.triggered.connect(lambda: run())
    if keys:
        action.setText(f"{text}\t{QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)}")


def _add_sharing(view: Pointed, menu: QMenu, id: int) -> None:
    """Whose weights the selected blocks could use: the first of several, or any of its kind for a single one."""
    graph, chosen = view.workspace.graph, view.workspace.selection
    if len(chosen) > 1:
        first = next((other for other in graph.order() if other in chosen), id)
        if all(edits.why_not_share(graph, other, first) is None for other in chosen - {first}):
            words = tr("Share the weights of {0}", graph.blocks[first].name)
            _add(menu, "shared", words, lambda: view.share_weights(first))
    else:
        block = graph.blocks[id]
        owners = [owner for owner in edits.owners_for(graph, id) if owner != block.weights_of]
        owners.sort(key=lambda owner: graph.blocks[owner].layer != block.layer)
        if owners:
            _add_owners(view, menu.addMenu(icon("shared"), tr("Use the weights of")), owners[:MOST_OWNERS])
    if not chosen.isdisjoint(view.board.sight.families):
        _add(menu, "ownWeights", tr("Use weights of its own"), lambda: view.share_weights(None), sign="unlink")


def _add_owners(view: Pointed, menu: QMenu, owners: list[int]) -> None:
    menu.setObjectName("canvasMenu.owners")
    for owner in owners:
        block = view.workspace.graph.blocks[owner]
        summary = str(block.layer.summary())
        action = menu.addAction(f"{block.name}   {summary}" if summary else block.name)
        action.setObjectName(f"canvasMenu.owner.{owner}")
        action.triggered.connect(lambda _=False, chosen=owner: view.share_weights(chosen))


def _add_repairs(view: Pointed, menu: QMenu, id: int) -> None:
    """The problems of a block, each with what would mend it."""
    for problem in view.workspace.analysis.problems:
        if problem.block != id:
            continue
        menu.addSection(problem_text(problem))
        for repair in view.workspace.repairs(problem):
            action = menu.addAction(icon("repair", Theme.current().success), repair_text(repair))
            action.setObjectName(f"canvasMenu.repair.{problem.code}")
            action.triggered.connect(lambda _=False, chosen=repair: view.workspace.apply_repair(chosen))
    if not menu.isEmpty():
        menu.addSeparator()
