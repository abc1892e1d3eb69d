"""Commands for groups: make one of blocks, enter and leave one, change it, take it apart. Each change is one undo."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication

from builder import edits
from builder.common.json_checks import ProjectError
from builder.common.names import free_name
from builder.groups.definition import Definition, definition_of, definitions_of
from builder.groups.group import MOST_PASSES, REPEAT, Group
from builder.model.graph import Graph
from gui.canvas.commands.base import CanvasCommands
from gui.canvas.texts import block_names
from gui.common.i18n import say
from gui.common.name_prompt import Question


class GroupCommands(CanvasCommands):
    """What can be done with the selected group, or with the one that is entered."""

    def selected_group(self) -> int | None:
        """The block of the group that a command means: the selected one or the one that has the keyboard."""
        id = self.screen.board.current_block()
        block = self.workspace.graph.blocks.get(id) if id is not None else None
        return id if block is not None and isinstance(block.layer, Group) else None

    def definition(self) -> Definition | None:
        """The group that is selected, or else the one that is entered, with everything that was changed in it."""
        id, steps = self.selected_group(), self.workspace.steps
        kind = self.workspace.graph.blocks[id].kind if id is not None else steps[-1].block.kind if steps else None
        return None if kind is None else definitions_of(self.workspace.network).get(kind)

    def available(self) -> dict[str, bool]:
        """Which of these commands can be given now, by the name of the command."""
        workspace = self.workspace
        chosen = [workspace.graph.blocks[id] for id in workspace.selection]
        groups = sum(isinstance(block.layer, Group) for block in chosen)
        one, inside = groups == len(chosen) == 1, bool(workspace.steps)
        by_definition = dict.fromkeys(("renameGroup", "saveGroup"), one or (inside and not chosen))
        by_block = dict.fromkeys(("enterGroup", "repeatGroup", "makeIndependent"), one)
        return {"group": bool(chosen), "ungroup": groups > 0, "leaveGroup": inside, **by_block, **by_definition}

    # -- make and take apart -------------------------------------------------------------------------------------------

    def group_selection(self) -> None:
        """Ask for a name, and make one block of the selected ones."""
        workspace, chosen = self.workspace, self.workspace.selection
        name = suggest_name(workspace.graph, chosen, {*workspace.network.definitions, *workspace.group_library.groups(Graph())})
        refusal = self._why_not_group(chosen, name)
        if refusal:
            self.refusals.say(refusal)
            return
        if len(chosen) > 1:
            title = self.tr("Make one block of these {count}").format(count=len(chosen))
        else:
            title = self.tr("Make a group of this block")
        self.prompts.ask(
            Question(
                title=title,
                text=name,
                hint=self.tr("Enter makes the group, Esc leaves it as it was."),
                check=lambda text: self._why_not_group(chosen, text),
                take=lambda text: self.make_group(chosen, text),
            )
        )

    def make_group(self, chosen: Iterable[int], name: str) -> None:
        """Make one block of some blocks, and select it."""
        made: list[int] = []
        label = self.tr("Group {name}").format(name=name)
        if self.refusals.attempt(lambda: self.workspace.edit_network(label, self._group_edit(chosen, name, made))):
            self.workspace.select(made)
            self.screen.show_blocks(made)

    def ungroup(self) -> None:
        """Put the blocks of the selected groups in their place."""
        graph, ids = self.workspace.graph, self.workspace.document.ids
        groups = sorted(id for id in self.workspace.selection if isinstance(graph.blocks[id].layer, Group))
        if not groups:
            self.refusals.say(self.tr("Select a group to take it apart."))
            return

        def edit(graph: Graph) -> tuple[Graph, frozenset[int]]:
            made: frozenset[int] = frozenset()
            for id in groups:
                graph, new = edits.ungroup(graph, ids, id)
                made |= new
            return graph, made

        self.add_and_select(self.tr("Ungroup {blocks}").format(blocks=block_names(graph, groups)), edit)

    # -- enter and leave -----------------------------------------------------------------------------------------------

    def enter_group(self, id: int | None = None) -> None:
        """Show the blocks inside a group (the selected one)."""
        chosen = self.selected_group() if id is None else id
        if chosen is None:
            self.refusals.say(self.tr("Select a group to look inside of it."))
        else:
            self.refusals.attempt(lambda: self.workspace.enter(chosen))

    def leave_group(self) -> None:
        """Show again what is around the group that is entered."""
        self.workspace.leave()

    # -- change --------------------------------------------------------------------------------------------------------

    def rename_group(self, name: str | None = None) -> None:
        """Ask for another name of a group: of the one called `name`, the selected block's, or the one that is entered."""
        definition = self.definition()
        old = definition.name if name is None and definition is not None else name
        if old is None:
            self.refusals.say(self.tr("Select a group to rename it."))
            return
        label = self.tr("Rename {name}").format(name=old)
        self.prompts.ask(
            Question(
                title=self.tr("Rename the group {name}").format(name=old),
                text=old,
                hint=self.tr("Enter renames it wherever it is used, Esc leaves it as it was."),
                check=lambda text: self.workspace.why_not(lambda graph: edits.rename_definition(graph, old, text)),
                take=lambda text: self.workspace.edit_network(label, lambda graph: edits.rename_definition(graph, old, text)),
            )
        )

    def make_independent(self) -> None:
        """Ask for a name, and give the selected group's block a group of its own: changes in one no longer change the other."""
        id, workspace = self.selected_group(), self.workspace
        if id is None:
            self.refusals.say(self.tr("Select a group to give it a copy of its own."))
            return
        block, way = workspace.graph.blocks[id], workspace.way
        free = free_name(block.kind.rstrip("0123456789"), {*workspace.network.definitions, block.kind})

        def edit(name: str) -> Callable[[Graph], Graph]:
            return lambda graph: edits.edit_inside(graph, way, lambda inner: edits.make_independent(inner, id, name))

        label = self.tr("Make {block} independent").format(block=block.name)
        self.prompts.ask(
            Question(
                title=self.tr("Give {block} a group of its own, called").format(block=block.name),
                text=free,
                hint=self.tr("Enter makes the copy, Esc leaves it as it was."),
                check=lambda text: workspace.why_not(edit(text)),
                take=lambda text: workspace.edit_network(label, edit(text)),
            )
        )

    def repeat(self, times: int) -> None:
        """Repeat the selected group so many times."""
        id = self.selected_group()
        if id is not None:
            label = self.tr("Repeat {block} ×{times}").format(block=self.workspace.graph.blocks[id].name, times=times)
            self.refusals.edit(label, lambda graph: edits.set_fields(graph, [id], {REPEAT: times}))

    def ask_repeat(self) -> None:
        """Ask how many times the selected group is repeated."""
        id = self.selected_group()
        if id is None:
            return
        block = self.workspace.graph.blocks[id]
        self.prompts.ask(
            Question(
                title=self.tr("How many times does {block} stand in a row?").format(block=block.name),
                text=str(block.layer.values()[REPEAT]),
                hint=self.tr("Enter repeats it, Esc leaves it as it was."),
                check=_why_not_times,
                take=lambda text: self.repeat(int(text)),
            )
        )

    def save_group(self) -> None:
        """Save the selected group to the library for every project."""
        definition = self.definition()
        if definition is None:
            self.refusals.say(self.tr("Select a group to keep it for other networks."))
            return
        try:
            path = self.workspace.group_library.keep(definition)
        except ProjectError as error:
            self.refusals.say(say(error.message))
            return
        text = self.tr("{name} is in your library now: {path}")
        self.refusals.say(text.format(name=definition.name, path=path))

    def _why_not_group(self, chosen: Iterable[int], name: str) -> str:
        return self.workspace.why_not(self._group_edit(chosen, name, []))

    def _group_edit(self, chosen: Iterable[int], name: str, made: list[int]) -> Callable[[Graph], Graph]:
        """The edit of the whole network that makes the group; it puts the id of the group's block into `made`."""
        way, ids = self.workspace.way, self.workspace.document.ids
        around = definition_of(self.workspace.steps[-1].layer).defaults if way else None

        def edit(graph: Graph) -> Graph:
            graph, id = edits.make_group(graph, ids, chosen, name, around)
            made[:] = [id]
            return graph

        return lambda graph: edits.edit_inside(graph, way, edit)


