"""Groups and imports with real hands: blocks become one that is entered, repeated and trained; a file comes in."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLineEdit

from builder.analysis import analyse
from builder.groups.group import Group
from gui.training.training_session import TrainingState
from tests.e2e.test_main_job import block, click_block, show_panel, state
from tests.support.person import Person, wait

pytestmark = pytest.mark.display

MODULE = """
import torch
from torch import nn


class Block(nn.Module):
    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, padding=1)
        self.relu = nn.ReLU()

    def forward(self, x):
        return torch.relu(self.conv(x)) + x


class Small(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(1, 8, 3, padding=1)
        self.blocks = nn.Sequential(Block(8), Block(8))
        self.fc = nn.Linear(8, 10)

    def forward(self, x):
        x = self.blocks(self.stem(x))
        return self.fc(x.mean(dim=(2, 3)))
"""


def groups(person: Person) -> dict[str, Group]:
    blocks = person.window.workspace.project.graph.blocks.values()
    return {block.name: block.layer for block in blocks if isinstance(block.layer, Group)}


def answer(person: Person, text: str) -> None:
    """Type into the small box that asks for a name."""
    person.wait_until(lambda: person.window.findChild(QLineEdit, "nameBoxLine"), "the question")
    person.key("ctrl+a")
    person.type(text)
    person.key("Return")
    wait(200)


@pytest.mark.slow
def test_blocks_become_a_group_that_is_repeated_and_trained(person: Person) -> None:
    """Conv, normalisation and ReLU become one block; its channels a field; three of them in a row learn digits."""
    person.click("startEmpty")
    person.choose("dataButton", "Digits")
    for kind in ("Conv2d", "BatchNorm2d", "ReLU", "AdaptiveAvgPool2d", "Linear"):
        person.press_at(person.palette_point(kind), times=2)
    workspace = person.window.workspace
    person.trigger("action.fit")
    click_block(person, "conv1")
    for name in ("bn1", "relu1"):
        person.xdotool("keydown", "shift")
        click_block(person, name)
        person.xdotool("keyup", "shift")
    assert workspace.selection == {block(person, name) for name in ("conv1", "bn1", "relu1")}
    person.key("ctrl+g")
    answer(person, "ConvBlock")
    assert list(groups(person)) == ["conv_block1"]
    person.look("70-grouped")

    click_block(person, "conv_block1")
    person.key("Return")
    person.wait_until(lambda: workspace.way, "the inside of the group")
    wait(300)
    person.look("71-inside")
    click_block(person, "conv1")
    person.choose("follow.out_channels", "Make it a field")
    answer(person, "channels")
    person.look("72-exposed")
    person.key("alt+Up")
    person.wait_until(lambda: not workspace.way, "the network")
    click_block(person, "conv_block1")
    person.click("field.channels", times=3)
    person.type("12")
    person.key("Return")
    person.click("field.repeat", times=3)
    person.type("3")
    person.key("Return")
    person.wait_until(lambda: groups(person)["conv_block1"].summary() == "channels 12, ×3", "the fields")
    person.look("73-repeated")
    assert analyse(workspace.project.graph).ok

    person.trigger("action.train")
    history = person.window.training.session.history
    person.wait_until(lambda: len(history.epochs) >= 2, "two epochs", seconds=120)
    assert history.train("loss")[-1] < history.train("loss")[0]
    show_panel(person, "maps")
    person.wait_until(lambda: person.find("mosaic").isVisible(), "the feature maps of the group")
    person.look("74-maps-of-a-group")
    show_panel(person, "code")
    person.look("75-code-of-a-group")
    person.trigger("action.stop")
    person.wait_until(lambda: state(person) is TrainingState.FINISHED, "the end")

    click_block(person, "conv_block1")
    person.key("ctrl+shift+g")
    person.wait_until(lambda: not groups(person), "the blocks again")
    assert len(workspace.graph.of_kind("Conv2d")) == 3
    person.look("76-ungrouped")
    for _ in range(4):
        person.key("ctrl+z")
    person.wait_until(lambda: "conv_block1" not in groups(person) or groups(person)["conv_block1"].times == 1, "the way back")


@pytest.mark.slow
def test_a_module_of_ones_own_comes_in(person: Person, tmp_path: Path) -> None:
    """A Python file is chosen, its class run after a question in a process of its own, and drawn with its groups."""
    file = tmp_path / "small.py"
    file.write_text(MODULE, encoding="utf-8")
    person.click("startImport")
    person.wait_until(lambda: person.window.findChild(QDialog, "importDialog"), "the dialog")
    person.click("importPath", times=3)
    person.type(f"{file}\t")
    wait(300)
    person.wait_until(lambda: person.find("importNetworkName").text(), "the networks of the file")
    person.click("importNetworkName", times=3)
    person.type("Small\t")
    person.key("ctrl+a")
    person.type("1, 8, 8")
    person.look("80-import")
    person.click("importRun")
    workspace = person.window.workspace
    person.wait_until(lambda: len(workspace.graph.blocks) > 3, "the network", seconds=90)
    wait(400)
    person.look("81-imported")
    assert analyse(workspace.project.graph).parameters == 8 * 9 + 8 + 2 * (8 * 8 * 9 + 8) + 90
