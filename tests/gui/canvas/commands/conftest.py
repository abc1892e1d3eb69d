"""The commands of the canvas on a workspace, without any view."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from builder.model.project import Project
from gui.canvas.commands.blocks import BlockCommands
from gui.canvas.commands.groups import GroupCommands
from gui.model.workspace import Workspace
from tests.gui.canvas.conftest import plain
from tests.support.canvas_parts import ReadyAnswers, RecordingRefusals, StillScreen


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Commands with all that surrounds them."""

    workspace: Workspace
    refusals: RecordingRefusals
    screen: StillScreen
    prompts: ReadyAnswers
    blocks: BlockCommands
    groups: GroupCommands

    def id(self, name: str) -> int:
        """The block called `name`."""
        return next(block.id for block in self.workspace.graph.blocks.values() if block.name == name)

    def select(self, *names: str) -> None:
        """Select blocks by name."""
        self.workspace.select([self.id(name) for name in names])

    @property
    def selected(self) -> set[str]:
        """The names of the selected blocks."""
        return {self.workspace.graph.blocks[id].name for id in self.workspace.selection}


@pytest.fixture
def bench(qapp: object) -> Bench:
    """The plain network."""
    workspace = Workspace(Project(graph=plain()))
    surroundings = RecordingRefusals(workspace), StillScreen(workspace), ReadyAnswers()
    return Bench(
        workspace=workspace,
        refusals=surroundings[0],
        screen=surroundings[1],
        prompts=surroundings[2],
        blocks=BlockCommands(workspace, *surroundings),
        groups=GroupCommands(workspace, *surroundings),
    )
