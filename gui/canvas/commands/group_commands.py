"""Groups on the canvas: make one of blocks, enter and leave one, change it, take it apart. Each change is one undo."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from builder import edits
from builder.common.json_checks import ProjectError
from builder.common.names import free_name
from builder.groups.definition import Definition
from builder.groups.group import MOST_PASSES, REPEAT, Group
from builder.model.graph import Graph
from gui.canvas.commands.block_commands import Commander
from gui.canvas.overlays.texts import tr
from gui.common.name_prompt import NameBox, Question, enter_hint
from gui.model.workspace import Workspace


class Grouper(Commander):
    """A view with the commands for groups."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._box: NameBox | None = None

    def group_id(self) -> int | None:
        """The group's block that a command means: the one that is selected or where the keyboard is."""
        id = self.current()
        block = self.workspace.graph.blocks.get(id) if id is not None else None
        return id if block is not None and isinstance(block.layer, Group) else None

    def group_selection(self) -> None:
        """Ask for a name, and make one block of the selected ones."""
        workspace, chosen = self.workspace, self.workspace.selection
        name = suggested(workspace.graph, chosen, {*workspace.network.definitions, *workspace.shelf.groups(Graph())})
        refusal = self._why_not_group(chosen, name)
        if refusal:
            self.say(refusal, self.here(), lasting=False)
            return
        title = tr("Make one block of these {0}", len(chosen)) if len(chosen) > 1 else tr("Make a group of this block")
        self._ask(
            Question(
                title,
                name,
                enter_hint(tr("makes the group")),
                lambda text: self._why_not_group(chosen, text),
                lambda text: self.make_group(chosen, text),
            )
        )

    def ungroup(self) -> None:
        """Put the blocks of the selected groups in their place."""
        graph, ids = self.workspace.graph, self.workspace.document.ids
        groups = sorted(id for id in self.workspace.selection if isinstance(graph.blocks[id].layer, Group))
        if not groups:
            self.say(tr("Select a group to take it apart."), self.here(), lasting=False)
            return

        def edit(graph: Graph) -> tuple[Graph, frozenset[int]]:
            made: frozenset[int] = frozenset()
            for id in groups:
                graph, new = edits.ungroup(graph, ids, id)
                made |= new
            return graph, made

        self._add_many(tr("Ungroup {0}", self.named(groups)), edit)

    def enter_group(self, id: int | None = None) -> None:
        """Show what is inside of a group."""
        id = self.group_id() if id is None else id
        if id is None:
            self.say(tr("Select a group to look inside of it."), self.here(), lasting=False)
        else:
            self.trying(lambda: self.workspace.enter(id))

    def leave_group(self) -> None:
        """Show again what is around the group that is entered."""
        self.workspace.leave()

    def rename_group(self, name: str | None = None) -> None:
        """Ask for another name of a group: of the selected block's, or of the one that is entered."""
        definition = self.definition()
        name = definition.name if name is None and definition is not None else name
        if name is None:
            self.say(tr("Select a group to rename it."), self.here(), lasting=False)
            return
        old = name
        self._ask(
            Question(
                tr("Rename the group {0}", old),
                old,
                enter_hint(tr("renames it wherever it is used")),
                lambda text: self.workspace.why_not(lambda graph: edits.rename_definition(graph, old, text)),
                lambda text: self.workspace.edit_network(
                    tr("Rename {0}", old), lambda graph: edits.rename_definition(graph, old, text)
                ),
            )
        )

    def make_independent(self) -> None:
        """Ask for a name, and give the selected group's block a group of its own: changes in one no longer change the other."""
        id, workspace = self.group_id(), self.workspace
        if id is None:
            self.say(tr("Select a group to give it a copy of its own."), self.here(), lasting=False)
            return
        block, way = workspace.graph.blocks[id], workspace.way
        free = free_name(block.kind.rstrip("0123456789"), {*workspace.network.definitions, block.kind})

        def edit(name: str) -> Callable[[Graph], Graph]:
            return lambda graph: edits.edit_inside(graph, way, lambda inner: edits.make_independent(inner, id, name))

        self._ask(
            Question(
                tr("Give {0} a group of its own, called", block.name),
                free,
                enter_hint(tr("makes the copy")),
                lambda text: workspace.why_not(edit(text)),
                lambda text: workspace.edit_network(tr("Make {0} independent", block.name), edit(text)),
            )
        )

    def repeat(self, times: int) -> None:
        """Let the selected group stand in a row so many times."""
        id = self.group_id()
        if id is not None:
            label = tr("Repeat {0} ×{1}", self.workspace.graph.blocks[id].name, times)
            self.edit(label, lambda graph: edits.set_fields(graph, [id], {REPEAT: times}))

    def ask_repeat(self) -> None:
        """Ask how often the selected group stands in a row."""
        id = self.group_id()
        if id is None:
            return
        block = self.workspace.graph.blocks[id]
        title = tr("How many times does {0} stand in a row?", block.name)
        now = str(block.layer.values()[REPEAT])
        self._ask(Question(title, now, enter_hint(tr("repeats it")), _why_not_times, lambda text: self.repeat(int(text))))

    def save_group(self) -> None:
        """Keep the selected group for every project."""
        definition = self.definition()
        if definition is None:
            self.say(tr("Select a group to keep it for other networks."), self.here(), lasting=False)
            return
        try:
            path = self.workspace.shelf.keep(definition)
        except ProjectError as error:
            self.say(str(error), self.here(), lasting=False)
            return
        self.say(tr("{0} is in your library now: {1}", definition.name, path), self.here(), lasting=False)

    def can_group(self) -> dict[str, bool]:
        """Which of the commands for groups can be given now, by name."""
        workspace = self.workspace
        chosen = [workspace.graph.blocks[id] for id in workspace.selection]
        groups = sum(isinstance(block.layer, Group) for block in chosen)
        one, inside = groups == len(chosen) == 1, bool(workspace.steps)
        known = dict.fromkeys(("renameGroup", "saveGroup"), one or (inside and not chosen))
        alone = dict.fromkeys(("enterGroup", "repeatGroup", "makeIndependent"), one)
        return {"group": bool(chosen), "ungroup": groups > 0, "leaveGroup": inside, **alone, **known}

    def definition(self) -> Definition | None:
        """The group that is selected, or the one that is entered; with everything that was changed in it."""
        id, steps = self.group_id(), self.workspace.steps
        kind = self.workspace.graph.blocks[id].kind if id is not None else steps[-1].block.kind if steps else None
        return None if kind is None else self.workspace.network.definitions.get(kind)

    def _why_not_group(self, chosen: Iterable[int], name: str) -> str:
        return self.workspace.why_not(self._grouping(chosen, name, []))

    def make_group(self, chosen: Iterable[int], name: str) -> None:
        """Make one block of some blocks, and select it."""
        made: list[int] = []
        if self.trying(lambda: self.workspace.edit_network(tr("Group {0}", name), self._grouping(chosen, name, made))):
            self.workspace.select(made)
            self.show_blocks(made)

    def _grouping(self, chosen: Iterable[int], name: str, made: list[int]) -> Callable[[Graph], Graph]:
        """The edit of the whole network that makes the group; the id of its block comes into `made`."""
        way, ids = self.workspace.way, self.workspace.document.ids
        around = self.workspace.steps[-1].layer.definition.defaults if way else None

        def edit(graph: Graph) -> Graph:
            graph, id = edits.make_group(graph, ids, chosen, name, around)
            made[:] = [id]
            return graph

        return lambda graph: edits.edit_inside(graph, way, edit)

    def _ask(self, question: Question) -> None:
        at = self.here()
        if self._box is not None:
            self._box.leave()
        self._box = NameBox(self.viewport(), question, at + QPoint(12, 12))
        self._box.destroyed.connect(self._forget_box)

    def _forget_box(self) -> None:
        self._box = None


def _why_not_times(text: str) -> str:
    if text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= MOST_PASSES:
        return ""
    return tr("Type a whole number from 1 to {0}.", f"{MOST_PASSES:,}")


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


def suggested(graph: Graph, chosen: Iterable[int], taken: Iterable[str]) -> str:
    """A name for a group of some blocks that is free: of what it is made of, or what it is like."""
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
