"""The context menus of the canvas: on a block, with the repairs of its problems; on a wire; on the free canvas."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from builder import edits
from builder.groups.group import REPEAT, Group
from builder.model.graph import Port
from gui.canvas.commands.blocks import BlockCommands
from gui.canvas.commands.groups import GroupCommands
from gui.canvas.hit_testing import WIRE_REACH, block_at, wire_at
from gui.canvas.viewport import ViewportController
from gui.common.i18n import say
from gui.common.theme import Theme, icon

MOST_OWNERS = 16
"""So many blocks are offered to share weights with, those with equal fields first; the inspector offers all."""


class ContextMenus(QObject):
    """Builds the menu for what is under a point of the scene. The caller shows it and lets it delete itself."""

    def __init__(
        self,
        viewport: ViewportController,
        commands: BlockCommands,
        groups: GroupCommands,
        connect_by_keys: Callable[[], None],
    ) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._workspace = commands.workspace
        self._commands = commands
        self._groups = groups
        self._connect_by_keys = connect_by_keys

    def menu_at(self, point: QPointF) -> QMenu:
        """The menu for what lies under a point of the scene; the block under it is selected first."""
        board, workspace = self._viewport.board, self._workspace
        id = block_at(board, point)
        if id is not None:
            if id not in workspace.selection:
                workspace.select({id})
            return self._block_menu(id)
        wire = wire_at(board, point, self._viewport.reach(WIRE_REACH))
        return self._wire_menu(wire.target, point) if wire is not None else self._canvas_menu(point)

    def _block_menu(self, id: int) -> QMenu:
        """What can be done with the selected blocks, of which `id` is one."""
        block, commands = self._workspace.graph.blocks[id], self._commands
        menu = self._new_menu(self.tr("Block {name}").format(name=block.name))
        self._add_repairs(menu, id)
        if isinstance(block.layer, Group):
            self._add_group(menu, id)
        _add(menu, "rename", self.tr("Rename"), lambda: commands.rename(id), "F2")
        _add(menu, "duplicate", self.tr("Duplicate"), commands.duplicate_selection, "Ctrl+D")
        _add(menu, "cut", self.tr("Cut"), commands.cut_selection, "Ctrl+X")
        _add(menu, "copy", self.tr("Copy"), commands.copy_selection, "Ctrl+C")
        menu.addSeparator()
        _add(menu, "link", self.tr("Connect ..."), self._connect_by_keys, "C")
        _add(menu, "unlink", self.tr("Choose a wire"), commands.choose_next_wire, "W")
        _add(menu, "addSkip", self.tr("Add skip"), commands.add_skip)
        self._add_sharing(menu, id)
        _add(menu, "group", self.tr("Group ..."), self._groups.group_selection, "Ctrl+G")
        menu.addSeparator()
        _add(menu, "delete", self.tr("Delete"), commands.delete_selection, "Del")
        return menu

    def _wire_menu(self, target: Port, point: QPointF) -> QMenu:
        """What can be done with a wire."""
        menu = self._new_menu(self.tr("Wire"))
        self._viewport.board.choose_wire(target)
        _add(menu, "zoomIn", self.tr("Insert a block ..."), lambda: self._commands.quick_add(point))
        _add(menu, "unlink", self.tr("Remove wire"), lambda: self._commands.remove_wire(target))
        return menu

    def _canvas_menu(self, point: QPointF) -> QMenu:
        """What can be done with the canvas."""
        menu = self._new_menu(self.tr("Canvas"))
        if self._workspace.way:
            _add(menu, "leaveGroup", self.tr("Leave the group"), self._groups.leave_group, "Alt+Up")
            menu.addSeparator()
        _add(menu, "search", self.tr("Add a block ..."), lambda: self._commands.quick_add(point), "A")
        _add(menu, "paste", self.tr("Paste"), self._commands.paste, "Ctrl+V")
        _add(menu, "selectAll", self.tr("Select all"), self._commands.select_all, "Ctrl+A")
        menu.addSeparator()
        _add(menu, "arrange", self.tr("Arrange"), self._commands.arrange, "Ctrl+L")
        _add(menu, "fit", self.tr("Fit"), self._viewport.fit, "F")
        return menu

    def _new_menu(self, accessible: str) -> QMenu:
        menu = QMenu(self._viewport.view)
        menu.setObjectName("canvasMenu")
        menu.setAccessibleName(accessible)
        return menu

    def _add_group(self, menu: QMenu, id: int) -> None:
        """What can be done with a group's block in addition to what can be done with any block."""
        groups = self._groups
        _add(menu, "enterGroup", self.tr("Enter the group"), lambda: groups.enter_group(id), "Return")
        _add(menu, "ungroup", self.tr("Ungroup"), groups.ungroup, "Ctrl+Shift+G")
        rows = menu.addMenu(icon("repeat"), self.tr("Repeat in a row"))
        rows.setObjectName("canvasMenu.repeat")
        now = self._workspace.graph.blocks[id].layer.values()[REPEAT]
        for times in (1, 2, 3, 4, 6, 8):
            action = rows.addAction(self.tr("once") if times == 1 else f"×{times}")
            action.setObjectName(f"canvasMenu.repeat.{times}")
            action.setCheckable(True)
            action.setChecked(times == now)
            action.triggered.connect(lambda _=False, times=times: groups.repeat(times))
        rows.addSeparator()
        _add(rows, "repeatOther", self.tr("Another number ..."), groups.ask_repeat, sign="repeat")
        _add(menu, "renameGroup", self.tr("Rename the group ..."), groups.rename_group, sign="rename")
        _add(menu, "makeIndependent", self.tr("Make independent ..."), groups.make_independent, sign="duplicate")
        _add(menu, "saveGroup", self.tr("Save to my library"), groups.save_group, sign="save")
        menu.addSeparator()

    def _add_sharing(self, menu: QMenu, id: int) -> None:
        """Whose weights the selected blocks could use: the first of several, or any of its kind for a single one."""
        graph, chosen = self._workspace.graph, self._workspace.selection
        if len(chosen) > 1:
            first = next((other for other in graph.order() if other in chosen), id)
            if all(edits.why_not_share(graph, other, first) is None for other in chosen - {first}):
                text = self.tr("Share the weights of {owner}").format(owner=graph.blocks[first].name)
                _add(menu, "shared", text, lambda: self._commands.share_weights(first))
        else:
            block = graph.blocks[id]
            owners = [owner for owner in edits.owners_for(graph, id) if owner != block.weights_of]
            owners.sort(key=lambda owner: graph.blocks[owner].layer != block.layer)
            if owners:
                self._add_owners(menu.addMenu(icon("shared"), self.tr("Use the weights of")), owners[:MOST_OWNERS])
        if not chosen.isdisjoint(self._viewport.board.state.families):
            text = self.tr("Use weights of its own")
            _add(menu, "ownWeights", text, lambda: self._commands.share_weights(None), sign="unlink")

    def _add_owners(self, menu: QMenu, owners: list[int]) -> None:
        menu.setObjectName("canvasMenu.owners")
        for owner in owners:
            block = self._workspace.graph.blocks[owner]
            summary = say(block.layer.summary())
            action = menu.addAction(f"{block.name}   {summary}" if summary else block.name)
            action.setObjectName(f"canvasMenu.owner.{owner}")
            action.triggered.connect(lambda _=False, chosen=owner: self._commands.share_weights(chosen))

    def _add_repairs(self, menu: QMenu, id: int) -> None:
        """The problems of a block, each with the repairs that were tried."""
        for problem in self._workspace.analysis.problems:
            if problem.block != id:
                continue
            menu.addSection(say(problem.message))
            for repair in self._workspace.repairs(problem):
                action = menu.addAction(icon("repair", Theme.current().success), say(repair.message))
                action.setObjectName(f"canvasMenu.repair.{problem.code}")
                action.triggered.connect(lambda _=False, chosen=repair: self._workspace.apply_repair(chosen))
        if not menu.isEmpty():
            menu.addSeparator()


def _add(menu: QMenu, name: str, text: str, run: Callable[[], object], keys: str = "", *, sign: str = "") -> None:
    action = menu.addAction(icon(sign or name), text)
    action.setObjectName(f"canvasMenu.{name}")
    action.triggered.connect(lambda: run())
    if keys:
        action.setText(f"{text}\t{QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)}")