def _why_not_times(text: str) -> str:
    if text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= MOST_PASSES:
        return ""
    return QCoreApplication.translate("Canvas", "Type a whole number from 1 to {most:,}.").format(most=MOST_PASSES)


_SHORT = {
    "Conv1d": "Conv",
    "Conv2d": "Conv",
    "Conv3d": "Conv",
    "ConvTranspose2d": "UpConv",
    "BatchNorm1d": "BN",
    "BatchNorm2d": "BN",
    "BatchNorm3d": "BN",
    "LayerNorm": "LN",
    "MaxPool2d": "Pool",
    "AvgPool2d": "Pool",
    "AdaptiveAvgPool2d": "Pool",
    "ReLU6": "ReLU",
}
_MOST_PARTS = 4


def suggest_name(graph: Graph, chosen: Iterable[int], taken: Iterable[str]) -> str:
    """A free name for a group of some blocks, from its kind of structure or from the kinds inside it."""
    inside = set(chosen)
    kinds = [graph.blocks[id].kind for id in graph.order() if id in inside]
    words = [_SHORT.get(kind, kind) for kind in kinds]
    if "Add" in kinds and len(kinds) > 1:
        name = "ResidualBlock"
    elif "Concat" in kinds and len(kinds) > 1:
        name = "BranchBlock"
    elif kinds and len(kinds) <= _MOST_PARTS and all(word.isalnum() and word[:1].isupper() for word in words):
        name = "".join(words) if len(words) > 1 else f"{words[0]}Block"
    else:
        name = "Block"
    taken = set(taken)
    return name if name not in taken else free_name(name.rstrip("0123456789"), taken)
