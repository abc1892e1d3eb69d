"""The context menus of the canvas: on a block, with the repairs of its problems; on a wire; on the free canvas.

Texts, tips and keys are those of the command table: they are read from the actions that were installed on the canvas.
"""

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
        self._add_command(menu, "rename", lambda: commands.rename(id))
        self._add_command(menu, "duplicate", commands.duplicate_selection)
        self._add_command(menu, "cut", commands.cut_selection)
        self._add_command(menu, "copy", commands.copy_selection)
        menu.addSeparator()
        self._add_command(menu, "connect", self._connect_by_keys, name="link")
        self._add_command(menu, "chooseWire", commands.choose_next_wire, name="unlink")
        self._add_command(menu, "addSkip", commands.add_skip)
        self._add_sharing(menu, id)
        self._add_command(menu, "group", self._groups.group_selection)
        menu.addSeparator()
        self._add_command(menu, "delete", commands.delete_selection)
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
            self._add_command(menu, "leaveGroup", self._groups.leave_group)
            menu.addSeparator()
        self._add_command(menu, "addBlock", lambda: self._commands.quick_add(point), name="search")
        self._add_command(menu, "paste", self._commands.paste)
        self._add_command(menu, "selectAll", self._commands.select_all)
        menu.addSeparator()
        self._add_command(menu, "arrange", self._commands.arrange)
        self._add_command(menu, "fit", self._viewport.fit)
        return menu

    def _new_menu(self, accessible: str) -> QMenu:
        menu = QMenu(self._viewport.view)
        menu.setObjectName("canvasMenu")
        menu.setAccessibleName(accessible)
        return menu

    def _add_command(self, menu: QMenu, id: str, run: Callable[[], object], *, name: str = "") -> None:
        """Add an entry with the text, tip, icon and key of a command; `run` does it for what was clicked on."""
        command = next(action for action in self._viewport.view.actions() if action.objectName() == f"action.{id}")
        action = menu.addAction(command.icon(), command.text())
        action.setObjectName(f"canvasMenu.{name or id}")
        action.setStatusTip(command.statusTip())
        action.triggered.connect(lambda: run())
        if not command.shortcut().isEmpty():
            # As text, not as a shortcut of this action: two actions with one key would be ambiguous while the menu is open.
            keys = command.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setText(f"{command.text()}\t{keys}")

    def _add_group(self, menu: QMenu, id: int) -> None:
        """What can be done with a group's block in addition to what can be done with any block."""
        groups = self._groups
        self._add_command(menu, "enterGroup", lambda: groups.enter_group(id))
        self._add_command(menu, "ungroup", groups.ungroup)
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
        self._add_command(menu, "renameGroup", groups.rename_group)
        self._add_command(menu, "makeIndependent", groups.make_independent)
        self._add_command(menu, "saveGroup", groups.save_group)
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


def _add(menu: QMenu, name: str, text: str, run: Callable[[], object], *, sign: str = "") -> None:
    action = menu.addAction(icon(sign or name), text)
    action.setObjectName(f"canvasMenu.{name}")
    action.triggered.connect(lambda: run())
